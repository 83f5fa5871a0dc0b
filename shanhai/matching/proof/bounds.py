"""The bound of one stage, worked out from its prices by multiplying and adding whole numbers.

Everything is exact: numbers on pairs are float64 only while they are provably whole and below 2**53, else
int64, and sums over people are Python's own integers.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from shanhai.matching.certificate import Leaf, Node
from shanhai.matching.proof.charges import EXACT_INT, CertificateError, Charge, Model

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shanhai.matching.certificate import Variable
    from shanhai.matching.proof.charges import Numbers
    from shanhai.matching.proof.pairs import Block, Pairs
    from shanhai.matching.proof.stages import Goal

Ints = npt.NDArray[np.int64]
Range = tuple[int, int]

MOST_SHIFT = 60


@dataclass(frozen=True)
class Bound:
    """What no plan exceeds, in units of ``2**-shift``; None where the splits leave no plan at all."""

    scaled: int | None
    leaves: int

    def whole(self, shift: int) -> int | None:
        """The bound as a whole number: no plan is worth more."""
        return None if self.scaled is None else self.scaled >> shift


@dataclass
class Cuts:
    """The ranges that the splits above a leaf leave to pairs, to placements of people and orders, to variables."""

    pairs: dict[int, list[tuple[int, Range]]] = field(default_factory=lambda: defaultdict(list))
    use: dict[int, Range] = field(default_factory=dict)
    fill: dict[str, Range] = field(default_factory=dict)
    variables: dict[Variable, Range] = field(default_factory=dict)


class Pricer:
    """Bounds of one stage over all open pairs."""

    def __init__(self, model: Model, pairs: Pairs, goal: Goal, shift: int) -> None:
        if not 0 <= shift <= MOST_SHIFT:
            raise CertificateError("bad_shift", shift)
        self.model, self.pairs, self.goal, self.shift = model, pairs, goal, shift
        self.person_row = {person.id: i for i, person in enumerate(model.facts.people)}
        self.capacity = np.array([person.capacity for person in model.facts.people], np.int64)

    def bound(self, node: Node) -> Bound:
        """The worst bound over all leaves."""
        bounds = [self._leaf(leaf, ranges) for leaf, ranges in self._leaves(node)]
        return Bound(max((each for each in bounds if each is not None), default=None), len(bounds))

    def sift(self, leaf: Leaf, value: int) -> int:
        """Close every pair that these prices show to be in no plan of this value. Returns how many."""
        charge = self._charge(leaf, Cuts())
        best = [self._best(charge, block) for _, block in self.pairs]
        bound = charge.fixed + self._on_variables(charge, {}) + sum(_total(worth) for worth, _ in best)
        spare, closed = bound - (value << self.shift), 0
        if spare < 0:
            return 0
        for (at, block), (_, last) in zip(self.pairs, best, strict=True):
            # Forcing a pair in costs its person the least of the units that the bound counts: `last`.
            left = charge.on(block)
            keep = left >= (last - min(spare, EXACT_INT))[:, None].astype(left.dtype)
            closed += int((block.open & ~keep).sum())
            self.pairs.close(at, block, keep)
        return closed

    def _leaves(self, root: Node) -> Iterator[tuple[Leaf, dict[Variable, Range]]]:
        """Every leaf with the ranges that the splits above leave to the variables."""
        waiting: list[tuple[Node, dict[Variable, Range]]] = [(root, {})]
        while waiting:
            node, ranges = waiting.pop()
            if isinstance(node, Leaf):
                yield node, ranges
                continue
            name = tuple(node.variable)
            low, high = ranges.get(name) or self._limits(name)
            waiting.append((node.below, {**ranges, name: (low, min(high, node.at))}))
            waiting.append((node.above, {**ranges, name: (max(low, node.at + 1), high)}))

    def _limits(self, name: Variable) -> Range:
        match name:
            case ("pair", person, order) if person in self.person_row and order in self.model.order_row:
                return 0, 1
            case ("use", person) if person in self.person_row:
                return 0, int(self.capacity[self.person_row[person]])
            case ("fill", order) if order in self.model.order_row:
                return 0, self.model.facts.orders[self.model.order_row[order]].seats
            case _:
                return self.model.limits(name)

    def _cuts(self, ranges: Mapping[Variable, Range]) -> Cuts:
        cuts = Cuts()
        for name, limits in ranges.items():
            match name:
                case ("pair", person, order):
                    j = self.model.order_row[order]
                    cuts.pairs[self.person_row[person]].append((j, limits))
                case ("use", person):
                    cuts.use[self.person_row[person]] = limits
                case ("fill", order):
                    cuts.fill[order] = limits
                case _:
                    cuts.variables[name] = limits
        return cuts

    def _leaf(self, leaf: Leaf, ranges: Mapping[Variable, Range]) -> int | None:
        """The bound of one leaf. None: the splits leave no plan."""
        cuts = self._cuts(ranges)
        charge = self._charge(leaf, cuts)
        if any(low > high for low, high in ranges.values()):
            return None
        total = charge.fixed + self._on_variables(charge, cuts.variables)
        for _, block in self.pairs:
            part = self._on_block(charge, block, cuts)
            if part is None:
                return None
            total += part
        return total

    def _charge(self, leaf: Leaf, cuts: Cuts) -> Charge:
        charge = Charge(self.model, self.goal, self.shift, leaf.prices, cuts.fill)
        if charge.most * int(self.capacity.max(initial=1)) >= EXACT_INT:
            raise CertificateError("prices_too_large")
        return charge

    def _on_variables(self, charge: Charge, ranges: Mapping[Variable, Range]) -> int:
        total = 0
        for name, left in charge.variables.items():
            if left:
                low, high = ranges.get(name) or self.model.limits(name)
                total += max(left * low, left * high)
        return total

    def _best(self, charge: Charge, block: Block) -> tuple[Ints, Ints]:
        """What each person of a block is worth at best, and the least of the units in that."""
        first = int(block.rows[0, 0])
        left = np.where(block.open, charge.on(block), 0)
        return _top(left, self.capacity[first : first + len(block.rows)])

    def _on_block(self, charge: Charge, block: Block, cuts: Cuts) -> int | None:
        """What the people of a block are worth within the cuts. None: somebody cannot keep to theirs."""
        first, size = int(block.rows[0, 0]), len(block.rows)
        touched = [i for i in {*cuts.pairs, *cuts.use} if first <= i < first + size]
        left, capacity = charge.on(block), self.capacity[first : first + size].copy()
        total = 0
        for i in touched:
            row, columns = i - first, block.columns[0 if len(block.columns) == 1 else i - first]
            inside = block.open[row]
            own = dict(
                zip(columns[inside].tolist(), left[row, inside].astype(np.int64).tolist(), strict=True)
            )
            worth = _worth_within(own, cuts.pairs.get(i, []), cuts.use.get(i, (0, int(capacity[row]))))
            if worth is None:
                return None
            capacity[row], total = 0, total + worth
        return total + _total(_top(np.where(block.open, left, 0), capacity)[0])


def _worth_within(left: dict[int, int], decided: list[tuple[int, Range]], use: Range) -> int | None:
    """The best sum for one person: pairs decided by the splits, and from `use[0]` to `use[1]` pairs in all.

    `left` has what every open order is worth. None: so many pairs, or one of those forced, cannot be had.
    """
    total, (least, most) = 0, use
    for order, (low, high) in decided:
        if low == 1:
            if order not in left:
                return None
            total, least, most = total + left[order], least - 1, most - 1
        if (low, high) != (0, 1):
            left.pop(order, None)
    if most < 0 or least > len(left):
        return None
    best = sorted(left.values(), reverse=True)
    return total + sum(max(0, worth) if at >= least else worth for at, worth in enumerate(best[:most]))


def _top(left: Numbers, capacity: Ints) -> tuple[Ints, Ints]:
    """For every row the sum of its best positive numbers, as many as its capacity, and the least of these.

    A row with fewer positive numbers than capacity has a least of 0. Returns: two int64 arrays (n_rows).
    """
    width = min(int(capacity.max(initial=0)), left.shape[1])
    if width == 0:
        nothing = np.zeros(len(left), np.int64)
        return nothing, nothing
    if width == 1:
        best = left.max(axis=1, keepdims=True)
    else:
        best = np.partition(left, left.shape[1] - width, axis=1)[:, -width:]
        best = np.sort(best, axis=1)[:, ::-1]
    counted = np.arange(width) < capacity[:, None]
    units = np.where(counted, np.maximum(best, 0), 0).astype(np.int64)
    at = np.clip(capacity - 1, 0, width - 1)[:, None]
    last = np.where(capacity > width, 0, np.take_along_axis(units, at, axis=1)[:, 0])
    return units.sum(axis=1), last


def _total(numbers: Ints) -> int:
    """The sum as a Python integer, which cannot overflow."""
    return sum(numbers.tolist())
