"""Where decisions stand in the navigation, and what waits in them for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from shanhai.pages.navigation import Entry, Stage, Step
from shanhai.sheets import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shanhai.programme.models import Account, Cohort

ENTRIES = (
    Entry(title=Words("Decisions", "审议"), view="decisions:decisions", needs=("decisions.read",), order=40),
    Entry(
        title=Words("Consultation", "征求意见"),
        view="decisions:consultation",
        needs=("consultation.answer", "own.dossier"),
        order=41,
    ),
    Entry(
        title=Words("My place", "我的安排"),
        view="decisions:own_place",
        needs=("own.dossier",),
        order=42,
        on_phone=3,
    ),
    Entry(
        title=Words("Publication", "公示"),
        view="decisions:publications",
        needs=("decisions.read", "consultation.answer", "own.dossier", "lists.read"),
        order=43,
    ),
    Entry(
        title=Words("Objections", "异议"),
        view="decisions:objections",
        needs=("objections.hear", "decisions.read", "consultation.answer"),
        order=44,
    ),
    Entry(
        title=Words("Empty seats", "空缺名额"),
        view="decisions:remedies",
        needs=("decisions.read", "consultation.answer"),
        order=45,
    ),
)


def steps(account: Account, cohort: Cohort) -> Iterable[Step]:
    """What waits for this account in the decisions of a cohort."""
    return [
        *_to_answer(account, cohort),
        *_to_sign(account, cohort),
        *_to_hear(account, cohort),
        *_own(account, cohort),
    ]


def stages(cohort: Cohort) -> Iterator[Stage]:
    """From the plan that is handed in to the letters."""
    from shanhai.decisions import queries
    from shanhai.decisions.words import AWAITED

    decision, publication = queries.open_decision(cohort), queries.publication_of(cohort)
    state = decision.state if decision else ""
    yield Stage(
        title=Words("Plan signed", "方案签署"),
        is_past=publication is not None or queries.signed_decision(cohort) is not None,
        awaits=AWAITED.get(state, AWAITED["plan"]),
        order=60,
    )
    yield Stage(
        title=Words("List published", "名单公示"),
        is_past=publication is not None,
        awaits=AWAITED["list"],
        order=70,
    )
    yield Stage(
        title=Words("Letters sent", "发出通知"),
        is_past=publication is not None and publication.state == "settled",
        awaits=AWAITED["letters"],
        order=80,
    )


def _to_answer(account: Account, cohort: Cohort) -> Iterator[Step]:
    from shanhai.decisions import queries

    if account.standing.may("decisions.read", programme=cohort.programme_id):
        return
    waiting = queries.answers(account, cohort).filter(state="asked", decision__state="consulting")
    if waiting.exists():
        yield Step(
            title=Words("Answer about proposed placements", "答复拟安排意见"),
            why=Words("You are asked before anything is decided.", "决定之前征求您的意见。"),
            url=_url("consultation", cohort),
            label=Words("Answer", "答复"),
            state="waits",
            order=12,
        )


def _to_sign(account: Account, cohort: Cohort) -> Iterator[Step]:
    from shanhai.decisions import queries

    decision = queries.open_decision(cohort)
    if decision is None or decision.state != "signing":
        return
    member = queries.member_of(decision, account)
    if member is not None and not queries.has_signed(decision, member):
        yield Step(
            title=Words("Judge and sign the plan", "审议并签署方案"),
            why=Words(
                "The consultation is over; the plan waits for the panel.", "征求意见已结束，方案待签署。"
            ),
            url=_url("decision", cohort, decision.pk),
            label=Words("Read and sign", "阅读并签署"),
            state="waits",
            order=11,
        )


def _to_hear(account: Account, cohort: Cohort) -> Iterator[Step]:
    from shanhai.decisions import queries

    if not account.standing.may("objections.hear", programme=cohort.programme_id):
        return
    if queries.cases(account, cohort).filter(state__in=("filed", "heard", "appealed")).exists():
        yield Step(
            title=Words("Hear and answer objections", "听取并答复异议"),
            why=Words("Cases against the list wait for the panel.", "有异议待审议小组办理。"),
            url=_url("objections", cohort),
            label=Words("Show them", "查看"),
            state="waits",
            order=13,
        )


def _own(account: Account, cohort: Cohort) -> Iterator[Step]:
    from shanhai.decisions import queries

    if not account.standing.may("own.dossier", programme=cohort.programme_id):
        return
    publication = queries.publication_of(cohort)
    if publication is not None and queries.own_explanation(account, publication) is not None:
        yield Step(
            title=Words("The list is public", "名单已经公示"),
            why=Words("Read what was decided for you, and why.", "查看对您的安排及说明。"),
            url=_url("own_place", cohort),
            label=Words("Read", "查看"),
            order=14,
        )


def _url(view: str, cohort: Cohort, *more: object) -> str:
    return reverse(f"decisions:{view}", args=[cohort.programme.code, cohort.code, *more])
