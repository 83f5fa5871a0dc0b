"""The application as a server calls it."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shanhai.website.settings")
application = get_wsgi_application()
# What is loaded now stays; looking through it again and again would hold up a request now and then.
gc.freeze()
