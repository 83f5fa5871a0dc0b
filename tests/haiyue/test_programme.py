"""The cohort of 2022: proportions, people and orders as the programme has them."""

import numpy as np
import pytest

from shanhai.haiyue.drafts import END, START
from shanhai.haiyue.geography import programme_counties
from shanhai.haiyue.programme import haiyue_2022
from shanhai.haiyue.samples import sample
from shanhai.haiyue.units import ENTERPRISES, ORGANS, SCIENCE
from shanhai.matching.problem import Problem
from shanhai.matching.scoring import compile_all


@pytest.fixture(scope="module")
def problem() -> Problem:
    return sample("haiyue-2022").problem


def test_123_go_down_by_kind_of_home_and_94_come_up() -> None:
    people = haiyue_2022().people
    down = [person.home.kind for person in people if person.direction == "down"]
    assert [sum(kind in kinds for kind in down) for kinds in (ORGANS, ENTERPRISES, SCIENCE)] == [56, 35, 32]
    assert sum(person.direction == "up" for person in people) == 94


def test_those_who_come_up_are_from_all_32_counties() -> None:
    people = haiyue_2022().people
    assert {person.home.place for person in people if person.direction == "up"} == {
        place.id for place in programme_counties()
    }


def test_145_seats_are_in_the_counties_and_115_on_the_way_up() -> None:
    orders = haiyue_2022().orders
    counties = {place.id for place in programme_counties()}
    down = [order for order in orders if order.direction == "down"]
    assert sum(order.seats for order in down) == 145
    assert {order.host.place for order in down} == counties
    assert sum(order.seats for order in orders if order.direction == "up") == 115


def test_counties_order_what_they_live_from() -> None:
    titles = {order.title.hans for order in haiyue_2022().orders}
    wanted = {
        "毛竹精深加工",
        "乡村旅游与民宿集群规划",
        "小水电绿色改造",
        "阀门铸造与精密加工",
        "渔业资源养护与渔船管理",
        "企业上市辅导",
    }
    assert wanted <= titles


def test_orders_and_people_have_every_trait_that_a_dossier_can_have() -> None:
    people, orders = haiyue_2022().people, haiyue_2022().orders
    for trait in ("wishes", "barred", "qualifications"):
        having = sum(bool(getattr(person, trait)) for person in people)
        assert having > 0
    assert {evidenced for person in people for _, _, evidenced in person.expertise} == {True, False}
    assert {strength for person in people for _, strength, _ in person.expertise} >= {2, 3, 4, 5}
    assert {order.tier for order in orders} == {1, 2, 3}
    assert {order.seats for order in orders} >= {1, 2, 3}
    assert any(order.minimum for order in orders)
    assert any(order.wishes for order in orders)
    assert any(not order.wishes for order in orders)


def test_dates_lie_within_the_term_or_are_open() -> None:
    for person in haiyue_2022().people:
        assert person.start is not None
        assert START - 2 <= person.start <= START + 3
        assert person.end is None or START < person.end <= END


def test_recusals_keep_a_unit_or_place_and_a_ground_and_nothing_else() -> None:
    barred = [entry for person in haiyue_2022().people for entry in person.barred]
    assert barred
    assert {ground for _, ground in barred} <= {"任职回避", "公务回避"}
    assert all(target.startswith(("HY", "U")) for target, _ in barred)


def test_some_orders_have_no_wide_choice_and_nearly_everybody_has_some(problem: Problem) -> None:
    eligible = np.asarray(compile_all(problem).block(slice(None))) >= 0
    choices = eligible.sum(axis=0)
    assert choices.min() <= 2
    assert np.median(choices) > 8
    assert (eligible.any(axis=1)).mean() > 0.97
