"""A form made from a table reads what is typed as the table's cells are read, and loses nothing."""

import re
from datetime import date

import pytest
from django.http import QueryDict
from django.template import Context, Template
from django.utils import translation

from shanhai.pages.entry import EntryForm
from shanhai.pages.options import Options
from shanhai.sheets import Column, Table, Words
from shanhai.sheets.kinds import Choice, Code, Date, Integer, ListOf, Month, Text, YesNo
from shanhai.workbook.cells import Held, Id, Ranked
from shanhai.workbook.tables import ORDERS

TONES = Choice({"calm": Words("calm", "平静"), "loud": Words("loud", "喧闹")})
TABLE = Table(
    key="visits",
    title=Words("visits", "走访"),
    columns=(
        Column(key="name", header=Words("name", "姓名"), kind=Text(most=20), required=True),
        Column(key="seats", header=Words("seats", "名额"), kind=Integer(1, 30)),
        Column(key="day", header=Words("day", "日期"), kind=Date()),
        Column(key="from", header=Words("from", "起"), kind=Month()),
        Column(key="tone", header=Words("tone", "语气"), kind=TONES),
        Column(key="tones", header=Words("tones", "各种语气"), kind=ListOf(TONES)),
        Column(key="paid", header=Words("paid", "已付"), kind=YesNo()),
        Column(key="words", header=Words("words", "词"), kind=ListOf(Id())),
        Column(key="code", header=Words("code", "代码"), kind=Code(digits=4)),
        Column(key="place", header=Words("place", "地区"), kind=Id(), refers="places"),
        Column(key="note", header=Words("note", "备注"), kind=Text()),
    ),
)
PLACES = Options({"C11": "青溪县", "C12": "松门县", "C13": "松门县", "青溪": "别处"}, Words("places", "地区"))
ROW = {
    "name": "李　明", "seats": 2, "day": date(2022, 12, 14), "from": date(2022, 7, 1), "tone": "loud",
    "tones": ("calm", "loud"), "paid": False, "words": ("茶", "a,b"), "code": "0042", "place": "C11",
    "note": "一\n二",
}  # fmt: skip


def _form(typed: str | None = None, **named) -> EntryForm:
    data = None if typed is None else QueryDict(typed)
    return EntryForm(TABLE, data, references={"place": PLACES}, **named)


def _shown(form: EntryForm, **changed: str) -> QueryDict:
    """What a browser sends back when a form is shown and only `changed` is typed."""
    data = QueryDict(mutable=True)
    for bound in form:
        value = bound.value()
        if isinstance(value, list):
            data.setlist(bound.html_name, value)
        else:
            data[bound.html_name] = value
    for key, text in changed.items():
        data[key] = text
    return data


def _errors(typed: str, language: str = "en") -> dict:
    with translation.override(language):
        return {key: list(told) for key, told in _form(typed).errors.items()}


@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_a_row_that_is_shown_and_sent_back_is_the_same_row(language) -> None:
    with translation.override(language):
        form = EntryForm(TABLE, _shown(_form(values=ROW)), references={"place": PLACES})
        assert form.is_valid(), form.errors
        assert form.row == ROW


def test_every_order_of_the_workbook_goes_through_a_form() -> None:
    row = {column.key: column.example for column in ORDERS.columns}
    shown = EntryForm(ORDERS, values=row)
    form = EntryForm(ORDERS, _shown(shown))
    assert form.is_valid(), form.errors
    assert form.row == row


def test_text_is_read_as_in_a_cell() -> None:
    form = _form("name=　李　明 &seats=２&day=2022年12月14日&from=2022.07&tone=喧闹&paid=√&words=茶、竹；笋")
    assert form.is_valid(), form.errors
    assert form.row["name"] == "李　明"
    assert (form.row["seats"], form.row["day"], form.row["from"]) == (2, date(2022, 12, 14), date(2022, 7, 1))
    assert (form.row["tone"], form.row["paid"], form.row["words"]) == ("loud", True, ("茶", "竹", "笋"))


