"""Where the desk stands in the navigation, and what waits in it for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from shanhai.pages.navigation import Entry, Step
from shanhai.sheets import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shanhai.programme.models import Account, Cohort

_RUN = ("desk.route", "desk.read")
ENTRIES = (
    Entry(
        title=Words("Report", "提诉求"), view="desk:report", of="programme", needs=("desk.report",),
        order=45, on_phone=True,
    ),
    Entry(
        title=Words("My requests", "我的诉求"), view="desk:mine", of="programme", needs=("desk.report",),
        order=46, on_phone=True,
    ),
    Entry(
        title=Words("For our unit", "本单位承办"), view="desk:queue", of="programme", needs=("desk.answer",),
        order=47,
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


def steps(account: Account, cohort: Cohort) -> Iterable[Step]:
    """What waits for this account at the desk, or what it may do next."""
    return [*_to_confirm(account, cohort), *_to_answer(account, cohort), *_to_route(account, cohort)]


def _to_confirm(account: Account, cohort: Cohort) -> Iterator[Step]:
    from shanhai.desk import queries

    if not account.standing.may("desk.report", programme=cohort.programme_id):
        return
    if queries.own(account, cohort.programme).filter(turn="asker").exists():
        yield Step(
            title=Words("Say whether it is settled", "确认诉求是否解决"),
            why=Words("An answer, or a question, waits for your word.", "有答复或询问待您回应。"),
            url=_url("desk:mine", cohort),
            label=Words("My requests", "我的诉求"),
            state="waits",
            order=11,
        )


def _to_answer(account: Account, cohort: Cohort) -> Iterator[Step]:
    from shanhai.desk import queries

    if not account.standing.may("desk.answer", programme=cohort.programme_id):
        return
    mine = queries.of_units(account, cohort.programme).filter(turn="unit")
    today = timezone.localdate()
    late = mine.filter(next_on__lt=today).exists()
    if late or mine.exists():
        yield Step(
            title=Words("Answer what is late", "办理超期诉求")
            if late
            else Words("Answer requests", "办理诉求"),
            why=Words("They were routed to your unit.", "已转至本单位。"),
            url=_url("desk:queue", cohort) + ("?late=yes" if late else "?turn=unit"),
            label=Words("Show them", "查看"),
            state="waits",
            order=12 if late else 13,
        )


def _to_route(account: Account, cohort: Cohort) -> Iterator[Step]:
    from shanhai.desk import queries

    if not account.standing.may("desk.route", programme=cohort.programme_id):
        return
    if queries.requests(account, cohort.programme).filter(turn="desk").exists():
        yield Step(
            title=Words("Read what the engine could not route", "阅处未能自动转办的诉求"),
            why=Words("They are with the desk, each with its reason.", "在诉求台，均附原因。"),
            url=_url("desk:requests", cohort) + "?turn=desk",
            label=Words("Show them", "查看"),
            state="waits",
            order=14,
        )
    this = timezone.localdate().year
    if this not in queries.calendar_of(cohort.programme_id).years:
        yield Step(
            title=Words("Import the working-day calendar", "导入工作日历"),
            why=Words(
                "Without the holidays of this year dates count weekends only.",
                "缺少本年度节假日，时限只按周末推算。",
            ),
            url=_url("desk:setup", cohort),
            label=Words("Set up", "设置"),
            state="open",
            order=60,
        )


def _url(view: str, cohort: Cohort) -> str:
    return reverse(view, args=[cohort.programme.code])
