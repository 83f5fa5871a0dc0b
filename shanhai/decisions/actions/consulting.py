"""The consultation: both units and the person are asked of every place, and answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from shanhai.decisions import queries, rules
from shanhai.decisions.actions.refused import StepRefused, held_to
from shanhai.decisions.actions.telling import tell_asked, tell_dropped, tell_no, tell_panel
from shanhai.decisions.fingerprints import fingerprint_of
from shanhai.decisions.models import Answer, Decision
from shanhai.plans import queries as plans
from shanhai.programme.queries import require
from shanhai.programme.trail import locked, writing
from shanhai.rounds.actions.locks import locked_cohort

if TYPE_CHECKING:
    from shanhai.decisions.models import Procedure
    from shanhai.plans.models import Placed, Plan
    from shanhai.programme.models import Account, Cohort
    from shanhai.programme.trail import Writing


def open_decision(*, by: Account | None, plan: Plan) -> Decision:
    """Ask both units and the person about every place of a plan that was handed in.

    What was answered of the same place in the decision before is kept: nobody is asked twice. Raises:
    PermissionDenied; StepRefused without a procedure or panel, or while another plan is decided on; Gone.
    """
    with writing(by=by, action="decisions.open") as write:
        held = locked_cohort(plan.cohort)
        if by is not None:
            require(by, "decisions.write", programme=held.programme_id)
        stored = locked(plan, "cohort__programme", "pool", "rule_set")
        procedure = _ready(held, stored)
        today = timezone.localdate()
        decision = write.save(
            Decision(
                cohort=held,
                plan=stored,
                opened_by=by,
                answers_until=rules.last_day(today, procedure.days_to_answer),
                fingerprint=fingerprint_of(stored),
                quorum=procedure.quorum,
                replaces=queries.signed_decision(held),
            )
        )
        asked = _asked(decision, procedure)
        write.save_all(asked)
        tell_asked(write, decision, asked)
        return decision


def answer(
    *, by: Account | None, answer: Answer, step: str, reason: str = "", expected: int | None = None
) -> Answer:
    """Say what one side thinks of one place. Raises: PermissionDenied, StepRefused, Stale, Gone."""
    with writing(by=by, action="decisions.answer", reason=reason) as write:
        held = locked(answer.decision, "cohort")
        stored = locked(answer, "placed__person__home", "placed__order__host", expected=expected)
        stored.decision = held
        _say(by, stored, step, reason)
        write.save(stored)
        if step in rules.ANSWERS_SAY_WHY:
            tell_no(write, stored)
        return stored


def agree_to_all(*, by: Account | None, decision: Decision, side: str) -> int:
    """Agree, for a unit, to every place that it has not answered yet. Returns: to how many.

    Raises: PermissionDenied for a side that is not a unit; StepRefused.
    """
    with writing(by=by, action="decisions.answer") as write:
        held = locked(decision, "cohort")
        waiting = list(queries.unanswered_by(by, held, side))
        for each in waiting:
            each.decision = held
            _say(by, each, "agree", "")
        write.save_all(waiting)
        return len(waiting)


def open_signing(*, by: Account | None, decision: Decision, expected: int | None = None) -> Decision:
    """End the consultation: silence counts as the programme has set it, and the panel signs.

    Raises: PermissionDenied, StepRefused, Stale, Gone.
    """
    with writing(by=by, action="decisions.open_signing") as write:
        stored = locked(decision, "cohort__programme", "plan", expected=expected)
        if by is not None:
            require(by, "decisions.write", programme=stored.cohort.programme_id)
        if stored.plan.state != "proposed":
            raise StepRefused("plan_not_proposed")
        stored.state = held_to(rules.open_signing(stored.state, queries.consulted(stored)))
        _let_lapse(write, stored)
        write.save(stored)
        tell_panel(write, stored)
        return stored


def drop(*, by: Account | None, decision: Decision, reason: str, expected: int | None = None) -> Decision:
    """Take a plan back from the panel before it is decided. The plan itself goes back to the office.

    Raises: as `open_signing`.
    """
    from shanhai.plans.actions import take_back

    with writing(by=by, action="decisions.drop", reason=reason) as write:
        stored = locked(decision, "cohort__programme", "plan", expected=expected)
        if by is not None:
            require(by, "decisions.write", programme=stored.cohort.programme_id)
        stored.state = held_to(rules.drop_decision(stored.state, reason=reason))
        if stored.plan.state == "proposed":
            take_back(by=by, plan=stored.plan, reason=reason)
        tell_dropped(write, stored, queries.asked_in(stored))
        return write.save(stored)


def _let_lapse(write: Writing, decision: Decision) -> None:
    procedure = queries.procedure_of(decision.cohort)
    silence = procedure.silence if procedure else "open"
    silent = list(Answer.objects.select_for_update().filter(decision=decision, state="asked"))
    for each in silent:
        each.decision, each.state = decision, rules.lapse(each.side, silence)
    write.save_all(silent)


def _ready(cohort: Cohort, plan: Plan) -> Procedure:
    """The procedure, when everything is there that a decision needs. Raises: StepRefused."""
    procedure = queries.procedure_of(cohort)
    if procedure is None:
        raise StepRefused("no_procedure")
    if plan.state != "proposed":
        raise StepRefused("plan_not_proposed")
    if queries.open_decision(cohort) is not None:
        raise StepRefused("decision_open")
    members = queries.members(cohort)
    proposers = sum(each.account_id == plan.proposed_by_id for each in members)
    if lacking := rules.unfit_panel(len(members), procedure.quorum, proposers=proposers):
        raise StepRefused(*lacking)
    return procedure


def _asked(decision: Decision, procedure: Procedure) -> list[Answer]:
    """One question for each place and side, with the answer that the same place had before."""
    sides = [
        side
        for side, is_asked in (
            ("host", procedure.asks_hosts),
            ("home", procedure.asks_homes),
            ("person", procedure.asks_persons),
        )
        if is_asked
    ]
    before = queries.answers_before(decision)
    return [
        _question(decision, placed, side, before)
        for placed in plans.placements_of(decision.plan)
        for side in sides
    ]


def _question(decision: Decision, placed: Placed, side: str, before: dict[tuple, Answer]) -> Answer:
    earlier = before.get((placed.person_id, placed.order_id, side))
    asked = Answer(decision=decision, placed=placed, side=side)
    if earlier is not None:
        for name in ("state", "reason", "by", "at"):
            setattr(asked, name, getattr(earlier, name))
    return asked


def _say(by: Account | None, answer: Answer, step: str, reason: str) -> None:
    """Change an answer, as whoever may give it. Raises: PermissionDenied, StepRefused."""
    if not queries.may_answer(by, answer):
        held_to(rules.Answer(False, lacking=("not_yours",)))
    is_open = answer.decision.state == "consulting"
    answer.state = held_to(rules.answer(answer.state, step, answer.side, is_open=is_open, reason=reason))
    answer.reason, answer.by, answer.at = reason.strip(), by, timezone.now()
