"""People and orders while the sample is being made: what a row will hold, still with names beside codes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shanhai.haiyue.names import Name
    from shanhai.haiyue.units import Unit

START = 2022 * 12 + 11  # December 2022, counted in months
END = 2024 * 12 + 11


@dataclass
class PersonDraft:
    """A nominated person."""

    id: str
    home: Unit
    direction: str
    native: str
    experience: int
    level: int
    expertise: list[tuple[str, int, bool]]
    qualifications: list[str]
    industry: str
    start: int | None = START
    end: int | None = END
    capacity: int = 1
    wishes: list[str] = field(default_factory=list)
    barred: list[tuple[str, str]] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)

    def row(self) -> dict[str, Any]:
        """The row of the table of people."""
        return {
            "id": self.id, "home": self.home.id, "native": self.native, "level": self.level,
            "industry": self.industry, "experience": self.experience, "capacity": self.capacity,
            "start": self.start, "end": self.end, "directions": [self.direction], "expertise": self.expertise,
            "qualifications": self.qualifications, "wishes": self.wishes, "barred": self.barred,
            "groups": self.groups,
        }  # fmt: skip


@dataclass
class OrderDraft:
    """An order of a host unit."""

    id: str
    host: Unit
    title: Name
    direction: str
    asks: list[tuple[str, int]]
    qualifications: list[str]
    industry: str
    level: int
    experience: int
    seats: int = 1
    minimum: int = 0
    tier: int = 2
    level_min: int = 0
    level_max: int = 0
    start: int | None = START
    end: int | None = END
    kind: str = "post"
    wishes: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)

    def row(self) -> dict[str, Any]:
        """The row of the table of orders."""
        return {
            "id": self.id, "host": self.host.id, "place": self.host.place, "seats": self.seats,
            "minimum": self.minimum, "tier": self.tier, "kind": self.kind, "direction": self.direction,
            "level": self.level, "level_min": self.level_min, "level_max": self.level_max,
            "industry": self.industry,
            "experience": self.experience, "start": self.start, "end": self.end, "asks": self.asks,
            "qualifications": self.qualifications, "wishes": self.wishes, "groups": self.groups,
        }  # fmt: skip


def overlap(person: PersonDraft, order: OrderDraft) -> int:
    """A rough measure of how well somebody suits an order, to make wishes sensible; it decides nothing."""
    total = 0
    for code, importance in order.asks:
        for held, strength, _ in person.expertise:
            if held == code:
                total += 10 * importance * strength
            elif held.rsplit("-", 1)[0] == code.rsplit("-", 1)[0]:
                total += 3 * importance * strength
    return total


class Suiting:
    """Orders and people of one direction by the codes they ask for or have."""

    def __init__(self, people: Iterable[PersonDraft], orders: Iterable[OrderDraft]) -> None:
        """Index people and orders; give those of one direction only."""
        self._asking: dict[str, list[OrderDraft]] = {}
        self._able: dict[str, list[PersonDraft]] = {}
        for order in orders:
            for code, _ in order.asks:
                self._asking.setdefault(code, []).append(order)
        for person in people:
            for code, _, _ in person.expertise:
                self._able.setdefault(code, []).append(person)

    def orders_for(self, person: PersonDraft, most: int) -> list[OrderDraft]:
        """The orders that ask for something the person can do, the best suited first."""
        found = {order.id: order for code, _, _ in person.expertise for order in self._asking.get(code, ())}
        return sorted(found.values(), key=lambda order: (-overlap(person, order), order.id))[:most]

    def people_for(self, order: OrderDraft, most: int) -> list[PersonDraft]:
        """The people who can do something the order asks for, the best suited first."""
        found = {person.id: person for code, _ in order.asks for person in self._able.get(code, ())}
        return sorted(found.values(), key=lambda person: (-overlap(person, order), person.id))[:most]


def may_go(person: PersonDraft, order: OrderDraft) -> bool:
    """Whether nothing stands against it, as far as rules made by hand must know; the engine decides."""
    level_fits = (order.level_min or 0) <= person.level <= (order.level_max or 99)
    in_time = (person.start or 0) <= (order.start or 0) and (person.end or 10**6) >= (order.end or 0)
    blocked = {order.host.place, order.host.id, order.host.parent, order.host.place[:4]}
    at_home = person.native == order.host.place or any(word in blocked for word, _ in person.barred)
    qualified = set(order.qualifications) <= set(person.qualifications)
    return person.direction == order.direction and level_fits and in_time and qualified and not at_home
