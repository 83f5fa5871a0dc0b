"""Where sums of whole numbers stop being exact."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from shanhai.matching.tables import Ints

# Where 64-bit integers stop being exact.
EXACT_INTEGER = 2.0**62


def guard(largest: float, exact: float) -> None:
    """Raises: OverflowError when numbers reach `exact`."""
    if largest >= exact:
        raise OverflowError(
            f"reduced values reach {largest:.2g}, where sums stop being exact: use a coarser unit"
        )


def total(a: Ints, b: Ints | None = None) -> int:
    """The sum, or the sum of products, in Python's whole numbers where 64 bits could overflow."""
    size = np.abs(a.astype(float))
    if float(size.sum() if b is None else size @ np.abs(b.astype(float))) < EXACT_INTEGER:
        return int(a.sum() if b is None else a @ b)
    return sum(a.tolist()) if b is None else sum(x * y for x, y in zip(a.tolist(), b.tolist(), strict=True))
