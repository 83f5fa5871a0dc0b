import pytest

from shanhai.matching import rules
from shanhai.matching.groups import where
from shanhai.telling.composition import Share, kinds_by_direction, shares
from tests.telling.cast import account, problem, result

UNIVERSITIES = where(home_kind="university")


def test_a_mix_rule_is_held_against_the_plan() -> None:
    assert shares(account()) == [Share("mix", "", 1, 2, 60, None)]
    assert not shares(account())[0].is_kept


def test_a_mix_rule_of_each_class_is_told_class_by_class() -> None:
    mix = rules.Mix(id="mix", people=UNIVERSITIES, least=10, most=60, each="place")
    by_home = rules.Mix(id="by-home", people=UNIVERSITIES, least=10, each="home")
    found = shares(account(result(problem(rules=[mix, by_home]))))
    assert [(each.label, each.people, each.of) for each in found if each.rule == "mix"] == [
        ("capital", 0, 1), ("qingxi", 1, 1), ("songmen", 0, 1),
    ]  # fmt: skip
    assert [(each.label, each.of) for each in found if each.rule == "by-home"] == [
        ("dept", 1),
        ("qx", 1),
        ("uni", 1),
    ]


@pytest.mark.parametrize(
    ("people", "of", "least", "most", "kept"),
    [
        (1, 4, 25, None, True),
        (29, 117, 25, None, False),
        (3, 10, None, 30, True),
        (31, 100, None, 30, False),
        (0, 0, 50, None, True),
    ],
)
def test_a_share_is_kept_to_the_person(
    people: int, of: int, least: int | None, most: int | None, kept: bool
) -> None:
    assert Share("mix", "", people, of, least, most).is_kept is kept


def test_placements_are_counted_by_kind_of_home_organisation() -> None:
    assert {name: dict(count) for name, count in kinds_by_direction(account()).items()} == {
        "down": {"university": 1, "provincial": 1}, "up": {"county": 1},
    }  # fmt: skip
