"""Who is placed where, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from shanhai.placements.models import Placement
from shanhai.placements.models.placements import sees_all_placements
from shanhai.placements.rules import AWAY, COMING, PRESENT
from shanhai.programme.models import Person

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from shanhai.programme.models import Account, Cohort, Programme

#: Whoever holds one of these has something to do with placements.
READING = ("placements.read", "placements.receive", "placements.send", "own.placement")
WITH_ALL = ("cohort__programme", "person", "order", "host", "home", "team")


def placements(account: Account, cohort: Cohort) -> QuerySet[Placement]:
    """The placements of a cohort that the account may see, with what a list of them shows."""
    found = Placement.objects.filter(cohort=cohort).select_related(*WITH_ALL)
    # Whoever sees all of them anyway is spared conditions that keep a database from an order by an index.
    return found if sees_all_placements(account, cohort.programme_id) else found.visible_to(account)


def in_the_same_seat(account: Account, placement: Placement) -> tuple[Placement | None, Placement | None]:
    """The placement whose seat this one fills anew, and the one that fills its own; None where unseen."""
    same = Q(replaces=placement) | Q(pk=placement.replaces_id)
    found = {
        each.replaces_id == placement.pk: each for each in placements(account, placement.cohort).filter(same)
    }
    return found.get(False), found.get(True)


def own_placements(account: Account, cohort: Cohort) -> QuerySet[Placement]:
    """Where an account itself is placed in a cohort."""
    own = Placement.objects.filter(cohort=cohort, person__account=account)
    return own.select_related("cohort__programme", "host")


def current_placements(person: Person, on: date | None = None) -> QuerySet[Placement]:
    """Where somebody is placed on a day: under way or accepted, the posts before part-time and liaison.

    It asks nobody's rights: a room above decides with it whom something concerns.
    """
    day = on or timezone.localdate()
    within = Q(starts__lte=day) & (Q(ends=None) | Q(ends__gte=day))
    found = Placement.objects.filter(within, person=person, state__in=(*COMING, *PRESENT))
    return found.select_related(*WITH_ALL).order_by("-starts", "pk")


def current_placement(person: Person, on: date | None = None) -> Placement | None:
    """The placement in which somebody is on a day: the one that takes them away, else the newest."""
    found = list(current_placements(person, on))
    away = [each for each in found if each.kind in AWAY]
    return next(iter([*away, *found]), None)


def liaisons_of(account: Account, programme: Programme) -> QuerySet[Placement]:
    """The firms with which somebody keeps contact now, a placement each."""
    found = Placement.objects.filter(kind="liaison", state__in=PRESENT, person__account=account)
    return found.filter(cohort__programme=programme).select_related("host")


def people_to_link(account: Account, cohort: Cohort) -> QuerySet[Person]:
    """Whom somebody may name for contacts with firms: their roster, and those whose placements they see."""
    placed = Placement.objects.visible_to(account).filter(cohort=cohort).values("person")
    roster = Person.objects.visible_to(account).values("pk")
    return Person.objects.filter(Q(pk__in=placed) | Q(pk__in=roster)).select_related("home")


def career(person: Person) -> QuerySet[Placement]:
    """The placements that somebody has begun, the newest first: their career grows by itself."""
    begun = Placement.objects.filter(person=person, arrived_on__isnull=False)
    return begun.select_related("cohort", "host", "home", "order").order_by("-arrived_on", "-pk")


def parts_in(account: Account, placement: Placement) -> frozenset[str]:
    """What an account is in a placement: "person", "host", "home", "office". Whoever is the person is nothing
    else in it, so that nobody decides on their own.
    """
    if placement.person.account_id == account.pk:
        return frozenset({"person"})
    standing, programme = account.standing, placement.programme_of()
    return frozenset(
        part
        for part, holds in (
            ("host", standing.may("placements.receive", programme=programme, path=placement.host.path)),
            ("home", standing.may("placements.send", programme=programme, path=placement.home.path)),
            ("office", standing.may("placements.run", programme=programme)),
        )
        if holds
    )
