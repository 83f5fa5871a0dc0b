"""Part-time and liaison: standing contacts of staff with firms, and how many days a month they take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from shanhai.placements import queries, rules
from shanhai.placements.actions.refused import only, refuse_if
from shanhai.placements.actions.steps import WITH_ALL
from shanhai.placements.models import Placement
from shanhai.programme.models import RetentionDuty
from shanhai.programme.trail import check_fresh, locked, writing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from shanhai.programme.models import Account, Cohort, Organisation, Person


def begin_links(
    *,
    by: Account,
    cohort: Cohort,
    links: Iterable[tuple[Person, Organisation]],
    starts: date,
    days: int | None = None,
) -> int:
    """Link staff with firms as their liaisons, in few statements. Links that stand are kept.

    The office links anybody, a home organisation its own staff.
    Raises: PermissionDenied; StepRefused. Returns: how many were made.
    """
    new = {(person.pk, firm.pk): (person, firm) for person, firm in links}
    _check_may(by, cohort, {person.home.path for person, _ in new.values()})
    refuse_if(rules.days_are_wrong("liaison", days) if days is not None else "")
    standing = set(
        Placement.objects.filter(cohort=cohort, kind="liaison")
        .exclude(state__in=rules.OVER)
        .values_list("person", "host")
    )
    made = [
        Placement(
            cohort=cohort,
            person=person,
            host=firm,
            home_id=person.home_id,
            kind="liaison",
            days=days,
            state="in_post",
            starts=starts,
            arrived_on=starts,
        )
        for key, (person, firm) in new.items()
        if key not in standing
    ]
    with writing(by=by, action="placements.begin") as write:
        write.save_all(made)
        write.save_all(_duties(cohort, {placement.person_id for placement in made}))
    return len(made)


def set_days(*, by: Account, placement: Placement, days: int, expected: int | None = None) -> Placement:
    """Agree on the days a month that somebody is there. Raises: PermissionDenied; StepRefused; Stale."""
    with writing(by=by, action="placements.days") as write:
        stored = locked(placement, *WITH_ALL)
        only(queries.parts_in(by, stored), "office", "host", "home")
        check_fresh(stored, expected)
        refuse_if("term_is_over" if stored.state in rules.OVER else "")
        refuse_if(rules.days_are_wrong(stored.kind, days))
        stored.days = days
        return write.save(stored)


def _check_may(by: Account, cohort: Cohort, homes: set[str]) -> None:
    may, programme = by.standing.may, cohort.programme_id
    if may("placements.run", programme=programme):
        return
    if not homes or not all(may("placements.send", programme=programme, path=path) for path in homes):
        raise PermissionDenied("placements.run")


def _duties(cohort: Cohort, people: set[int]) -> list[RetentionDuty]:
    """What has to be kept because of a link; whoever has a post has their duty from the sealed pool."""
    known = set(RetentionDuty.objects.filter(cohort=cohort).values_list("person", flat=True))
    return [RetentionDuty(person_id=key, cohort=cohort, why="placed") for key in sorted(people - known)]
