"""From the consultation to the last signature: who is asked, who said no, who may sign, what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.decisions import queries
from shanhai.decisions.actions.telling.frame import (
    CONSULTED,
    COURSE,
    SIGNING,
    address,
    office,
    officers_of,
)
from shanhai.decisions.words import SIDES
from shanhai.outbox.actions import say, say_to_all
from shanhai.sheets import Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shanhai.decisions.models import Answer, Decision, Member
    from shanhai.programme.trail import Writing

_SETTLED = {
    "signed": (
        Words("The plan is signed", "方案已签署"),
        Words(
            "The panel has signed the plan for {cohort}. The list can be made public.",
            "审议小组已签署{cohort}方案，可以公示。",
        ),
    ),
    "rejected": (
        Words("The plan is rejected", "方案未通过"),
        Words(
            "The panel has not agreed to the plan for {cohort}. Their reasons stand with the signatures.",
            "审议小组未通过{cohort}方案，意见见签署记录。",
        ),
    ),
}


def tell_asked(write: Writing, decision: Decision, asked: Iterable[Answer]) -> None:
    """Tell the persons and units that are asked, each once."""
    waiting = [each for each in asked if each.state == "asked"]
    _tell_concerned(
        write,
        decision,
        waiting,
        subject=Words("You are asked about a proposed placement", "请您答复拟安排的意见"),
        body=Words(
            "A plan is proposed for {cohort}. Answer until {until}.",
            "{cohort}已提出匹配方案，请于 {until} 前答复。",
        ),
        fields={"cohort": decision.cohort.name, "until": f"{decision.answers_until:%Y-%m-%d}"},
        key=f"asked-{decision.pk}",
    )


def tell_dropped(write: Writing, decision: Decision, asked: Iterable[Answer]) -> None:
    """Tell everybody who was asked, and a panel that was to sign, that the plan was taken back."""
    said = {
        "subject": Words("The proposed plan was taken back", "方案已撤回"),
        "body": Words(
            "The plan proposed for {cohort} was taken back before it was decided. What you answered is kept; "
            "you will be asked again where something changes.",
            "{cohort}所提方案在决定之前已撤回。您的答复仍予保留，如有变动将再次征求意见。",
        ),
        "fields": {"cohort": decision.cohort.name},
        "key": f"dropped-{decision.pk}",
    }
    _tell_concerned(write, decision, asked, **said)
    members = [each.account for each in queries.members(decision.cohort)]
    url = address("decision", decision.cohort, decision.pk)
    say_to_all(write, members, kind=SIGNING, url=url, about=decision, **said)


def tell_no(write: Writing, answer: Answer) -> None:
    """Tell the office that a unit objects or a person declines: it has to act upon it."""
    decision = answer.decision
    say_to_all(
        write,
        office(decision.cohort),
        kind=COURSE,
        subject=Words("Somebody said no in the consultation", "征求意见中有不同意见"),
        body=Words(
            "{side} answered no about {person} at {host}: {reason}",
            "{side}对{person}到{host}的安排有不同意见：{reason}",
        ),
        fields={
            "side": SIDES[answer.side],
            "person": answer.placed.person.name,
            "host": answer.placed.order.host.name,
            "reason": answer.reason,
        },
        url=address("decision", decision.cohort, decision.pk),
        key=f"no-{answer.pk}-{answer.state}",
        about=decision,
        person=answer.placed.person,
    )


def tell_member(write: Writing, member: Member) -> None:
    """Tell somebody that they sit on the panel of a cohort."""
    say(
        write,
        to=member.account,
        kind=SIGNING,
        subject=Words("You are named to the panel", "您被指定为审议成员"),
        body=Words(
            "You are a member of the panel that decides on {cohort}. Signing needs a second factor: set one "
            "up in good time.",
            "您是{cohort}审议小组成员。签署须用第二验证方式，请提前设置。",
        ),
        fields={"cohort": member.cohort.name},
        url=address("decisions", member.cohort),
        key=f"member-{member.pk}",
    )


def tell_panel(write: Writing, decision: Decision) -> None:
    """Tell the members of the panel that they may sign; whoever proposed the plan may not."""
    members = queries.members(decision.cohort)
    say_to_all(
        write,
        [each.account for each in members if each.account_id != decision.plan.proposed_by_id],
        kind=SIGNING,
        subject=Words("A plan waits for your signature", "有方案待您签署"),
        body=Words(
            "The consultation for {cohort} is over; the plan is before the panel.",
            "{cohort}征求意见已经结束，方案提交审议小组签署。",
        ),
        fields={"cohort": decision.cohort.name},
        url=address("decision", decision.cohort, decision.pk),
        key=f"signing-{decision.pk}",
        about=decision,
    )


def tell_scanned(write: Writing, decision: Decision, scan: int) -> None:
    """Tell the office that a signed sheet waits for a second person to enter it."""
    say_to_all(
        write,
        office(decision.cohort),
        kind=COURSE,
        subject=Words("A signed sheet waits to be entered", "有签署表待录入"),
        body=Words(
            "A sheet signed by hand for {cohort} was scanned. A second person enters what stands on it.",
            "{cohort}有手写签署表已扫描上传，须由第二人录入。",
        ),
        fields={"cohort": decision.cohort.name},
        url=address("decision", decision.cohort, decision.pk),
        key=f"scan-{scan}",
        about=decision,
    )


def tell_settled(write: Writing, decision: Decision) -> None:
    """Tell office and panel how the panel decided."""
    subject, body = _SETTLED[decision.state]
    members = [each.account for each in queries.members(decision.cohort)]
    told = {each.pk: each for each in (*office(decision.cohort), *members)}
    say_to_all(
        write,
        told.values(),
        kind=COURSE,
        subject=subject,
        body=body,
        fields={"cohort": decision.cohort.name},
        url=address("decision", decision.cohort, decision.pk),
        key=f"settled-{decision.pk}",
        about=decision,
    )


def _tell_concerned(write: Writing, decision: Decision, asked: Iterable[Answer], **said: object) -> None:
    """Say something to the persons and the officers of the units that questions are for, to each once."""
    questions = list(asked)
    said |= {"kind": CONSULTED, "url": address("consultation", decision.cohort), "about": decision}
    for each in questions:
        if each.side == "person" and each.placed.person.account_id:
            say(write, to=each.placed.person.account, person=each.placed.person, **said)
    units = [
        (each.side, each.placed.order.host if each.side == "host" else each.placed.person.home)
        for each in questions
        if each.side != "person"
    ]
    say_to_all(write, officers_of(units, decision.cohort), **said)
