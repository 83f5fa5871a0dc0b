"""Who is told what in the course of a decision, through the outbox; nothing is said twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from shanhai.decisions import queries
from shanhai.outbox.actions import say, say_to_all
from shanhai.plans.models import Explanation
from shanhai.sheets import Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shanhai.decisions.models import Answer, Decision, Publication, Remedy
    from shanhai.programme.models import Cohort
    from shanhai.programme.trail import Writing

CONSULTED, SIGNING, PUBLISHED, CALLED = (
    "decisions.consulted",
    "decisions.signing",
    "decisions.published",
    "decisions.called",
)
_OFFICERS = {"host": "host_officer", "home": "home_officer"}


def tell_asked(write: Writing, decision: Decision, asked: Iterable[Answer]) -> None:
    """Tell the persons and units that are asked, each once."""
    said = {
        "kind": CONSULTED,
        "subject": Words("You are asked about a proposed placement", "请您答复拟安排的意见"),
        "body": Words(
            "A plan is proposed for {cohort}. Answer until {until}.",
            "{cohort}已提出匹配方案，请于 {until} 前答复。",
        ),
        "fields": {"cohort": decision.cohort.name, "until": f"{decision.answers_until:%Y-%m-%d}"},
        "url": _url("consultation", decision.cohort),
        "key": f"asked-{decision.pk}",
        "about": decision,
    }
    waiting = [each for each in asked if each.state == "asked"]
    for each in waiting:
        if each.side == "person" and each.placed.person.account_id:
            say(write, to=each.placed.person.account, person=each.placed.person, **said)
    units = {
        (each.side, each.placed.order.host if each.side == "host" else each.placed.person.home)
        for each in waiting
        if each.side != "person"
    }
    programme = decision.cohort.programme_id
    for side, unit in sorted(units, key=lambda each: (each[0], each[1].pk)):
        say_to_all(write, queries.officers(_OFFICERS[side], programme, unit), **said)


def tell_panel(write: Writing, decision: Decision) -> None:
    """Tell the members of the panel that they may sign."""
    say_to_all(
        write,
        [each.account for each in queries.members(decision.cohort)],
        kind=SIGNING,
        subject=Words("A plan waits for your signature", "有方案待您签署"),
        body=Words(
            "The consultation for {cohort} is over; the plan is before the panel.",
            "{cohort}征求意见已经结束，方案提交审议小组签署。",
        ),
        fields={"cohort": decision.cohort.name},
        url=_url("decision", decision.cohort, decision.pk),
        key=f"signing-{decision.pk}",
        about=decision,
    )


def tell_decided(write: Writing, publication: Publication) -> None:
    """Tell everybody whom the plan speaks to that the list is public and their explanation can be read."""
    told = Explanation.objects.filter(
        plan=publication.decision.plan, audience="person", person__account__isnull=False
    )
    for each in told.select_related("person__account"):
        say(
            write,
            to=each.person.account,
            person=each.person,
            kind=PUBLISHED,
            subject=Words("The list is public", "名单已经公示"),
            body=Words(
                "The list for {cohort} is public. You can read why it was decided so for you.",
                "{cohort}名单已经公示，您可以查看对您的安排及说明。",
            ),
            fields={"cohort": publication.cohort.name},
            url=_url("own_place", publication.cohort),
            key=f"published-{publication.pk}",
            about=publication,
        )


def tell_called(write: Writing, remedy: Remedy) -> None:
    """Tell the homes of the programme that people are called for."""
    cohort = remedy.short.plan.cohort
    say_to_all(
        write,
        queries.officers("home_officer", cohort.programme_id),
        kind=CALLED,
        subject=Words("People are called for", "补充推荐"),
        body=Words(
            "Seats of “{order}” stayed empty. If you know somebody, put them forward in the next round.",
            "“{order}”仍有空缺名额。如有合适人选，请在下一轮推荐。",
        ),
        fields={"order": remedy.short.order.title},
        url=_url("remedies", cohort),
        key=f"called-{remedy.pk}",
        about=remedy,
    )


def _url(view: str, cohort: Cohort, *more: object) -> str:
    return reverse(f"decisions:{view}", args=[cohort.programme.code, cohort.code, *more])
