"""Texts exist in three languages."""

from shanhai.sheets import Words


def test_traditional_text_is_derived_unless_given():
    assert Words("people", "人员").text("zh-hant") == "人員"
    assert Words("workbook", "工作簿", "活頁簿").text("zh-hant") == "活頁簿"


def test_fields_may_be_words_and_lists_of_words():
    sentence = Words("Choose {choices}.", "请选{choices}。")
    choices = (Words("down", "下派"), Words("up", "上挂"))

    assert sentence.say("en", choices=choices) == "Choose down, up."
    assert sentence.say("zh-hans", choices=choices) == "请选下派、上挂。"
    assert sentence.say("zh-hant", choices=choices) == "請選下派、上掛。"
