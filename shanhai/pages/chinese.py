"""How Chinese names are read and ordered: pinyin, initials, strokes.

Orders are written as keys of digits and small letters in fixed places, so every database sorts them alike.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from importlib import resources
from itertools import product

from shanhai.pages.surnames import SURNAMES
from shanhai.sheets import name_key

#: So many characters of a name decide about its place in a list.
LONGEST_ORDERED = 10
_SYLLABLE, _PLACE = 6, 5
_UNKNOWN_PLACE = "9" * _PLACE
_LONGEST_READ = 60


@lru_cache(maxsize=65_536)
def syllables(text: str) -> tuple[str, ...]:
    """The reading of every character with its tone ("qing1", "xi1"); what is not Chinese as it stands."""
    if text.isascii():
        return tuple(text)
    from pypinyin import Style, lazy_pinyin

    read = lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True, errors=list)
    return tuple(read) if len(read) == len(text) else tuple(syllables(char)[0] for char in text)


def readings(name: str, *, person: bool = False) -> list[tuple[str, ...]]:
    """Every way in which a name is read; a person's with the reading that its surname has as a surname."""
    plain = name_key(name)[:_LONGEST_READ]
    if not person:
        return [syllables(plain)]
    # The characters of a name are read one by one: no word is meant by them.
    read = tuple(syllables(char)[0] for char in plain)
    surname = next((plain[:n] for n in (2, 1) if plain[:n] in SURNAMES), "")
    if not surname:
        return [read]
    return [(*borne.split(), *read[len(surname) :]) for borne in SURNAMES[surname]]


def spellings(name: str, *, person: bool = False) -> set[str]:
    """What somebody may type for a Chinese name in Latin letters: the whole pinyin, or its initials."""
    if name.isascii():
        return set()
    found = set()
    for read, shorten in product(readings(name, person=person), (False, True)):
        bare = [_bare(syllable) for syllable in read]
        found.add("".join(syllable[:1] if shorten else syllable for syllable in bare))
    return found


def pinyin_order(name: str, *, person: bool = False) -> str:
    """A key by which names stand in the order of pinyin: syllable, tone, then strokes."""
    plain = name_key(name)[:LONGEST_ORDERED]
    read = readings(plain, person=person)[0]
    return "".join(
        _syllable_key(syllable) + stroke_place(char) for syllable, char in zip(read, plain, strict=True)
    )


def stroke_order(name: str) -> str:
    """A key by which names stand in the order of strokes, character by character, as they were typed."""
    plain = "".join(unicodedata.normalize("NFKC", name).split())[:LONGEST_ORDERED]
    return "".join(stroke_place(char) for char in plain)


def stroke_place(char: str) -> str:
    """The place of a character in the order of strokes, five digits; Latin ones come first, unknown last."""
    place = _places().get(char)
    if place is not None:
        return f"{place:0{_PLACE}d}"
    return f"{ord(char.casefold()):0{_PLACE}d}" if char.isascii() else _UNKNOWN_PLACE


def strokes(char: str) -> int | None:
    """How many strokes a character is written with; None when that is not known here."""
    return _counts().get(char)


def _bare(syllable: str) -> str:
    """A syllable without its tone, ü as v."""
    return syllable.rstrip("12345").replace("ü", "v") if not syllable.isdigit() else syllable


def _syllable_key(syllable: str) -> str:
    """Signs first, then syllables and Latin letters with their tone, characters of unknown reading last."""
    if not syllable.isascii() and "ü" not in syllable:
        return "z" * _SYLLABLE + "9"
    letters = "".join(char for char in _bare(syllable) if char.isascii() and char.isalnum())[:_SYLLABLE]
    tone = syllable[-1] if len(syllable) > 1 and syllable[-1] in "12345" else "0"
    return f"{letters:0<{_SYLLABLE}}{tone}"


@cache
def _counts() -> dict[str, int]:
    text = (resources.files("shanhai.pages") / "strokes.txt").read_text(encoding="utf-8")
    rows = (line.split(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    return {char: int(count) for count, chars in rows for char in chars}


@cache
def _places() -> dict[str, int]:
    return {char: place for place, char in enumerate(_counts(), start=1_000)}
