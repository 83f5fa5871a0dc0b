"""Pairs that would both rather have each other."""

from typing import Any

from shanhai.matching.answers.mutual import mutual_wishes
from shanhai.matching.criteria import Qualified, compile_all
from shanhai.matching.problem import Problem
from shanhai.matching.result import MutualWish
from tests.matching.criteria.cases import problem_of
from tests.matching.plans import plan_of


def cast(**changes: dict[str, Any]) -> Problem:
    """Ann and Bob, the ward in pine and the pier in reed; `changes` by id."""
    people = [{"id": each, **changes.get(each, {})} for each in ("ann", "bob")]
    orders = [{"id": "ward", "host": "pine ward"}, {"id": "pier", "place": "reed"}]
    return problem_of(people, [{**each, **changes.get(each["id"], {})} for each in orders], Qualified())


def found(problem: Problem, *pairs: tuple[str, str]) -> tuple[MutualWish, ...]:
    return mutual_wishes(problem, compile_all(problem), plan_of(problem, pairs))


SWAPPED = (("ann", "pier"), ("bob", "ward"))


def test_both_would_rather_have_each_other_than_what_they_have() -> None:
    problem = cast(ann={"wishes": ["ward"]}, ward={"wishes": ["ann"]})
    assert found(problem, *SWAPPED) == (MutualWish("ann", "ward", "pier", "bob"),)


def test_a_wish_for_the_place_or_the_host_covers_the_order() -> None:
    for wish in ("pine", "pine ward", "pine hospital"):
        problem = cast(ann={"wishes": ["shell", wish]}, ward={"wishes": ["ann"]})
        assert found(problem, *SWAPPED) == (MutualWish("ann", "ward", "pier", "bob"),)


def test_a_one_sided_wish_is_not_mutual() -> None:
    assert found(cast(ann={"wishes": ["ward"]}), *SWAPPED) == ()
    assert found(cast(ward={"wishes": ["ann"]}), *SWAPPED) == ()


def test_nobody_gives_up_what_they_wish_as_much_or_more() -> None:
    assert found(cast(ann={"wishes": ["pier", "ward"]}, ward={"wishes": ["ann"]}), *SWAPPED) == ()
    assert found(cast(ann={"wishes": ["north"]}, ward={"wishes": ["ann"]}), *SWAPPED) == ()


def test_a_host_does_not_give_up_somebody_it_named_before() -> None:
    assert found(cast(ann={"wishes": ["ward"]}, ward={"wishes": ["bob", "ann"]}), *SWAPPED) == ()


def test_an_empty_seat_and_an_unplaced_person_give_up_nothing() -> None:
    problem = cast(ann={"wishes": ["ward"]}, ward={"wishes": ["bob", "ann"], "seats": 2})
    assert found(problem, ("bob", "ward")) == (MutualWish("ann", "ward", "", ""),)


def test_who_is_not_eligible_is_left_out() -> None:
    problem = cast(ann={"wishes": ["ward"]}, ward={"wishes": ["ann"], "qualifications": ["medicine"]})
    assert found(problem, *SWAPPED) == ()


def test_a_pair_that_has_each_other_is_not_listed() -> None:
    problem = cast(ann={"wishes": ["ward"], "capacity": 2}, ward={"wishes": ["ann"], "seats": 2})
    assert found(problem, ("ann", "ward")) == ()


def test_the_worst_of_several_is_what_would_be_given_up() -> None:
    problem = cast(ann={"wishes": ["ward", "pier"], "capacity": 1}, ward={"wishes": ["ann", "bob"]})
    assert found(problem, *SWAPPED) == (MutualWish("ann", "ward", "pier", "bob"),)
    with_room = cast(ann={"wishes": ["ward", "pier"], "capacity": 2}, ward={"wishes": ["ann", "bob"]})
    assert found(with_room, *SWAPPED) == (MutualWish("ann", "ward", "", "bob"),)
