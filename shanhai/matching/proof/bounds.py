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
from shanhai.matching.proof.best import Choice, Range, worth_within
from shanhai.matching.proof.charges import EXACT_INT, CertificateError, Charge, Full, Model
from shanhai.matching.proof.lines import OPEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shanhai.matching.certificate import Variable
    from shanhai.matching.proof.best import Numbers
    from shanhai.matching.proof.pairs import Block, Pairs
    from shanhai.matching.proof.stages import Goal

Ints = npt.NDArray[np.int64]

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
    """The ranges that the splits above a leaf leave to pairs, to placements of either side, to variables."""

    pairs: dict[int, list[tuple[int, Range]]] = field(default_factory=lambda: defaultdict(list))
    use: dict[int, Range] = field(default_factory=dict)
    fill: dict[str, Range] = field(default_factory=dict)
    variables: dict[Variable, Range] = field(default_factory=dict)


@dataclass
class Evaluated:
    """One leaf worked out: its bound (None: it leaves no plan) and how it comes about, block by block.

    `last` has the least unit that each person counts with, `full` the rows of those who can take no more.
    """

    charge: Charge
    cuts: Cuts
    total: int | None = None
    last: list[Ints] = field(default_factory=list)
    full: list[list[int]] = field(default_factory=list)


class Pricer:
    """Bounds of one stage over all open pairs."""

    def __init__(self, model: Model, pairs: Pairs, goal: Goal, shift: int) -> None:
        if not 0 <= shift <= MOST_SHIFT:
            raise CertificateError("bad_shift", shift)
        self.model, self.pairs, self.goal, self.shift = model, pairs, goal, shift
        self._known: tuple[Node, list[Evaluated]] | None = None
        self.person_row = {person.id: i for i, person in enumerate(model.facts.people)}
        self.capacity = np.array([person.capacity for person in model.facts.people], np.int64)

    def bound(self, node: Node) -> Bound:
        """The worst bound over all leaves."""
        bounds = [leaf.total for leaf in self._all_evaluated(node)]
        return Bound(max((each for each in bounds if each is not None), default=None), len(bounds))

    def sift(self, node: Node, value: int) -> tuple[int, Full]:
        """Close every pair that is in no plan of this value, by any leaf.

        Returns
        -------
        (int, Full)
            How many pairs are closed, and what no plan of this value can spare.
        """
        target, closed = value << self.shift, 0
        leaves = self._all_evaluated(node)
        reaching = [(leaf, leaf.total - target) for leaf in leaves if leaf.total is not None]
        reaching = [(leaf, spare) for leaf, spare in reaching if spare >= 0]
        if not reaching:
            return 0, self.model.full
        pairs = [np.array(self.model.full.pairs)]

        def sifted(at: int, block: Block) -> tuple[int, list[Ints]]:
            keep, found = np.zeros_like(block.open), []
            for leaf, spare in reaching:
                left = leaf.charge.on(block)
                keep |= self._kept(leaf, left, spare, at, block)
                if isinstance(node, Leaf):
                    found.append(self._indispensable(left, spare, block))
            out = int((block.open & ~keep).sum())
            self.pairs.close(at, block, keep)
            return out, found

        for count, found in self.pairs.in_turn(sifted):
            closed += count
            pairs += found
        full = self._full(*reaching[0], pairs) if isinstance(node, Leaf) else self.model.full
        return closed, full

    def _full(self, leaf: Evaluated, spare: int, pairs: list[Ints]) -> Full:
        """What no plan within `spare` of the bound goes without, beside what was full before.

        A plan that stays one short of a priced limit is worth the price less than the bound, and one that
        uses a person less, what that person's least pair adds.
        """
        before, (i, j) = self.model.full, np.concatenate(pairs, axis=1)
        rows = {
            name: limit
            for name, (price, limit) in leaf.charge.priced.items()
            if abs(price) > spare and abs(limit) < OPEN
        }
        last = np.concatenate([np.zeros(0, np.int64), *leaf.last])
        in_order = np.lexsort((j, i))
        return Full(
            {**before.rows, **rows},
            before.people | (last > min(spare, EXACT_INT)),
            (i[in_order], j[in_order]),
        )

    def _indispensable(self, left: Numbers, spare: int, block: Block) -> Ints:
        """Pairs of a block that no plan within `spare` of the bound goes without. Returns: (2, k) array.

        Only of people with a capacity above 1: others have nothing else open once such a pair is found.
        """
        choice = self._choice(block)
        if choice is None:
            return np.zeros((2, 0), np.int64)
        first = block.first
        several = np.flatnonzero(self.capacity[first : first + len(block.rows)] > 1)
        rows, at = choice.indispensable(left, spare, several)
        columns = np.broadcast_to(block.columns, block.open.shape)
        return np.stack([rows + first, columns[rows, at]])

    def _choice(self, block: Block) -> Choice | None:
        """What the people of a block may take. None: a pair that must be in the plan is not open."""
        first, size = block.first, len(block.rows)
        inside, full = slice(first, first + size), self.model.full
        taken = _places(block, *full.pairs)
        return (
            None
            if taken is None
            else Choice.of(block.open, self.capacity[inside], full.people[inside].copy(), taken)
        )

    def _all_evaluated(self, node: Node) -> list[Evaluated]:
        """Every leaf worked out; once only where bound and sieve are the same."""
        if self._known is None or self._known[0] is not node:
            self._known = node, [self._evaluated(leaf, ranges) for leaf, ranges in self._leaves(node)]
        return self._known[1]

    def _kept(
        self, leaf: Evaluated, left: Numbers, spare: int, at: int, block: Block
    ) -> npt.NDArray[np.bool_]:
        """The pairs of a block that a leaf does not rule out, its bound being `spare` above the value."""
        # Forcing a pair in costs its person the least of the units that the bound counts: `last`.
        keep = left >= (leaf.last[at] - min(spare, EXACT_INT))[:, None].astype(left.dtype)
        first = block.first
        keep[leaf.full[at]] = False
        taken = _places(block, *self.model.full.pairs)
        if taken is not None:
            keep[taken] = True
        for i, decided in leaf.cuts.pairs.items():
            for j, (low, high) in decided if first <= i < first + len(keep) else ():
                if low == high:
                    columns = block.columns[0 if len(block.columns) == 1 else i - first]
                    keep[i - first, columns == j] = low == 1
        return keep

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

    def _evaluated(self, leaf: Leaf, ranges: Mapping[Variable, Range]) -> Evaluated:
        """The bound of one leaf."""
        cuts = self._cuts(ranges)
        charge = self._charge(leaf, cuts)
        out = Evaluated(charge, cuts)
        if any(low > high for low, high in ranges.values()):
            return out
        total = charge.fixed + self._on_variables(charge, cuts.variables)
        columns = self._distinct_columns(charge, cuts)
        for part in self.pairs.in_turn(lambda _, block: self._on_block(charge, block, cuts), columns):
            if part is None:
                return out
            worth, last, full = part
            total += _total(worth)
            out.last.append(last)
            out.full.append(full)
        out.total = total
        return out

    def _distinct_columns(self, charge: Charge, cuts: Cuts) -> Ints | None:
        """Orders that suffice for a bound: of equal ones nobody takes more than their capacity. None: all.

        Only as long as no pair has been closed or decided, and nothing must be full.
        """
        full = self.model.full
        if not self.pairs.is_untouched or cuts.pairs or full.people.any() or len(full.pairs[0]):
            return None
        return charge.distinct_columns(self.pairs.kinds, int(self.capacity.max(initial=1)))

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

    def _on_block(self, charge: Charge, block: Block, cuts: Cuts) -> tuple[Ints, Ints, list[int]] | None:
        """What each person of a block is worth within the cuts. None: somebody cannot keep to theirs.

        Returns
        -------
        (int64 array, int64 array, list of int)
            The worth, the least of the units in it, and the rows of those who can take nothing more.
        """
        choice, left = self._choice(block), charge.on(block)
        if choice is None:
            return None
        first, cut = block.first, sorted({*cuts.pairs, *cuts.use})
        cut = [i for i in cut if first <= i < first + len(block.rows)]
        choice.used[[i - first for i in cut]] = False
        found = choice.worth(left)
        if found is None:
            return None
        (worth, last), full = found, set(choice.full.tolist())
        for i in cut:
            within = self._on_person(left, block, cuts, i)
            if within is None:
                return None
            worth[i - first], last[i - first], more = within
            full.discard(i - first) if more else full.add(i - first)
        return worth, last, sorted(full)

    def _on_person(self, left: Numbers, block: Block, cuts: Cuts, i: int) -> tuple[int, int, bool] | None:
        """What one person is worth within the cuts, of whom these and what is full leave some choice."""
        row, full = i - block.first, self.model.full
        inside, columns = block.open[row], block.columns[0 if len(block.columns) == 1 else row]
        numbers = left[row, inside].astype(np.int64).tolist()
        own = dict(zip(columns[inside].tolist(), numbers, strict=True))
        least, most = cuts.use.get(i, (0, int(self.capacity[i])))
        least = int(self.capacity[i]) if full.people[i] else least
        decided = dict(cuts.pairs.get(i, []))
        for j in full.pairs[1][full.pairs[0] == i].tolist():
            if decided.get(j, (0, 1))[1] < 1:
                return None
            decided[j] = 1, 1
        return worth_within(own, list(decided.items()), (least, most))


def _places(block: Block, i: Ints, j: Ints) -> tuple[Ints, Ints] | None:
    """Where pairs stand in a block, those of them that are of its people. None: one of them is not open."""
    inside = slice(*np.searchsorted(i, [block.first, block.first + len(block.rows)]).tolist())
    if inside.start == inside.stop:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    row, column, found = block.places(i[inside], j[inside])
    return (row, column) if found.all() and block.open[row, column].all() else None


def _total(numbers: Ints) -> int:
    """The sum as a Python integer, which cannot overflow."""
    return sum(numbers.tolist())
