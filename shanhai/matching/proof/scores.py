"""Every criterion a second time: what one person is worth on one order, in whole points, read by plain
Python.

A `Reading` picks the few facts that matter on either side (`of_person`, `of_order`) and then scores one pair
of them (`points`). Pairs with the same facts have the same points, so each distinct pair of facts is scored
once; where a person has something to do with few orders, one person on all of them at a time (`row`). Soft
readings give 0 to 1000 points before the weight, hard ones 1 where the pair is barred and 0 where it is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from shanhai.matching.proof.facts import Chain, Order, Person, tenths_of_km

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from shanhai.matching.problem import Criterion

Entries = dict[str, list[tuple[int, int]]]

MOST_POINTS = 1000
NOT_ASKED = 500


class Reading:
    """How one criterion is read. `ready_person` and `ready_order` put facts into the form `points` uses,
    `ready_orders` those of many orders into the form `row` uses.
    """

    hard: ClassVar[bool] = False

    def __init__(self, criterion: Criterion) -> None:
        self.criterion: Any = criterion
        self.weight = 0 if self.hard else criterion.weight

    @property
    def name(self) -> str:
        """The name under which a result lists the criterion's points."""
        return str(self.criterion.kind)

    def of_person(self, person: Person) -> Hashable:
        raise NotImplementedError

    def of_order(self, order: Order) -> Hashable:
        raise NotImplementedError

    def ready_person(self, facts: Any) -> Any:
        return facts

    def ready_order(self, facts: Any) -> Any:
        return facts

    def ready_orders(self, facts: Sequence[Any]) -> Any:
        return [self.ready_order(each) for each in facts]

    def points(self, person: Any, order: Any) -> int:
        raise NotImplementedError

    def row(self, person: Any, orders: Any) -> list[int]:
        """The points of one person on each of the orders."""
        return [self.points(person, order) for order in orders]

    def score(self, person: Person, order: Order) -> int:
        """The points of one pair, from scratch."""
        return self.points(self.ready_person(self.of_person(person)), self.ready_order(self.of_order(order)))


