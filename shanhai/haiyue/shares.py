"""Sharing out whole numbers in proportion."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def shared_out(total: int, weights: Sequence[int]) -> list[int]:
    """Whole shares of a total in proportion to the weights, by largest remainder; ties go to the earlier."""
    whole = sum(weights)
    shares = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda at: (-(total * weights[at] % whole), at))
    for at in by_remainder[: total - sum(shares)]:
        shares[at] += 1
    return shares
