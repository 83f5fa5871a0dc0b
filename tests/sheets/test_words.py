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


def test_the_traditional_form_uses_the_words_and_quotes_of_an_office() -> None:
    assert Words("", "“{value}”不是优先级").text("zh-hant") == "「{value}」不是優先級"
    assert Words("", "请改正工作簿中的单元格").text("zh-hant") == "請改正活頁簿中的儲存格"
    assert Words("", "专长代码").text("zh-hant") == "專長代碼"
    assert Words("", "审核订单类型").text("zh-hant") == "審核訂單類型"
    assert Words("", "账号、对象、批次进程").text("zh-hant") == "帳號、對象、批次進程"
