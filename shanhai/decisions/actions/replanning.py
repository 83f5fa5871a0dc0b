"""A plan made again for those who declined or withdrew: tried on a board first, proposed by people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.decisions import queries
from shanhai.decisions.actions.refused import StepRefused
from shanhai.plans import actions as plans
from shanhai.plans.fitting.changes import ChangeError
from shanhai.programme.queries import require
from shanhai.programme.trail import writing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shanhai.decisions.models import Decision
    from shanhai.plans.models import Board
    from shanhai.programme.models import Account

_KINDS = ("forbid", "withdraw")


def replan(*, by: Account, decision: Decision, meant: Mapping[str, str] | None = None) -> Board:
    """Open a board on which those who declined or withdrew are gone and others stay where they can.

    `meant` says by the key of a departure what it is to mean: "forbid", "withdraw" or ""; what is not named
    means the usual. Nothing is proposed by this. Raises: PermissionDenied; StepRefused when nobody is gone.
    """
    with writing(by=by, action="decisions.replan"):
        require(by, "decisions.write", programme=decision.programme_of())
        changes = []
        for each in queries.departures(decision):
            kind = (meant or {}).get(each.key, each.usual)
            if kind in _KINDS:
                order = each.order if kind == "forbid" else None
                changes.append({"kind": kind, "person": each.person, "order": order, "reason": each.reason})
        if not changes:
            raise StepRefused("nobody_gone")
        try:
            return plans.replan(by=by, plan=decision.plan, changes=changes)
        except ChangeError as error:
            # A dossier that was erased since cannot be planned with any more.
            raise StepRefused("no_such_step") from error
