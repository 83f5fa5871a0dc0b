from shanhai.matching.tables import month
from shanhai.telling.numbers import Count, fit_text, full_fit, month_or_open, percent
from tests.telling import cast


def test_a_count_knows_its_noun() -> None:
    assert f"{Count(1):seat|seats}, {Count(12_000):seat|seats}, {Count(3)}" == "1 seat, 12,000 seats, 3"


def test_a_perfect_fit_is_what_all_soft_criteria_give_together() -> None:
    assert full_fit(cast.problem()) == 100_000


def test_a_problem_without_soft_criteria_still_has_a_scale() -> None:
    assert full_fit(cast.problem(criteria=[])) == 1


def test_only_a_perfect_fit_is_shown_as_one() -> None:
    assert [fit_text(points, 100_000) for points in (100_000, 99_999, 82_000, 0)] == [
        "1.00",
        "0.99",
        "0.82",
        "0.00",
    ]


def test_a_share_just_below_a_limit_does_not_look_as_if_it_reached_it() -> None:
    assert [percent(29, 117), percent(1, 4), percent(0, 7), percent(1, 0)] == ["24.8 %", "25 %", "0 %", "–"]


def test_an_open_month_is_a_dash() -> None:
    assert [month_or_open(month(2022, 3)), month_or_open(-1)] == ["2022-03", "–"]
