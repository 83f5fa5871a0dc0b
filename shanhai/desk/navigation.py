"""Where the desk stands in the navigation, and what waits in it for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from django.urls import reverse
from django.utils import timezone

from shanhai.pages.navigation import Entry, Panel, Step
from shanhai.sheets import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shanhai.desk.queries import Waiting
    from shanhai.programme.models import Account, Cohort

State = Literal["late", "waits", "back"]
_RUN = ("desk.route", "desk.read")
_ANY = ("desk.report", "desk.answer", *_RUN)
_SHOW = Words("Show them", "查看")
ENTRIES = (
    Entry(
        title=Words("Report", "提诉求"), view="desk:report", of="programme", needs=("desk.report",),
        order=45,
    ),
    Entry(
        title=Words("My requests", "我的诉求"), view="desk:mine", of="programme", needs=("desk.report",),
        order=46, on_phone=2,
    ),
    Entry(
        title=Words("For our unit", "本单位承办"), view="desk:queue", of="programme", needs=("desk.answer",),
        order=47, on_phone=1,
    ),
    Entry(title=Words("Response desk", "诉求台"), view="desk:requests", of="programme", needs=_RUN, order=44),
    Entry(
        title=Words("Figures of the desk", "诉求统计"), view="desk:figures", of="programme",
        needs=(*_RUN, "desk.answer"), order=48,
    ),
    Entry(
        title=Words("Knowledge", "办理知识"), view="desk:lessons", of="programme",
        needs=("desk.report", "desk.answer", *_RUN), order=49,
    ),
    Entry(
        title=Words("Visits", "走访"), view="desk:rounds", of="programme", needs=("desk.visit",), order=49,
       
    ),
    Entry(
        title=Words("What units can give", "办理能力"), view="desk:units", of="programme",
        needs=("desk.answer", "desk.route"), order=50,
    ),
    Entry(
        title=Words("Family welfare link", "家属关爱链接"), view="desk:welfare", of="programme",
        needs=("own.dossier",), order=51,
    ),
    Entry(
        title=Words("Setting up the desk", "诉求台设置"), view="desk:setup", of="programme",
        needs=("desk.route",), order=52,
    ),
)  # fmt: skip

PANELS = (
    Panel(
        of="placement",
        title=Words("Requests", "诉求"),
        view="desk:of_placement",
        args=lambda placement, cohort: [placement.pk],
        needs=_ANY,
        order=20,
    ),
    Panel(
        of="organisation",
        title=Words("Requests", "诉求"),
        view="desk:of_organisation",
        args=lambda organisation, cohort: [cohort.programme.code, organisation.code] if cohort else None,
        needs=_ANY,
        order=20,
    ),
    Panel(
        of="cohort",
        title=Words("Requests of the cohort", "本批次诉求"),
        view="desk:of_cohort",
        args=lambda cohort, _: [cohort.programme.code, cohort.code],
        needs=_RUN,
        order=20,
    ),
)


def steps(account: Account, cohort: Cohort) -> Iterable[Step]:
    """What waits for this account at the desk, what is late, and what came back."""
    may = account.standing.may
    return [
        step
        for permission, found in _PARTS
        if may(permission, programme=cohort.programme_id)
        for step in found(account, cohort)
    ]


def _to_confirm(account: Account, cohort: Cohort) -> Iterator[Step]:
    """For an asker: what waits for their word, and new answers."""
    from shanhai.desk import queries

    found = queries.waiting_for_asker(account, cohort.programme)
    said = Words(
        "To be confirmed, or with a question to you: {count}.", "{count} 件待您确认是否解决或回复询问。"
    )
    told = (
        ("late", Words("Give your word on your requests", "回应您的诉求"), said, "?turn=asker&late=yes"),
        ("waits", Words("Give your word on your requests", "回应您的诉求"), said, "?turn=asker"),
        (
            "back",
            Words("Your request was answered", "您的诉求已有答复"),
            Words("Answers of the last two weeks: {count}.", "近两周有 {count} 件答复。"),
            "?state=answered",
        ),
    )
    yield from _told(found, told, _url("desk:mine", cohort), Words("My requests", "我的诉求"), 11)


def _to_answer(account: Account, cohort: Cohort) -> Iterator[Step]:
    """For a unit: what it owes, and what was not settled after all."""
    from shanhai.desk import queries

    found = queries.waiting_for_units(account, cohort.programme)
    told = (
        (
            "late",
            Words("Answer what is late", "办理超期诉求"),
            Words("Late in your unit: {count}.", "本单位有 {count} 件诉求超期。"),
            "?turn=unit&late=yes",
        ),
        (
            "waits",
            Words("Answer requests", "办理诉求"),
            Words("Routed to your unit: {count}.", "已转至本单位 {count} 件。"),
            "?turn=unit",
        ),
        (
            "back",
            Words("Not settled after all", "诉求人反映未解决"),
            Words("Opened again by whoever asked: {count}.", "{count} 件由诉求人重新打开。"),
            "?state=routed&mark=reopened",
        ),
    )
    yield from _told(found, told, _url("desk:queue", cohort), _SHOW, 13)


def _to_route(account: Account, cohort: Cohort) -> Iterator[Step]:
    """For the desk: what has to be read, what came back, what is late elsewhere, and the calendar."""
    from shanhai.desk import queries

    found = queries.waiting_for_desk(account, cohort.programme)
    read = Words("Read what the engine could not route", "阅处未能自动转办的诉求")
    why = Words("With the desk, each with its reason: {count}.", "诉求台有 {count} 件，均附原因。")
    told = (
        ("late", read, why, "?turn=desk&late=yes"),
        ("waits", read, why, "?turn=desk"),
        (
            "back",
            Words("Came back to the desk", "退回诉求台"),
            Words(
                "Given back by a unit, or opened again: {count}.",
                "{count} 件由承办单位退回或由诉求人重新打开。",
            ),
            "?turn=desk",
        ),
    )
    yield from _told(found, told, _url("desk:requests", cohort), _SHOW, 14)
    if count := queries.late_with_units(account, cohort.programme):
        yield Step(
            title=Words("Look after what is late with units", "督办单位超期诉求"),
            why=Words(f"Late with units, and escalated: {count}.", f"单位超期 {count} 件，已督办。"),
            url=_url("desk:requests", cohort) + "?turn=unit&late=yes",
            label=_SHOW,
            state="late",
            order=15,
        )
    yield from _calendar(cohort)


def _calendar(cohort: Cohort) -> Iterator[Step]:
    from shanhai.desk import queries

    this = timezone.localdate().year
    if this not in queries.calendar_of(cohort.programme_id).years:
        yield Step(
            title=Words("Import the working-day calendar", "导入工作日历"),
            why=Words(
                f"Without the holidays of {this} dates count weekends only.",
                f"缺少 {this} 年节假日，时限只按周末推算。",
            ),
            url=_url("desk:setup", cohort),
            label=Words("Set up", "设置"),
            state="open",
            order=60,
        )


def _told(
    found: Waiting,
    told: Iterable[tuple[State, Words, Words, str]],
    url: str,
    label: Words,
    order: int,
) -> Iterator[Step]:
    """A step for each count that is not nothing."""
    for state, title, why, query in told:
        if count := getattr(found, state):
            counted = Words(why.en.format(count=count), why.hans.format(count=count))
            yield Step(title=title, why=counted, url=url + query, label=label, state=state, order=order)


def _url(view: str, cohort: Cohort) -> str:
    return reverse(view, args=[cohort.programme.code])


#: Who is told what: each part of the desk by the permission that makes it one's own.
_PARTS = (("desk.report", _to_confirm), ("desk.answer", _to_answer), ("desk.route", _to_route))
