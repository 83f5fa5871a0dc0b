"""Required qualifications."""

import pytest

from shanhai.matching.criteria import Qualified, compile_all
from shanhai.matching.problem import BARRED, ProblemError
from tests.matching.criteria.cases import problem_of, scores_of


def test_each_missing_qualification_bars_once() -> None:
    people = [{"qualifications": ["law", "tax"]}, {"qualifications": ["law"]}, {}]
    orders = [{"qualifications": ["law", "tax"]}, {"qualifications": ["law"]}, {}]
    scores = scores_of(people, orders, Qualified())
    assert scores == [[0, 0, 0], [BARRED, 0, 0], [2 * BARRED, BARRED, 0]]


def test_a_qualification_required_twice_is_missing_once() -> None:
    assert scores_of([{}], [{"qualifications": ["law", "law"]}], Qualified()) == [[BARRED]]


def test_qualifications_that_everybody_has_cost_no_column() -> None:
    problem = problem_of([{"qualifications": ["law"]}], [{"qualifications": ["law"]}], Qualified())
    assert compile_all(problem).factors.X.shape == (1, 0)


def test_more_requirements_than_can_be_counted_exactly_are_refused() -> None:
    with pytest.raises(ProblemError, match="at most 40 required by one order"):
        problem_of([{}], [{"qualifications": [f"paper {at}" for at in range(41)]}], Qualified())
