"""What each stage proves: value, bound over all pairs, and the prices that anybody can check them with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from shanhai.matching.nesting import Nesting

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
        "seats", "fit" or "tie-0", "tie-1", …
    value, bound : int
        The larger the better; proven when equal.
    prices : Prices
        Behind the bound. In stage "fit" they price ``seat_weight * w[j] + score``.
    seat_weight : int
        0 when fit stands alone.
    seconds : float
        Time from the start until this stage was settled.
    """

    name: str
    value: int
    bound: int
    prices: Prices
    seat_weight: int = 0
    seconds: float = 0.0

    @property
    def gap(self) -> int:
        return self.bound - self.value


def tier_weights(tier: Ints | None, m: int) -> Ints:
    """T for the most urgent tier down to 1: int64 (m,). Tiers count from 1, the smaller the more urgent."""
    if tier is None:
        return np.ones(m, np.int64)
    used, rank = np.unique(tier, return_inverse=True)
    return (len(used) - rank).astype(np.int64)


def seat_weight(top: int, n: int, m: int, tiers: int) -> int:
    """A power of two that no sum of fits along a path of the tree can outweigh.

    A path alternates between people and orders, so it has at most ``2 * min(n, m) + 2`` pairs of at most
    `top` points; twice that keeps the two parts of a potential apart.

    Raises
    ------
    ValueError
        When potentials could leave 64 bits.
    """
    longest = 2 * min(n, m) + 2
    weight = 1 << int(2 * longest * (top + 1)).bit_length()
    if weight * (tiers + 1) * longest >= 1 << 62:
        raise ValueError(
            f"scores up to {top} on {n} people and {m} orders in {tiers} tiers do not fit 64 bits. "
            "Give smaller weights or fewer tiers."
        )
    return weight


def split(combined: Ints, weight: int) -> tuple[Ints, Ints]:
    """The seats' and the fit's part of combined potentials or reduced costs: int64, the same shape each."""
    if weight == 0:
        return np.zeros_like(combined), combined
    seats = (combined + weight // 2) // weight
    return seats, combined - seats * weight


def best_of_rows(gain: Ints, size: Ints) -> int:
    """Sum over rows of the `size` best positive gains. gain: int64 (rows, columns)."""
    positive = np.maximum(gain, 0)
    if not positive.size:
        return 0
    if size.max(initial=0) <= 1:
        return int(positive.max(1) @ size)
    positive = -np.sort(-positive, axis=1)
    taken = np.arange(positive.shape[1])[None, :] < size[:, None]
    return int(positive[taken].sum())
