"""Prices of a search before, put to use after a small edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.matching.certificate import Leaf
from shanhai.matching.columns.lagrange import Bound, Lagrangian, Prices, translated

if TYPE_CHECKING:
    from shanhai.matching.certificate import RowName
    from shanhai.matching.columns.branching import Search
    from shanhai.matching.columns.linear import Limit, Stage
    from shanhai.matching.columns.model import Model


def old_bound(model: Model, before: Search, stage: Stage) -> tuple[Lagrangian, Prices, Bound] | None:
    """The bound of a stage by the prices that the search before had, limits that are new priced as well as
    can be.

    None where these do not show that the stage cannot get better than it was.
    """
    old = next((each for each in before.settled if each.stage.name == stage.name), None)
    if old is None or old.proof != "prices" or not isinstance(old.node, Leaf):
        return None
    lagrangian = Lagrangian(model)
    prices = translated(model, old.node, old.prices.shift)
    known = {limit.name for limit in before.model.limits}
    if model.bend:
        _price_bending(lagrangian, stage, prices, known)
    for at, limit in enumerate(model.limits):
        if limit.name not in known:
            prices = _price(lagrangian, stage, prices, at, limit)
    bound = lagrangian.bound(stage.function, prices, lagrangian.whole)
    return (lagrangian, prices, bound) if bound.whole <= old.value else None


def _price_bending(lagrangian: Lagrangian, stage: Stage, prices: Prices, known: set[RowName]) -> None:
    """Make it too dear to bend a rule that was kept before, and new rules worth what bending them costs."""
    model = lagrangian.model
    weight = {number: -less for number, less in model.slack_weights("hard").items()}
    gain = lagrangian.reduced_extras(stage.function, prices)
    each = max((-(-int(gain[number]) // weight[number]) for number in weight), default=0)
    for at, limit in enumerate(model.limits):
        if limit.name == ("stage", "bend"):
            prices.limits[at] = -each
        elif limit.name not in known:
            for number, sign in limit.function.extras.items():
                if number in weight:
                    prices.limits[at] = -sign * each * weight[number]


def _price(lagrangian: Lagrangian, stage: Stage, prices: Prices, at: int, limit: Limit) -> Prices:
    """The prices with that of a new limit, which forbids or demands single pairs: what lowers the bound
    most.
    """
    model, bound = lagrangian.model, lagrangian.bound(stage.function, prices, lagrangian.whole)
    pairs = model.open_pairs()
    touched = model.block([limit.function], *pairs)
    if limit.function.extras or (touched.data != 1).any():
        return prices
    i, j = (side[touched.indices] for side in pairs)
    reduced = lagrangian.pairs.on(stage.function, prices, i, j)
    limits = prices.limits.copy()
    if limit.high == 0 and len(reduced):
        limits[at] = max(int(reduced.max()), 0)
    elif limit.low == 1 and len(reduced) == 1:
        limits[at] = min(int(reduced[0] - bound.threshold[i[0]]), 0)
    return Prices(prices.seats, limits, prices.shift)
