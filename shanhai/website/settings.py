"""Settings of the web application. What differs between installations is read from variables SHANHAI_…

They are told in `docs/operate/settings.md`; a test checks that none is missing there.
"""

from __future__ import annotations

import os
from pathlib import Path

import dj_database_url

from shanhai.website.environment import flag, folder, listed, secret_key
from shanhai.website.mail import mail_settings
from shanhai.website.sign_in.settings import *  # noqa: F403
from shanhai.website.sign_in.settings import OIDC_ORIGINS

BASE = Path(__file__).parents[1]
#: Database, uploads and the secret key of a plain installation stand here.
HOME = folder("SHANHAI_HOME", "shanhai-data")

DEBUG = flag("SHANHAI_DEBUG")
SECRET_KEY = secret_key(HOME)
ALLOWED_HOSTS = listed("SHANHAI_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = listed("SHANHAI_ORIGINS", "")
IS_HTTPS = flag("SHANHAI_HTTPS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_q",
    "ninja",
    "shanhai.pages",
    "shanhai.programme",
    "shanhai.outbox",
    "shanhai.registers",
    "shanhai.rounds",
    "shanhai.plans",
    "shanhai.decisions",
    "shanhai.placements",
    "shanhai.desk",
    "shanhai.website",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "shanhai.website.language.LanguageMiddleware",
    "shanhai.website.resuming.ResumeMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]
ROOT_URLCONF = "shanhai.website.urls"
WSGI_APPLICATION = "shanhai.website.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "website" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["shanhai.pages.templatetags.words", "shanhai.pages.templatetags.parts"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "shanhai.website.navigation.house",
            ],
        },
    }
]

# Writers on SQLite take the lock when they begin, so that two never find out at the end;
# what was acknowledged is on the disk.
_SQLITE = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    # 32 MB of pages are kept by each of the few threads: what a long list is sorted by is read once.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    "PRAGMA cache_size=-32000;",
}
DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("SHANHAI_DATABASE") or f"sqlite:///{HOME / 'shanhai.sqlite3'}", conn_max_age=60
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = _SQLITE
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PRIVATE_FILES = HOME / "files"

AUTH_USER_MODEL = "programme.Account"
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")]
TIME_ZONE = os.environ.get("SHANHAI_TIME_ZONE", "Asia/Shanghai")
USE_TZ = True

STATIC_URL = "static/"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": HOME / "files"},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True

# Nothing is loaded from elsewhere, and no script stands in a page.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "style-src": ["'self'"],
        "style-src-attr": ["'unsafe-inline'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'", *OIDC_ORIGINS],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "shanhai.website.errors.wrong_token"
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Where the application is found from outside, for links in mail; and the ways that messages go out by.
ADDRESS = os.environ.get("SHANHAI_ADDRESS", "").rstrip("/")
CHANNELS = listed("SHANHAI_CHANNELS", "shanhai.outbox.channels.Mail")
globals().update(
    mail_settings(
        os.environ.get("SHANHAI_MAIL", ""), os.environ.get("SHANHAI_MAIL_FROM", "shanhai@localhost")
    )
)

Q_CLUSTER = {
    "name": "shanhai",
    "orm": "default",
    "workers": int(os.environ.get("SHANHAI_WORKERS", "1")),
    # A job that was cut off is given out again after `retry` seconds: jobs may run twice, and allow for it.
    "timeout": 1_800,
    "retry": 1_900,
    "max_attempts": 3,
    "ack_failures": True,
    "catch_up": False,
    "poll": 1,
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("SHANHAI_LOG", "WARNING")},
}