def test_what_is_left_empty_is_none_and_what_is_required_is_asked_for() -> None:
    assert _form("name=x").is_valid()
    assert _errors("name=　") == {"name": ["This is empty. Fill it in."]}
    assert _errors("", "zh-hans") == {"name": ["此项为空。请填写。"]}


@pytest.mark.parametrize(
    ("typed", "language", "told"),
    [
        ("seats=many", "en", "“many” is not a number. Type digits only, without a unit, such as 3."),
        ("day=2022-13-40", "zh-hant", "「2022-13-40」不是日期。請寫成 2022-12-14 的形式。"),
        ("code=42", "zh-hans", "“42”为 2 位，应为 4 位。请填写全部 4 位，包括前面的零。"),
        ("place=青西县", "zh-hans", "“青西县”未登记。是否应为“青溪县 (C11)”？应为“地区”中已有的一项。"),
        ("place=松门县", "en", "“松门县” is the name of several: C12, C13. Give the id instead of the name."),
        ("words=茶、茶", "en", "“茶” is listed twice. Keep one of the two."),
    ],
)  # fmt: skip
def test_an_error_says_what_is_wrong_and_how_to_mend_it(typed, language, told) -> None:
    (errors,) = _errors(f"name=x&{typed}", language).values()
    assert errors == [told]


def test_everything_typed_is_kept_beside_the_error() -> None:
    page = Template('{% include "pages/form.html" %}').render(
        Context({"form": _form("name=&seats=many&words=茶、茶")})
    )
    assert 'value="many"' in page
    assert "茶、茶</textarea>" in page
    described = re.search(r'name="seats"[^>]*aria-describedby="([^"]*)"', page)[1].split()
    assert sorted(described) == ["id_seats_error", "id_seats_helptext"]
    assert all(f'id="{each}"' in page for each in described)


@pytest.mark.parametrize("typed", ["C11", "c11", "青溪县", "青溪縣", "青溪县 (C11)", " 青溪县　(C11)"])
def test_a_reference_is_found_by_its_name_its_code_or_both(typed) -> None:
    form = _form(f"name=x&place={typed}")
    assert form.is_valid(), form.errors
    assert form.row["place"] == "C11"


def test_a_code_is_taken_for_itself_before_it_is_taken_for_a_name() -> None:
    assert PLACES.find("青溪") == "青溪"


def test_a_form_may_show_some_columns_only() -> None:
    form = EntryForm(TABLE, QueryDict("name=x&seats=3"), only=("name",))
    assert form.is_valid()
    assert form.row == {"name": "x"}


def test_hints_stand_below_the_fields_in_the_readers_language() -> None:
    with translation.override("zh-hant"):
        assert str(_form().fields["day"].help_text) == "日期，如 2022-12-14。"
    with translation.override("en"):
        assert str(_form().fields["day"].help_text) == "A date such as 2022-12-14."


CODES = Options({"K01": "乡村旅游", "K02": "茶叶", "K03": "茶叶", "K04": "甲:乙"}, Words("expertise", "专长"))
SKILLS = Table(
    key="skills",
    title=Words("skills", "专长"),
    columns=(
        Column(key="held", header=Words("held", "专长"), kind=ListOf(Held())),
        Column(key="words", header=Words("words", "词"), kind=ListOf(Id())),
        Column(key="wishes", header=Words("wishes", "志愿"), kind=Ranked()),
    ),
)


def _skills(typed: str | None = None, **named) -> EntryForm:
    data = None if typed is None else QueryDict(typed)
    return EntryForm(SKILLS, data, references=dict.fromkeys(("held", "words", "wishes"), CODES), **named)


