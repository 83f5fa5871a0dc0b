"""Invented names: all different, and nobody famous among them."""

import re

from shanhai.haiyue.people_names import people_names
from shanhai.haiyue.registers import famous_names, name_characters
from shanhai.haiyue.samples import SAMPLES


def test_names_are_all_different() -> None:
    assert len(set(people_names(5_000))) == 5_000


def test_the_same_key_gives_the_same_names_and_more_of_them_begin_alike() -> None:
    assert people_names(300)[:100] == people_names(100)
    assert people_names(100) != people_names(100, "other")


def test_names_are_two_to_four_chinese_characters() -> None:
    assert [name for name in people_names(1_000) if not re.fullmatch("[一-鿿]{2,4}", name)] == []


def test_nobody_invented_is_famous() -> None:
    for sample in SAMPLES:
        assert famous_names().isdisjoint(people_names(5_000, sample))


def test_the_list_of_the_famous_holds_names_that_could_have_been_drawn() -> None:
    family, _, last = name_characters()
    surnames = {name for name, _ in family}
    assert [name for name in famous_names() if name[0] in surnames and name[1:] in last]
    assert {"邓小平", "李强", "马云"} <= famous_names()
