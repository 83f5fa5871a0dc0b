"""Coefficients of limits on a list of pairs: worked out once, then cut down as pairs go and limits come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csc_array, csr_array, hstack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shanhai.matching.groups import Mask
    from shanhai.matching.tables import Ints


@dataclass(frozen=True, eq=False)
class Listing:
    """Pairs (sorted by person, then order) with their coefficients in limits.

    Attributes
    ----------
    i, j : int arrays (n_pairs)
    matrix : int64 csr array (n_pairs, n_limits)
    """

    i: Ints
    j: Ints
    matrix: csr_array

    @classmethod
    def joined(cls, i: Ints, j: Ints, blocks: Sequence[csc_array]) -> Listing:
        """From the columns of several rules."""
        blocks = [block for block in blocks if block.shape[1]]
        matrix = hstack(blocks, format="csr") if blocks else csr_array((len(i), 0), dtype=np.int64)
        return cls(i, j, csr_array(matrix))

    def plus(self, blocks: Sequence[csc_array]) -> Listing:
        """With the columns of further limits."""
        if not blocks:
            return self
        return Listing(self.i, self.j, csr_array(hstack([self.matrix, *blocks], format="csr")))

    def among(self, kept: Mask) -> Listing:
        """Only the pairs of a bool array (n_people, n_orders)."""
        inside = np.flatnonzero(kept[self.i, self.j])
        if len(inside) == len(self.i):
            return self
        return Listing(self.i[inside], self.j[inside], self.matrix[inside])

    def rows(self, i: Ints, j: Ints, m: int) -> csr_array:
        """Coefficients of listed pairs, in the order asked for. Returns: int64 csr (len(i), n_limits)."""
        at = np.searchsorted(self.i * m + self.j, i * m + j)
        return self.matrix[at]
