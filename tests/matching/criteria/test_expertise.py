"""Expertise against orders, with sums done by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.matching.criteria import Expertise, compile_all
from shanhai.matching.problem import Problem, ProblemError
from tests.matching.criteria.cases import EXPERTISE, problem_of, scores_of

ASKS_HEART_SURGERY = {"asks": [("heart surgery", 3)]}


def held(code: str, strength: int = 5, evidenced: bool = True) -> dict[str, object]:
    return {"expertise": [(code, strength, evidenced)]}


def points(person: dict[str, object], order: dict[str, object], **parameters: object) -> int:
    return scores_of([person], [order], Expertise(weight=1, **parameters))[0][0]


def test_the_asked_code_held_at_full_strength_with_evidence_is_a_full_fit() -> None:
    assert points(held("heart surgery"), ASKS_HEART_SURGERY) == 1000


@pytest.mark.parametrize(
    ("strength", "evidenced", "expected"), [(3, True, 600), (3, False, 300), (1, False, 100)]
)
def test_strength_counts_in_fifths_and_a_mere_claim_half(
    strength: int, evidenced: bool, expected: int
) -> None:
    assert points(held("heart surgery", strength, evidenced), ASKS_HEART_SURGERY) == expected


def test_what_is_claimed_is_rounded_down() -> None:
    # 1 of 5 is 2 of 10; a quarter of it is half a tenth, rounded down to none.
    assert points(held("heart surgery", 1, False), ASKS_HEART_SURGERY, claimed=25) == 0


def test_a_code_below_the_asked_one_meets_it_in_full() -> None:
    assert points(held("heart surgery"), {"asks": [("surgery", 1)]}) == 1000


def test_a_neighbour_counts_as_far_as_the_broader_code_is_shared() -> None:
    assert points(held("surgery"), ASKS_HEART_SURGERY) == 400
    assert points(held("nursing"), ASKS_HEART_SURGERY) == 150
    assert points(held("hydropower"), ASKS_HEART_SURGERY) == 0


def test_the_top_of_a_short_branch_takes_what_the_missing_levels_would() -> None:
    # hydropower: 60 for itself; energy, the top, takes the other 40: its own 25 and 15 with no level left.
    assert points(held("energy"), {"asks": [("hydropower", 1)]}) == 400
    assert points(held("energy"), {"asks": [("energy", 1)]}) == 1000


def test_importance_shares_out_the_points_in_whole_percents_by_largest_remainder() -> None:
    # One level only: 100 * (1, 1, 1) / 3 leaves one percent over, which goes to the first code by id.
    order = {"asks": [("nursing", 1), ("energy", 1), ("surgery", 1)]}
    shares = [points(held(code), order, closeness=(100,)) for code in ("energy", "nursing", "surgery")]
    assert shares == [340, 330, 330]


def test_importance_decides_before_the_id_who_gets_the_rest() -> None:
    # 100 * (5, 2, 4) / 11 = 45.45, 18.18, 36.36: the unit left over goes to the largest remainder, the first.
    order = {"asks": [("surgery", 5), ("energy", 2), ("nursing", 4)]}
    shares = [points(held(code), order, closeness=(100,)) for code in ("surgery", "energy", "nursing")]
    assert shares == [460, 180, 360]


def test_the_best_code_counts_where_several_lie_under_the_asked_one() -> None:
    person = {"expertise": [("heart surgery", 2, True), ("surgery", 4, True), ("nursing", 5, True)]}
    assert points(person, {"asks": [("surgery", 1)]}) == 600 * 8 // 10 + 400 * 10 // 10


def test_an_order_that_asks_for_nothing_gives_everybody_half() -> None:
    assert scores_of([held("surgery"), {}], [{}], Expertise(weight=7)) == [[3500], [3500]]


def test_nobody_without_expertise_gets_points_where_some_is_asked() -> None:
    assert points({}, ASKS_HEART_SURGERY) == 0


@given(
    asks=st.dictionaries(st.sampled_from([row["id"] for row in EXPERTISE]), st.integers(1, 5), min_size=1),
    closeness=st.lists(st.integers(0, 99), max_size=3).map(lambda rest: (100, *sorted(rest, reverse=True))),
)
def test_the_shares_of_an_order_add_up_to_exactly_100(
    asks: dict[str, int], closeness: tuple[int, ...]
) -> None:
    criterion = Expertise(weight=1, closeness=closeness)
    problem = problem_of([{}], [{"asks": list(asks.items())}], criterion)
    assert criterion.entries(problem).share.sum() == 100


def test_shares_do_not_hang_on_the_order_of_the_tree_or_of_what_is_asked() -> None:
    asks = [("nursing", 1), ("energy", 1), ("surgery", 1)]
    people = [held("nursing") | {"id": "p0"}, held("energy") | {"id": "p1"}]
    blocks = [
        compile_all(
            Problem.of(
                people=people,
                orders=[{"id": "o", "asks": wanted}],
                expertise=tree,
                criteria=[Expertise(weight=1, closeness=(100,))],
            )
        ).block(slice(None))
        for wanted, tree in ((asks, EXPERTISE), (asks[::-1], EXPERTISE[::-1]))
    ]
    assert blocks[0].tolist() == blocks[1].tolist() == [[330], [340]]


@pytest.mark.parametrize(
    ("parameters", "field"),
    [
        ({"closeness": (40, 100)}, "closeness"),
        ({"closeness": (0,)}, "closeness"),
        ({"closeness": ()}, "closeness"),
        ({"claimed": 101}, "claimed"),
        ({"weight": -1}, "weight"),
        ({"weight": "ten"}, "weight"),
    ],
)
def test_a_wrong_parameter_is_named(parameters: dict[str, object], field: str) -> None:
    with pytest.raises(ProblemError, match=field):
        problem_of([{}], [{}], Expertise(**{"weight": 1, **parameters}))
