"""Points given for single pairs."""

import numpy as np
import pytest

from shanhai.matching.criteria import Given, Level, compile_all
from shanhai.matching.problem import ProblemError
from tests.matching.criteria.cases import problem_of, scores_of

PAIRS = (("p0", "o1", 7), ("p1", "o0", 0))


def test_listed_pairs_get_their_points_and_all_others_none() -> None:
    assert scores_of([{}, {}], [{}, {}], Given(weight=3, pairs=PAIRS)) == [[0, 21], [0, 0]]


def test_only_the_listed_pairs_may_be_allowed() -> None:
    problem = problem_of([{}, {}], [{}, {}], Given(pairs=PAIRS, only=True), Level(weight=2))
    scoring = compile_all(problem)
    assert scoring.eligible_block(slice(None)).tolist() == [[False, True], [True, False]]
    assert scoring.parts(0, 1) == {"given": 7, "level": 1000}
    assert scoring.parts(0, 0) == {"given": 0, "level": 1000}
    assert scoring.barriers(0, 0) == ("given",)
    assert scoring.barriers(0, 1) == ()


def test_points_from_several_sources_are_told_apart_by_name() -> None:
    interview = Given(name="interview", pairs=(("p0", "o0", 4),))
    test = Given(name="test", weight=2, pairs=(("p0", "o0", 3),))
    scoring = compile_all(problem_of([{}], [{}], test, interview))
    assert scoring.parts(0, 0) == {"interview": 4, "test": 6}


def test_a_hundred_thousand_pairs_are_listed_without_columns() -> None:
    size = 320
    pairs = tuple((f"p{i}", f"o{j}", (i * j) % 997) for i in range(size) for j in range(size))
    scoring = compile_all(problem_of([{}] * size, [{}] * size, Given(pairs=pairs)))
    assert scoring.factors.X.shape == (size, 0)
    assert np.array_equal(scoring.block(slice(None)), np.outer(range(size), range(size)) % 997)


@pytest.mark.parametrize(
    ("pairs", "message"),
    [
        ((("p9", "o0", 1),), "'p9' is not known"),
        ((("p0", "o9", 1),), "'o9' is not known"),
        ((("p0", "o0", -1),), "-1 is out of range"),
        ((("p0", "o0", 2**17),), "131072 is out of range"),
        ((("p0", "o0", 1), ("p0", "o0", 2)), "'p0, o0' is listed twice"),
    ],
)
def test_a_wrong_pair_is_named(pairs: tuple[tuple[str, str, int], ...], message: str) -> None:
    with pytest.raises(ProblemError, match=message):
        problem_of([{}], [{}], Given(weight=2, pairs=pairs))
