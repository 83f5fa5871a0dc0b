"""Settings of the tests: the application's, with a cheap password hash and a folder that is thrown away."""

import os
import tempfile
from pathlib import Path

_home = tempfile.mkdtemp(prefix="shanhai-test-")
os.environ.setdefault("SHANHAI_SECRET_KEY", "only for tests")
os.environ["SHANHAI_HOME"] = _home

from shanhai.website.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PRIVATE_FILES = Path(_home) / "files"
STATIC_ROOT = Path(_home)
