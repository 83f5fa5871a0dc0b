"""Teams: people whom one host receives, who go together on one theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from shanhai.placements.actions.beginning import KIND_OF
from shanhai.placements.actions.refused import refuse_if
from shanhai.placements.models import Placement, Team
from shanhai.placements.rules import OVER
from shanhai.programme.trail import check_fresh, locked, writing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shanhai.programme.models import Account, Cohort, Organisation, Person
    from shanhai.programme.trail import Writing


def write_team(
    *,
    by: Account,
    cohort: Cohort,
    host: Organisation,
    title: str,
    placements: Sequence[Placement],
    lead: Person | None,
    team: Team | None = None,
    expected: int | None = None,
) -> Team:
    """Let people go as a team, or say anew who does; whoever is left out keeps a placement of their own.

    Raises: PermissionDenied; StepRefused; Stale.
    """
    if not by.standing.may("placements.run", programme=cohort.programme_id):
        raise PermissionDenied("placements.run")
    with writing(by=by, action="teams.write") as write:
        refuse_if("" if title.strip() and placements else "empty")
        same = Team.objects.filter(cohort=cohort, host=host, title=title.strip())
        stored = locked(team) if team is not None else same.first() or Team(cohort=cohort, host=host)
        check_fresh(stored, expected)
        refuse_if(
            "" if lead is None or lead.pk in {each.person_id for each in placements} else "lead_outside"
        )
        stored.title, stored.lead = title.strip(), lead
        write.save(stored)
        _join(write, stored, placements)
        if team is not None:
            _leave(write, stored, placements)
        return stored


def _join(write: Writing, team: Team, placements: Iterable[Placement]) -> None:
    for placement in placements:
        held = locked(placement, "cohort")
        refuse_if(
            "" if held.host_id == team.host_id and held.cohort_id == team.cohort_id else "not_of_this_host"
        )
        held.team, held.kind = team, "team"
        write.save(held)


def _leave(write: Writing, team: Team, placements: Iterable[Placement]) -> None:
    """Whoever is back has been of the team all the same, and stays in it."""
    kept = [each.pk for each in placements]
    going = Placement.objects.filter(team=team).exclude(state__in=OVER)
    for placement in going.exclude(pk__in=kept):
        held = locked(placement, "cohort", "order")
        held.team = None
        held.kind = KIND_OF[held.order.kind] if held.order else held.kind
        write.save(held)
