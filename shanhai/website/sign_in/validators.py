"""What a password has to be, beside what Django asks of it."""

from __future__ import annotations

from django.contrib.auth.password_validation import MinimumLengthValidator

from shanhai.pages.words import say, words

_TOO_SHORT = words(
    "The password is too short: it needs at least {least} characters.", "密码太短，至少须有 {least} 个字符。"
)


class MinimumLength(MinimumLengthValidator):
    """A least length. Django's own sentence stands there in English for readers of 简体."""

    def get_error_message(self) -> str:
        """What is said of a password that is too short."""
        return say(_TOO_SHORT, least=self.min_length)
