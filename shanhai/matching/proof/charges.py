"""Prices turned into numbers on pairs and variables: what an objective leaves once rows are charged."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from shanhai.matching.proof import keys
from shanhai.matching.proof.lines import OPEN, Grid, Line, Lines, Listed, Part

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shanhai.matching.certificate import RowName, Variable
    from shanhai.matching.proof.facts import Facts
    from shanhai.matching.proof.fairness import Fairness
    from shanhai.matching.proof.pairs import Block
    from shanhai.matching.proof.stages import Goal

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[Any]

# Whole numbers below these are exact in float64 and in int64, with room for one more sum.
EXACT_FLOAT, EXACT_INT = 2**53, 2**62


class Product(NamedTuple):
    """Numbers ``people[i] * orders[j]`` on all pairs, times the grid's where there is a grid."""

    people: Ints
    orders: Ints
    grid: Grid | None


class CertificateError(ValueError):
    """A certificate that prices or splits what is not there. `code` and `data` make a finding."""

    def __init__(self, code: str, *data: object) -> None:
        super().__init__(code, *data)
        self.code, self.data = code, data


@dataclass(frozen=True, eq=False)
class Full:
    """What no plan can spare that is as good as proven so far.

    Attributes
    ----------
    rows : dict of RowName to int
        Rows that add up to exactly this number.
    people : bool array (n_people)
        Who uses the whole capacity.
    pairs : (int64 array, int64 array)
        Rows of people, ascending, and of orders: pairs that are in the plan.
    """

    rows: Mapping[RowName, int]
    people: npt.NDArray[np.bool_]
    pairs: tuple[Ints, Ints]

    @classmethod
    def nothing(cls, n_people: int) -> Full:
        """Before anything is proven."""
        return cls({}, np.zeros(n_people, bool), (np.zeros(0, np.int64), np.zeros(0, np.int64)))


@dataclass(frozen=True, eq=False)
class Model:
    """All that can be priced or split: orders' seats, the rules' rows, the fairness steps and the earlier
    stages.

    `soft` are the rules that may be broken at a price, so that they have short and over; `earlier` are the
    stages before the one at hand, each with the value that later stages must keep and the most that they can
    reach (`OPEN` where that is not proven), and `full` is what these stages' sieves leave no plan without.
    """

    facts: Facts
    lines: Lines
    soft: frozenset[str]
    fairness: Fairness | None
    order_row: Mapping[str, int]
    words: tuple[keys.Words, keys.Words]
    most_score: int
    full: Full
    earlier: Mapping[str, tuple[Goal, tuple[int, int]]] = field(default_factory=dict)

    def limits(self, variable: Variable) -> tuple[int, int]:
        """The range of a variable. Raises: CertificateError when there is no such variable."""
        kind, owner, name = variable if len(variable) == 3 else ("", "", "")
        if kind == "aux" and self.fairness and (owner, name) in self.fairness.below:
            return 0, 1
        if kind == "aux" and (owner, name) in self.lines.aux:
            return self.lines.aux[owner, name]
        line = self.lines.rows.get((owner, name))
        if kind in ("short", "over") and owner in self.soft and line is not None and not line.rigid:
            return 0, line.most_short if kind == "short" else line.most_over
        raise CertificateError("unknown_variable", *variable)


