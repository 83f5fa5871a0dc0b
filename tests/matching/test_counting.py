"""Rows that count placements between groups."""

import numpy as np
import pytest

from shanhai.matching.counting import classes_of, pair_faults, pairs_of, product
from shanhai.matching.groups import EVERYONE, where
from tests.matching.cast import problem_of

PROBLEM = problem_of()


def _classes(each: str, people: str = "", orders: str = "") -> list[tuple[str, int, int]]:
    who = where(group=people) if people else EVERYONE
    what = where(place=orders) if orders else EVERYONE
    return [(label, int(p.sum()), int(q.sum())) for label, p, q in classes_of(PROBLEM, who, what, each)]


def test_without_classes_there_is_one_with_no_name() -> None:
    assert _classes("", "young", "shore") == [("", 2, 2)]


def test_a_class_of_people_takes_people_apart_and_leaves_orders_whole() -> None:
    assert _classes("home", "young") == [("clinic", 1, 3), ("school", 1, 3)]


def test_a_class_of_orders_takes_orders_apart_and_leaves_people_whole() -> None:
    assert _classes("place", "young", "shore") == [("bay", 2, 1), ("cape", 2, 1)]


def test_industry_is_of_people_where_both_sides_have_one() -> None:
    assert _classes("industry") == [("C135", 1, 3)]


def test_a_product_counts_so_many_times_for_every_placement() -> None:
    term = product(np.array([True, False]), np.array([False, True]), 3)
    assert np.outer(term.p, term.q).tolist() == [[0, 3], [0, 0]]


def test_listed_amounts_count_for_those_chosen_only() -> None:
    listed = [("Ann", "boat", 4), ("Bo", "boat", 5), ("Ann", "desk", 6)]
    pairs = pairs_of(PROBLEM, listed, np.array([True, False, True, True]), np.array([True, False, True]))
    assert [each.tolist() for each in pairs] == [[0], [0], [4]]


def test_nothing_listed_is_nothing() -> None:
    everybody, everything = np.ones(4, bool), np.ones(3, bool)
    assert [each.tolist() for each in pairs_of(PROBLEM, [], everybody, everything)] == [[], [], []]


@pytest.mark.parametrize(
    ("listed", "most", "codes"),
    [
        ([("Ann", "boat"), ("Ann", "desk"), ("Bo", "boat")], None, []),
        ([("Ann", "boat"), ("Ann", "boat")], None, ["twice"]),
        ([("Zoe", "moon")], None, ["unknown", "unknown"]),
        ([("Ann", "boat", 3)], None, ["unknown"]),
        (["ab"], None, ["unknown"]),
        ([("Ann", "boat", 3)], 3, []),
        ([("Ann", "boat", 4), ("Bo", "boat", "3"), ("Bo", "desk", True)], 3, ["out_of_range"] * 3),
        ([("Ann", "boat")], 3, ["unknown"]),
    ],
)
def test_faults_of_listed_pairs(listed: list[object], most: int | None, codes: list[str]) -> None:
    found = pair_faults(PROBLEM.tables, "fares", listed, most)
    assert [code for _, code, _, _ in found] == codes
    assert {field for field, _, _, _ in found} <= {"fares"}
