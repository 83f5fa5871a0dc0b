"""Sets the web application up for a command that works on its database."""

from __future__ import annotations

import os

from shanhai.cli.failures import Failure
from shanhai.telling.phrases import serving as phrases


def open_application(database: str | None = None) -> None:
    """Make the application ready, with another database where one is named. Raises: Failure."""
    try:
        import django
    except ImportError as error:
        raise Failure(phrases.NOT_INSTALLED) from error
    if database:
        os.environ["SHANHAI_DATABASE"] = database
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shanhai.website.settings")
    django.setup()
