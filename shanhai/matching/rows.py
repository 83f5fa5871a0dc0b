"""What a rule compiles to: linear rows over pairs, and what a criterion compiles to: columns of two factor
matrices.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from shanhai.matching.tables import Ints

# Beyond every sum that is worked out: a violation of 10**9 units may weigh 10**6 a unit.
UNBOUNDED = 2**60


class Term(NamedTuple):
    """A product of one vector over people and one over orders: adds ``p[i] * q[j]`` to pair (i, j)."""

    p: Ints
    q: Ints


class Pairs(NamedTuple):
    """Numbers on single pairs: ``value[k]`` belongs to pair ``(i[k], j[k])``."""

    i: Ints
    j: Ints
    value: Ints


class Aux(NamedTuple):
    """A whole number the plan may choose besides the pairs, from `low` to `high` (is the team placed in
    this county?).
    """

    name: str
    low: int
    high: int


# The class of what belongs to none.
NOWHERE = "-"


def closed(name: str) -> str:
    """The name of a class, so written that it is not `NOWHERE`, and that what is set behind it and a colon
    makes no other name.
    """
    return "%2D" if name == NOWHERE else name.replace("%", "%25").replace(":", "%3A")


@dataclass(frozen=True, eq=False)
class Row:
    """``low <= sum of terms and pairs over the plan + sum of aux + unit * (short - over) <= high``.

    `short` and `over` are whole numbers >= 0, the units of violation; a hard row has neither, nor has a
    `definition`, which only says what an `Aux` counts. `label` tells which of the rule's rows this is (the
    class of `each`, a team member …); with the rule's id it names the row for good.
    """

    label: str
    terms: tuple[Term, ...] = ()
    pairs: Pairs | None = None
    aux: tuple[tuple[Aux, int], ...] = ()
    low: int = -UNBOUNDED
    high: int = UNBOUNDED
    unit: int = 1
    definition: bool = False

    def on(self, i: Ints, j: Ints) -> Ints:
        """The row's coefficients on pairs (i, j). Returns: int64 array (n_pairs)."""
        out = np.zeros(len(i), np.int64)
        for term in self.terms:
            out += term.p[i] * term.q[j]
        if self.pairs is not None:
            width = int(max(self.pairs.j.max(initial=0), j.max(initial=0))) + 1
            keys = self.pairs.i * width + self.pairs.j
            order = np.argsort(keys, kind="stable")
            wanted = i * width + j
            at = np.minimum(np.searchsorted(keys[order], wanted), max(len(keys) - 1, 0))
            if len(keys):
                hit = keys[order][at] == wanted
                out[hit] += self.pairs.value[order][at[hit]]
        return out


@dataclass(frozen=True, eq=False)
class Columns:
    """A criterion compiled: ``x @ y.T`` plus `pairs` is what it adds to the score of every pair, weight
    included.
    """

    x: Ints  # (n_people, d)
    y: Ints  # (n_orders, d)
    pairs: Pairs | None = None