class Expertise(Reading):
    """Strength in what is asked for, or in something near it in the tree of codes."""

    def of_person(self, person: Person) -> Hashable:
        return person.expertise

    def of_order(self, order: Order) -> Hashable:
        return order.asks

    def ready_person(self, held: tuple[tuple[Chain, int, bool], ...]) -> dict[str, int]:
        """For every code held, or above one held, the best strength in tenths."""
        best: dict[str, int] = {}
        for chain, strength, evidenced in held:
            tenths = strength * 2 * (100 if evidenced else self.criterion.claimed) // 100
            for code in chain:
                best[code] = max(best.get(code, 0), tenths)
        return best

    def ready_order(self, asks: tuple[tuple[Chain, int], ...]) -> dict[str, int] | None:
        """Whole shares of the codes that count, adding up to 100; None where nothing is asked."""
        if not asks:
            return None
        entries = [entry for ask in asks for entry in self._entries(*ask)]
        total = sum(weight for *_, weight in entries)
        shares = [100 * weight // total for *_, weight in entries]
        by_rest = sorted(
            range(len(entries)),
            key=lambda at: (-(100 * entries[at][3] % total), entries[at][0], entries[at][1]),
        )
        for at in by_rest[: 100 - sum(shares)]:
            shares[at] += 1
        of_code: dict[str, int] = {}
        for (_, _, code, _), share in zip(entries, shares, strict=True):
            of_code[code] = of_code.get(code, 0) + share
        return of_code

    def _entries(self, chain: Chain, importance: int) -> list[tuple[str, int, str, int]]:
        """(code asked, steps above it, code there, weight): the nearer in the tree, the more."""
        closeness = self.criterion.closeness
        reach = min(len(chain), len(closeness))
        further = [*closeness[1:reach], 0]
        return [(chain[0], k, chain[k], importance * (closeness[k] - further[k])) for k in range(reach)]

    def ready_orders(self, asks: Sequence[Any]) -> tuple[list[int], Entries]:
        """What a person without any strength has on each order, and for every code the orders that count it:
        (order, share).
        """
        start, counted = [], dict[str, list[tuple[int, int]]]()
        for at, shares in enumerate(map(self.ready_order, asks)):
            start.append(NOT_ASKED if shares is None else 0)
            for code, share in (shares or {}).items():
                counted.setdefault(code, []).append((at, share))
        return start, counted

    def row(self, held: dict[str, int], orders: tuple[list[int], Entries]) -> list[int]:
        start, counted = orders
        row = start.copy()
        for code, tenths in held.items():
            for at, share in counted.get(code, ()):
                row[at] += share * tenths
        return row

    def points(self, held: dict[str, int], shares: dict[str, int] | None) -> int:
        if shares is None:
            return NOT_ASKED
        common = held.keys() & shares.keys()
        return sum(shares[code] * held[code] for code in common) if common else 0


class Industry(Reading):
    """How far the two codes agree: section, division, group, class."""

    def of_person(self, person: Person) -> Hashable:
        return person.industry

    def of_order(self, order: Order) -> Hashable:
        return order.industry

    def points(self, has: str, wanted: str) -> int:
        if not wanted:
            return NOT_ASKED
        if has.startswith(wanted):
            return MOST_POINTS
        section, division, group, whole = self.criterion.closeness
        steps = ((5, whole), (4, group), (3, division), (1, section))
        return next((int(points) for length, points in steps if has[:length] == wanted[:length]), 0)


class Level(Reading):
    """How many levels the person stands above or below what the order asks."""

    def of_person(self, person: Person) -> Hashable:
        return person.level

    def of_order(self, order: Order) -> Hashable:
        return order.level

    def points(self, has: int, wanted: int) -> int:
        if wanted == 0:
            return NOT_ASKED
        ladder, apart = self.criterion.by_difference, abs(has - wanted)
        return int(ladder[apart]) if has > 0 and apart < len(ladder) else 0


class OrganisationKind(Reading):
    """The points that the table gives for the kinds of home and host."""

    def of_person(self, person: Person) -> Hashable:
        return person.home_kind

    def of_order(self, order: Order) -> Hashable:
        return order.host_kind

    def points(self, home: str, host: str) -> int:
        listed = (int(points) for a, b, points in self.criterion.table if (a, b) == (home, host))
        return int(next(listed, self.criterion.otherwise))


class PersonWishes(Reading):
    """The dearest wish of the person that covers the order."""

    def of_person(self, person: Person) -> Hashable:
        return person.wishes

    def of_order(self, order: Order) -> Hashable:
        return frozenset((order.id, *order.host, *order.place))

    def ready_orders(self, covers: Sequence[frozenset[str]]) -> tuple[int, dict[str, list[int]]]:
        """How many orders there are, and which of them are covered by each unit."""
        covered: dict[str, list[int]] = {}
        for at, units in enumerate(covers):
            for unit in units:
                covered.setdefault(unit, []).append(at)
        return len(covers), covered

    def row(self, wishes: tuple[str, ...], orders: tuple[int, dict[str, list[int]]]) -> list[int]:
        count, covered = orders
        row = [int(self.criterion.rest) if wishes else NOT_ASKED] * count
        ladder = self.criterion.points
        # The dearest wish comes last: it counts where several cover an order.
        for rank in reversed(range(len(wishes))):
            for at in covered.get(wishes[rank], ()):
                row[at] = int(ladder[min(rank, len(ladder) - 1)])
        return row

    def points(self, wishes: tuple[str, ...], covers: frozenset[str]) -> int:
        if not wishes:
            return NOT_ASKED
        ladder = self.criterion.points
        for rank, wish in enumerate(wishes):
            if wish in covers:
                return int(ladder[min(rank, len(ladder) - 1)])
        return int(self.criterion.rest)


class HostWishes(Reading):
    """The rank that the host gives the person by name."""

    def of_person(self, person: Person) -> Hashable:
        return person.id

    def of_order(self, order: Order) -> Hashable:
        return order.wishes

    def points(self, person: str, wishes: tuple[str, ...]) -> int:
        if not wishes:
            return NOT_ASKED
        ladder = self.criterion.points
        return int(ladder[min(wishes.index(person), len(ladder) - 1)]) if person in wishes else 0


class Travel(Reading):
    """The nearer, the better, down to nothing at `full_km`."""

    def of_person(self, person: Person) -> Hashable:
        return person.native_spot if self.criterion.basis == "native" else person.home_spot

    def of_order(self, order: Order) -> Hashable:
        return order.spot

    def points(self, start: Any, end: Any) -> int:
        tenths = tenths_of_km(start, end)
        if tenths is None:
            return NOT_ASKED
        return int(max(0, MOST_POINTS - MOST_POINTS * tenths // (10 * self.criterion.full_km)))


class Experience(Reading):
    """Years, as a share of the years asked for."""

    def of_person(self, person: Person) -> Hashable:
        return person.experience

    def of_order(self, order: Order) -> Hashable:
        return order.experience

    def points(self, years: int, wanted: int) -> int:
        return NOT_ASKED if wanted == 0 else min(MOST_POINTS, MOST_POINTS * years // wanted)


class Given(Reading):
    """Points that the problem lists pair by pair."""

    def __init__(self, criterion: Criterion) -> None:
        super().__init__(criterion)
        self.listed = {(person, order): int(points) for person, order, points in self.criterion.pairs}

    @property
    def name(self) -> str:
        return str(self.criterion.name)

    def of_person(self, person: Person) -> Hashable:
        return person.id

    def of_order(self, order: Order) -> Hashable:
        return order.id

    def points(self, person: str, order: str) -> int:
        return self.listed.get((person, order), 0)


class Unlisted(Given):
    """The hard half of `Given` with ``only=True``: pairs that are not listed are barred."""

    hard = True

    def points(self, person: str, order: str) -> int:
        return int((person, order) not in self.listed)


class Qualified(Reading):
    """Every qualification asked for is held."""

    hard = True

    def of_person(self, person: Person) -> Hashable:
        return person.qualifications

    def of_order(self, order: Order) -> Hashable:
        return order.qualifications

    def points(self, held: tuple[str, ...], asked: tuple[str, ...]) -> int:
        return int(any(each not in held for each in asked))


class LevelRange(Reading):
    """The person's level lies between the order's least and most, where given."""

    hard = True

    def of_person(self, person: Person) -> Hashable:
        return person.level

    def of_order(self, order: Order) -> Hashable:
        return order.level_min, order.level_max

    def points(self, level: int, limits: tuple[int, int]) -> int:
        least, most = limits
        return int((least > 0 and level < least) or (most > 0 and level > most))


class Dates(Reading):
    """The person is free from the order's first month to its last. Open ends bar nobody."""

    hard = True

    def of_person(self, person: Person) -> Hashable:
        return person.start, person.end

    def of_order(self, order: Order) -> Hashable:
        return order.start, order.end

    def points(self, free: tuple[int | None, int | None], wanted: tuple[int | None, int | None]) -> int:
        late = free[0] is not None and wanted[0] is not None and free[0] > wanted[0]
        short = free[1] is not None and wanted[1] is not None and free[1] < wanted[1]
        return int(late or short)


class Direction(Reading):
    """The person may go that way."""

    hard = True

    def of_person(self, person: Person) -> Hashable:
        return person.directions

    def of_order(self, order: Order) -> Hashable:
        return order.direction

    def points(self, may: tuple[str, ...], way: str) -> int:
        return int(bool(way) and bool(may) and way not in may)


class Recused(Reading):
    """Nobody serves at home, in the place just above home, or where a bar is laid."""

    hard = True

    def of_person(self, person: Person) -> Hashable:
        return person.native[:3], person.barred

    def of_order(self, order: Order) -> Hashable:
        return order.place, order.host

    def ready_person(self, facts: tuple[Chain, Chain]) -> tuple[Chain, Chain, Chain]:
        """Home; the place just above it, if that recuses; the barred units."""
        native, barred = facts
        # The top of the tree is everybody's home; only a parent with something above it recuses.
        return native[:1], native[1:2] if len(native) == 3 else (), barred

    def ready_order(self, facts: tuple[Chain, Chain]) -> tuple[frozenset[str], Chain, frozenset[str]]:
        """All places around the order, its own, and all places and units around it."""
        place, host = facts
        return frozenset(place), place[:1], frozenset((*place, *host))

    def points(
        self, person: tuple[Chain, Chain, Chain], order: tuple[frozenset[str], Chain, frozenset[str]]
    ) -> int:
        (home, parent, barred), (around, place, units) = person, order
        is_near = not around.isdisjoint(home) or bool(parent and parent == place)
        return int(is_near or not units.isdisjoint(barred))


SOFT: dict[str, type[Reading]] = {
    "expertise": Expertise,
    "industry": Industry,
    "level": Level,
    "organisation_kind": OrganisationKind,
    "person_wishes": PersonWishes,
    "host_wishes": HostWishes,
    "travel": Travel,
    "experience": Experience,
    "given": Given,
}
HARD: dict[str, type[Reading]] = {
    "qualified": Qualified,
    "level_range": LevelRange,
    "dates": Dates,
    "direction": Direction,
    "recused": Recused,
}


def readings(criteria: tuple[Criterion, ...]) -> list[Reading]:
    """A reading for every criterion, hard or soft. Raises: KeyError for a kind that nobody has read yet."""
    out = [{**SOFT, **HARD}[criterion.kind](criterion) for criterion in criteria]
    only = [Unlisted(criterion) for criterion in criteria if getattr(criterion, "only", False)]
    return [*out, *only]
