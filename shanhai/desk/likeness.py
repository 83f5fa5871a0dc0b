"""How alike two texts are: what they share in runs of two and three signs, in whatever script."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from shanhai.sheets import name_key

if TYPE_CHECKING:
    from collections.abc import Sequence

#: From here on two reports are shown as perhaps the same.
ALIKE = 0.4
#: From here on a question is one that was asked and answered before.
SAME_QUESTION = 0.6
_NO_SIGN = re.compile(r"[\W_]+")
#: Signs that say nothing of what is meant.
_EMPTY = frozenset("的了在是我们您你请和与及有就都也吗呢吧")


def signs(text: str) -> str:
    """The text in one script, without marks, blanks and signs that say nothing."""
    return "".join(sign for sign in _NO_SIGN.sub("", name_key(text)) if sign not in _EMPTY)


def pieces(text: str) -> Counter[str]:
    """Every two and three neighbouring signs; a longer run that is shared counts by all its pieces."""
    plain = signs(text)
    if len(plain) < 2:
        return Counter([plain] if plain else [])
    return Counter(plain[at : at + size] for size in (2, 3) for at in range(len(plain) - size + 1))


def likeness(one: str, other: str) -> float:
    """From 0 for nothing in common to 1 for the same words, in whatever order the sentences stand."""
    return _alike(pieces(one), pieces(other))


def most_alike(text: str, others: Sequence[tuple[int, str]], least: float = ALIKE) -> list[tuple[int, float]]:
    """Those of `others` (key, text) that are at least so alike, the most alike first."""
    wanted = pieces(text)
    found = [(key, _alike(wanted, pieces(other))) for key, other in others]
    return sorted(((key, how) for key, how in found if how >= least), key=lambda each: (-each[1], each[0]))


def _alike(one: Counter[str], other: Counter[str]) -> float:
    size = one.total() + other.total()
    return 2 * (one & other).total() / size if size else 0.0
