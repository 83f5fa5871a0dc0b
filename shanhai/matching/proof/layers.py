"""The points of whole blocks of pairs: tables of distinct facts, or, where these would be too many, compact
arrays.

A `Layer` holds one criterion for all pairs. Up to `MOST_FACTS` distinct pairs of facts it is a table filled
by the scalar reading itself, so that every pair is scored by plain Python. Beyond that the criteria whose
facts are nearly all different (expertise, wishes, bars, distances) have a reading for arrays here, and the
check compares it with the scalar one on every placed pair and on a sample.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from shanhai.matching.proof.scores import MOST_POINTS, NOT_ASKED, Given, Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from shanhai.matching.proof.facts import Facts, Order, Person, Spot

Ints = npt.NDArray[np.int64]
Points = npt.NDArray[np.int32]

Columns = Ints | slice
EVERY = slice(None)

MOST_FACTS = 2_000_000


class Layer(Protocol):
    """One criterion for all pairs; no number in it is larger than `most`."""

    @property
    def most(self) -> int: ...

    def times(self, weight: int) -> Layer:
        """The same with every number multiplied."""
        ...

    def block(self, rows: slice, columns: Columns = EVERY) -> Points:
        """The points of the people in `rows` on the orders in `columns`. Returns: int32 array."""
        ...

    def kinds(self) -> Ints:
        """A number for each order; orders with the same have the same points with everybody."""
        ...


class Table:
    """Points by distinct facts: ``table[person_code[i], order_code[j]]``."""

    def __init__(self, table: Points, person_code: Ints, order_code: Ints) -> None:
        self.table, self.person_code, self.order_code = table, person_code, order_code

    @property
    def most(self) -> int:
        return int(np.abs(self.table).max(initial=0))

    def times(self, weight: int) -> Table:
        return Table(self.table * np.int32(weight), self.person_code, self.order_code)

    def block(self, rows: slice, columns: Columns = EVERY) -> Points:
        return np.take(self.table[self.person_code[rows]], self.order_code[columns], axis=1)

    def kinds(self) -> Ints:
        return _numbered(self.table.T)[self.order_code]


class Product:
    """Points as a sum of products of whole numbers, small enough to be exact in float32."""

    def __init__(self, people: npt.NDArray[np.float32], orders: npt.NDArray[np.float32], add: Points) -> None:
        self.people, self.orders, self.add = people, orders, add

    @property
    def most(self) -> int:
        return int(
            self.people.max(initial=0) * self.orders.sum(axis=1).max(initial=0) + self.add.max(initial=0)
        )

    def times(self, weight: int) -> Product:
        return Product(self.people, self.orders * np.float32(weight), self.add * np.int32(weight))

    def block(self, rows: slice, columns: Columns = EVERY) -> Points:
        points: Points = (self.people[rows] @ self.orders[columns].T).astype(np.int32)
        points += self.add[columns]
        return points

    def kinds(self) -> Ints:
        return _numbered(np.column_stack([self.orders, self.add.astype(np.float64)]))


class Marks:
    """A start value for every pair and, for each person, orders marked with another; later marks win."""

    def __init__(self, people: Points, orders: Points, marks: list[list[tuple[Ints, int]]]) -> None:
        self.people, self.orders, self.marks = people, orders, marks

    @property
    def most(self) -> int:
        marked = max((abs(value) for marks in self.marks for _, value in marks), default=0)
        return max(marked, int(np.abs(self.people).max(initial=0) + np.abs(self.orders).max(initial=0)))

    def times(self, weight: int) -> Marks:
        marks = [[(orders, value * weight) for orders, value in each] for each in self.marks]
        return Marks(self.people * np.int32(weight), self.orders * np.int32(weight), marks)

    def block(self, rows: slice, columns: Columns = EVERY) -> Points:
        orders = self.orders[columns]
        place = np.full(len(self.orders), len(orders))
        place[columns] = np.arange(len(orders))
        # What is marked and not among the columns goes into one more column, which is left out again.
        out = np.empty((rows.stop - rows.start, len(orders) + 1), np.int32)
        np.add(self.people[rows, None], orders, out=out[:, :-1])
        for points, marks in zip(out, self.marks[rows], strict=True):
            for marked, value in marks:
                points[place[marked]] = value
        return out[:, :-1]

    def kinds(self) -> Ints:
        marked_by: list[list[int]] = [[] for _ in self.orders]
        lists = {id(orders): orders for marks in self.marks for orders, _ in marks}
        for number, orders in enumerate(lists.values()):
            for j in orders.tolist():
                marked_by[j].append(number)
        facts = zip(self.orders.tolist(), map(tuple, marked_by), strict=True)
        return _distinct(facts)[1]


def total(layers: Sequence[Layer], most_facts: int = MOST_FACTS) -> list[Layer]:
    """Fewer layers with the same sum: tables are added up as long as they stay below so many numbers."""
    tables = sorted((each for each in layers if isinstance(each, Table)), key=lambda each: each.table.size)
    out: list[Layer] = [each for each in layers if not isinstance(each, Table)]
    while tables:
        merged = tables.pop(0)
        while tables and (found := _sum(merged, tables[0], most_facts)) is not None:
            merged = found
            del tables[0]
        out.append(merged)
    return out


def _sum(a: Table, b: Table, most_facts: int) -> Table | None:
    """Both tables in one, by the pairs of their kinds that occur. None: it would be too large."""
    people, person_code = np.unique(np.stack([a.person_code, b.person_code]), axis=1, return_inverse=True)
    orders, order_code = np.unique(np.stack([a.order_code, b.order_code]), axis=1, return_inverse=True)
    if people.shape[1] * orders.shape[1] > most_facts:
        return None
    table = a.table[people[0][:, None], orders[0]] + b.table[people[1][:, None], orders[1]]
    return Table(table, person_code.reshape(-1), order_code.reshape(-1))


def layer(reading: Reading, facts: Facts, most_facts: int = MOST_FACTS) -> tuple[Layer, bool]:
    """The criterion for all pairs, and whether the scalar reading itself filled it."""
    people, person_code = _distinct(reading.of_person(person) for person in facts.people)
    orders, order_code = _distinct(reading.of_order(order) for order in facts.orders)
    if len(people) * len(orders) > most_facts and type(reading).__name__ in WIDE:
        return WIDE[type(reading).__name__](reading, facts), False
    columns = reading.ready_orders(orders)
    table = np.empty((len(people), len(orders)), np.int32)
    for row, each in zip(table, people, strict=True):
        row[:] = reading.row(reading.ready_person(each), columns)
    return Table(table, person_code, order_code), True


def _distinct(facts: Iterable[Any]) -> tuple[list[Any], Ints]:
    """Each different value once, and for every row the number of its value."""
    number: dict[Any, int] = {}
    codes = [number.setdefault(each, len(number)) for each in facts]
    return list(number), np.array(codes, np.int64)


def _numbered(rows: npt.NDArray[Any]) -> Ints:
    """A number for every row of an array; equal rows have the same."""
    if not rows.size:
        return np.zeros(len(rows), np.int64)
    # Strings of bytes are sorted much faster than rows number by number; adding 0 turns -0 into 0.
    whole = np.ascontiguousarray(rows + rows.dtype.type(0))
    strings = whole.view(f"V{whole.shape[1] * whole.itemsize}").reshape(-1)
    numbers: Ints = np.unique(strings, return_inverse=True)[1].reshape(-1)
    return numbers


def _expertise(reading: Any, facts: Facts) -> Layer:
    asked = [reading.ready_order(order.asks) for order in facts.orders]
    column: dict[str, int] = {}
    for shares in asked:
        for code in shares or ():
            column.setdefault(code, len(column))
    people = np.zeros((len(facts.people), len(column)), np.float32)
    orders = np.zeros((len(facts.orders), len(column)), np.float32)
    for person, row in zip(facts.people, people, strict=True):
        for code, tenths in reading.ready_person(person.expertise).items():
            if code in column:
                row[column[code]] = tenths
    for shares, row in zip(asked, orders, strict=True):
        for code, share in (shares or {}).items():
            row[column[code]] = share
    return Product(people, orders, np.array([NOT_ASKED if each is None else 0 for each in asked], np.int32))


def _person_wishes(reading: Any, facts: Facts) -> Layer:
    covered, ladder = _covered(facts.orders), reading.criterion.points
    marks = [list(_ranked(person, covered, ladder)) for person in facts.people]
    start = [reading.criterion.rest if person.wishes else NOT_ASKED for person in facts.people]
    return Marks(np.array(start, np.int32), np.zeros(len(facts.orders), np.int32), marks)


def _ranked(person: Person, covered: dict[str, Ints], ladder: Sequence[int]) -> Iterator[tuple[Ints, int]]:
    """The orders under each wish, the dearest wish last so that it overwrites the others."""
    for rank in reversed(range(len(person.wishes))):
        if person.wishes[rank] in covered:
            yield covered[person.wishes[rank]], ladder[min(rank, len(ladder) - 1)]


def _host_wishes(reading: Any, facts: Facts) -> Layer:
    rows = {person.id: i for i, person in enumerate(facts.people)}
    ladder = reading.criterion.points
    marks: list[list[tuple[Ints, int]]] = [[] for _ in facts.people]
    for j, order in enumerate(facts.orders):
        for rank, name in enumerate(order.wishes):
            marks[rows[name]].append((np.array([j]), ladder[min(rank, len(ladder) - 1)]))
    start = [0 if order.wishes else NOT_ASKED for order in facts.orders]
    return Marks(np.zeros(len(facts.people), np.int32), np.array(start, np.int32), marks)


def _given(reading: Given, facts: Facts) -> Layer:
    """What is not listed has what an unlisted pair has; what is listed is marked."""
    rows = {person.id: i for i, person in enumerate(facts.people)}
    columns = {order.id: j for j, order in enumerate(facts.orders)}
    marks: list[list[tuple[Ints, int]]] = [[] for _ in facts.people]
    for person, order in reading.listed:
        marks[rows[person]].append((np.array([columns[order]]), reading.points(person, order)))
    start = np.full(len(facts.people), reading.points("", ""), np.int32)
    return Marks(start, np.zeros(len(facts.orders), np.int32), marks)


def _recused(reading: Reading, facts: Facts) -> Layer:
    covered = _covered(facts.orders)
    standing: dict[str, list[int]] = defaultdict(list)
    for j, order in enumerate(facts.orders):
        for place in order.place[:1]:
            standing[place].append(j)
    exactly = {place: np.array(orders) for place, orders in standing.items()}
    marks = []
    for person in facts.people:
        barred = [covered[unit] for unit in (*person.native[:1], *person.barred) if unit in covered]
        parent = person.native[1] if len(person.native) > 2 else None
        barred += [exactly[parent]] if parent in exactly else []
        marks.append([(orders, 1) for orders in barred])
    return Marks(np.zeros(len(facts.people), np.int32), np.zeros(len(facts.orders), np.int32), marks)


def _travel(reading: Any, facts: Facts) -> Layer:
    starts, person_code = _distinct(reading.of_person(person) for person in facts.people)
    ends, order_code = _distinct(reading.of_order(order) for order in facts.orders)
    a, b = _coordinates(starts), _coordinates(ends)
    tenths = np.rint(np.hypot(a[:, None, 0] - b[:, 0], a[:, None, 1] - b[:, 1]) * 10)
    known = np.isfinite(tenths)
    whole = np.where(known, tenths, 0).astype(np.int64)
    points = np.maximum(0, MOST_POINTS - MOST_POINTS * whole // (10 * reading.criterion.full_km))
    return Table(np.where(known, points, NOT_ASKED).astype(np.int32), person_code, order_code)


def _coordinates(spots: list[Spot]) -> npt.NDArray[np.float64]:
    return np.array([spot or (np.nan, np.nan) for spot in spots], np.float64).reshape(len(spots), 2)


def _covered(orders: list[Order]) -> dict[str, Ints]:
    """For every order, host and place (and all above them) the rows of the orders that it covers."""
    under: dict[str, list[int]] = defaultdict(list)
    for j, order in enumerate(orders):
        for unit in {order.id, *order.host, *order.place}:
            under[unit].append(j)
    return {unit: np.array(rows) for unit, rows in under.items()}


WIDE: dict[str, Callable[[Any, Facts], Layer]] = {
    "Expertise": _expertise,
    "PersonWishes": _person_wishes,
    "HostWishes": _host_wishes,
    "Given": _given,
    "Unlisted": _given,
    "Recused": _recused,
    "Travel": _travel,
}
