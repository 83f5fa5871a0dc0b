"""The language of the command line: asked for by option, else by SHANHAI_LANGUAGE, else by LANG."""

from __future__ import annotations

import os
from contextvars import ContextVar
from typing import TYPE_CHECKING

from shanhai.sheets.words import LANGUAGES, Language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shanhai.sheets.words import Words

VARIABLE = "SHANHAI_LANGUAGE"
_TRADITIONAL = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")
_current: ContextVar[Language] = ContextVar("language", default="en")


def language() -> Language:
    """Return the language in which the command line speaks now."""
    return _current.get()


def speak(chosen: Language) -> None:
    """Speak this language from now on."""
    _current.set(chosen)


def say(words: Words, **fields: object) -> str:
    """Return a phrase in the language spoken now."""
    return words.say(language(), **fields)


def chosen_language(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> Language:
    """Return the language that the arguments ask for, else the environment, else English.

    The arguments are looked at before they are parsed, because help and usage errors need a language too.
    """
    for at, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--language":
            asked = value or (arguments[at + 1] if at + 1 < len(arguments) else "")
            if asked in LANGUAGES:
                return language_named(asked)
    for variable in (VARIABLE, "LC_ALL", "LC_MESSAGES", "LANG"):
        if named := environment.get(variable, ""):
            return language_named(named)
    return "en"


def language_named(name: str) -> Language:
    """Return the language for a name or a locale: "zh-hant" and "zh_TW.UTF-8" are 繁體, any other "zh" is
    简体.
    """
    key = name.lower().replace("_", "-")
    if key.startswith(_TRADITIONAL):
        return "zh-hant"
    return "zh-hans" if key.startswith("zh") else "en"
