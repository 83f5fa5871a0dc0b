"""Filling as many seats as possible."""

from shanhai.matching.answers.eligibility import Eligibility
from shanhai.matching.answers.filling import Filling
from shanhai.matching.criteria import compile_all
from tests.matching.plans import listed


def test_people_move_on_so_that_one_more_can_be_placed() -> None:
    problem = listed({"ann": ["ward", "pier"], "bob": ["ward"]}, {"ward": 1, "pier": 1})
    filling = Filling(problem, Eligibility(compile_all(problem)))
    added = [filling.add_to(0), filling.add_to(1)]
    assert added == [None, None]
    assert filling.empty.tolist() == filling.spare.tolist() == [0, 0]


def test_where_nobody_can_be_added_the_orders_that_could_pass_somebody_on_are_told() -> None:
    problem = listed({"ann": ["ward", "pier"], "bob": ["barn"]}, {"ward": 1, "pier": 1, "barn": 1})
    filling = Filling(problem, Eligibility(compile_all(problem)))
    assert filling.add_to(0) is None
    assert filling.add_to(1) == {0, 1}
    assert [filling.is_closed(j) for j in range(3)] == [True, True, False]
