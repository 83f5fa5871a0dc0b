"""Every rule as linear rows over pairs, read from its definition: what a certificate puts its prices on.

``low <= sum of coefficients over the plan + sum of aux + unit * (short - over) <= high``. The names of rows
and of their free whole numbers (aux) are those that `docs/method/proof.md` lists.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from shanhai.matching.proof.rules import Budget, Scope, region_of, sealed, team_classes, up, whole_km

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from shanhai.matching.problem import Rule
    from shanhai.matching.proof.facts import Facts

Ints = npt.NDArray[np.int64]

# A side that is open: nothing that a plan can add up to reaches it.
OPEN = 2**60
# Budgets of up to so many different amounts count the placements of each.
MOST_AMOUNTS = 8


@dataclass(frozen=True, eq=False)
class Side:
    """Some rows of people or of orders and a whole number for each; every other row has 0."""

    at: Ints
    value: Ints

    @cached_property
    def key(self) -> bytes:
        """Equal for equal sides: a digest, since there may be thousands of sides of thousands of rows."""
        return hashlib.sha256(self.at.tobytes() + b"|" + self.value.tobytes()).digest()


class Grid(NamedTuple):
    """A number for every pair by the kinds of its two sides: ``table[person_code[i], order_code[j]]``."""

    table: Ints
    person_code: Ints
    order_code: Ints


@dataclass(frozen=True, eq=False)
class Part:
    """Coefficients ``people[i] * orders[j]``, times the grid's number where there is a grid."""

    people: Side
    orders: Side
    grid: Grid | None = None

    @cached_property
    def most(self) -> int:
        """No coefficient is larger than this."""
        numbers = [self.people.value, self.orders.value] + ([] if self.grid is None else [self.grid.table])
        return math.prod(int(np.abs(each).max(initial=0)) for each in numbers)


class Listed(NamedTuple):
    """Coefficients on single pairs ``(i[k], j[k])``."""

    i: Ints
    j: Ints
    value: Ints


@dataclass(frozen=True, eq=False)
class Line:
    """One row of one rule.

    `reach` is the least and the most that its coefficients and aux can add up to. A rigid row only defines
    an aux, so that it is never short or over, however soft the rule.
    """

    rule: str
    label: str
    parts: tuple[Part, ...] = ()
    listed: Listed | None = None
    aux: tuple[tuple[str, int], ...] = ()
    low: int = -OPEN
    high: int = OPEN
    unit: int = 1
    reach: tuple[int, int] = (0, 0)
    rigid: bool = False

    @property
    def most_short(self) -> int:
        """How many units the plan can fall below `low` at worst."""
        return 0 if self.low == -OPEN else max(0, up(self.low - self.reach[0], self.unit))

    @property
    def most_over(self) -> int:
        """How many units the plan can rise above `high` at worst."""
        return 0 if self.high == OPEN else max(0, up(self.reach[1] - self.high, self.unit))


class Lines:
    """The rows of all rules by (rule id, label), and the ranges of their aux by (rule id, name)."""

    def __init__(self, rules: Sequence[Rule], facts: Facts) -> None:
        self.rules = {rule.id: rule for rule in rules}
        self.aux: dict[tuple[str, str], tuple[int, int]] = {}
        self.rows: dict[tuple[str, str], Line] = {}
        self._breakable: dict[str, list[str]] = {rule.id: [] for rule in rules}
        for rule in rules:
            for line in MAKERS[rule.kind](rule, facts, self.aux):
                self.rows[rule.id, line.label] = line
                self._breakable[rule.id] += [] if line.rigid else [line.label]

    def breakable(self, rule: str) -> list[str]:
        """The labels of those rows of a rule that may be short or over."""
        return self._breakable[rule]


AuxRanges = dict[tuple[str, str], tuple[int, int]]


def _at_most(rule: Any, facts: Facts, _aux: AuxRanges) -> Iterator[Line]:
    for line in _counting(rule, facts):
        yield replace(line, high=rule.limit)


def _at_least(rule: Any, facts: Facts, _aux: AuxRanges) -> Iterator[Line]:
    for line in _counting(rule, facts):
        yield replace(line, low=rule.limit)


def _counting(rule: Any, facts: Facts) -> Iterator[Line]:
    """A row for each class, with 1 on every placement that counts."""
    if rule.pairs:
        yield from _listing(rule, facts, {(person, order): 1 for person, order in rule.pairs})
        return
    for label, people, orders in _slices(Scope(rule, facts)):
        yield _line(rule, label, Part(people, orders))