class Charge:
    """The objective of one stage, times ``2**shift``, less the priced rows.

    Attributes
    ----------
    fixed : int
        What the charged limits add up to, whatever the plan is. `fills` are the least and the most seats
        that splits leave to an order.
    priced : dict of RowName to (int, int)
        Every price and the limit that it charges.
    variables : dict of Variable to int
        What is left on every aux, short and over that is touched.
    """

    def __init__(
        self,
        model: Model,
        goal: Goal,
        shift: int,
        prices: Mapping[RowName, int],
        fills: Mapping[str, tuple[int, int]],
    ) -> None:
        self.model = model
        self._fills = fills
        self.priced: dict[RowName, tuple[int, int]] = {}
        self.variables: dict[Variable, int] = defaultdict(int)
        self._orders = np.zeros(len(model.facts.orders), np.int64)
        self._most = 0
        self._on_order: dict[int, int] = defaultdict(int)
        self._most_on_order = 0
        self._score = 0
        self._rounds: dict[int, int] = defaultdict(int)
        self._parts: list[tuple[int, Part]] = []
        self._listed: list[tuple[int, Listed]] = []
        self._add_goal(goal, 1 << shift)
        for name, price in prices.items():
            if price:
                self._charge(tuple(name), int(price))
        self.fixed = sum(price * limit for price, limit in self.priced.values())
        self._people = np.zeros(len(model.facts.people), np.int64)
        products = _merged(self._parts, len(model.facts.people), len(self._orders))
        self._products = [each for each in products if not self._is_of_one_side(each)]

    @property
    def most(self) -> int:
        """No number on any pair is larger than this."""
        return self._most

    def on(self, block: Block) -> Numbers:
        """What is left on every pair of the block, as float64 where that is exact, else as int64."""
        kind = np.float64 if self._most < EXACT_FLOAT else np.int64
        out: Numbers
        if self._score:
            out = np.multiply(block.score, kind(self._score), dtype=kind)
        else:
            out = np.zeros(block.open.shape, kind)
        people, orders = self.model.words
        for number, times in self._rounds.items():
            out += keys.block(people[block.rows], orders[block.columns], number) * times
        out += self._orders[block.columns].astype(kind)
        if self._people.any():
            out += self._people[block.rows].astype(kind)
        _subtract_products(out, block, self._products)
        for price, listed in self._listed:
            _subtract_listed(out, block, price, listed)
        return out

    def distinct_columns(self, kinds: Ints, most: int) -> Ints | None:
        """Orders that suffice where nobody takes more than `most` of those that nothing tells apart.

        Parameters
        ----------
        kinds : int64 array (n_orders)
            Orders of one number are open, and worth the same, to the same people.

        Returns
        -------
        int64 array or None
            Rows of orders, ascending. None where single pairs are charged.
        """
        if self._rounds or self._listed or any(each.grid is not None for each in self._products):
            return None
        facts = np.column_stack([kinds, self._orders, *(each.orders for each in self._products)])
        of = np.unique(facts, axis=0, return_inverse=True)[1].reshape(-1)
        by_kind = np.argsort(of, kind="stable")
        start = np.searchsorted(of[by_kind], np.arange(int(of.max(initial=-1)) + 1))
        turn = np.arange(len(of)) - start[of[by_kind]]
        return np.sort(by_kind[turn < most])

    def _is_of_one_side(self, product: Product) -> bool:
        """Whether a product charges people, or orders, whatever the other side: then it is booked there."""
        for side, other, charged in (
            (product.people, product.orders, self._orders),
            (product.orders, product.people, self._people),
        ):
            if product.grid is None and (side == 1).all():
                charged -= other
                return True
        return False

    def _room(self, amount: int) -> None:
        """Count what a pair's number may have grown by; refuse what could overflow."""
        self._most += amount
        if self._most >= EXACT_INT:
            raise CertificateError("prices_too_large")

    def _room_on(self, j: int, amount: int) -> None:
        """The same for the pairs of one order: a pair is in no other, so orders' prices do not add up."""
        self._on_order[j] += amount
        self._room(max(0, self._on_order[j] - self._most_on_order))
        self._most_on_order = max(self._most_on_order, self._on_order[j])

    def _add_goal(self, goal: Goal, times: int) -> None:
        if goal.orders is not None:
            self._room(abs(times))
            self._orders += goal.orders * times
        if goal.score:
            self._room(abs(times) * self.model.most_score)
            self._score += times
        if goal.round:
            self._room(abs(times) * keys.MOST_KEY)
            self._rounds[goal.round] += times
        if goal.listed is not None:
            self._room(abs(times))
            self._listed.append((-times, goal.listed))
        for rule, coefficient in goal.slack.items():
            for label in self.model.lines.breakable(rule):
                self.variables["short", rule, label] += times * coefficient
                self.variables["over", rule, label] += times * coefficient
        for name, need in goal.fair.items():
            self.variables["aux", f"fair:{need}", name] += times

    def _charge(self, name: RowName, price: int) -> None:
        match name:
            case ("seats", order) if order in self.model.order_row:
                limits = self._charge_seats(order, price)
            case ("rule", rule, label) if (rule, label) in self.model.lines.rows:
                limits = self._charge_line(self.model.lines.rows[rule, label], price)
            case ("stage", stage) if stage in self.model.earlier:
                goal, limits = self.model.earlier[stage]
                self._add_goal(goal, -price)
            case ("fair", group, *seat) if self.model.fairness and group in self.model.fairness.alone:
                limits = self._charge_fair(self.model.fairness, group, seat, price)
            case _:
                raise CertificateError("unknown_price", *name)
        exactly = self.model.full.rows.get(name)
        low, high = limits if exactly is None else (exactly, exactly)
        self.priced[name] = price, high if price > 0 else low

    def _charge_seats(self, order: str, price: int) -> tuple[int, int]:
        j = self.model.order_row[order]
        self._room_on(j, abs(price))
        self._orders[j] -= price
        return self._fills.get(order, (0, self.model.facts.orders[j].seats))

    def _charge_line(self, line: Line, price: int) -> tuple[int, int]:
        for part in line.parts:
            self._room(abs(price) * part.most)
            self._parts.append((price, part))
        if line.listed is not None:
            self._room(abs(price) * int(np.abs(line.listed.value).max(initial=0)))
            self._listed.append((price, line.listed))
        for name, coefficient in line.aux:
            self.variables["aux", line.rule, name] -= price * coefficient
        if line.rule in self.model.soft and not line.rigid:
            self.variables["short", line.rule, line.label] -= price * line.unit
            self.variables["over", line.rule, line.label] += price * line.unit
        return line.low, line.high

    def _charge_fair(
        self, fairness: Fairness, group: str, seat: Sequence[str], price: int
    ) -> tuple[int, int]:
        """Without a seat the row: seats filled in the class, less those that count, is at least 0. With one:
        it counts no more than the seat below it.
        """
        if not seat:
            self._room(abs(price))
            self._orders[fairness.orders[group]] -= price
            for number in range(1, fairness.alone[group] + 1):
                self.variables["aux", f"fair:{number}", group] += price
            return 0, OPEN
        upper = ("fair:" + seat[0], group)
        lower = fairness.below.get(upper) if len(seat) == 1 else None
        if lower is None:
            raise CertificateError("unknown_price", "fair", group, *seat)
        self.variables["aux", *upper] += price
        self.variables["aux", *lower] -= price
        return 0, OPEN


