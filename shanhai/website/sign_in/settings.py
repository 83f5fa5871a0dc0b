"""Settings of signing in, single sign-on among them; read by `shanhai.website.settings`."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
_HERE = "shanhai.website.sign_in"
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "email")},
    },
    {"NAME": f"{_HERE}.validators.MinimumLength", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = f"{_HERE}.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_FORMS = {
    "login": f"{_HERE}.forms.LoginForm",
    "change_password": f"{_HERE}.forms.ChangePasswordForm",
    "set_password": f"{_HERE}.forms.SetPasswordForm",
    "reset_password": f"{_HERE}.forms.ResetPasswordForm",
    "reset_password_from_key": f"{_HERE}.forms.ResetPasswordKeyForm",
    "reauthenticate": f"{_HERE}.forms.ReauthenticateForm",
}
# Attempts are counted in the database, for all processes of the server together.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/m/key",
    "invitation": "30/m/ip",
    "desk_public": "20/h/ip",
    # By the public, against a published list; counted here and kept nowhere else.
    "objection": "10/h/ip",
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shanhai_attempts",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
#: How many proxies of ours stand in front and write X-Forwarded-For; the address counted is theirs to tell.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("SHANHAI_PROXIES", "0"))

MFA_ADAPTER = f"{_HERE}.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = os.environ.get("SHANHAI_NAME", "Shanhai")
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": f"{_HERE}.forms.AuthenticateForm",
    "reauthenticate": f"{_HERE}.forms.ReauthenticateByCodeForm",
    "activate_totp": f"{_HERE}.forms.ActivateTOTPForm",
    "add_webauthn": f"{_HERE}.forms.AddPasskeyForm",
    "edit_webauthn": f"{_HERE}.forms.EditPasskeyForm",
}
USERSESSIONS_ADAPTER = f"{_HERE}.adapters.SessionsAdapter"
USERSESSIONS_TRACK_ACTIVITY = False

# Single sign-on by OpenID Connect, on when its issuer is named.
OIDC_ISSUER = os.environ.get("SHANHAI_OIDC_ISSUER", "").rstrip("/")
#: By which claim an identity finds its account the first time: "username", "email" (verified), or none.
OIDC_LINK_BY = os.environ.get("SHANHAI_OIDC_LINK_BY", "")
if OIDC_LINK_BY not in ("", "username", "email"):
    raise ValueError(f"SHANHAI_OIDC_LINK_BY is {OIDC_LINK_BY!r}. Write username or email, or leave it out.")
SOCIALACCOUNT_ADAPTER = f"{_HERE}.adapters.SocialAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = True
SOCIALACCOUNT_STORE_TOKENS = False


def provider(issuer: str, client: str, secret: str, name: str) -> dict[str, object]:
    """allauth's settings for one provider of single sign-on."""
    app = {
        "provider_id": "single-sign-on",
        "name": name,
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": issuer, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app] if issuer else []}}


SOCIALACCOUNT_PROVIDERS = provider(
    OIDC_ISSUER,
    os.environ.get("SHANHAI_OIDC_CLIENT", ""),
    os.environ.get("SHANHAI_OIDC_SECRET", ""),
    os.environ.get("SHANHAI_OIDC_NAME", "Single sign-on"),
)
#: Where the form of single sign-on may lead a browser.
OIDC_ORIGINS = ["{0.scheme}://{0.netloc}".format(urlsplit(OIDC_ISSUER))] if OIDC_ISSUER else []
