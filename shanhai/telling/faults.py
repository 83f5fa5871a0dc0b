"""Everything that is wrong with a problem, as sentences: place, fault and remedy."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from shanhai.telling.phrases import faults as phrases
from shanhai.telling.phrases import terms

if TYPE_CHECKING:
    from shanhai.matching.tables import Fault
    from shanhai.telling.voice import Voice


def fault_sentence(fault: Fault, voice: Voice) -> str:
    """Where, what is wrong, and how to mend it."""
    table = terms.TABLES[fault.table]
    if fault.id:
        where = voice.say(phrases.WHERE, table=table, id=fault.id, column=fault.column)
    else:
        where = voice.say(phrases.WHERE_ROW, table=table, row=fault.row + 1, column=fault.column)
    fields = {"given": fault.given, "wanted": wanted_words(fault.wanted, voice)}
    what = voice.say(phrases.WHAT[fault.code], **fields)
    return voice.say(phrases.LINE, where=where, what=what, mend=voice.say(phrases.MEND[fault.code], **fields))


def wanted_words(wanted: str, voice: Voice) -> str:
    """What the engine expects, in the reader's language; English is what the engine says itself."""
    if voice.language == "en":
        return wanted
    for phrase in phrases.WANTED:
        if match := _pattern(phrase.en).fullmatch(wanted):
            return voice.say(
                phrase, **{name: _tables_in(value, voice) for name, value in match.groupdict().items()}
            )
    return wanted


@lru_cache(maxsize=64)
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(text)))


def _tables_in(value: str, voice: Voice) -> str:
    """Names of tables as people call them."""
    words = value.split(" or ")
    if all(word in terms.TABLES for word in words):
        return "或".join(voice.say(terms.TABLES[word]) for word in words)
    return value
