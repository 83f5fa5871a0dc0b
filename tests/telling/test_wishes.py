import pytest

from shanhai.telling.wishes import wish_rank
from tests.telling.cast import account


@pytest.mark.parametrize(
    ("person", "order", "rank"),
    [("lin", "guide", 1), ("lin", "plan", 2), ("lin", "tutor", 0), ("bo", "tutor", 1), ("an", "plan", 0)],
)
def test_a_wish_for_a_place_or_an_order_covers_what_lies_there(person: str, order: str, rank: int) -> None:
    assert wish_rank(account(), person, order) == rank
