"""The raw problem as plain Python: one record a person, one an order, every tree already walked.

Everything that the proof knows about a problem it knows from here. Months that are open are None,
coordinates that are unknown are None, and every reference is the chain of ids from the thing itself up to
the top of its tree.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from shanhai.matching.groups import Group
    from shanhai.matching.problem import Problem

Chain = tuple[str, ...]
Spot = tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Person:
    """What the problem says of one person."""

    id: str
    capacity: int
    home: Chain
    home_kind: str
    home_place: Chain
    home_spot: Spot
    native: Chain
    native_spot: Spot
    level: int
    industry: str
    experience: int
    start: int | None
    end: int | None
    directions: tuple[str, ...]
    expertise: tuple[tuple[Chain, int, bool], ...]
    qualifications: tuple[str, ...]
    wishes: tuple[str, ...]
    barred: tuple[str, ...]
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """What the problem says of one order."""

    id: str
    seats: int
    minimum: int
    tier: int
    kind: str
    direction: str
    host: Chain
    host_kind: str
    place: Chain
    spot: Spot
    traits: tuple[str, ...]
    level: int
    level_min: int
    level_max: int
    industry: str
    experience: int
    start: int | None
    end: int | None
    asks: tuple[tuple[Chain, int], ...]
    qualifications: tuple[str, ...]
    wishes: tuple[str, ...]
    groups: tuple[str, ...]


class Facts:
    """All people and orders of a problem, and who is in which group.

    Parameters
    ----------
    problem : Problem
    together : bool
        People of whom hard criteria think alike stand together, so that a block of them has few orders open
        to any. Otherwise they stand in the order of the problem.
    """

    def __init__(self, problem: Problem, *, together: bool = False) -> None:
        self.problem = problem
        places, organisations = problem.places, problem.organisations
        self._place_chains = _chains(places.id, places.parent.tolist())
        self._unit_chains = _chains(organisations.id, organisations.parent.tolist())
        self._code_chains = _chains(problem.expertise.id, problem.expertise.parent.tolist())
        east, north = places.east.tolist(), places.north.tolist()
        self._spots: list[Spot] = [_spot(*each) for each in zip(east, north, strict=True)] + [None]
        self._unit_places = [*organisations.place.tolist(), -1]
        self._unit_kinds = [*organisations.kind, ""]
        people = self._people(problem)
        self.people = sorted(people, key=_hard_facts) if together else people
        self.orders = self._orders(problem)

    @cached_property
    def regions(self) -> dict[str, str]:
        """The kind of every place, by id."""
        return dict(zip(self.problem.places.id, self.problem.places.kind, strict=True))

    def members(self, group: Group) -> list[bool]:
        """For each person, whether they are in the group."""
        return [
            all(_accepts(PERSON_WORDS, person, *wanted) for wanted in group.where) for person in self.people
        ]

    def chosen(self, group: Group) -> list[bool]:
        """For each order, whether it is in the group."""
        return [all(_accepts(ORDER_WORDS, order, *wanted) for wanted in group.where) for order in self.orders]

    def own_words(self, each: str) -> tuple[str, list[str]]:
        """The class of every row by one attribute: (side, one word a row), "" for no class."""
        if each in CLASSES_OF_PEOPLE:
            return "people", [_first(PERSON_WORDS[each](person)) for person in self.people]
        return "orders", [_first(ORDER_WORDS[each](order)) for order in self.orders]

    def _people(self, problem: Problem) -> list[Person]:
        table = problem.people
        homes, natives = table.home.tolist(), table.native.tolist()
        starts, ends = table.start.tolist(), table.end.tolist()
        levels, years, capacities = table.level.tolist(), table.experience.tolist(), table.capacity.tolist()
        return [
            Person(
                id=table.id[at],
                capacity=capacities[at],
                home=self._unit_chains[homes[at]],
                home_kind=self._unit_kinds[homes[at]],
                home_place=self._place_chains[self._unit_places[homes[at]]],
                home_spot=self._spots[self._unit_places[homes[at]]],
                native=self._place_chains[natives[at]],
                native_spot=self._spots[natives[at]],
                level=levels[at],
                industry=table.industry[at],
                experience=years[at],
                start=_month(starts[at]),
                end=_month(ends[at]),
                directions=table.directions[at],
                expertise=tuple(
                    (self._code_chains[c], strength, seen) for c, strength, seen in table.expertise[at]
                ),
                qualifications=table.qualifications[at],
                wishes=table.wishes[at],
                barred=tuple(unit for unit, _ground in table.barred[at]),
                groups=table.groups[at],
            )
            for at in range(len(table.id))
        ]

    def _orders(self, problem: Problem) -> list[Order]:
        table, names = problem.orders, problem.people.id
        hosts, places = table.host.tolist(), table.place.tolist()
        starts, ends = table.start.tolist(), table.end.tolist()
        numbers = ("seats", "minimum", "tier", "level", "level_min", "level_max", "experience")
        columns = [getattr(table, name).tolist() for name in numbers]
        traits = [*problem.places.traits, ()]
        return [
            Order(
                id=table.id[at],
                kind=table.kind[at],
                direction=table.direction[at],
                host=self._unit_chains[hosts[at]],
                host_kind=self._unit_kinds[hosts[at]],
                place=self._place_chains[places[at]],
                spot=self._spots[places[at]],
                traits=traits[places[at]],
                industry=table.industry[at],
                start=_month(starts[at]),
                end=_month(ends[at]),
                asks=tuple((self._code_chains[code], importance) for code, importance in table.asks[at]),
                qualifications=table.qualifications[at],
                wishes=tuple(names[row] for row in table.wishes[at]),
                groups=table.groups[at],
                **{name: column[at] for name, column in zip(numbers, columns, strict=True)},
            )
            for at in range(len(table.id))
        ]


def tenths_of_km(a: Spot, b: Spot) -> int | None:
    """The straight distance, rounded to whole tenths of a kilometre; None when unknown."""
    if a is None or b is None:
        return None
    # numpy's hypot, because its last bit may differ from math.hypot and decides how a half is rounded.
    return round(float(np.hypot(a[0] - b[0], a[1] - b[1])) * 10)


def _chains(ids: Sequence[str], parents: list[int]) -> list[Chain]:
    """The ids from every row up to the top, the row's own first. One more, empty, answers for row -1."""
    chains: list[Chain] = []
    for row in range(len(ids)):
        chain, at = [ids[row]], parents[row]
        while at >= 0:
            chain.append(ids[at])
            at = parents[at]
        chains.append(tuple(chain))
    return [*chains, ()]


