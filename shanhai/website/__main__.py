"""`python -m shanhai.website migrate`: Django's own commands with the settings of the application."""

import os

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shanhai.website.settings")
execute_from_command_line()
