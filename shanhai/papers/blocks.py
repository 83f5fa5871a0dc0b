"""What a paper consists of: plain blocks in their order, which Word and PDF set alike."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from shanhai.sheets import Language

Align = Literal["left", "center", "right", "both"]
_WIDE_BLANK = "　"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a paper; the title stands above all of them."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. `indent` sets the first line two characters in, as is custom in Chinese papers."""

    text: str
    align: Align = "left"
    indent: bool = False
    bold: bool = False
    small: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose head is repeated on every page. `widths` are shares of the line."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()

    def shares(self) -> list[float]:
        """The share of the line that each column takes."""
        widths = self.widths or (1,) * len(self.head)
        return [each / sum(widths) for each in widths]


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values, one pair a line."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines to be filled in by hand: what goes there, one line each."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Break:
    """What follows begins on a new page."""


Block = Heading | Text | Table | Facts | Lines | Break


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper in one language. `foot` stands at the foot of every page, beside the page's number."""

    title: str
    language: Language
    blocks: tuple[Block, ...]
    foot: str = ""
    is_landscape: bool = False


def set_name(name: str) -> str:
    """A name as lists set it: two Chinese characters stand as wide as three, with a blank between them.

    >>> set_name("李明"), set_name("李　明"), set_name("欧阳海"), set_name("Li Ming")
    ('李　明', '李　明', '欧阳海', 'Li Ming')
    """
    bare = "".join(name.split())
    if len(bare) == 2 and all(_is_ideograph(char) for char in bare):
        return _WIDE_BLANK.join(bare)
    return bare if bare and all(_is_ideograph(char) for char in bare) else name.strip()


def printable(text: str) -> str:
    """Text as XML holds it; signs that XML does not know are left out."""
    return "".join(char for char in text if char in "\t\n" or ord(char) >= 0x20)


def _is_ideograph(char: str) -> bool:
    return unicodedata.name(char, "").startswith("CJK ")
