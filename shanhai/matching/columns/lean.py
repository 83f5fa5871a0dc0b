"""A nudge towards later stages, too small to change what the stage at hand can reach.

Among the many solutions that are best for a stage of whole numbers, one that later stages like as well is
found much sooner than any: their numbers break the ties that the simplex method would circle in. What is
added comes to less than 1 in any plan, so prices that are best with it prove the stage's own bound, and the
next stage begins where it ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.columns.lagrange import Prices

if TYPE_CHECKING:
    from shanhai.matching.columns.model import Model
    from shanhai.matching.tables import Floats, Ints

# What all that is added comes to at most, and how much more a seat of one tier counts than one of the next.
ALL = 0.45
RATIO = 4.0


@dataclass(frozen=True, eq=False)
class Lean:
    """What a placement counts beside the stage, ``order[j] + per_fit * fit``, and what extras count.

    Rules that bend at a price bend at that price here, too. Their rows (`bending`) are given no price in
    proofs, since violations of theirs count nothing in the stage itself. The solver is given all numbers
    times `scale`, so that the smallest that matter stand far above its tolerances.
    """

    order: Floats
    per_fit: float
    extras: Floats
    bending: Ints
    scale: float

    @classmethod
    def of(cls, model: Model, settled: frozenset[str]) -> Lean:
        """Towards the tiers of which the stage is not `settled`, and towards fit."""
        tiers = [tier for tier in np.unique(model.problem.orders.tier) if f"seats-{tier}" not in settled]
        rank = np.zeros(model.m)
        for place, tier in enumerate(reversed(tiers), 1):
            rank[model.problem.orders.tier == tier] = RATIO**place
        places = float(min(model.capacity.sum(), model.seats.sum()))
        unit = ALL / max(float(rank @ np.minimum(model.seats, model.n)) + places, 1.0)
        per_fit, extras = unit / max(model.scoring.factors.top, 1), np.zeros(len(model.extras))
        for number, weight in model.slack_weights("priced").items():
            extras[number] = per_fit * weight
        priced = {rule.id for rule in model.problem.rules if rule.strength == "priced"}
        names = [limit.name for limit in model.limits]
        rows = [at for at, name in enumerate(names) if name[0] == "rule" and name[1] in priced]
        return cls(rank * unit, per_fit, extras, np.array(rows, np.int64), 1.0 / unit)

    def on(self, model: Model, i: Ints, j: Ints) -> Floats:
        """What is added on extras, then on pairs."""
        return np.concatenate((self.extras, self.order[j] + self.per_fit * model.fit(i, j)))

    def taken_off(self, prices: Prices) -> Prices:
        """Prices of seats less what a placement there counts."""
        counted = np.rint(self.order * 2.0**prices.shift).astype(np.int64)
        return Prices(prices.seats - counted, prices.limits, prices.shift)

    def left_out(self, prices: Prices) -> Prices:
        """No prices on rules that bend at a price."""
        limits = prices.limits.copy()
        limits[self.bending] = 0
        return Prices(prices.seats, limits, prices.shift)
