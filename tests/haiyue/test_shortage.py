"""The sample of scarce skills: deficient sets, each within the next, counted by hand."""

import numpy as np
import pytest

from shanhai.haiyue.samples import sample
from shanhai.matching import Problem, solve
from shanhai.matching.scoring import compile_all


@pytest.fixture(scope="module")
def problem() -> Problem:
    return sample("shortage").problem


def _asking(problem: Problem, words: set[str]) -> np.ndarray:  # type: ignore[type-arg]
    return np.array([bool(words & set(asked)) for asked in problem.orders.qualifications])


@pytest.mark.parametrize(
    ("words", "seats", "people"),
    [
        ({"心血管内科"}, 4, 1),
        ({"心血管内科", "执业医师"}, 8, 3),
        ({"心血管内科", "执业医师", "医药卫生类"}, 12, 5),
        ({"保荐代表人"}, 3, 1),
    ],
)
def test_more_seats_ask_for_a_skill_than_people_have_it(
    problem: Problem, words: set[str], seats: int, people: int
) -> None:
    orders = _asking(problem, words)
    eligible = np.asarray(compile_all(problem).block(slice(None))) >= 0
    assert int(problem.orders.seats[orders].sum()) == seats
    assert int(eligible[:, orders].any(axis=1).sum()) == people


def test_the_specialists_are_all_placed_on_seats_that_ask_for_them(problem: Problem) -> None:
    result = solve(problem)
    asking = _asking(problem, {"心血管内科", "执业医师", "医药卫生类", "保荐代表人"})
    rows = {order: row for row, order in enumerate(problem.orders.id)}
    placed = sum(bool(asking[rows[placement.order]]) for placement in result.placements)
    assert result.status == "proven"
    assert placed == 6
