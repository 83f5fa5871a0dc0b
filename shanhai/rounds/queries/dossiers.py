"""Reads of nominations: who sees them, who may act, and where the person may go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shanhai.programme.models import AutomationRefusal, Organisation, Person, Place
from shanhai.registers.models import Order
from shanhai.registers.queries import in_force
from shanhai.rounds import rules
from shanhai.rounds.fitting import lines as engine
from shanhai.rounds.fitting import world
from shanhai.rounds.fitting.openness import DossierErrors, openness, requirement_words
from shanhai.rounds.models import Nomination, Quota
from shanhai.rounds.queries.versions import lines_of, rules_in_force

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from shanhai.programme.models import Account, Cohort
    from shanhai.sheets import Language, Words


def may_read_nominations(account: Account, cohort: Cohort) -> bool:
    """Whether the account has anything to do with nominations there: others', or its own."""
    may = account.standing.may
    return any(may(each, programme=cohort.programme_id) for each in ("nominations.read", "own.dossier"))


def nominations(account: Account, cohort: Cohort) -> QuerySet[Nomination]:
    """The nominations of a cohort that the account may see, with what a list of them shows."""
    seen = Nomination.objects.visible_to(account).filter(cohort=cohort)
    return seen.select_related("cohort__programme", "person__home", "home", "vetting")


def parts_in(account: Account | None, nomination: Nomination) -> frozenset[str]:
    """The parts that somebody plays in a nomination; the system itself plays all."""
    if account is None:
        return frozenset({"person", "home", "vetting", "round"})
    standing, programme = account.standing, nomination.cohort.programme_id
    plays = {
        "person": nomination.person.account_id == account.pk,
        "home": standing.may("nominations.write", programme=programme, path=nomination.home.path),
        "vetting": standing.may("vetting.write", programme=programme),
        "round": standing.may("round.move", programme=programme),
    }
    return frozenset(part for part, does in plays.items() if does)


def quota_of(cohort: Cohort, home: Organisation) -> tuple[int | None, int]:
    """How many a home may put forward, and how many it has. The narrowest limit above it counts."""
    room: tuple[int | None, int] = (None, 0)
    for quota in Quota.objects.filter(cohort=cohort).select_related("organisation"):
        if not home.path.startswith(quota.organisation.path):
            continue
        counted = _counted(cohort, quota.organisation)
        if room[0] is None or quota.most - counted < room[0] - room[1]:
            room = (quota.most, counted)
    return room


def _counted(cohort: Cohort, organisation: Organisation) -> int:
    below = Nomination.objects.filter(cohort=cohort, home__path__startswith=organisation.path)
    return below.filter(state__in=rules.COUNTED).count()


def refuses_automation(nomination: Nomination) -> bool:
    """Whether the person refuses a decision by automation alone in this cohort."""
    refused = AutomationRefusal.objects.filter(person=nomination.person_id, cohort=nomination.cohort_id)
    return refused.filter(withdrawn_at=None).exists()


@dataclass(frozen=True, slots=True)
class Room:
    """How many an organisation, with all below it, may put forward, and how many it has."""

    quota: Quota
    counted: int

    @property
    def left(self) -> int:
        """How many more it may put forward."""
        return max(0, self.quota.most - self.counted)


def homes(account: Account, cohort: Cohort) -> QuerySet[Organisation]:
    """The organisations that may put people forward, as far as the account sees them."""
    return Organisation.objects.visible_to(account).filter(
        participations__programme=cohort.programme_id, participations__is_home=True
    )


def quotas(account: Account, cohort: Cohort) -> list[Room]:
    """The numbers that the account may see, each with how many of it are taken."""
    listed = list(Quota.objects.visible_to(account).filter(cohort=cohort).select_related("organisation"))
    if not listed:
        return []
    counted = Nomination.objects.filter(cohort=cohort, state__in=rules.COUNTED)
    paths = list(counted.values_list("home__path", flat=True))
    return [Room(quota, sum(path.startswith(quota.organisation.path) for path in paths)) for quota in listed]


def candidates(account: Account, cohort: Cohort) -> QuerySet[Person]:
    """Whom the account may put forward: people of its rosters who are not put forward already."""
    taken = Nomination.objects.filter(cohort=cohort).exclude(state="withdrawn").values("person")
    mine = account.standing.within("nominations.write", organisation="home")
    people = Person.objects.visible_to(account).filter(mine, erased_at=None).exclude(pk__in=taken)
    return people.select_related("home").order_by("home__code", "code")


@dataclass(frozen=True, slots=True)
class OrderShown:
    """An order as one person sees it: open, or shut by requirements; `rank` is that of the wish for it."""

    order: Order
    rank: int
    shut_by: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class OrdersShown:
    """All orders as one person sees them; `errors` when the dossier itself keeps them from being told."""

    open: tuple[OrderShown, ...] = ()
    shut: tuple[OrderShown, ...] = ()
    errors: tuple[str, ...] = ()


def orders_for(account: Account, nomination: Nomination, language: Language) -> OrdersShown | None:
    """Which orders are open to a nominated person and which requirement shuts the others, as far as the
    account sees the orders. None while no rules are frozen.
    """
    held = rules_in_force(nomination.cohort)
    if held is None:
        return None
    lines = lines_of(held)
    rows = engine.records(lines.rules, lines.criteria, seed="", fair_over="")
    person = world.person_row(nomination)
    try:
        found = openness(person, rows, world.world_without_people(nomination.cohort))
    except DossierErrors as wrong:
        return OrdersShown(errors=tuple(error.sentence(language) for error in wrong.errors))
    seen = Order.objects.visible_to(account).filter(cohort=nomination.cohort).select_related("host")
    seen = seen.only("code", "title", "host__name")
    orders = {order.code: order for order in seen}
    shown = [
        OrderShown(orders[each.order], each.rank, tuple(requirement_words(kind) for kind in each.shut_by))
        for each in found
        if each.order in orders
    ]
    shown.sort(key=lambda each: (each.rank == 0, each.rank))
    return OrdersShown(
        tuple(each for each in shown if not each.shut_by), tuple(each for each in shown if each.shut_by)
    )


def wishable(cohort: Cohort) -> dict[str, str]:
    """What a person may wish for, by code: the orders in force, their hosts, and their places."""
    names: dict[str, str] = {}
    found = (
        in_force(cohort)
        .select_related("host__place", "place")
        .defer("place__outline", "host__place__outline")
    )
    for order in found:
        names[order.code] = order.title
        names[order.host.code] = order.host.name
        if place := order.place or order.host.place:
            names[place.code] = place.name
    return names


def wishes_in_words(nomination: Nomination) -> list[str]:
    """The wishes by name, the dearest first."""
    wished = nomination.wishes
    names = dict(Place.objects.filter(code__in=wished).values_list("code", "name"))
    names |= dict(Organisation.objects.filter(code__in=wished).values_list("code", "name"))
    orders = Order.objects.filter(cohort=nomination.cohort_id, code__in=wished)
    names |= dict(orders.values_list("code", "title"))
    return [names.get(each, each) for each in wished]
