"""How placements begin: from a published list, as a replacement, or as liaison links."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from shanhai.decisions.models import Decided, Publication
from shanhai.placements import notices, queries, rules
from shanhai.placements.actions.refused import StepRefused, only, refuse_if
from shanhai.placements.actions.steps import WITH_ALL, check_free
from shanhai.placements.models import Placement
from shanhai.programme.models import PoolEntry
from shanhai.programme.trail import check_fresh, locked, writing
from shanhai.sheets import Words

if TYPE_CHECKING:
    from datetime import date

    from shanhai.programme.models import Account, Person
    from shanhai.programme.trail import Writing

#: The kind of placement that an order of a kind leads to.
KIND_OF = {"post": "post", "part_time": "part_time", "liaison": "liaison", "challenge": "team"}
_SUBJECT = Words("Your placement", "您的挂职安排")
_BODY = Words(
    "{person}, {home} → {host}, from {starts}. What comes next stands on the page of the placement.",
    "{person}（{home}→{host}），自 {starts} 起。后续步骤见挂职页面。",
)


@dataclass
class Begun:
    """What became of a published list: placements made, kept, withdrawn, and places that overlap."""

    made: list[Placement] = field(default_factory=list)
    kept: int = 0
    withdrawn: int = 0
    overlapping: list[Decided] = field(default_factory=list)


def begin_from(*, by: Account, publication: Publication) -> Begun:
    """Begin the placements of a published list whose letters are sent. Doing it again begins nothing twice.

    Of a list that replaces an earlier one, who stays where they were keeps their placement; who has not
    arrived and is not on it any more is withdrawn.
    Raises: PermissionDenied; StepRefused.
    """
    if not by.standing.may("placements.run", programme=publication.programme_of()):
        raise PermissionDenied("placements.run")
    with writing(by=by, action="placements.begin") as write:
        stored = locked(publication, "cohort")
        refuse_if("" if stored.state == "settled" else "not_decided")
        begun = Begun()
        standing = Decided.objects.filter(publication=stored, state="standing")
        for place in standing.select_related("order__host", "person__home", "person__account", "carries"):
            place.publication = stored
            _begin(write, place, begun)
        _withdraw_others(write, stored, begun)
    return begun


def _begin(write: Writing, place: Decided, begun: Begun) -> None:
    if Placement.objects.filter(decided=place).exists():
        begun.kept += 1
        return
    before = Placement.objects.select_related(*WITH_ALL).filter(decided=place.carries_id).first()
    if place.carries_id and before is not None:
        before.decided = place
        write.save(before)
        begun.kept += 1
        return
    placement = _placement(place)
    try:
        check_free(placement)
    except StepRefused:
        begun.overlapping.append(place)
        return
    write.save(placement)
    begun.made.append(placement)
    tell_of_beginning(write, placement)


def _placement(place: Decided) -> Placement:
    order, cohort = place.order, place.publication.cohort
    starts = place.start or order.start or cohort.starts
    ends = place.end or order.end or (cohort.ends and _last_of_month(cohort.ends))
    refuse_if("" if starts and ends else "dates_missing")
    return Placement(
        cohort=cohort,
        person=place.person,
        order=order,
        seat=place.seat,
        host=order.host,
        home=place.person.home,
        kind=KIND_OF[order.kind],
        starts=starts,
        ends=ends,
        decided=place,
    )


def _withdraw_others(write: Writing, publication: Publication, begun: Begun) -> None:
    others = Placement.objects.filter(
        cohort=publication.cohort, decided__isnull=False, state__in=rules.COMING
    ).exclude(decided__publication=publication, decided__state="standing")
    for placement in others.select_related(*WITH_ALL, "decided"):
        placement.state, placement.reason = "withdrawn", placement.decided.reason
        write.save(placement)
        begun.withdrawn += 1


def replace(
    *,
    by: Account,
    placement: Placement,
    person: Person,
    starts: date,
    reason: str,
    expected: int | None = None,
) -> Placement:
    """Fill the seat of a placement that was withdrawn or ended early, with somebody of the sealed pool.

    Raises: PermissionDenied; StepRefused; Stale.
    """
    with writing(by=by, action="placements.replace", reason=reason) as write:
        stored = locked(placement, *WITH_ALL)
        only(queries.parts_in(by, stored), "office")
        check_fresh(stored, expected)
        refuse_if("" if reason.strip() else "reason_missing")
        is_free = stored.state in ("withdrawn", "ended_early", "returned")
        taken = Placement.objects.filter(replaces=stored).exists()
        refuse_if("" if is_free and not taken and stored.reason else "not_free_for_replacement")
        in_pool = PoolEntry.objects.filter(cohort=stored.cohort, person=person).exists()
        refuse_if("" if in_pool and person.pk != stored.person_id else "not_in_the_pool")
        refuse_if("ends_before_it_starts" if stored.ends and starts > stored.ends else "")
        made = Placement(
            cohort=stored.cohort,
            person=person,
            order=stored.order,
            seat=stored.seat,
            host=stored.host,
            home=person.home,
            kind=stored.kind,
            days=stored.days,
            starts=starts,
            ends=stored.ends,
            team=stored.team,
            replaces=stored,
        )
        check_free(made)
        write.save(made)
        tell_of_beginning(write, made)
    return made


def tell_of_beginning(write: Writing, placement: Placement) -> None:
    """Tell the person and both units that a placement begins."""
    notices.tell(
        write,
        placement,
        ("person", "host", "home"),
        what="begin",
        subject=_SUBJECT,
        body=_BODY,
        starts=placement.starts.isoformat(),
    )


def _last_of_month(day: date) -> date:
    return rules.months_after(day.replace(day=1), 1) - timedelta(days=1)
