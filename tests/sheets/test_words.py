"""Texts exist in three languages."""

import pytest

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


@pytest.mark.parametrize(
    ("hans", "hant"),
    [
        ("设定审议程序", "設定審議程序"),
        ("其他程序凭令牌代您操作", "其他程式憑令牌代您操作"),
        ("名单只能以新方案替代", "名單只能以新方案替代"),
        ("与所签的指纹不符", "與所簽的指紋不符"),
        ("方案须统筹全局", "方案須統籌全局"),
        ("您没有此权限", "您沒有此權限"),
        ("发布时间", "發布時間"),
        ("仍在法定保存期内", "仍在法定保存期內"),
        ("尚未保存", "尚未儲存"),
        ("查看已保存的视图", "檢視已儲存的視圖"),
    ],
)
def test_an_office_reads_no_programmer_s_word_in_the_traditional_form(hans: str, hant: str) -> None:
    assert Words("", hans).text("zh-hant") == hant
