"""One address says where mail goes out."""

from __future__ import annotations

import pytest

from shanhai.website.mail import PRINTED, SMTP, mail_settings


def test_without_an_address_mail_is_printed() -> None:
    assert mail_settings("", "a@example.org")["EMAIL_BACKEND"] == PRINTED


@pytest.mark.parametrize(
    ("address", "port", "tls", "ssl"),
    [
        ("smtp://ann:p%40ss@mail.example", 587, True, False),
        ("smtps://ann:p%40ss@mail.example", 465, False, True),
        ("smtps://ann:p%40ss@mail.example:4650", 4650, False, True),
        ("smtp+plain://ann:p%40ss@mail.example", 25, False, False),
    ],
)
def test_an_address_says_server_name_password_and_how_it_is_kept_secret(address, port, tls, ssl) -> None:
    found = mail_settings(address, "office@example.org")
    assert (found["EMAIL_BACKEND"], found["EMAIL_HOST"], found["EMAIL_PORT"]) == (SMTP, "mail.example", port)
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("ann", "p@ss")
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (tls, ssl)


@pytest.mark.parametrize("wrong", ["mail.example", "http://mail.example", "smtp://"])
def test_a_wrong_address_is_told_without_its_password(wrong) -> None:
    with pytest.raises(ValueError, match="SHANHAI_MAIL is"):
        mail_settings(wrong, "office@example.org")
