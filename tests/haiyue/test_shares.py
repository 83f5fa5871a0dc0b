"""Sharing out whole numbers in proportion."""

from hypothesis import given
from hypothesis import strategies as st

from shanhai.haiyue.shares import shared_out


def test_what_cannot_be_shared_evenly_goes_to_the_largest_remainders() -> None:
    assert shared_out(10, [1, 1, 1]) == [4, 3, 3]
    assert shared_out(217, [123, 94]) == [123, 94]
    assert shared_out(5, [6, 3, 1]) == [3, 2, 0]


@given(st.integers(0, 5_000), st.lists(st.integers(1, 100), min_size=1, max_size=40))
def test_shares_add_up_and_are_within_one_of_the_exact_share(total: int, weights: list[int]) -> None:
    shares = shared_out(total, weights)
    assert sum(shares) == total
    whole = sum(weights)
    assert all(
        abs(share * whole - total * weight) < whole for share, weight in zip(shares, weights, strict=True)
    )
