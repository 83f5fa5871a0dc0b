"""The list of rounds of visits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from shanhai.pages.lists import Listing, Ordering, Shown
from shanhai.sheets import Words

if TYPE_CHECKING:
    from shanhai.desk.models import VisitRound

_TO = {"firm": Words("firms", "企业"), "household": Words("households", "家庭")}


def round_address(found: VisitRound) -> str:
    """Where a round is shown."""
    return reverse("desk:round", args=[found.programme.code, found.pk])


ROUNDS = Listing(
    key="desk.rounds",
    title=Words("Visits", "走访"),
    columns=(
        Shown(title=Words("round", "走访"), cell="title", link=round_address),
        Shown(title=Words("day", "日期"), cell="on", kind="date"),
        Shown(title=Words("to", "走访对象"), cell=lambda each: _TO[each.kind]),
        Shown(title=Words("stops", "走访点"), cell="stops", kind="number"),
        Shown(title=Words("visited", "已走访"), cell="done", kind="number"),
        Shown(title=Words("by", "走访人"), cell="account.name"),
    ),
    orderings=(Ordering(key="day", title=Words("day", "日期"), by=("-on",)),),
    nothing=Words("Plan a round to firms or households.", "请安排企业或家庭走访。"),
)
