"""A problem is checked when built, never changes, and has a fingerprint of all that a plan depends on."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from shanhai.matching import Problem, ProblemError, criteria, rules
from shanhai.matching.groups import Group, where
from shanhai.matching.problem import MOST_WEIGHT
from shanhai.matching.tables import FAULT_TEXTS, FIELDS, month, plain_rows
from tests.matching.cast import CODES, ORDERS, ORGANISATIONS, PEOPLE, PLACES, faults_of, problem_of, told

TABLES = {"people": PEOPLE, "orders": ORDERS, "organisations": ORGANISATIONS, "places": PLACES}
DECLARED: tuple[Any, ...] = (
    criteria.Travel(weight=40),
    criteria.HostWishes(weight=60),
    rules.AtMost(id="release", limit=2, people=where(home=["clinic", "school"]), each="home"),
    rules.Budget(id="fares", limit=9, amounts=(("Ann", "boat", 4), ("Bo", "desk", 7))),
)


def test_every_kind_of_fault_is_told_in_one_go() -> None:
    faults = faults_of(
        criteria.Level(weight=200),
        criteria.Travel(weight=200),
        rules.Ban(id="nobody", people=where(group="old")),
        people=[
            {"id": "Ann", "level": 99, "home": "moon", "wishes": ["bay", "bay"]},
            {"id": "Ann", "level": "high", "colour": "red"},
            {},
        ],
        orders=[{"id": "boat", "start": month(2026, 3), "end": month(2026, 1)}, {"id": "bay"}],
        places=[*PLACES, {"id": "a", "parent": "b"}, {"id": "b", "parent": "a"}],
    )
    assert {fault.code for fault in faults} == FAULT_TEXTS.keys()


def test_a_problem_does_not_change() -> None:
    problem = problem_of(*DECLARED)
    with pytest.raises(dataclasses.FrozenInstanceError):
        problem.seed = "another"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        problem.rules[0].limit = 3  # type: ignore[attr-defined]
    with pytest.raises(ValueError, match="read-only"):
        problem.people.capacity[0] = 3


def test_changes_make_another_problem_that_is_checked_again() -> None:
    problem = problem_of(*DECLARED)
    assert problem.replace(seed="drawn").seed == "drawn"
    assert problem.seed == ""
    with pytest.raises(ProblemError, match="nobody and nothing"):
        problem.replace(rules=(rules.Ban(id="r", people=where(home="moon")),))


def _turned(rows: list[Any]) -> list[Any]:
    return list(reversed(rows))


def test_the_fingerprint_does_not_depend_on_the_order_of_anything_listed() -> None:
    fares = rules.Budget(id="fares", limit=9, amounts=(("Bo", "desk", 7), ("Ann", "boat", 4)))
    turned = problem_of(
        *_turned([*DECLARED[:3], fares]),
        expertise=_turned(CODES),
        **{name: _turned(rows) for name, rows in TABLES.items()},
    )
    assert turned.fingerprint == problem_of(*DECLARED).fingerprint
    assert turned.rules_fingerprint == problem_of(*DECLARED).rules_fingerprint


OTHER = {
    "id": "other",
    "parent": "bay",
    "kind": "town",
    "traits": ["far"],
    "east": 7.5,
    "north": 7.5,
    "place": "cape",
    "home": "ward",
    "native": "cape",
    "level": 9,
    "industry": "A01",
    "experience": 9,
    "capacity": 3,
    "start": month(2026, 1),
    "end": month(2027, 1),
    "directions": ["across"],
    "expertise": [("law", 1, False)],
    "qualifications": ["driver"],
    "wishes": ["cape"],
    "barred": [("cape", "kin")],
    "groups": ["other"],
    "host": "ward",
    "seats": 3,
    "minimum": 1,
    "tier": 3,
    "direction": "up",
    "level_min": 1,
    "level_max": 9,
    "asks": [("law", 1)],
}


@pytest.mark.parametrize(
    ("table", "column"),
    [(table, column) for table, columns in FIELDS.items() for column in columns if column != "id!"],
)
def test_the_fingerprint_depends_on_every_field(table: str, column: str) -> None:
    first = {
        "places": "vale",
        "organisations": "school",
        "expertise": "law",
        "people": "Dee",
        "orders": "desk",
    }
    special = {
        ("organisations", "parent"): "clinic",
        ("expertise", "parent"): "health",
        ("orders", "kind"): "liaison",
        ("orders", "wishes"): ["Ann"],
    }
    rows = plain_rows(problem_of().tables)
    (row,) = [row for row in rows[table] if row["id"] == first[table]]
    before = Problem.of(**rows)
    row[column] = special.get((table, column), OTHER[column])
    if column == "minimum":
        row[column] = 1
    assert Problem.of(**rows).fingerprint != before.fingerprint


def test_the_fingerprint_depends_on_criteria_rules_seed_and_fairness() -> None:
    problem = problem_of(*DECLARED)
    others = [
        problem.replace(seed="drawn"),
        problem.replace(fair_over="place"),
        problem.replace(criteria=(criteria.Travel(weight=41), DECLARED[1])),
        problem.replace(rules=problem.rules[:1]),
        problem.replace(rules=(dataclasses.replace(problem.rules[0], strength="elastic"), problem.rules[1])),
    ]
    assert len({problem.fingerprint, *(each.fingerprint for each in others)}) == 6
    assert len({problem.rules_fingerprint, *(each.rules_fingerprint for each in others)}) == 6


def test_the_fingerprint_of_the_rules_is_there_before_any_name_is() -> None:
    declared = (criteria.Travel(weight=40), rules.AtMost(id="release", limit=2, each="home"))
    assert problem_of(*declared).rules_fingerprint == problem_of(*declared, people=[]).rules_fingerprint


def test_a_group_built_by_hand_has_the_same_fingerprint_as_one_by_keywords() -> None:
    by_hand = Group((("level", ("3", "2")), ("home", ("clinic",))))
    by_words = where(home="clinic", level=[2, 3])
    assert problem_of(rules.Ban(id="r", people=by_hand)).fingerprint == (
        problem_of(rules.Ban(id="r", people=by_words)).fingerprint
    )


@pytest.mark.parametrize("weight", ["5", 1.5, True, float("nan"), float("inf"), -1, MOST_WEIGHT + 1, None])
def test_a_weight_that_is_no_whole_number_in_range_is_a_fault(weight: object) -> None:
    assert ("weight", "out_of_range") in told(criteria.Level(weight=weight))


@pytest.mark.parametrize("weight", ["5", 0, 1.5, True, float("nan"), 10**6 + 1])
def test_so_is_the_weight_of_a_rule(weight: object) -> None:
    assert told(rules.AtMost(id="r", limit=1, weight=weight)) == [("weight", "out_of_range")]


def test_weights_add_up_to_what_exact_arithmetic_allows() -> None:
    assert told(criteria.Level(weight=125), criteria.Travel(weight=126)) == [("weight", "too_heavy")]
    assert problem_of(criteria.Level(weight=125), criteria.Travel(weight=125)).criteria[0].most == 125_000


def test_a_rule_has_an_id_of_its_own() -> None:
    assert told(rules.AtMost(id="r", limit=1), rules.AtLeast(id="r", limit=1)) == [("id", "duplicate")]
    assert told(rules.AtMost(id=" ", limit=1)) == [("id", "missing")]


def test_lists_become_tuples_that_nobody_can_change() -> None:
    listed: Any = [["Ann", "boat", 4], ("Bo", "desk", 7)]
    rule = rules.Budget(id="fares", limit=9, amounts=listed)
    listed.clear()
    assert rule.amounts == (("Ann", "boat", 4), ("Bo", "desk", 7))
    assert criteria.Given(pairs=[["Ann", "boat", 4]]).pairs == (("Ann", "boat", 4),)  # type: ignore[arg-type]
    assert hash(rule) == hash(problem_of(rule).rules[0])


def test_a_strength_is_hard_elastic_or_priced() -> None:
    assert told(rules.AtMost(id="r", limit=1, strength="soft")) == [("strength", "unknown")]


NOBODY, NOTHING = where(group="old"), where(place="moon")


@pytest.mark.parametrize(
    ("rule", "columns"),
    [
        (rules.AtMost(id="r", limit=1, people=NOBODY, orders=NOTHING), ["people", "orders"]),
        (rules.AtLeast(id="r", limit=1, people=NOBODY, orders=NOTHING), ["people", "orders"]),
        (rules.Mix(id="r", least=1, people=NOBODY, orders=NOTHING), ["people", "orders"]),
        (rules.Balance(id="r", tolerance=1, region="empire", people=NOBODY), ["people", "region"]),
        (rules.Floor(id="r", keep=1, people=NOBODY), ["people"]),
        (rules.Budget(id="r", limit=1, people=NOBODY, orders=NOTHING), ["people", "orders"]),
        (rules.Ban(id="r", people=NOBODY, orders=NOTHING), ["people", "orders"]),
        (rules.OrderMinimum(id="r", orders=NOTHING), ["orders"]),
    ],
)
def test_a_rule_that_names_a_group_nobody_is_in_is_a_fault(rule: Any, columns: list[str]) -> None:
    assert told(rule) == [(column, "empty_group") for column in columns]


def test_a_group_by_an_attribute_there_is_not_is_a_fault_that_names_those_there_are() -> None:
    (fault,) = faults_of(rules.AtMost(id="r", limit=1, people=where(shoe=42)))
    assert (fault.column, fault.code) == ("people", "unknown")
    assert "home_kind" in fault.wanted


def test_what_is_no_group_is_a_fault() -> None:
    assert told(rules.AtMost(id="r", limit=1, people="everybody")) == [("people", "unknown")]


def test_fairness_is_over_places_or_hosts() -> None:
    assert told(fair_over="person") == [("fair_over", "unknown")]
