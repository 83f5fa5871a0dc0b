"""What it would cost at least to force a pair into the plan, read off the bounds of the stages."""

from __future__ import annotations

from copy import copy
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.certificate import Leaf
from shanhai.matching.columns.branch import sides
from shanhai.matching.columns.lagrange import Lagrangian, Prices, translated
from shanhai.matching.columns.listing import Listing
from shanhai.matching.columns.parts import DEAD
from shanhai.matching.columns.priced_blocks import Blocks
from shanhai.matching.columns.priced_list import Listed
from shanhai.matching.result import Loss

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shanhai.matching.certificate import Node
    from shanhai.matching.columns.branching import Search
    from shanhai.matching.columns.branching_settled import Settled
    from shanhai.matching.columns.model import Model
    from shanhai.matching.columns.parts import Part
    from shanhai.matching.tables import Ints

# People whose reduced values are worked out together where pairs are many: whoever explains goes from one to
# the next.
AT_ONCE = 64
IMPOSSIBLE = -(2**61)


class Losses:
    """Lower bounds on the loss of forcing single pairs, stage by stage.

    Prices are not unique and are not quoted; a bound that they give holds whatever they are.
    """

    def __init__(self, search: Search) -> None:
        assert search.plan is not None
        self._placed = set(zip(search.plan.i.tolist(), search.plan.j.tolist(), strict=True))
        self._search = search

    @cached_property
    def _stages(self) -> list[_FewPairs | _ManyPairs]:
        search, model = self._search, self._search.model
        settled = [each for each in search.settled if not each.stage.name.startswith(("tie", "only"))]
        if model.eligible.keys is None:
            return [_ManyPairs(search, each) for each in settled]
        keys, m = model.eligible.keys, model.m
        block = model.block([limit.function for limit in model.limits], keys // m, keys % m)
        listing = Listing.joined(keys, model.n, m, [block])
        stages: list[_FewPairs | _ManyPairs] = []
        for each in settled:
            stages.append(stage := _FewPairs(search, each, listing))
            # Whoever loses in this stage is told so; the bounds of later ones need not allow for them.
            listing = listing.among(listing.keys[stage.bounds >= each.value])
        return stages

    def at_least(self, i: int, j: int) -> Loss:
        """The first stage that must get worse if person row i goes to order row j, and by how much."""
        if (i, j) in self._placed:
            return Loss("", 0, True)
        for stage in self._stages:
            missed = stage.settled.value - stage.bound_with(i, j)
            if missed > 0:
                return Loss(stage.settled.stage.name, missed, False)
        return Loss("", 0, False)


class _FewPairs:
    """The bounds of one settled stage with each pair forced, by its tree of prices: all pairs at once."""

    def __init__(self, search: Search, settled: Settled, listing: Listing) -> None:
        self.settled = settled
        model, count = copy(search.model), len(settled.prices.limits)
        model.limits = search.model.limits[:count]
        model.listing = listing.of_first(count)
        self._listing, self._listed = listing, Listed(model, model.listing)
        self._lagrangian = Lagrangian(model)

    @cached_property
    def bounds(self) -> Ints:
        """int64, one for each listed pair."""
        settled, whole = self.settled, self._lagrangian.whole
        if settled.node is None:
            return self._bounds_by(settled.prices, whole)
        model, shift = self._lagrangian.model, settled.prices.shift
        bounds = [
            self._bounds_by(translated(model, leaf, shift), part)
            for leaf, part in _leaves(model, settled.node, whole)
        ]
        worst: Ints = np.maximum.reduce(bounds)
        return worst

    def _bounds_by(self, prices: Prices, part: Part) -> Ints:
        """The bound of a part by some prices, each pair in turn forced into it."""
        function, listing = self.settled.stage.function, self._listing
        bound = self._lagrangian.bound(function, prices, part)
        _, reduced, room = self._listed.decided(function, prices, part)
        open_to = (reduced > DEAD // 2) & (room[listing.i] > 0)
        forced = (bound.total + np.where(open_to, reduced, 0) - bound.threshold[listing.i]) >> bound.shift
        forced[~open_to] = IMPOSSIBLE
        inside = listing.places(np.array([i * listing.m + j for i, j in part.inside], np.int64))
        forced[inside[inside >= 0]] = bound.whole
        return forced

    def bound_with(self, i: int, j: int) -> int:
        """The stage's bound when the pair is forced."""
        at = int(self._listing.places(np.array([i * self._listing.m + j]))[0])
        return int(self.bounds[at]) if at >= 0 else IMPOSSIBLE


class _ManyPairs:
    """The same by the prices of the stage's relaxation alone, some people at a time."""

    def __init__(self, search: Search, settled: Settled) -> None:
        self.settled = settled
        model = copy(search.model)
        model.limits = search.model.limits[: len(settled.prices.limits)]
        self._n, self._blocks = model.n, Blocks(model)
        self._start, self._reduced = -1, np.zeros((0, 0), np.int64)

    def bound_with(self, i: int, j: int) -> int:
        """The stage's bound when the pair is forced."""
        start, settled = i - i % AT_ONCE, self.settled
        if start != self._start:
            stop = min(start + AT_ONCE, self._n)
            self._start = start
            self._reduced = self._blocks.block(settled.stage.function, settled.prices, start, stop)
        reduced: Ints = self._reduced[i - start]
        return int(settled.first.total + int(reduced[j]) - settled.first.threshold[i]) >> settled.first.shift


def _leaves(model: Model, node: Node, part: Part) -> Iterator[tuple[Leaf, Part]]:
    """The leaves of a tree of prices, and the parts that its splits leave them."""
    if isinstance(node, Leaf):
        yield node, part
        return
    split = sides(model, part, node.variable, node.at)
    assert split is not None
    yield from _leaves(model, node.below, split[0])
    yield from _leaves(model, node.above, split[1])
