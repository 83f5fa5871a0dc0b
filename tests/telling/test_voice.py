from shanhai.telling.voice import Voice
from shanhai.workbook.book import Names
from tests.telling.cast import ENGLISH, HANS, NAMES, problem


def test_a_listing_ends_with_and() -> None:
    assert [ENGLISH.listing(each) for each in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert HANS.listing(["甲", "乙", "丙"]) == "甲、乙和丙"


def test_clauses_with_numbers_are_set_apart_by_commas_in_chinese() -> None:
    assert ENGLISH.clauses(["2 of a", "1 of b"]) == "2 of a and 1 of b"
    assert HANS.clauses(["2 个甲", "1 个乙"]) == "2 个甲，1 个乙"


def test_sentences_are_joined_as_each_script_does() -> None:
    assert ENGLISH.sentences("One.", "", "Two.") == "One. Two."
    assert HANS.sentences("一。", "二。") == "一。二。"


def test_what_has_no_name_is_called_by_its_id() -> None:
    assert [HANS.person("lin"), HANS.person("P9"), HANS.place("qingxi"), HANS.code("K9")] == [
        "林舒",
        "P9",
        "青溪县",
        "K9",
    ]


def test_an_order_is_told_with_its_host_unless_its_title_names_it() -> None:
    voice = Voice.about(problem(), "zh-hans", NAMES)
    assert voice.order("plan") == "青溪县政府 · 规划师"
    assert voice.order_title("plan") == "规划师"
    titled = Voice("zh-hans", Names(orders={"plan": "青溪县政府规划师"}), {"plan": "青溪县政府"})
    assert titled.order("plan") == "青溪县政府规划师"
