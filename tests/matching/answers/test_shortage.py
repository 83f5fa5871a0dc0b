"""Empty seats and the sets of orders that explain them."""

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from shanhai.matching.answers.eligibility import Eligibility
from shanhai.matching.answers.shortage import Groups, shortages
from shanhai.matching.criteria import compile_all
from shanhai.matching.problem import Problem
from shanhai.matching.result import EmptySeats, Shortage
from tests.matching.plans import chance_listed, listed, plan_of

Told = tuple[tuple[EmptySeats, ...], tuple[Shortage, ...]]


def by_rule(_: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return ("release",), ("seats-1",)


def told(problem: Problem, *pairs: tuple[str, str]) -> Told:
    return shortages(problem, compile_all(problem), plan_of(problem, pairs), by_rule)


def test_a_plan_without_empty_seats_has_no_shortage() -> None:
    assert told(listed({"ann": ["ward"]}, {"ward": 1}), ("ann", "ward")) == ((), ())


def test_seats_that_nobody_is_eligible_for_are_a_cut_of_their_own() -> None:
    empty, sets = told(listed({"ann": ["ward"]}, {"ward": 1, "pier": 2}), ("ann", "ward"))
    assert empty == (EmptySeats("pier", 2, 0),)
    assert sets == (Shortage("cut", ("pier",), 2),)


def test_orders_that_ask_for_the_same_few_people_are_one_cut() -> None:
    nurses = {name: ["ward", "clinic"] for name in ("ann", "bob", "cho")}
    problem = listed({**nurses, "dan": ["pier"]}, {"ward": 3, "clinic": 2, "pier": 1})
    pairs = [("ann", "ward"), ("bob", "ward"), ("cho", "clinic"), ("dan", "pier")]
    empty, sets = told(problem, *pairs)
    assert empty == (EmptySeats("clinic", 1, 0), EmptySeats("ward", 1, 0))
    assert sets == (Shortage("cut", ("clinic", "ward"), 5, ("ann", "bob", "cho"), 3),)


def test_a_person_of_large_capacity_fills_each_order_once_only() -> None:
    problem = listed({"ann": ["ward"]}, {"ward": 3}, {"ann": 5})
    assert told(problem, ("ann", "ward"))[1] == (Shortage("cut", ("ward",), 3, ("ann",), 1),)


def test_seats_that_eligible_people_could_fill_are_put_down_to_what_forbids_it() -> None:
    problem = listed({"ann": ["ward"], "bob": ["ward", "pier"]}, {"ward": 1, "pier": 1})
    empty, sets = told(problem, ("bob", "ward"))
    assert empty == (EmptySeats("pier", 1, 0),)
    assert sets == (Shortage("forced", ("pier",), 1, rules=("release",), stages=("seats-1",)),)


def test_a_small_set_within_a_large_one_is_told_apart() -> None:
    # Only ann suits the ward; she and bob suit three piers as well.
    problem = listed(
        {"ann": ["ward", "p1", "p2", "p3"], "bob": ["p1", "p2", "p3"]},
        dict.fromkeys(("ward", "p1", "p2", "p3"), 1) | {"ward": 2},
    )
    empty, sets = told(problem, ("ann", "p1"), ("bob", "p2"))
    assert {each.order: sets[each.shortage].orders for each in empty} == {
        "ward": ("ward",),
        "p3": ("p1", "p2", "p3", "ward"),
    }
    assert [(each.seats, each.reach) for each in sets] == [(5, 2), (2, 1)]


def test_groups_tell_the_sets_that_at_least_double() -> None:
    groups = Groups(8)
    for items in ([0, 1], [0, 2], [5], [2, 3, 4, 6, 7], [5]):
        groups.unite(items)
    assert set(groups.told_apart()) == {
        frozenset([0, 1, 2]),
        frozenset([0, 1, 2, 3, 4, 6, 7]),
        frozenset([5]),
    }


def _reach(problem: Problem, eligibility: Eligibility, orders: tuple[int, ...]) -> int:
    return int(np.minimum(eligibility.degrees(orders), problem.people.capacity).sum())


def _most_filled(problem: Problem, eligibility: Eligibility, seats: np.ndarray) -> int:
    """By brute force: the least of all the bounds that sets of orders give."""
    rows = range(problem.n_orders)
    return min(
        sum(seats[j] for j in rows if j not in chosen) + _reach(problem, eligibility, chosen)
        for size in range(problem.n_orders + 1)
        for chosen in combinations(rows, size)
    )


@given(st.integers(0, 2**32 - 1))
def test_a_cut_is_told_exactly_where_some_fullest_filling_leaves_the_order_short(seed: int) -> None:
    problem, scoring, plan = chance_listed(seed)
    eligibility = Eligibility(scoring)
    empty, sets = shortages(problem, scoring, plan, by_rule)
    most = _most_filled(problem, eligibility, problem.orders.seats)
    for each in empty:
        row = problem.order_row[each.order]
        fewer = problem.orders.seats - (np.arange(problem.n_orders) == row)
        may_stay_short = _most_filled(problem, eligibility, fewer) == most
        assert (sets[each.shortage].kind == "cut") == may_stay_short
        assert each.order in sets[each.shortage].orders


@given(st.integers(0, 2**32 - 1))
def test_every_cut_holds_when_it_is_counted_again(seed: int) -> None:
    problem, scoring, plan = chance_listed(seed)
    block = scoring.eligible_block(slice(None))
    for each in shortages(problem, scoring, plan, by_rule)[1]:
        if each.kind == "cut":
            rows = [problem.order_row[order] for order in each.orders]
            able = block[:, rows].sum(axis=1)
            assert each.reach == np.minimum(able, problem.people.capacity).sum() < each.seats
            assert each.seats == problem.orders.seats[rows].sum()
            assert set(each.people) == {problem.people.id[i] for i in np.flatnonzero(able)}


@given(st.integers(0, 2**32 - 1))
def test_every_empty_seat_belongs_to_a_shortage_and_no_shortage_is_told_for_nothing(seed: int) -> None:
    problem, scoring, plan = chance_listed(seed)
    empty, sets = shortages(problem, scoring, plan, by_rule)
    missing = problem.orders.seats - np.bincount(plan.j, minlength=problem.n_orders)
    assert {each.order: each.empty for each in empty} == {
        problem.orders.id[j]: int(missing[j]) for j in np.flatnonzero(missing)
    }
    assert {each.shortage for each in empty} == set(range(len(sets)))


@given(st.integers(0, 2**32 - 1))
def test_the_order_of_rows_changes_no_shortage(seed: int) -> None:
    problem, scoring, plan = chance_listed(seed)
    people, orders = problem.people.id[::-1], problem.orders.id[::-1]
    block = scoring.eligible_block(slice(None))
    there = listed(
        {p: [o for o in orders if block[problem.person_row[p], problem.order_row[o]]] for p in people},
        {o: int(problem.orders.seats[problem.order_row[o]]) for o in orders},
        {p: int(problem.people.capacity[problem.person_row[p]]) for p in people},
    )
    pairs = [(problem.people.id[i], problem.orders.id[j]) for i, j in zip(plan.i, plan.j, strict=True)]
    assert told(there, *pairs) == shortages(problem, scoring, plan, by_rule)


def test_a_seat_is_undecided_where_the_search_was_stopped_too_early() -> None:
    problem = listed({"ann": ["ward"]}, {"ward": 1})
    _, sets = shortages(problem, compile_all(problem), plan_of(problem, ()), lambda _: None)
    assert sets == (Shortage("undecided", ("ward",), 1),)
