"""The lists of requests: all that one sees, those of one's unit, and one's own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from shanhai.desk.models import Request, Topic
from shanhai.desk.rules import OPEN
from shanhai.desk.words import CHIPS, KINDS, OUTCOMES, STATES, TURNS, YOURS
from shanhai.pages.lists import Filter, Listing, Ordering, Shown
from shanhai.pages.words import say
from shanhai.programme.models import Place, Programme
from shanhai.sheets import Column, Table, Words
from shanhai.sheets.kinds import Date, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet
    from django.http import HttpRequest


_YES = {"yes": Words("yes", "是")}
_OPEN = {"open": Words("all that is open", "全部未办结")}
#: In an address: where no topic or place is stated.
NONE = "-"
_NOT_STATED = Words("not stated", "未填")
TABLE = Table(
    key="desk_requests",
    title=Words("requests", "诉求"),
    columns=(
        Column(key="number", header=Words("number", "编号"), kind=Text(most=20)),
        Column(key="text", header=Words("what is difficult", "诉求内容"), kind=Text(most=4000), width=60),
        Column(key="kind", header=Words("kind", "类型"), kind=Text(most=40)),
        Column(key="topic", header=Words("topic", "事项类别"), kind=Text(most=60)),
        Column(key="place", header=Words("place", "地区"), kind=Text(most=120)),
        Column(key="unit", header=Words("unit", "承办单位"), kind=Text(most=200)),
        Column(key="state", header=Words("state", "状态"), kind=Text(most=40)),
        Column(key="outcome", header=Words("what came of it", "办理结果"), kind=Text(most=40)),
        Column(key="reported", header=Words("reported", "提出日期"), kind=Date()),
        Column(key="answered", header=Words("answered", "答复日期"), kind=Date()),
        Column(key="solve_by", header=Words("to be solved by", "应办结日期"), kind=Date()),
        Column(key="next_on", header=Words("next date", "下一日期"), kind=Date()),
    ),
)


def address(request: Request) -> str:
    """Where a request is shown."""
    return reverse("desk:request", args=[request.programme.code, request.pk])


def owner(request: Request) -> Words | str:
    """Who owes the next thing."""
    if request.turn == "unit":
        return str(request.unit)
    return TURNS[request.turn] if request.turn else ""


def whose(request: Request, parts: frozenset[str]) -> Words | str:
    """Whose turn it is, in the words for somebody who plays these parts."""
    if request.turn not in parts:
        return owner(request)
    return say(YOURS["question" if request.is_asked else request.turn], unit=request.unit)


def row(request: Request) -> dict[str, object]:
    """A request as a row of the export; without whoever asked."""
    return {
        "number": request.number,
        "text": request.text,
        "kind": KINDS[request.kind].hans,
        "topic": str(request.topic or "") or None,
        "place": str(request.place or "") or None,
        "unit": str(request.unit or "") or None,
        "state": STATES[request.state].hans,
        "outcome": OUTCOMES[request.outcome].hans if request.outcome else None,
        "reported": timezone.localdate(request.at),
        "answered": request.answered_on,
        "solve_by": request.solve_by,
        "next_on": request.next_on,
    }


def _is_late(request: Request) -> bool:
    return request.is_late(timezone.localdate())


def _named(request: HttpRequest, records: QuerySet, what: str) -> Mapping[str, object]:
    """The topics or places that requests of the programme name, and none at all."""
    programme = Programme.objects.filter(code=request.resolver_match.kwargs["programme"]).values("pk")[:1]
    # Of each of a few whether there is one: what all requests name would be read from every one of them.
    found = Exists(Request.objects.filter(**{what: OuterRef("pk")}, programme=programme))
    named = records.filter(found).order_by("code")
    return {**dict(named.values_list("code", "name")), NONE: _NOT_STATED}


def topics(request: HttpRequest) -> Mapping[str, object]:
    return _named(request, Topic.objects, "topic")


def _places(request: HttpRequest) -> Mapping[str, object]:
    return _named(request, Place.objects, "place")


def _narrow(what: str):
    def narrow(records: QuerySet, value: str) -> QuerySet:
        return records.filter(**({what: None} if value == NONE else {f"{what}__code": value}))

    return narrow


def _by_state(records: QuerySet, value: str) -> QuerySet:
    return records.filter(state__in=OPEN if value == "open" else (value,))


def _late(records: QuerySet, value: str) -> QuerySet:
    return records.filter(next_on__lt=timezone.localdate())


def _marked(records: QuerySet, value: str) -> QuerySet:
    return records.filter(**_MARKS[value])


_MARKS = {
    "repeats": {"repeats__gt": 0},
    "reopened": {"reopened__gt": 0},
    "escalated": {"escalated__gt": 0},
    "asked": {"is_asked": True},
    "unsure": {"is_sure": False, "state__in": OPEN},
}
_COLUMNS = (
    Shown(title=Words("request", "诉求"), cell="title", link=address, kind="wide"),
    Shown(title=Words("number", "编号"), cell="number", kind="code"),
    Shown(
        title=Words("state", "状态"),
        cell=lambda each: STATES[each.state],
        chip=lambda each: CHIPS[each.state],
    ),
    Shown(
        title=Words("what came of it", "办理结果"),
        cell=lambda each: OUTCOMES[each.outcome] if each.outcome and each.outcome != each.state else "",
        chip=lambda each: CHIPS.get(each.outcome, ""),
    ),
    Shown(title=Words("topic", "事项类别"), cell="topic.name"),
    Shown(title=Words("place", "地区"), cell="place.name"),
    Shown(title=Words("whose turn", "当前环节"), cell=owner),
    Shown(
        title=Words("next date", "下一日期"),
        cell="next_on",
        kind="date",
        ordering="next",
        chip=lambda each: "bad" if _is_late(each) else "",
    ),
)
_ORDERINGS = (
    Ordering(key="next", title=Words("next date", "下一日期"), by=("next_on",), empty_last=True),
    Ordering(key="newest", title=Words("newest first", "最新在前"), by=("-at",)),
)
_STATE = Filter(key="state", title=Words("state", "状态"), options={**_OPEN, **STATES}, narrow=_by_state)
_TURN = Filter(key="turn", title=Words("whose turn", "当前环节"), options=TURNS)
_LATE = Filter(key="late", title=Words("late", "超期"), options=_YES, narrow=_late)
_TOPIC = Filter(key="topic", title=Words("topic", "事项类别"), options=topics, narrow=_narrow("topic"))
_FURTHER = (
    Filter(key="place", title=Words("place", "地区"), options=_places, narrow=_narrow("place")),
    Filter(key="outcome", title=Words("what came of it", "办理结果"), options=OUTCOMES),
    Filter(key="kind", title=Words("kind", "类型"), options=KINDS),
    Filter(
        key="mark",
        title=Words("marked", "标记"),
        options={
            "repeats": Words("asked for what was said", "重复询问"),
            "reopened": Words("opened again", "重新打开"),
            "escalated": Words("escalated", "督办"),
            "asked": Words("a question is open", "待诉求人回复"),
            "unsure": Words("dates without a calendar", "日历缺失"),
        },
        narrow=_marked,
    ),
)


def _listing(key: str, title: Words, nothing: Words, filters: tuple[Filter, ...]) -> Listing:
    """A list of all that is known of requests. What is filtered by most stands first, the rest is folded."""
    return Listing(
        key=f"desk.{key}",
        title=title,
        columns=_COLUMNS,
        orderings=_ORDERINGS,
        search=("search", "unit__search"),
        few=("unit",),
        filters=(*filters, *_FURTHER),
        table=TABLE,
        row=row,
        nothing=nothing,
    )


REQUESTS = _listing(
    "requests",
    Words("Requests", "诉求"),
    Words("Nobody has reported a difficulty yet.", "尚无诉求。"),
    filters=(_STATE, _TOPIC, _LATE, _TURN),
)
QUEUE = _listing(
    "queue",
    Words("For our unit", "本单位承办"),
    Words("Nothing was routed to your unit.", "暂无转至本单位的诉求。"),
    filters=(_STATE, _TURN, _LATE, _TOPIC),
)
_ASKER = frozenset({"asker"})
MINE = Listing(
    key="desk.mine",
    title=Words("My requests", "我的诉求"),
    columns=(*_COLUMNS[:4], replace(_COLUMNS[6], cell=lambda each: whose(each, _ASKER)), *_COLUMNS[7:]),
    orderings=(_ORDERINGS[1], _ORDERINGS[0]),
    search=("search",),
    filters=(_STATE, _TURN, _LATE),
    are_filters_folded=True,
    nothing=Words("You have reported nothing yet. Once is enough.", "您尚未提出诉求。提一次就够了。"),
)
