"""Independent checks of a decision that somebody asks for; a job does them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shanhai.decisions.models import Decision, DecisionCheck
from shanhai.decisions.queries.verification import findings_of
from shanhai.plans.actions.checking import asked, done
from shanhai.programme.queries import require
from shanhai.programme.trail import locked, writing
from shanhai.sheets import LANGUAGES

if TYPE_CHECKING:
    from shanhai.programme.models import Account

JOB = "shanhai.decisions.actions.checking.check"


def ask_check(*, by: Account, decision: Decision) -> DecisionCheck:
    """Let a decision be checked by a job. Raises: PermissionDenied, Gone.

    Whoever asks while a check is under way is given that one.
    """
    with writing(by=by, action="decisions.ask_check") as write:
        held = locked(decision, "cohort__programme")
        require(by, "decisions.read", programme=held.programme_of())
        return asked(write, DecisionCheck(decision=held, asked_by=by), JOB, decision=held)


def check(pk: int) -> None:
    """The job: check the decision, and keep what was found. It may run twice; what is kept stays."""
    done(DecisionCheck, pk, "decisions.check", lambda made: _found(made.decision))


def _found(decision: Decision) -> dict[str, Any]:
    found = findings_of(decision)
    findings = (
        {language: [each.get(language, "") for each in found] for language in LANGUAGES} if found else {}
    )
    return {"is_true": not found, "findings": findings}
