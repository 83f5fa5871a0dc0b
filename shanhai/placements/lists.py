"""The list of placements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from shanhai.pages.lists import Filter, Listing, Ordering, Shown
from shanhai.placements.notices import address
from shanhai.placements.tables import PLACEMENTS
from shanhai.placements.words import KINDS, STATES
from shanhai.sheets import Words

if TYPE_CHECKING:
    from shanhai.placements.models import Placement
    from shanhai.programme.models import Cohort

#: How a state is coloured: it waits for somebody, it goes on, it is done, or it ended otherwise.
CHIPS = {
    "accepted": "waits",
    "briefed": "waits",
    "inducted": "waits",
    "in_post": "open",
    "reviewed": "open",
    "extended": "open",
    "ended_early": "bad",
    "returned": "done",
    "followed_up": "done",
    "withdrawn": "plain",
}


def cohort_url(view: str, cohort: Cohort, *more: object) -> str:
    """The address of a page of a cohort."""
    return reverse(f"placements:{view}", args=[cohort.programme.code, cohort.code, *more])


def row(placement: Placement) -> dict[str, Any]:
    """A placement as a row of the export."""
    return {
        "id": placement.person.code,
        "name": placement.person.name,
        "kind": KINDS[placement.kind].hans,
        "order": str(placement.order) if placement.order else None,
        "host": placement.host.name,
        "home": placement.home.name,
        "state": STATES[placement.state].hans,
        "starts": placement.starts,
        "ends": placement.last_day,
        "returned": placement.returned_on,
    }


PLACEMENT_LIST = Listing(
    key="placements.placements",
    title=Words("Placements", "挂职"),
    columns=(
        Shown(title=Words("person", "人员"), cell="person.name", link=address, ordering="pinyin"),
        Shown(title=Words("host organisation", "接收单位"), cell="host.name", ordering="host"),
        Shown(title=Words("home organisation", "派出单位"), cell="home.name", ordering="home"),
        Shown(title=Words("kind", "类型"), cell=lambda each: KINDS[each.kind]),
        Shown(
            title=Words("state", "状态"),
            cell=lambda each: STATES[each.state],
            chip=lambda each: CHIPS[each.state],
        ),
        Shown(title=Words("until", "止"), cell="last_day", kind="date", ordering="ends"),
    ),
    orderings=(
        Ordering(key="ends", title=Words("end", "期满"), by=("ends",)),
        Ordering(key="host", title=Words("host organisation", "接收单位"), by=("host__code",)),
        Ordering(key="home", title=Words("home organisation", "派出单位"), by=("home__code",)),
        Ordering(key="pinyin", title=Words("pinyin", "拼音"), by=("person__by_pinyin",)),
    ),
    search=("person__search", "host__search", "home__search"),
    filters=(
        Filter(key="state", title=Words("state", "状态"), options=STATES),
        Filter(key="kind", title=Words("kind", "类型"), options=KINDS),
    ),
    table=PLACEMENTS,
    row=row,
    nothing=Words(
        "Placements begin from the published list once its letters are sent.",
        "公示名单的通知发出后，据此开始挂职。",
    ),
)
