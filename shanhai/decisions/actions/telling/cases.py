"""Cases against a list: who has to hear one, and how it goes on for whoever filed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.decisions import queries
from shanhai.decisions.actions.telling.frame import CASE, OFFICERS, address, office, officers_of
from shanhai.outbox.actions import say_to_all
from shanhai.sheets import Words

if TYPE_CHECKING:
    from shanhai.decisions.models import Objection
    from shanhai.programme.models import Account
    from shanhai.programme.trail import Writing

#: What the objector is told after a step, by the state that it led to.
_MOVED: dict[str, tuple[Words, Words]] = {
    "heard": (
        Words("Your objection was heard", "您的异议已听取"),
        Words("What you said in case {number} was noted.", "第 {number} 号异议的陈述已记录。"),
    ),
    "answered": (
        Words("Your objection was answered", "您的异议已答复"),
        Words(
            "Case {number} is answered. You can appeal against it until {until}.",
            "第 {number} 号异议已答复，可于 {until} 前申请复核。",
        ),
    ),
    "closed": (
        Words("Your case is closed", "您的异议已了结"),
        Words(
            "Case {number} is closed; the answer stands with it.", "第 {number} 号异议已了结，答复见该案。"
        ),
    ),
}


def tell_hearers(write: Writing, case: Objection, *, is_appeal: bool = False) -> None:
    """Tell panel and office of a case, or, on appeal, those members who did not answer it before."""
    cohort = case.publication.cohort
    members = [each.account for each in queries.members(cohort)]
    say_to_all(
        write,
        _once(account for account in (*members, *office(cohort)) if account.pk != case.answered_by_id),
        kind=CASE,
        subject=Words("An answer is appealed against", "有异议申请复核")
        if is_appeal
        else Words("An objection was filed", "有新的异议"),
        body=Words(
            "Case {number} against the list of {cohort} waits for the panel.",
            "针对{cohort}名单的第 {number} 号异议待审议小组办理。",
        ),
        fields={"number": case.number, "cohort": cohort.name},
        url=address("objection", cohort, case.pk),
        key=f"case-{case.pk}-{case.state}",
        about=case,
    )


def tell_moved_on(write: Writing, case: Objection) -> None:
    """Tell whoever filed a case, and the unit in whose name, that it has gone on; those without an account
    find it by their receipt.
    """
    if case.state not in _MOVED:
        return
    subject, body = _MOVED[case.state]
    until = f"{case.appeal_until:%Y-%m-%d}" if case.appeal_until else ""
    cohort, unit = case.publication.cohort, case.unit
    units = [(side, unit) for side in OFFICERS] if unit is not None else []
    say_to_all(
        write,
        _once(each for each in (case.by, *officers_of(units, cohort)) if each is not None),
        kind=CASE,
        subject=subject,
        body=body,
        fields={"number": case.number, "until": until},
        url=address("objection", cohort, case.pk),
        key=f"case-{case.pk}-{case.state}-{case.version}",
        about=case,
    )


def _once(accounts: object) -> list[Account]:
    return list({each.pk: each for each in accounts}.values())
