"""The kinds of cells that only a matching workbook has: ids, expertise with strength, ranked wishes …"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from shanhai.sheets import Refused, Words
from shanhai.sheets.cell_faults import CODE_FRACTION, CODE_LOST_DIGITS, TWICE_IN_LIST
from shanhai.sheets.kinds import CellValue, Kind
from shanhai.sheets.kinds.kind import as_text
from shanhai.sheets.kinds.lists import join_list, split_list
from shanhai.sheets.names import half_width
from shanhai.workbook import faults

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shanhai.sheets import Language

_MOST_LETTERS = 200
_STRONG = re.compile(r"(.+?)\s*:\s*([1-5])\s*(\*?)")
_ASKED = re.compile(r"(.+?)\s*:\s*([1-5])")
_POINTS = re.compile(r"(.*?)\s*>\s*(.*)\s*:\s*(\d{1,6})")
_RANKED = re.compile(r"(\d{1,3})\s+(\S.*)", re.DOTALL)
# "1、" and "1." before a wish that is not itself a number.
_RANK_MARKS = re.compile(r"(^|[;；,，、\n])\s*(\d{1,3})\s*[、.．)）]\s*(?=[^\s\d])")


@dataclass(frozen=True, slots=True)
class Id(Kind):
    """An id or a short word: half-width marks, one line. The number 12 is the id 12."""

    def read(self, value: object) -> str:
        """Return the id."""
        if isinstance(value, float) and not value.is_integer():
            raise Refused(CODE_FRACTION)
        if isinstance(value, int | float) and abs(value) >= 1e15:
            raise Refused(CODE_LOST_DIGITS)
        text = half_width(as_text(value))
        if not text.isprintable() or not text or len(text) > _MOST_LETTERS:
            raise Refused(faults.NOT_AN_ID, most=_MOST_LETTERS)
        return text

    def write(self, value: object, language: Language) -> CellValue:
        """Return the id itself."""
        return str(value)

    @property
    def hint(self) -> Words:
        """Return what to type."""
        return Words("an id or a short word", "编号或短词")


@dataclass(frozen=True, slots=True)
class Held(Kind):
    """A code with a strength from 1 to 5, and * where there is evidence: K0301:4*."""

    def read(self, value: object) -> tuple[str, int, bool]:
        """Return (code, strength, evidenced)."""
        match = _STRONG.fullmatch(half_width(as_text(value)))
        if not match:
            raise Refused(faults.NO_STRENGTH, value=value)
        return Id().read(match[1]), int(match[2]), bool(match[3])

    def write(self, value: object, language: Language) -> CellValue:
        """Return the code with its strength."""
        code, strength, evidenced = _parts(value)
        return f"{code}:{strength}{'*' if evidenced else ''}"

    @property
    def hint(self) -> Words:
        """Return what to type."""
        return Words(
            "code:strength from 1 to 5, with * where there is evidence, such as K0301:4*",
            "“代码:程度(1-5)”，有佐证的加 *，如 K0301:4*",
        )


@dataclass(frozen=True, slots=True)
class Asked(Kind):
    """A code with an importance from 1 to 5: K0301:5."""

    def read(self, value: object) -> tuple[str, int]:
        """Return (code, importance)."""
        match = _ASKED.fullmatch(half_width(as_text(value)))
        if not match:
            raise Refused(faults.NO_IMPORTANCE, value=value)
        return Id().read(match[1]), int(match[2])

    def write(self, value: object, language: Language) -> CellValue:
        """Return the code with its importance."""
        code, importance = _parts(value)
        return f"{code}:{importance}"

    @property
    def hint(self) -> Words:
        """Return what to type."""
        return Words("code:importance from 1 to 5, such as K0301:5", "“代码:重要性(1-5)”，如 K0301:5")


@dataclass(frozen=True, slots=True)
class Barred(Kind):
    """The id of a place or organisation, with the code of the legal ground after a colon if there is one."""

    def read(self, value: object) -> tuple[str, str]:
        """Return (id, ground)."""
        target, _, ground = half_width(as_text(value)).rpartition(":")
        if not target:
            target, ground = ground, ""
        return Id().read(target), Id().read(ground) if ground.strip() else ""

    def write(self, value: object, language: Language) -> CellValue:
        """Return the id with its ground."""
        target, ground = _parts(value)
        return f"{target}:{ground}" if ground or ":" in target else str(target)

    @property
    def hint(self) -> Words:
        """Return what to type."""
        return Words("an id, or id:code of the ground", "编号，或“编号:事由代码”")


@dataclass(frozen=True, slots=True)
class KindPoints(Kind):
    """Points for a pair of kinds of organisation: home kind > host kind: points."""

    def read(self, value: object) -> tuple[str, str, int]:
        """Return (home kind, host kind, points)."""
        match = _POINTS.fullmatch(half_width(as_text(value)))
        if not match:
            raise Refused(faults.NO_POINTS, value=value)
        home, host = (Id().read(kind) if kind.strip() else "" for kind in match.group(1, 2))
        return home, host, int(match[3])

    def write(self, value: object, language: Language) -> CellValue:
        """Return the pair with its points."""
        home, host, points = _parts(value)
        return f"{home}>{host}:{points}"

    @property
    def hint(self) -> Words:
        """Return what to type."""
        return Words("home kind > host kind: points", "“派出类型>接收类型:分值”")


@dataclass(frozen=True, slots=True)
class Ranked(Kind):
    """Wishes, the dearest first: `1 青溪; 2 松门`, or without numbers in the order typed."""

    def read(self, value: object) -> tuple[str, ...]:
        """Return the wishes in order of rank."""
        text = value if isinstance(value, str) else as_text(value)
        typed = split_list(text)
        marked = _by_rank(typed) or _by_rank(split_list(_RANK_MARKS.sub(r"\1\2 ", text)))
        wishes = tuple(Id().read(wish) for wish in marked or typed)
        for place, wish in enumerate(wishes):
            if wish in wishes[:place]:
                raise Refused(TWICE_IN_LIST, part=wish)
        return wishes

    def write(self, value: object, language: Language) -> CellValue:
        """Return the wishes with their ranks."""
        wishes = [f"{rank} {wish}" for rank, wish in enumerate(_parts(value), 1)]
        return join_list(wishes, "; " if language == "en" else "；")

    @property
    def hint(self) -> Words:
        """Return what to type."""
        return Words("ids in order, such as 1 D012; 2 Q03", "按先后填写，如 1 D012；2 Q03")


def _parts(value: object) -> tuple[Any, ...]:
    return tuple(cast("Iterable[Any]", value))


def _by_rank(parts: list[str]) -> list[str] | None:
    """Return parts that all bear a rank from 1 to their number, in that order; None when they do not."""
    matches = [_RANKED.fullmatch(part) for part in parts]
    found = {int(match[1]): match[2] for match in matches if match}
    if len(found) != len(parts) or sorted(found) != list(range(1, len(parts) + 1)):
        return None
    return [found[rank] for rank in sorted(found)]
