"""Settings of the tests: the application's, with a cheap password hash and a folder that is thrown away."""

import os
import tempfile
from pathlib import Path

_home = tempfile.mkdtemp(prefix="shanhai-test-")
os.environ.setdefault("SHANHAI_SECRET_KEY", "only for tests")
os.environ["SHANHAI_HOME"] = _home
# A driven browser keeps an event loop running in its process; the tests beside it use the database as ever.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

from shanhai.website.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PRIVATE_FILES = Path(_home) / "files"
STATIC_ROOT = Path(_home)
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, so that threads meet as they do in earnest; what is lost in a crash is no loss.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(_home) / "test.sqlite3")}  # noqa: F405
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"  # noqa: F405