@pytest.mark.parametrize(
    "typed", ["K01:4*、K02:3", "乡村旅游:4*；K02:3", "鄉村旅遊：4*，k02:3", "乡村旅游 (K01):4*\nK02:3"]
)
def test_a_list_of_codes_is_written_by_name_or_code(typed) -> None:
    form = _skills(f"held={typed}&words=乡村旅游&wishes=2 K02; 1 乡村旅游")
    assert form.is_valid(), form.errors
    assert form.row == {
        "held": (("K01", 4, True), ("K02", 3, False)),
        "words": ("K01",),
        "wishes": ("K01", "K02"),
    }


def test_codes_are_shown_by_names_that_lead_back_to_them() -> None:
    row = {
        "held": (("K01", 4, True), ("K02", 3, False), ("K04", 1, False)),
        "words": ("K01", "K03"),
        "wishes": None,
    }
    shown = _skills(values=row)
    assert shown["held"].value() == "乡村旅游:4*、K02:3、K04:1"
    form = _skills(_shown(shown).urlencode())
    assert form.is_valid(), form.errors
    assert form.row == row


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("held=乡村旅行:4", "“乡村旅行”未登记。是否应为“乡村旅游 (K01)”？应为“专长”中已有的一项。"),
        ("held=茶叶:4", "“茶叶”对应多个编号：K02、K03。请填编号，不要填名称。"),
        ("held=乡村旅游:4、K01:2", "“乡村旅游 (K01)”列了两次。请只列一次。"),
        ("held=乡村旅游", "“乡村旅游”缺少 1 至 5 的程度。请写成“代码:程度”，有佐证的加 *，如 K0301:4*。"),
    ],
)
def test_what_is_wrong_in_a_list_of_codes_is_told(typed, told) -> None:
    with translation.override("zh-hans"):
        (errors,) = _skills(typed).errors.values()
    assert list(errors) == [told]


def test_a_list_of_codes_can_be_added_to_from_what_there_is() -> None:
    page = Template("{% field form.held %}").render(Context({"form": _skills()}))
    assert '<option value="乡村旅游 (K01)">' in page
    assert 'data-adds-to="id_held" data-followed-by=":3"' in page


# Two people at the same record


def _both(mine: dict, theirs: dict) -> EntryForm:
    """The form as it is shown to me when they have saved in the meantime."""
    form = _form(_shown(_form(values=ROW, version=3), **mine).urlencode(), values=ROW, version=3)
    assert form.is_valid(), form.errors
    assert form.expected == 3
    form.meanwhile(ROW | theirs, version=4)
    return form


def test_what_i_typed_is_kept_and_what_they_wrote_is_shown_beside_it() -> None:
    form = _both({"seats": "5"}, {"seats": 9})
    assert form["seats"].value() == "5"
    assert form.changed == {"seats": "9"}


def test_a_field_that_i_left_alone_takes_over_what_they_wrote() -> None:
    form = _both({"seats": "5"}, {"tone": "calm", "note": "three"})
    assert form.taken_over == {"tone": "喧闹", "note": "一\n二"}
    assert (form["tone"].value(), form["note"].value(), form["seats"].value()) == ("calm", "three", "5")
    assert form.changed == {}


def test_saving_again_is_knowing() -> None:
    form = _both({"seats": "5"}, {"seats": 9, "tones": ("calm",)})
    again = _form(_shown(form).urlencode(), values=ROW, version=4)
    assert again.is_valid(), again.errors
    assert (again.expected, again.row["seats"], again.row["tones"]) == (4, 5, ("calm",))


def test_the_page_tells_both_values() -> None:
    with translation.override("en"):
        form = _both({"seats": "5"}, {"seats": 9, "name": "王　芳"})
        page = Template('{% include "pages/form.html" %}').render(Context({"form": form}))
    assert "Somebody else has meanwhile written: “9”." in page
    assert "Before, it was: “李　明”." in page
    assert "Look at both and save again." in page


def test_a_tampered_note_of_what_was_read_breaks_nothing() -> None:
    form = _form("name=x&version=1&as_read=[1]", values=ROW, version=1)
    assert form.is_valid()
    form.meanwhile(ROW, version=2)
    assert form.changed["name"] == "李　明"