def _mix(rule: Any, facts: Facts, aux: AuxRanges) -> Iterator[Line]:
    """Two rows that count everybody and the group into an aux each, and the shares as rows of these two."""
    scope = Scope(rule, facts)
    ours = np.array(scope.people, bool)
    scope.people = [True] * len(facts.people)
    for label, people, orders in _slices(scope):
        everybody, group = f"{label}:all", f"{label}:group"
        for name, side in ((everybody, people), (group, _ones(people.at[ours[people.at]]))):
            units = sum(facts.people[i].capacity for i in side.at)
            aux[rule.id, name] = 0, min(units, sum(facts.orders[j].seats for j in orders.at))
            line = _line(rule, name, Part(side, orders), aux=((name, -1),), rigid=True)
            yield replace(line, low=0, high=0)
        if rule.least is not None:
            counted = ((group, 100), (everybody, -rule.least))
            yield _stretched(Line(rule.id, f"{label}:least", aux=counted, low=0, unit=100), aux)
        if rule.most is not None:
            counted = ((group, 100), (everybody, -rule.most))
            yield _stretched(Line(rule.id, f"{label}:most", aux=counted, high=0, unit=100), aux)


def _balance(rule: Any, facts: Facts, _aux: AuxRanges) -> Iterator[Line]:
    people = np.flatnonzero(facts.members(rule.people))
    orders = np.flatnonzero(facts.chosen(rule.orders))
    leaving, coming = defaultdict(list), defaultdict(list)
    for i in people.tolist():
        leaving[region_of(facts.people[i].home_place, rule.region, facts)].append(i)
    for j in orders.tolist():
        coming[region_of(facts.orders[j].place, rule.region, facts)].append(j)
    for region, kind in facts.regions.items():
        if kind == rule.region:
            out, into = _rows(leaving[region]), _rows(coming[region])
            parts = (
                Part(_ones(people), _ones(into)),
                Part(Side(out, np.full(len(out), -1)), _ones(orders)),
            )
            most, least = len(into) * (len(people) - len(out)), -len(out) * (len(orders) - len(into))
            yield Line(rule.id, region, parts, low=-rule.tolerance, high=rule.tolerance, reach=(least, most))


def _floor(rule: Any, facts: Facts, _aux: AuxRanges) -> Iterator[Line]:
    scope = Scope(rule, facts)
    sizes = Counter(scope.label(i, 0) for i, inside in enumerate(scope.people) if inside)
    for label, people, orders in _slices(scope):
        line = _line(rule, label, Part(people, orders))
        yield replace(line, high=max(0, sizes[label] - rule.keep))


def _budget(rule: Any, facts: Facts, aux: AuxRanges) -> Iterator[Line]:
    if rule.per == "given":
        for plain in _listing(rule, facts, dict(Budget(rule, facts).listed)):
            line = replace(plain, label=sealed(plain.label))
            yield from _by_amount(line, aux)
            yield replace(line, high=rule.limit)
        return
    grid = _kilometres(facts) if rule.per == "km" else None
    for label, people, orders in _slices(Scope(rule, facts)):
        yield replace(_line(rule, label, Part(people, orders, grid)), high=rule.limit)


def _by_amount(line: Line, aux: AuxRanges) -> Iterator[Line]:
    """Rows that count the pairs of each amount into an aux, where few amounts occur again and again."""
    assert line.listed is not None
    i, j, value = line.listed
    amounts = sorted(set(value.tolist()) - {0})
    if not 1 < len(amounts) <= MOST_AMOUNTS or np.count_nonzero(value) == len(amounts):
        return
    for amount in amounts:
        name, alike = f"{line.label}:{amount}", value == amount
        pairs = Listed(i[alike], j[alike], np.ones(int(alike.sum()), np.int64))
        aux[line.rule, name] = 0, len(pairs.i)
        reach = -len(pairs.i), len(pairs.i)
        yield Line(line.rule, name, listed=pairs, aux=((name, -1),), low=0, high=0, reach=reach, rigid=True)


def _kilometres(facts: Facts) -> Grid:
    starts = {spot: at for at, spot in enumerate(dict.fromkeys(person.home_spot for person in facts.people))}
    ends = {spot: at for at, spot in enumerate(dict.fromkeys(order.spot for order in facts.orders))}
    table = np.array([[whole_km(start, end) for end in ends] for start in starts], np.int64)
    return Grid(
        table.reshape(len(starts), len(ends)),
        np.array([starts[person.home_spot] for person in facts.people], np.int64),
        np.array([ends[order.spot] for order in facts.orders], np.int64),
    )


def _team(rule: Any, facts: Facts, aux: AuxRanges) -> Iterator[Line]:
    rows = {person.id: i for i, person in enumerate(facts.people)}
    members = [rows[name] for name in rule.members]
    most = max(facts.people[i].capacity for i in members)
    by_class = defaultdict(list)
    for j, name in enumerate(team_classes(rule.together, facts)):
        by_class[name].append(j)
    for name, orders in by_class.items():
        aux[rule.id, name] = (0, min(most, len(orders)))
        for i in members:
            part = Part(_ones(_rows([i])), _ones(_rows(orders)))
            line = _line(rule, f"{name}:{facts.people[i].id}", part, aux=((name, -1),))
            yield replace(_stretched(line, aux), low=0, high=0)


