"""What a search before found out about a stage, put to use after a small edit.

Whatever prices are, they bound. So an old tree is gone through on the edited problem without a linear
programme: where its leaves still bound, the stage is settled; where they do not, a new tree begins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from shanhai.matching.certificate import Leaf
from shanhai.matching.columns.branch import Branch, Choice, leaves, sides, told
from shanhai.matching.columns.branching_settled import Proof
from shanhai.matching.columns.lagrange import Prices, joined, proven, survivors, translated
from shanhai.matching.columns.relaxation import Relaxed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shanhai.matching.certificate import Node
    from shanhai.matching.columns.branching import Search
    from shanhai.matching.columns.branching_settled import Settled
    from shanhai.matching.columns.linear import Limit, Stage
    from shanhai.matching.columns.model import Model
    from shanhai.matching.columns.parts import Part
    from shanhai.matching.tables import Ints


class _Single(NamedTuple):
    """A new limit that forbids or demands single pairs; its number, and the pairs that are open."""

    at: int
    limit: Limit
    i: Ints
    j: Ints


class OldPrices:
    """The prices of a settled stage, as far as they bound the stage on an edited problem.

    Parameters
    ----------
    model : Model
        Of the edited problem, where the new search stands.
    before : Search
        The finished search of the problem that was edited.
    old : Settled
        The stage as it was settled there.
    stage : Stage
        The stage to be settled.
    """

    def __init__(self, model: Model, before: Search, old: Settled, stage: Stage) -> None:
        self.model, self.old, self.stage = model, old, stage
        self.lagrangian = model.lagrangian
        self._before = before.model.limits[: len(old.prices.limits)]
        self._known = {limit.name for limit in before.model.limits}
        self._singles = list(self._new_limits_of_single_pairs())

    def _new_limits_of_single_pairs(self) -> Iterator[_Single]:
        listing = self.model.listing
        for at, limit in enumerate(self.model.limits):
            if limit.name in self._known or limit.function.extras or listing is None:
                continue
            places, coefficients = listing.touching(at)
            if (coefficients == 1).all():
                yield _Single(at, limit, listing.i[places], listing.j[places])

    @property
    def largest(self) -> float:
        """The most that a living pair is worth to the stage."""
        return float(np.abs(self.model.values(self.stage.function, *self.model.open_pairs())).max(initial=1))

    def root(self) -> Relaxed:
        """The bound of all plans by the prices of the stage's first relaxation."""
        old, names = self.old.prices, [limit.name for limit in self._before]
        prices = {name: int(price) for name, price in zip(names, old.limits, strict=True) if price}
        orders = self.model.problem.orders.id
        prices |= {("seats", name): int(price) for name, price in zip(orders, old.seats, strict=True)}
        return self._relaxed(Leaf(prices), self.lagrangian.whole)

    def trunk(self) -> Branch:
        """The parts of the old tree, each bounded by its old prices; those behind a split that cannot be made
        any more are one.
        """
        assert self.old.node is not None
        return self._branch(self.old.node, self.lagrangian.whole)

    def _branch(self, node: Node, part: Part) -> Branch:
        if isinstance(node, Leaf):
            return Branch(part, self._relaxed(node, part), is_old=True)
        split = sides(self.model, part, node.variable, node.at)
        if split is None:
            return self._branch(node.below, part)
        below, above = self._branch(node.below, split[0]), self._branch(node.above, split[1])
        worse = max((below, above), key=lambda side: side.bound)
        return Branch(part, worse.relaxed, Choice(node.variable, node.at, *split), below, above, is_old=True)

    def proof(self, trunk: Branch, value: int) -> Proof | None:
        """That no plan is better than `value`, where the old prices show it. None: they are too large."""
        function, lagrangian = self.stage.function, self.lagrangian
        possible: Ints | None = np.zeros(0, np.int64)
        for branch in leaves(trunk):
            relaxed = branch.relaxed
            left = survivors(lagrangian, function, relaxed.prices, relaxed.bound, value, branch.part)
            possible = joined(possible, left)
        node = told(trunk, lambda branch: proven(lagrangian, function, branch.relaxed.prices))
        return None if node is None else Proof(node, node, possible)

    def _relaxed(self, old: Leaf, part: Part) -> Relaxed:
        prices = translated(self.model, old, self.old.prices.shift)
        if self.model.bend:
            self._price_bending(prices)
        for single in self._singles:
            prices = self._priced(single, prices, part)
        return Relaxed(prices, self.lagrangian.bound(self.stage.function, prices, part))

    def _price_bending(self, prices: Prices) -> None:
        """Make it too dear to bend a rule that was kept before; new rules are worth what bending costs."""
        model = self.model
        weight = {number: -less for number, less in model.slack_weights("hard").items()}
        gain = self.lagrangian.reduced_extras(self.stage.function, prices)
        each = max((-(-int(gain[number]) // weight[number]) for number in weight), default=0)
        for at, limit in enumerate(model.limits):
            if limit.name == ("stage", "bend"):
                prices.limits[at] = -each
            elif limit.name not in self._known:
                for number, sign in limit.function.extras.items():
                    if number in weight:
                        prices.limits[at] = -sign * each * weight[number]

    def _priced(self, single: _Single, prices: Prices, part: Part) -> Prices:
        """The prices with that of a new limit of single pairs: what lowers the bound most."""
        function, limit = self.stage.function, single.limit
        reduced = self.lagrangian.pairs.on(function, prices, single.i, single.j)
        limits = prices.limits.copy()
        if limit.high == 0 and len(reduced):
            limits[single.at] = max(int(reduced.max()), 0)
        elif limit.low == 1 and len(reduced) == 1:
            bound = self.lagrangian.bound(function, prices, part)
            limits[single.at] = min(int(reduced[0] - bound.threshold[single.i[0]]), 0)
        return Prices(prices.seats, limits, prices.shift)


def old_stage(before: Search, stage: Stage) -> Settled | None:
    """The stage as it was settled before, where there are prices."""
    same = (old for old in before.settled if old.stage.name == stage.name)
    return next((old for old in same if old.node is not None), None)