def _hard_facts(person: Person) -> tuple[Any, ...]:
    """What hard criteria ask of a person, what shuts most orders first."""
    dates = tuple(-1 if month is None else month for month in (person.start, person.end))
    return person.directions, person.level, person.qualifications, dates, person.native, person.id


def _spot(east: float, north: float) -> Spot:
    return None if math.isnan(east) or math.isnan(north) else (east, north)


def _month(number: int) -> int | None:
    return None if number < 0 else number


def _first(words: Sequence[str]) -> str:
    return words[0] if words else ""


def _accepts(words_of: dict[str, Words], row: Any, attribute: str, accepted: Sequence[str]) -> bool:
    """Whether one of the row's words is accepted; of industries the first characters are enough."""
    words = words_of[attribute](row)
    if attribute == "industry":
        return any(word.startswith(start) for word in words for start in accepted)
    return any(word in accepted for word in words)


Words = Callable[[Any], Sequence[str]]

PERSON_WORDS: dict[str, Words] = {
    "person": lambda person: (person.id,),
    "home": lambda person: person.home,
    "home_kind": lambda person: (person.home_kind,),
    "home_place": lambda person: person.home_place,
    "native": lambda person: person.native,
    "level": lambda person: (str(person.level),),
    "direction": lambda person: person.directions,
    "expertise": lambda person: [code for chain, _strength, _seen in person.expertise for code in chain],
    "qualification": lambda person: person.qualifications,
    "industry": lambda person: (person.industry,),
    "group": lambda person: person.groups,
}
ORDER_WORDS: dict[str, Words] = {
    "order": lambda order: (order.id,),
    "host": lambda order: order.host,
    "host_kind": lambda order: (order.host_kind,),
    "place": lambda order: order.place,
    "trait": lambda order: order.traits,
    "tier": lambda order: (str(order.tier),),
    "kind": lambda order: (order.kind,),
    "direction": lambda order: (order.direction,),
    "asks": lambda order: [code for chain, _importance in order.asks for code in chain],
    "qualification": lambda order: order.qualifications,
    "industry": lambda order: (order.industry,),
    "group": lambda order: order.groups,
}
CLASSES_OF_PEOPLE = ("person", "home", "home_kind", "home_place", "native", "level", "industry")
