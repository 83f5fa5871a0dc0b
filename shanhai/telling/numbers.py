"""Numbers as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.matching.problem import FULL
from shanhai.matching.tables import NO_MONTH, month_text

if TYPE_CHECKING:
    from shanhai.matching.problem import Problem


class Count(int):
    """A number that knows its noun: ``f"{Count(1):seat|seats}"`` is "1 seat", ``f"{Count(12)}"`` is "12"."""

    def __format__(self, nouns: str) -> str:
        shown = f"{int(self):,}"
        if "|" not in nouns:
            return shown
        one, many = nouns.split("|")
        return f"{shown} {one if self == 1 else many}"

    def __str__(self) -> str:
        return f"{int(self):,}"


def full_fit(problem: Problem) -> int:
    """The points of a perfect fit: what all soft criteria give together at most; at least 1."""
    return max(FULL * sum(each.weight for each in problem.criteria if not each.hard), 1)


def share(points: int, full: int) -> float:
    """Points as a share of a perfect fit."""
    return points / full


def fit_text(points: int, full: int) -> str:
    """Points as officers see them: 0.00 to 1.00. A fit that is not perfect is never shown as 1.00."""
    shown = f"{points / full:.2f}"
    return "0.99" if shown == "1.00" and points < full else shown


def percent(part: int, whole: int) -> str:
    """A share in percent, with one decimal unless it is whole."""
    if whole == 0:
        return "–"
    exact = 100 * part / whole
    return f"{exact:.0f} %" if (100 * part) % whole == 0 else f"{exact:.1f} %"


def month_or_open(number: int) -> str:
    """A month such as 2022-03, or a dash where it is open."""
    return "–" if number == NO_MONTH else month_text(number)
