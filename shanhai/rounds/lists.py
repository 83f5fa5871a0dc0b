"""The lists of a round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from shanhai.pages.lists import Bulk, Filter, Listing, Ordering, Shown
from shanhai.rounds.models.nominations import STATES
from shanhai.sheets import Column, Table, Words
from shanhai.sheets.kinds import Date, Text
from shanhai.workbook.cells import Id
from shanhai.workbook.vocabulary import DIRECTION

if TYPE_CHECKING:
    from django.http import HttpRequest

    from shanhai.rounds.models import Nomination

#: How a state is coloured: it waits for somebody, it is done, or it is out.
CHIPS = {
    "put_forward": "waits",
    "returned": "waits",
    "completed": "open",
    "cleared": "done",
    "pooled": "done",
    "refused": "bad",
    "withdrawn": "plain",
}
STATE_WORDS = {
    "put_forward": Words("waits for the person", "待本人完善"),
    "returned": Words("returned to the person", "已退回本人"),
    "completed": Words("waits for vetting", "待审核"),
    "cleared": Words("cleared", "审核通过"),
    "refused": Words("not cleared", "审核未通过"),
    "withdrawn": Words("withdrawn", "已撤回"),
    "pooled": Words("in the pool", "已入库"),
}
#: What an export of the list holds.
TABLE = Table(
    key="nominations",
    title=Words("nominations", "推荐"),
    columns=(
        Column(key="id", header=Words("person id", "人员编号"), kind=Id()),
        Column(key="name", header=Words("name", "姓名"), kind=Text()),
        Column(key="home", header=Words("home organisation", "派出单位"), kind=Text(), width=28),
        Column(key="state", header=Words("state", "状态"), kind=Text()),
        Column(key="directions", header=Words("directions", "方向"), kind=Text()),
        Column(key="wishes", header=Words("wishes", "志愿"), kind=Text(), width=28),
        Column(key="at", header=Words("put forward", "推荐日期"), kind=Date()),
    ),
)


def row(nomination: Nomination) -> dict[str, Any]:
    """A nomination as a row of the export."""
    return {
        "id": nomination.person.code,
        "name": nomination.person.name,
        "home": nomination.home.name,
        "state": str(nomination.get_state_display()),
        "directions": "、".join(str(DIRECTION.write(each, "zh-hans")) for each in nomination.directions)
        or None,
        "wishes": "；".join(nomination.wishes) or None,
        "at": nomination.at.date(),
    }


def address(nomination: Nomination) -> str:
    """Where a nomination is shown."""
    cohort = nomination.cohort
    return reverse("rounds:nomination", args=[cohort.programme.code, cohort.code, nomination.pk])


def _vet_many(request: HttpRequest) -> str:
    named = request.resolver_match.kwargs
    return reverse("rounds:vet_many", args=[named["programme"], named["cohort"]])


NOMINATIONS = Listing(
    key="rounds.nominations",
    title=Words("Nominations", "推荐"),
    columns=(
        Shown(title=Words("person", "人员"), cell="person.name", link=address, ordering="pinyin"),
        Shown(title=Words("home organisation", "派出单位"), cell="home.name", ordering="unit"),
        Shown(
            title=Words("state", "状态"),
            cell=lambda each: STATE_WORDS[each.state],
            chip=lambda each: CHIPS[each.state],
        ),
        Shown(
            title=Words("directions", "方向"),
            cell=lambda each: [DIRECTION.options[name] for name in each.directions],
        ),
        Shown(title=Words("put forward", "推荐日期"), cell=lambda each: each.at.date(), ordering="at"),
    ),
    search=("person__search", "home__search"),
    orderings=(
        Ordering(key="unit", title=Words("unit", "单位"), by=("home__code", "person__code")),
        Ordering(key="pinyin", title=Words("pinyin", "拼音"), by=("person__by_pinyin",)),
        Ordering(key="strokes", title=Words("strokes", "笔画"), by=("person__by_strokes",)),
        Ordering(key="at", title=Words("date", "日期"), by=("at",)),
    ),
    filters=(
        Filter(
            key="state",
            title=Words("state", "状态"),
            options={key: STATE_WORDS[key] for key, _ in STATES},
        ),
    ),
    bulk=(
        Bulk(
            key="vet",
            title=Words("Enter one answer of the vetting body for all chosen", "为所选人员录入审核结论"),
            url=_vet_many,
            permission="vetting.write",
        ),
    ),
    table=TABLE,
    row=row,
    nothing=Words(
        "Home organisations put people forward once nominations are open.", "开放推荐后，由派出单位推荐人选。"
    ),
)
