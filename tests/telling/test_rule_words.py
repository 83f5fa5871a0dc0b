"""Every kind of rule as a sentence."""

import pytest

from shanhai.matching import rules
from shanhai.matching.groups import where
from shanhai.telling.rule_words import group_words, kind_words, rule_sentence, rule_title
from tests.telling.cast import ENGLISH, HANS, problem

UNIVERSITY = "people from organisations of kind university"
DOWN, UNIVERSITIES = where(direction="down"), where(home_kind="university")
SAID = {
    "Each home organisation releases at most 2 people": rules.AtMost(id="r", limit=2, each="home"),
    "Each home organisation releases at most 1 of people of level 5 to orders for liaison": rules.AtMost(
        id="r", limit=1, each="home", people=where(level=5), orders=where(kind="liaison")
    ),
    "Each place receives at least 1 person in orders on the way down": rules.AtLeast(
        id="r", limit=1, each="place", orders=DOWN
    ),
    "At most 2 placements, for each level apart": rules.AtMost(id="r", limit=2, each="level"),
    "At least 1 placements of people of 海岳大学 in orders in 青溪县": rules.AtLeast(
        id="r", limit=1, people=where(home="uni"), orders=where(place="qingxi")
    ),
    "At most 1 of the 2 pairs listed": rules.AtMost(
        id="r", limit=1, pairs=(("lin", "plan"), ("mei", "plan"))
    ),
    f"At least 30 % of the placements in orders on the way down are of {UNIVERSITY}": (
        rules.Mix(id="r", people=UNIVERSITIES, orders=DOWN, least=30)
    ),
    f"At most 50 % of the placements in all orders are of {UNIVERSITY}": rules.Mix(
        id="r", people=UNIVERSITIES, most=50
    ),
    f"30 % to 50 % of the placements in all orders are of {UNIVERSITY}": rules.Mix(
        id="r", people=UNIVERSITIES, least=30, most=50
    ),
    "No county receives over 3 more, or fewer, than it sends": rules.Balance(
        id="r", tolerance=3, region="county"
    ),
    "At least 1 of people with expertise in 乡村规划 stay at home, for each level apart": rules.Floor(
        id="r", keep=1, people=where(expertise="K11"), each="level"
    ),
    "At most 40,000 km of travel for all placements": rules.Budget(id="r", limit=40_000, per="km"),
    "At most 9 placements in orders of priority 2": rules.Budget(
        id="r", limit=9, per="placement", orders=where(tier=2)
    ),
    "At most 9 for all placements, by the amounts listed": rules.Budget(id="r", limit=9),
    "林舒 and 陈梅: all or none": rules.Team(id="r", members=("lin", "mei")),
    "林舒 and 陈梅: all or none, in the same place": rules.Team(
        id="r", members=("lin", "mei"), together="place"
    ),
    "林舒 goes to “规划师”": rules.Pin(id="r", person="lin", order="plan"),
    "Nobody of people of 海岳大学 is placed in orders in 松门县": rules.Ban(
        id="r", people=where(home="uni"), orders=where(place="songmen")
    ),
    "People of level 5 are not placed": rules.Ban(id="r", people=where(level=5)),
    "Nobody is placed in orders for liaison": rules.Ban(id="r", orders=where(kind="liaison")),
    "In all orders, each order gets at least its minimum": rules.OrderMinimum(id="r"),
    "In all orders, each order gets at least its minimum, or nobody": rules.OrderMinimum(
        id="r", or_none=True
    ),
}


@pytest.mark.parametrize("sentence", SAID)
def test_a_rule_says_what_it_demands(sentence: str) -> None:
    assert rule_sentence(SAID[sentence], problem(), ENGLISH) == sentence


def test_kinds_are_told_in_the_readers_language_or_as_typed() -> None:
    assert [kind_words(kind, HANS) for kind in ("university", "县直单位")] == ["高校", "县直单位"]


def test_every_kind_of_rule_has_a_sentence_in_chinese() -> None:
    told = {rule.kind: rule_sentence(rule, problem(), HANS) for rule in SAID.values()}
    assert told.keys() == rules.ALL.keys()
    assert told["team"] == "林舒和陈梅：全部安排到同一地区，或全部不安排"
    assert told["at_least"] == "海岳大学的人员到青溪县的订单挂职的不少于 1 人"


def test_a_limit_for_each_home_or_host_says_in_chinese_who_moves() -> None:
    release = rules.AtMost(id="r", limit=2, each="home", people=where(level=5))
    receive = rules.AtLeast(id="r", limit=1, each="place", orders=DOWN)
    assert rule_sentence(release, problem(), HANS) == "每个派出单位派出的5级的人员不超过 2 人"
    assert rule_sentence(receive, problem(), HANS) == "每个地区的下派订单接收不少于 1 人"


def test_a_rule_that_was_given_a_name_is_called_by_it() -> None:
    assert rule_title(rules.AtMost(id="release", limit=2), problem(), ENGLISH) == "各单位最多两人"
    assert rule_title(rules.AtMost(id="other", limit=2), problem(), ENGLISH) == "At most 2 placements"


def test_a_long_list_of_values_is_cut_short() -> None:
    group = where(person=["lin", "mei", "an", "bo", "x1", "x2"])
    assert group_words(group, "people", ENGLISH) == "people named 安 <b>, 薄远, 林舒 and 3 more"
