"""Texts in the three languages, for labels, messages and templates; read in the language of the request."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, cast

from django.utils.functional import lazystr
from django.utils.translation import get_language

from shanhai.sheets import LANGUAGES, Words

if TYPE_CHECKING:
    from shanhai.sheets import Language

DEFAULT_LANGUAGE: Language = "zh-hans"


def current_language() -> Language:
    """The language of the request, or simplified Chinese outside of one."""
    language = get_language()
    return cast("Language", language) if language in LANGUAGES else DEFAULT_LANGUAGE


@lru_cache(maxsize=16_384)
def words(en: str, hans: str, hant: str = "") -> Words:
    """A text in the three languages; the traditional form is derived unless it is given."""
    return Words(en, hans, hant)


def says(en: str, hans: str, hant: str = "", /, **fields: object) -> str:
    """A text that is put into the reader's language when it is shown, not when it is written."""
    return say_later(words(en, hans, hant), **fields)


def say_later(text: Words, /, **fields: object) -> str:
    """`Words` as a text that is read when it is shown; Django's lazy strings call `str` each time."""
    return lazystr(_Saying(text, fields))


def say(text: Words, /, **fields: object) -> str:
    """`Words` in the language of the request, now."""
    return text.say(current_language(), **fields)


class _Saying:
    """Turns into the text of the language that holds when `str` is asked of it."""

    __slots__ = ("fields", "text")

    def __init__(self, text: Words, fields: dict[str, object]) -> None:
        self.text = text
        self.fields = fields

    def __str__(self) -> str:
        return say(self.text, **self.fields)
