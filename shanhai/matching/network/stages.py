"""What each stage proves: value, bound over all pairs, and the prices that anybody can check them with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from shanhai.matching.network.nesting import Nesting

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Prices:
    """A price on every capacity, seat and cap: int64, whole points.

    ``worth of person i = person[i] + home[g] + …`` over the groups g around i; the same on the orders' side.
    Non-negative in stages "seats" and "fit". In a tie stage a price may be negative where the fit stage has
    a positive price (that capacity must stay full).
    """

    person: Ints
    home: Ints
    order: Ints
    host: Ints

    @classmethod
    def from_potentials(cls, pi: Ints, people: Nesting, orders: Nesting) -> Prices:
        """Read prices off potentials laid out as root, people, orders, home groups, host groups."""
        n, m, h = len(people.size), len(orders.size), len(people.cap)
        side_i, side_j = pi[1 : 1 + n], pi[1 + n : 1 + n + m]
        # A last 0 stands for the root, so that "no group" (-1) reads it.
        home = np.append(pi[1 + n + m : 1 + n + m + h], 0)
        host = np.append(pi[1 + n + m + h :], 0)
        return cls(
            person=side_i - home[people.group],
            home=home[:-1] - home[people.parent],
            order=host[orders.group] - side_j,
            host=host[orders.parent] - host[:-1],
        )

    @classmethod
    def free(cls, people: Nesting, orders: Nesting) -> Prices:
        """All prices 0."""
        lengths = (len(people.size), len(people.cap), len(orders.size), len(orders.cap))
        return cls(*(np.zeros(k, np.int64) for k in lengths))

    def clipped(self) -> Prices:
        """The same prices with none below 0: any such prices give a valid bound."""
        return Prices(*(np.maximum(a, 0) for a in (self.person, self.home, self.order, self.host)))

    def on_caps(self, people: Nesting, orders: Nesting) -> int:
        """Price of all seats and caps together (a person's own capacity is priced by the pairs)."""
        total = int(self.order @ orders.size)
        for price, side in ((self.home, people), (self.host, orders)):
            total += int(price @ side.effective_cap())
        return total


@dataclass(frozen=True)
class StageOutcome:
    """One stage: what the plan reaches, what no plan can exceed, and why.

    Attributes
    ----------
    name : str
        "seats-1", "seats-2", … (tiers as given), "fit", "tie-0", "tie-1", …
    value, bound : int
        The larger the better; proven when equal. A bound holds for plans as good in all stages before.
    prices : Prices
        Behind the bound.
    weights : int64 (m,)
        What the prices are for: a pair of order j counts ``weights[j]``, in stage "fit" ``weights[j] +
        score``.
    before : int
        What the stages before account for: ``bound = (bound from the prices) - before``.
    seconds : float
        Time from the start until this stage was settled.
    decided : int
        What a pair that is pinned counts more, and one that is banned less, for the bound to hold.
    """

    name: str
    value: int
    bound: int
    prices: Prices
    weights: Ints
    before: int = 0
    seconds: float = 0.0
    decided: int = 0

    @property
    def gap(self) -> int:
        return self.bound - self.value
