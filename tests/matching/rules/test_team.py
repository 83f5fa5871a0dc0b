"""All of them, or none."""

import pytest

from shanhai.matching import Problem
from shanhai.matching.rules import Team
from tests.matching.cast import ORDERS, problem_of, rows_of, told, units_of, written

MEMBERS = ("Ann", "Bo")


def test_each_members_placements_equal_one_number_of_the_teams_own() -> None:
    rows = rows_of(Team(id="r", members=MEMBERS))
    assert list(rows) == [":Ann", ":Bo"]
    assert written(rows[":Bo"]) == ([[0, 0, 0], [1, 1, 1], [0, 0, 0], [0, 0, 0]], 0, 0)
    ((number, times),) = rows[":Ann"].aux
    assert (number.name, number.low, number.high, times) == ("", 0, 1, -1)
    assert rows[":Bo"].aux == rows[":Ann"].aux


def test_together_there_is_such_a_number_for_every_place() -> None:
    rows = rows_of(Team(id="r", members=MEMBERS, together="place"))
    assert list(rows) == ["bay:Ann", "bay:Bo", "cape:Ann", "cape:Bo", "vale:Ann", "vale:Bo"]
    assert written(rows["cape:Ann"]).counts[0] == [0, 0, 1]


def test_orders_without_a_host_are_a_class_in_which_nobody_can_be_together() -> None:
    rows = rows_of(Team(id="r", members=MEMBERS, together="host"))
    assert list(rows) == ["school:Ann", "school:Bo", "-:Ann", "-:Bo"]
    assert written(rows["-:Ann"]).counts[0] == [1, 0, 1]


def test_ids_with_colons_make_no_two_rows_of_one_name() -> None:
    names = ("a", "a:a", "-")
    problem = Problem.of(
        people=[{"id": name} for name in names],
        orders=[{"id": f"o{at}", "host": host} for at, host in enumerate(("h", "h:a", "-", ""))],
        organisations=[{"id": name} for name in ("h", "h:a", "-")],
        rules=[Team(id="r", members=names, together="host")],
    )
    labels = [row.label for row in problem.rules[0].rows(problem)]
    assert len(labels) == len(set(labels)) == 12


def test_a_number_goes_as_far_as_the_most_able_member_and_the_orders_allow() -> None:
    rows = rows_of(Team(id="r", members=("Ann", "Cai")))
    assert rows[":Ann"].aux[0][0].high == 2


@pytest.mark.parametrize(
    ("placed", "apart", "together"),
    [
        ("", 0, 0),
        ("Ann boat", 1, 1),
        ("Ann boat, Bo boat", 0, 0),
        ("Ann boat, Bo lamp", 0, 2),  # placed both, but neither place has both
        ("Ann boat, Bo boat, Bo desk", 1, 1),
        ("Cai boat, Dee desk", 0, 0),
    ],
)
def test_a_unit_is_a_placement_to_add_or_take_away(placed: str, apart: int, together: int) -> None:
    assert units_of(Team(id="r", members=MEMBERS), placed) == apart
    assert units_of(Team(id="r", members=MEMBERS, together="place"), placed) == together


def test_a_problem_whose_orders_all_have_hosts_needs_no_class_for_those_without() -> None:
    rule = Team(id="r", members=MEMBERS, together="host")
    problem = problem_of(rule, orders=[{**order, "host": "school"} for order in ORDERS])
    assert [row.label for row in rule.rows(problem)] == ["school:Ann", "school:Bo"]


@pytest.mark.parametrize(
    ("members", "code"),
    [(("Ann", "Zoe"), "unknown"), (("Ann",), "out_of_range"), (("Ann", "Bo", "Ann"), "twice")],
)
def test_members_are_two_or_more_known_people_each_named_once(members: tuple[str, ...], code: str) -> None:
    assert told(Team(id="r", members=members)) == [("members", code)]


def test_together_means_order_place_or_host() -> None:
    assert told(Team(id="r", members=MEMBERS, together="boat")) == [("together", "unknown")]