def _merged(parts: Sequence[tuple[int, Part]], n: int, m: int) -> list[Product]:
    """Priced parts with one side in common added up: a cap on each of 90 homes is one product, not 90."""
    shared = Counter(key for _, part in parts for key in (part.people.key, part.orders.key))
    out: dict[tuple[bytes, bool, int], Product] = {}
    for price, part in parts:
        by_people = shared[part.people.key] >= shared[part.orders.key]
        common, other = (part.people, part.orders) if by_people else (part.orders, part.people)
        key = common.key, by_people, id(part.grid)
        if key not in out:
            out[key] = Product(np.zeros(n, np.int64), np.zeros(m, np.int64), part.grid)
            (out[key].people if by_people else out[key].orders)[common.at] = common.value
        (out[key].orders if by_people else out[key].people)[other.at] += price * other.value
    return list(out.values())


def _subtract_products(out: Numbers, block: Block, products: list[Product]) -> None:
    kind = out.dtype
    flat = [each for each in products if each.grid is None]
    if flat and block.columns.shape[0] == 1:
        people = np.stack([each.people[block.rows[:, 0]] for each in flat], axis=1).astype(kind)
        out -= people @ np.stack([each.orders[block.columns[0]] for each in flat]).astype(kind)
        flat = []
    for each in [*flat, *(each for each in products if each.grid is not None)]:
        out -= (each.people[block.rows] * each.orders[block.columns] * _at(each.grid, block)).astype(kind)


def _at(grid: Grid | None, block: Block) -> Ints | int:
    if grid is None:
        return 1
    return grid.table[grid.person_code[block.rows], grid.order_code[block.columns]]


def _subtract_listed(out: Numbers, block: Block, price: int, listed: Listed) -> None:
    inside = np.flatnonzero((listed.i >= block.first) & (listed.i < block.first + len(out)))
    if len(inside):
        row, column, found = block.places(listed.i[inside], listed.j[inside])
        out[row[found], column[found]] -= (price * listed.value[inside][found]).astype(out.dtype)
