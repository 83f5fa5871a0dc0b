"""All criteria together: exact, fast to take apart, and the same whatever the order of rows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.matching import covering
from shanhai.matching.criteria import SOFT, Dates, Given, Level, Qualified, Travel, compile_all
from shanhai.matching.problem import BARRED, FULL
from tests.matching.criteria.cases import (
    all_pairs,
    chance_rows,
    every_criterion,
    problem_of,
    scores_of,
)

seeds = st.integers(0, 2**32 - 1)


@given(seeds)
def test_the_whole_block_and_single_pairs_tell_the_same_scores(seed: int) -> None:
    problem = problem_of(*chance_rows(seed), *every_criterion())
    scoring = compile_all(problem)
    block = scoring.block(slice(None))
    assert block.dtype == np.int32
    assert np.array_equal(scoring.scores(*all_pairs(problem)), block.ravel())
    some = np.array([problem.n_people - 1, 0])
    assert np.array_equal(scoring.block(some), block[some])


@given(seeds)
def test_the_score_of_an_eligible_pair_is_the_sum_of_its_parts(seed: int) -> None:
    problem = problem_of(*chance_rows(seed), *every_criterion())
    scoring = compile_all(problem)
    i, j = all_pairs(problem)
    open_to = scoring.eligible(i, j)
    total = sum(scoring.parts_of(i, j).values())
    assert np.array_equal(np.asarray(total)[open_to], scoring.scores(i, j)[open_to])


@given(seeds)
def test_every_part_lies_between_nothing_and_full_points(seed: int) -> None:
    problem = problem_of(*chance_rows(seed), *every_criterion())
    parts = compile_all(problem).parts_of(*all_pairs(problem))
    most = {criterion.kind: criterion.most for criterion in every_criterion()}
    assert list(parts) == sorted(criterion.kind for criterion in SOFT)
    assert all(values.min() >= 0 and values.max() <= most[kind] for kind, values in parts.items())


@given(seeds)
def test_a_pair_is_eligible_exactly_when_no_criterion_bars_it(seed: int) -> None:
    problem = problem_of(*chance_rows(seed), *every_criterion())
    scoring = compile_all(problem)
    barred = scoring.barred_block(slice(None))
    by_pair = [[scoring.barriers(i, j) for j in range(problem.n_orders)] for i in range(problem.n_people)]
    assert scoring.eligible_block(slice(None)).tolist() == [[not kinds for kinds in row] for row in by_pair]
    for kind, block in barred.items():
        assert block.tolist() == [[kind in kinds for kinds in row] for row in by_pair]


@given(seeds)
def test_the_order_of_rows_and_of_criteria_changes_no_score(seed: int) -> None:
    people, orders = chance_rows(seed)
    chance = np.random.default_rng(seed)
    p, o = chance.permutation(len(people)), chance.permutation(len(orders))
    there = scores_of(people, orders, *every_criterion())
    back = scores_of([people[at] for at in p], [orders[at] for at in o], *every_criterion()[::-1])
    assert np.array_equal(np.array(back), np.array(there)[np.ix_(p, o)])


@given(seeds)
def test_wishes_and_bars_score_the_same_as_columns_and_as_single_pairs(seed: int) -> None:
    rows = chance_rows(seed)
    scores = []
    for cost in (0, 1, 10**9):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(covering, "PAIR_COST", cost)
            scores.append(scores_of(*rows, *every_criterion()))
    assert scores[0] == scores[1] == scores[2]


def test_an_empty_problem_has_an_empty_block() -> None:
    for people, orders in (([], [{}]), ([{}], []), ([], [])):
        scoring = compile_all(problem_of(people, orders, *every_criterion()[:8], *every_criterion()[9:]))
        assert scoring.block(slice(None)).shape == (len(people), len(orders))


def test_without_criteria_every_pair_is_eligible_and_scores_nothing() -> None:
    assert scores_of([{}, {}], [{}]) == [[0], [0]]


def test_two_criteria_of_one_kind_count_together() -> None:
    problem = problem_of(
        [{"home": "university", "native": "south"}],
        [{"place": "north"}],
        Travel(weight=2, full_km=100),
        Travel(weight=1, full_km=100, basis="native"),
    )
    assert compile_all(problem).parts(0, 0) == {"travel": 2 * 1000 + 500}


def test_criteria_without_weight_cost_nothing_and_are_still_named() -> None:
    scoring = compile_all(problem_of([{}], [{}], Level(weight=0)))
    assert scoring.factors.X.shape == (1, 0)
    assert scoring.parts(0, 0) == {"level": 0}


def test_criteria_that_tell_orders_apart_alike_share_their_columns() -> None:
    people = [
        {"home": "university", "native": "pine"},
        {"home": "ministry", "native": "reed"},
        {"home": "shell firm"},
    ]
    orders = [{"place": place} for place in ("pine", "reed")]
    near, kin = Travel(weight=1, full_km=2000), Travel(weight=1, full_km=2000, basis="native")
    widths = [
        compile_all(problem_of(people, orders, *each)).factors.X.shape[1] for each in ((near,), (near, kin))
    ]
    assert widths == [2, 2]


def test_the_heaviest_points_never_outweigh_one_bar() -> None:
    person, order = {"level": 3}, {"level": 3, "qualifications": ["law"]}
    score = scores_of([person], [order], Level(weight=250), Qualified())[0][0]
    assert score == 250 * FULL + BARRED < 0


def test_points_that_would_outweigh_a_bar_are_refused_with_their_names() -> None:
    given_points = Given(weight=1, pairs=(("p0", "o0", 2**17),))
    with pytest.raises(ValueError, match="given up to 131072, level up to 200000"):
        compile_all(problem_of([{}], [{}], Level(weight=200), given_points, Dates()))


def test_sums_beyond_exact_arithmetic_are_refused_with_their_names() -> None:
    many = [f"paper {at}" for at in range(40)]
    listed = tuple((f"p{at}", "o0", 1) for at in range(2))
    twice = (Given(pairs=listed, only=True) for _ in range(12))
    with pytest.raises(ValueError, match="qualified up to 10485760"):
        compile_all(problem_of([{}, {}], [{"qualifications": many}], Qualified(), *twice))
