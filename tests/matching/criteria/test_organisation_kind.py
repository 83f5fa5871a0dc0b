"""Kinds of organisations against each other."""

import pytest

from shanhai.matching.criteria import OrganisationKind
from shanhai.matching.problem import ProblemError
from tests.matching.criteria.cases import problem_of, scores_of

TABLE = (("university", "hospital", 900), ("organ", "firm", 400), ("", "firm", 5))


def test_points_come_from_the_table_and_otherwise_from_the_default() -> None:
    people = [{"home": "university"}, {"home": "ministry"}, {}]
    orders = [{"host": "pine ward"}, {"host": "shell firm"}, {}]
    scores = scores_of(people, orders, OrganisationKind(weight=2, table=TABLE, otherwise=10))
    assert scores == [[1800, 20, 20], [20, 800, 20], [20, 10, 20]]


def test_a_line_given_twice_is_named() -> None:
    with pytest.raises(ProblemError, match=r"'organ, firm' is listed twice"):
        problem_of([{}], [{}], OrganisationKind(weight=1, table=(*TABLE, ("organ", "firm", 3))))


@pytest.mark.parametrize(
    "criterion", [OrganisationKind(otherwise=-1), OrganisationKind(table=(("a", "b", 1001),))]
)
def test_points_beyond_0_to_1000_are_refused(criterion: OrganisationKind) -> None:
    with pytest.raises(ProblemError, match="from 0 to 1000"):
        problem_of([{}], [{}], criterion)
