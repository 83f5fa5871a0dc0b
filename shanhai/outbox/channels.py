"""The ways out: mail, and whatever else an installation plugs in by `SHANHAI_CHANNELS`."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from shanhai.programme.models import Account


@dataclass(frozen=True, slots=True)
class Letter:
    """What goes out through a channel at one time. The same letter has the same `key` at every try."""

    key: str
    to: Account
    subject: str
    body: str


class NotNow(Exception):
    """The letter has certainly not gone out, and may be tried again later."""


class NeverMind(Exception):
    """The letter is refused for good: trying again would not help."""


class Unsure(Exception):
    """Nobody can tell whether the letter has gone out. It is not sent again."""


class Channel(Protocol):
    """A way out. Its `key` stands with every delivery."""

    key: str

    def reaches(self, account: Account) -> bool:
        """Whether this channel has somewhere to send what is for the account."""
        ...

    def send(self, letter: Letter) -> None:
        """Hand one letter over. Raises: NotNow, NeverMind, Unsure."""
        ...


class Mail:
    """Mail, as Django sends it."""

    key = "mail"

    def reaches(self, account: Account) -> bool:
        """Whether the account has an address."""
        return bool(account.email)

    def send(self, letter: Letter) -> None:
        """Hand one letter to the mail server. Raises: NotNow, NeverMind, Unsure."""
        connection = get_connection()
        try:
            connection.open()
        except (OSError, smtplib.SMTPException) as error:
            raise NotNow(str(error)) from error
        try:
            connection.send_messages([_mail(letter)])
        except smtplib.SMTPRecipientsRefused as error:
            raise _by_code(next(iter(error.recipients.values()))[0], error) from error
        except smtplib.SMTPResponseException as error:
            raise _by_code(error.smtp_code, error) from error
        except (OSError, smtplib.SMTPException) as error:
            raise Unsure(str(error)) from error
        finally:
            connection.close()


def _mail(letter: Letter) -> EmailMessage:
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(">") or "localhost"
    headers = {"Message-ID": f"<{letter.key}@{domain}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(letter.subject, letter.body, to=[letter.to.email], headers=headers)


def _by_code(code: int, error: Exception) -> Exception:
    """A server that answers with 5.. refuses for good, with 4.. for now."""
    return NeverMind(str(error)) if code >= 500 else NotNow(str(error))


@cache
def channels() -> dict[str, Channel]:
    """The channels of this installation by their keys."""
    made = [import_string(name)() for name in settings.CHANNELS]
    return {channel.key: channel for channel in made}
