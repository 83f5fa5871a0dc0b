"""How a cohort is decided, and who sits on its panel: set before a plan is decided on, and not during."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied

from shanhai.decisions import queries, rules
from shanhai.decisions.actions.refused import StepRefused
from shanhai.decisions.actions.telling import tell_member
from shanhai.decisions.models import Member, Procedure
from shanhai.programme.queries import require
from shanhai.programme.trail import locked, writing
from shanhai.rounds.actions.locks import locked_cohort

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shanhai.programme.models import Account, Cohort


def write_procedure(
    *, by: Account | None, cohort: Cohort, values: Mapping[str, Any], expected: int | None = None
) -> Procedure:
    """Lay down how a cohort is decided. Raises: PermissionDenied; StepRefused while a plan is; Stale."""
    with writing(by=by, action="decisions.procedure") as write:
        held = _settable(by, cohort)
        found = Procedure.objects.filter(cohort=held).first()
        procedure = found or Procedure(cohort=held)
        for name, value in values.items():
            setattr(procedure, name, value)
        procedure.shows = list(rules.shown(procedure.shows))
        return write.save(procedure, expected=expected if found else None)


def name_member(*, by: Account | None, cohort: Cohort, account: Account) -> Member:
    """Name a member of the panel, once. Raises: as `write_procedure`; PermissionDenied."""
    with writing(by=by, action="decisions.member") as write:
        held = _settable(by, cohort)
        if not account.standing.may("decisions.sign", programme=held.programme_id):
            raise PermissionDenied("decisions.sign")
        found = Member.objects.filter(cohort=held, account=account).first()
        if found is not None:
            return found
        made = write.save(Member(cohort=held, account=account))
        tell_member(write, made)
        return made


def drop_member(*, by: Account | None, member: Member, reason: str = "") -> None:
    """Take a member off the panel, who has not signed anything. Raises: as `write_procedure`."""
    with writing(by=by, action="decisions.member", reason=reason) as write:
        stored = locked(member, "cohort")
        _settable(by, stored.cohort)
        if stored.signatures.exists():
            raise StepRefused("already_signed")
        write.delete(stored)


def _settable(by: Account | None, cohort: Cohort) -> Cohort:
    held = locked_cohort(cohort)
    if by is not None:
        require(by, "decisions.write", programme=held.programme_id)
    if queries.open_decision(held) is not None:
        raise StepRefused("procedure_in_use")
    return held
