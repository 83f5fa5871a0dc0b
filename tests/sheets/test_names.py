"""Names are compared without regard to script, width, spacing and case."""

import pytest

from shanhai.sheets.names import cell_name, column_of, half_width, header_key, letters_of, name_key, tidy


@pytest.mark.parametrize("typed", ["李明", "李　明", " 李 明 ", "李\u200b明"])
def test_blanks_inside_a_name_do_not_make_another_name(typed):
    assert name_key(typed) == name_key("李明")


def test_scripts_width_case_and_dots_do_not_make_another_name():
    assert name_key("龍頭縣") == name_key("龙头县")
    assert name_key("ＡＢ１２") == name_key("ab12")
    assert name_key("阿不都・热合曼") == name_key("阿不都·热合曼")
    assert name_key("王伟") != name_key("王炜")


@pytest.mark.parametrize("typed", ["姓名", "姓　名 *", "姓名（必填）", "【姓名】姓名", "姓 名："])
def test_marks_and_remarks_do_not_make_another_header(typed):
    assert header_key(typed) == "姓名"


def test_headers_in_english_may_have_underscores_hyphens_or_blanks():
    assert (
        header_key("Home Organisation") == header_key("home_organisation") == header_key("home-organisation")
    )


def test_a_header_of_brackets_only_keeps_what_is_in_them():
    assert header_key("(姓名)") == "姓名"


def test_cells_are_named_as_excel_names_them():
    assert cell_name(11, 3) == "D12"
    assert [letters_of(column) for column in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert [column_of(letters_of(column)) for column in range(800)] == list(range(800))


def test_tidying_takes_blanks_off_the_ends_only():
    assert tidy("\u3000李　明\ufeff ") == "李　明"
    assert half_width("　Ｋ０３０１ ") == "K0301"
