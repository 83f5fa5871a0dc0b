"""What a record lacks for an order, and what of it meets the order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.matching.answers.shortfall import CodeMatch, Lack, code_matches, lacks
from shanhai.matching.criteria import (
    Dates,
    Direction,
    Expertise,
    Given,
    LevelRange,
    Qualified,
    Recused,
    compile_all,
)
from shanhai.matching.tables import month
from tests.matching.criteria.cases import chance_rows, every_criterion, problem_of

HARD = (Qualified(), LevelRange(), Dates(), Direction(), Recused())


def missing(person: dict[str, object], order: dict[str, object]) -> tuple[Lack, ...]:
    return lacks(problem_of([person], [order], *HARD), 0, 0)


def test_every_missing_qualification_is_told() -> None:
    found = missing({"qualifications": ["law"]}, {"qualifications": ["tax", "law", "medicine"]})
    assert found == (
        Lack("qualified", "qualifications", "", "tax"),
        Lack("qualified", "qualifications", "", "medicine"),
    )


@pytest.mark.parametrize(
    ("level", "low", "high", "wants"), [(2, 3, 5, "3-5"), (6, 3, 5, "3-5"), (2, 3, 0, "3-"), (6, 0, 5, "-5")]
)
def test_a_level_out_of_range_is_told_with_the_range(level: int, low: int, high: int, wants: str) -> None:
    found = missing({"level": level}, {"level_min": low, "level_max": high})
    assert found == (Lack("level_range", "level", str(level), wants),)


def test_months_are_told_as_officers_write_them() -> None:
    person = {"start": month(2022, 5), "end": month(2023, 1)}
    order = {"start": month(2022, 3), "end": month(2023, 2)}
    assert missing(person, order) == (
        Lack("dates", "start", "2022-05", "2022-03"),
        Lack("dates", "end", "2023-01", "2023-02"),
    )


def test_a_direction_that_was_not_nominated_is_told() -> None:
    found = missing({"directions": ["up", "across"]}, {"direction": "down"})
    assert found == (Lack("direction", "directions", "up across", "down"),)


def test_recusal_tells_the_native_place_and_every_barred_unit_that_covers_the_order() -> None:
    person = {"native": "pine", "barred": [("pine hospital", "kin"), ("shell", "kin"), ("north", "kin")]}
    assert missing(person, {"host": "pine ward"}) == (
        Lack("recused", "native", "pine"),
        Lack("recused", "barred", "pine hospital"),
        Lack("recused", "barred", "north"),
    )


def test_a_pair_that_is_not_listed_lacks_its_points() -> None:
    problem = problem_of([{}, {}], [{}], Given(name="test", pairs=(("p1", "o0", 1),), only=True))
    assert lacks(problem, 0, 0) == (Lack("given", "given", "test"),)
    assert lacks(problem, 1, 0) == ()


@given(st.integers(0, 2**32 - 1))
def test_lacks_name_exactly_the_criteria_that_bar(seed: int) -> None:
    problem = problem_of(*chance_rows(seed), *every_criterion())
    scoring = compile_all(problem)
    for i in range(problem.n_people):
        for j in range(problem.n_orders):
            assert {each.kind for each in lacks(problem, i, j)} == set(scoring.barriers(i, j))


def matches(held: list[tuple[str, int, bool]], asks: list[tuple[str, int]]) -> tuple[CodeMatch, ...]:
    return code_matches(problem_of([{"expertise": held}], [{"asks": asks}], Expertise(weight=2)), 0, 0)


def test_the_code_that_meets_best_is_told_with_how_near_it_comes() -> None:
    # Shares of the one asked code: heart surgery 60, surgery 25, health 15. Surgery counts 8 at the last two.
    (match,) = matches([("nursing", 5, True), ("surgery", 4, True)], [("heart surgery", 3)])
    assert match == CodeMatch(
        "heart surgery", 3, "surgery", 4, True, 1, 2 * (25 * 8 + 15 * 10), 2 * 350, 2 * 1000
    )


def test_what_evidence_would_add_to_a_claim_is_told() -> None:
    (match,) = matches([("heart surgery", 4, False)], [("heart surgery", 1)])
    assert (match.step, match.points, match.proven, match.most) == (0, 2 * 400, 2 * 800, 2 * 1000)


def test_an_asked_code_that_nothing_meets_says_so() -> None:
    (match,) = matches([("surgery", 5, True)], [("hydropower", 2)])
    assert (match.held, match.step, match.points) == ("", -1, 0)


@given(st.integers(0, 2**32 - 1))
def test_the_points_of_the_codes_add_up_to_the_expertise_part(seed: int) -> None:
    problem = problem_of(*chance_rows(seed), *every_criterion())
    scoring = compile_all(problem)
    for i in range(problem.n_people):
        for j in range(problem.n_orders):
            if problem.orders.asks[j]:
                found = code_matches(problem, i, j)
                assert [each.asked for each in found] == [
                    problem.expertise.id[code] for code, _ in problem.orders.asks[j]
                ]
                assert sum(each.points for each in found) == scoring.parts(i, j)["expertise"]
                assert sum(each.most for each in found) == scoring.most["expertise"]
                assert all(each.points <= each.proven <= each.most for each in found)
