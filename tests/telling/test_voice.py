from tests.telling.cast import ENGLISH, HANS


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