def _pin(rule: Any, facts: Facts, _aux: AuxRanges) -> Iterator[Line]:
    i = [person.id for person in facts.people].index(rule.person)
    j = [order.id for order in facts.orders].index(rule.order)
    listed = Listed(_rows([i]), _rows([j]), _rows([1]))
    yield Line(rule.id, "", listed=listed, low=1, reach=(0, 1))


def _ban(rule: Any, facts: Facts, _aux: AuxRanges) -> Iterator[Line]:
    people, orders = np.flatnonzero(facts.members(rule.people)), np.flatnonzero(facts.chosen(rule.orders))
    yield replace(_line(rule, "", Part(_ones(people), _ones(orders))), high=0)


def _order_minimum(rule: Any, facts: Facts, aux: AuxRanges) -> Iterator[Line]:
    everybody = np.arange(len(facts.people))
    for j in np.flatnonzero(facts.chosen(rule.orders)).tolist():
        order, part = facts.orders[j], Part(_ones(everybody), _ones(_rows([j])))
        if order.minimum == 0:
            continue
        if not rule.or_none:
            yield replace(_line(rule, order.id, part), low=order.minimum)
            continue
        aux[rule.id, order.id] = (0, 1)
        least = _line(rule, f"{order.id}:least", part, aux=((order.id, -order.minimum),))
        none = _line(rule, f"{order.id}:none", part, aux=((order.id, -order.seats),))
        yield replace(_stretched(least, aux), low=0)
        yield replace(_stretched(none, aux), high=0)


MAKERS: dict[str, Callable[[Any, Facts, AuxRanges], Iterator[Line]]] = {
    "at_most": _at_most,
    "at_least": _at_least,
    "mix": _mix,
    "balance": _balance,
    "floor": _floor,
    "budget": _budget,
    "team": _team,
    "pin": _pin,
    "ban": _ban,
    "order_minimum": _order_minimum,
}


def _slices(scope: Scope) -> Iterator[tuple[str, Side, Side]]:
    """(label, people, orders) of every class; the side without classes is the same object in all of them."""
    people, orders = np.flatnonzero(scope.people), np.flatnonzero(scope.orders)
    inside = {"people": people, "orders": orders, "": np.zeros(1, np.int64)}[scope.side]
    by_label = defaultdict(list)
    for row in inside.tolist():
        by_label[scope.words[row]].append(row)
    everybody, everywhere = _ones(people), _ones(orders)
    for label in scope.labels:
        own = _ones(_rows(by_label[label]))
        yield (
            label,
            own if scope.side == "people" else everybody,
            own if scope.side == "orders" else everywhere,
        )


def _listing(rule: Any, facts: Facts, amounts: dict[tuple[str, str], int]) -> Iterator[Line]:
    """A row for each class with a number on each of the listed pairs that lie in it."""
    scope = Scope(rule, facts)
    rows = {person.id: i for i, person in enumerate(facts.people)}
    columns = {order.id: j for j, order in enumerate(facts.orders)}
    inside: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for (person, order), amount in sorted(amounts.items()):
        i, j = rows[person], columns[order]
        if scope.people[i] and scope.orders[j]:
            inside[scope.label(i, j)].append((i, j, amount))
    for label in scope.labels:
        rows_columns: Ints = np.array(inside[label], np.int64).reshape(-1, 3)
        row, column, value = rows_columns[:, 0], rows_columns[:, 1], rows_columns[:, 2]
        reach = int(np.minimum(value, 0).sum()), int(np.maximum(value, 0).sum())
        yield Line(rule.id, label, listed=Listed(row, column, value), reach=reach)


def _line(rule: Any, label: str, part: Part, **more: Any) -> Line:
    """A row of one part, with the reach of its coefficients."""
    (pp, pn), (qp, qn) = _signs(part.people.value), _signs(part.orders.value)
    reach = (pp * qn + pn * qp, pp * qp + pn * qn)
    if part.grid is not None:
        table, of_person, of_order = part.grid
        people = np.bincount(of_person[part.people.at], minlength=table.shape[0])
        orders = np.bincount(of_order[part.orders.at], minlength=table.shape[1])
        reach = (0, int(people @ table @ orders))
    return Line(rule.id, label, (part,), reach=reach, **more)


def _stretched(line: Line, aux: AuxRanges) -> Line:
    """The row with what its aux can add counted into its reach."""
    ends = [[coefficient * end for end in aux[line.rule, name]] for name, coefficient in line.aux]
    least, most = line.reach
    return replace(line, reach=(least + sum(map(min, ends)), most + sum(map(max, ends))))


def _signs(values: Ints) -> tuple[int, int]:
    return int(values[values > 0].sum()), int(values[values < 0].sum())


def _ones(rows: Ints) -> Side:
    return Side(rows, np.ones(len(rows), np.int64))


def _rows(rows: Sequence[int]) -> Ints:
    return np.array(rows, np.int64)
