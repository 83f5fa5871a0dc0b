"""Where sums of whole numbers stop being exact."""

from __future__ import annotations


def guard(largest: float, exact: float) -> None:
    """Raises: OverflowError when numbers reach `exact`."""
    if largest >= exact:
        raise OverflowError(
            f"reduced values reach {largest:.2g}, where sums stop being exact: use a coarser unit"
        )
