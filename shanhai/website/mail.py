"""Where mail goes out, from one address: `smtp://name:password@mail.example:587` or `smtps://…:465`."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

SMTP = "django.core.mail.backends.smtp.EmailBackend"
PRINTED = "django.core.mail.backends.console.EmailBackend"
_PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}


def mail_settings(address: str, sender: str) -> dict[str, Any]:
    """Django's settings of mail. Without an address mail is printed, not sent.

    `smtp` turns to TLS before it says anything, `smtps` begins with it; `smtp+plain` is for a server on the
    same machine. Raises: ValueError naming what is wrong with the address.
    """
    if not address:
        return {"EMAIL_BACKEND": PRINTED, "DEFAULT_FROM_EMAIL": sender}
    parts = urlsplit(address)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError(
            f"SHANHAI_MAIL is {parts.scheme}://{parts.hostname or ''}…; "
            "write smtp://name:password@server:587, smtps://… or smtp+plain://…"
        )
    return {
        "EMAIL_BACKEND": SMTP,
        "DEFAULT_FROM_EMAIL": sender,
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or _PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 10,
    }
