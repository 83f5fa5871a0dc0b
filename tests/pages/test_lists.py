"""A list shows what its address asks for, in few queries, and exports just that."""

import io
from dataclasses import replace

import openpyxl
import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from shanhai.pages.lists import Bulk, Filter, Listing, Ordering, Shown
from shanhai.pages.lists.paging import Pages
from shanhai.programme.models import Person
from shanhai.programme.trail import writing
from shanhai.sheets import Column, Table, Words
from shanhai.sheets.kinds import Code, Integer, Text

pytestmark = pytest.mark.django_db
TABLE = Table(
    key="people",
    title=Words("people", "人员"),
    columns=(
        Column(key="id", header=Words("id", "编号"), kind=Code(), unique=True),
        Column(key="name", header=Words("name", "姓名"), kind=Text()),
        Column(key="level", header=Words("level", "职级"), kind=Integer()),
    ),
)


def _address(person) -> str:
    return f"/people/{person.pk}"


LISTING = Listing(
    key="test.people",
    title=Words("People", "人员"),
    columns=(
        Shown(title=Words("name", "姓名"), cell="name", link=_address, ordering="pinyin"),
        Shown(title=Words("home", "单位"), cell="home.name"),
        Shown(title=Words("level", "职级"), cell="level", chip=lambda _: "open", kind="number"),
        Shown(title=Words("qualified", "有资格"), cell=lambda person: person.level > 5),
    ),
    search=("search", "home__search"),
    filters=(
        Filter(key="level", title=Words("level", "职级"), options={"3": "3", "9": Words("nine", "九")}),
        Filter(
            key="rank", title=Words("rank", "级别"), options=lambda _: {"high": Words("high", "高")},
            narrow=lambda people, _: people.filter(level__gte=6),
        ),
    ),
    orderings=(
        Ordering(key="code", title=Words("code", "编号"), by=("code",)),
        Ordering(key="pinyin", title=Words("pinyin", "拼音"), by=("by_pinyin",)),
        Ordering(key="strokes", title=Words("strokes", "笔画"), by=("by_strokes",)),
        Ordering(key="unit", title=Words("unit", "单位"), by=("home__code", "-level")),
    ),
    bulk=(
        Bulk(key="end", title=Words("End", "结束"), url=lambda _: "/end", is_grave=True),
        Bulk(key="read", title=Words("Read trail", "查看"), url=lambda _: "/read", permission="trail.read"),
    ),
    table=TABLE,
    row=lambda person: {"id": person.code, "name": person.name, "level": person.level},
    per_page=20,
)  # fmt: skip
NAMES = ("王芳", "李明", "丁一", "曾国", "=1+1")


@pytest.fixture
def people(cast):
    homes = [cast.organisations["college"], cast.organisations["institute"]]
    with writing(by=None, action="test") as write:
        write.save_all(
            [Person(code=f"N{n}", name=name, level=n * 3, home=homes[n % 2]) for n, name in enumerate(NAMES)]
        )
    return Person.objects.filter(code__startswith="N").select_related("home")


def _listed(people, asked="", account=None, **posted):
    factory = RequestFactory()
    request = factory.post(f"/{asked}", posted) if posted else factory.get(f"/{asked}")
    request.user = account
    return LISTING.of(request, people)


def _names(listed) -> list[str]:
    return [row.title for row in listed.rows]


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("", ["王芳", "李明", "丁一", "曾国", "=1+1"]),
        ("?q=lm", ["李明"]),
        ("?q=渔业", ["李明", "曾国"]),
        ("?level=9", ["曾国"]),
        ("?level=4", ["王芳", "李明", "丁一", "曾国", "=1+1"]),
        ("?rank=high&q=n", ["丁一", "曾国", "=1+1"]),
        ("?by=pinyin", ["=1+1", "丁一", "李明", "王芳", "曾国"]),
        ("?by=-pinyin", ["曾国", "王芳", "李明", "丁一", "=1+1"]),
        ("?by=strokes", ["=1+1", "丁一", "王芳", "李明", "曾国"]),
        ("?by=unit", ["=1+1", "丁一", "王芳", "曾国", "李明"]),
        ("?by=nonsense&page=-3", ["王芳", "李明", "丁一", "曾国", "=1+1"]),
        ("?q=%00", ["王芳", "李明", "丁一", "曾国", "=1+1"]),
        ("?page=999", ["王芳", "李明", "丁一", "曾国", "=1+1"]),
    ],
)
def test_the_address_says_what_is_shown(people, address, names) -> None:
    assert _names(_listed(people, address)) == names


def test_an_address_is_kept_through_sorting_and_paging(people) -> None:
    listed = _listed(people, "?q=n&rank=high&by=-unit&page=1&foreign=x")
    assert listed.address == "?q=n&rank=high&by=-unit"
    assert listed.plain_page_address == "?q=n&rank=high&by=-unit&page="
    assert listed.heads[0].address == "?q=n&rank=high&by=pinyin"


def test_a_second_click_on_a_head_turns_the_order(people) -> None:
    assert _listed(people, "?by=pinyin").heads[0].address == "?by=-pinyin"
    assert _listed(people, "?by=-pinyin").heads[0].address == "?by=pinyin"
    assert [head.sorted for head in _listed(people, "?by=-pinyin").heads] == ["descending", "", "", ""]


def test_the_workbook_holds_just_what_is_filtered_with_ids_and_no_formula(people) -> None:
    listed = _listed(people, "?rank=high&by=strokes&as=xlsx&page=2")
    assert listed.is_export
    answer = listed.workbook()
    assert "attachment" in answer.headers["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content))["人员"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert rows == [["N4", "=1+1", 12], ["N2", "丁一", 6], ["N3", "曾国", 9]]
    assert sheet["B2"].data_type == "s"


def test_a_workbook_of_an_invented_programme_says_so(people) -> None:
    book = openpyxl.load_workbook(io.BytesIO(_listed(people, "?as=xlsx").workbook(is_invented=True).content))
    assert "虚构" in book["人员"]["A1"].value


def test_as_many_queries_for_many_rows_as_for_few(people, cast, django_assert_num_queries) -> None:
    assert cast.office.standing.roles
    few = _listed(people.filter(level__gt=5), account=cast.office)
    with django_assert_num_queries(3):
        render_to_string("pages/list.html", {"list": few})
    with writing(by=None, action="test") as write:
        write.save_all(
            [Person(code=f"N1{n}", name="李明", home=cast.organisations["college"]) for n in range(300)]
        )
    with django_assert_num_queries(3):
        page = render_to_string("pages/list.html", {"list": _listed(people.all(), account=cast.office)})
    assert page.count("<tr>") == 21


def test_what_a_row_shows_is_read_for_the_rows_of_a_page_only(people, django_assert_num_queries) -> None:
    with django_assert_num_queries(3) as asked:
        page = _listed(people.filter(level__gte=0), "?by=unit&page=2").page
    assert [each.home.name for each in page]
    _, keys, rows = [each["sql"].partition(" WHERE ") for each in asked]
    assert '"name"' not in keys[0]
    assert '"name"' in rows[0]
    # What narrows the list is asked of all records once, and not of each row again.
    assert '"level"' not in rows[2]


def test_a_search_is_made_once_for_the_page_and_the_number_of_all(people, django_assert_num_queries) -> None:
    listed = _listed(people.all(), "?q=n")
    with django_assert_num_queries(2) as asked:
        assert (listed.count, len(listed.rows)) == (len(NAMES), len(NAMES))
    # Its own text and that of its unit are looked through by the first question, and not again by the second.
    assert ["search" in each["sql"].partition(" WHERE ")[2] for each in asked] == [True, False]


def test_a_row_that_went_away_meanwhile_is_left_out(people) -> None:
    gone = people.get(code="N1")
    pages = Pages([gone.pk + 1_000_000, gone.pk], people.all(), 20)
    assert list(pages.page(1)) == [gone]


def test_of_many_filters_the_first_stand_and_the_others_are_folded_unless_one_is_chosen(people, cast) -> None:
    def bar(asked: str) -> list[str]:
        request = RequestFactory().get(asked)
        request.user = cast.office
        many = [replace(LISTING.filters[0], key=key, field="level") for key in "abcde"]
        listed = replace(LISTING, filters=many).of(request, people)
        return render_to_string("pages/list.html", {"list": listed}).split("<details")[:2]

    standing, folded = bar("/?a=3")
    assert [f'name="{key}"' in standing for key in "abcde"] == [True, True, True, False, False]
    assert [f'name="{key}"' in folded for key in "de"] == [True, True]
    assert folded.startswith(' class="further">')
    assert bar("/?e=9")[1].startswith(' class="further" open>')


def test_a_list_that_can_be_neither_searched_nor_narrowed_has_no_bar(people, cast) -> None:
    request = RequestFactory().get("/")
    request.user = cast.office
    plain = replace(LISTING, search=(), filters=(), orderings=LISTING.orderings[:1])
    assert 'role="search"' in render_to_string("pages/list.html", {"list": LISTING.of(request, people)})
    assert 'role="search"' not in render_to_string("pages/list.html", {"list": plain.of(request, people)})


def test_where_a_list_folds_its_filters_none_stands_above_it(people, cast) -> None:
    request = RequestFactory().get("/")
    request.user = cast.office
    listed = replace(LISTING, are_filters_folded=True).of(request, people)
    assert not listed.first_choices
    assert len(listed.further_choices) == len(LISTING.filters) > 0


def test_ticked_rows_are_chosen_among_those_one_may_see(people, cast) -> None:
    wang, li = people.get(code="N0"), people.get(code="N1")
    outside = cast.people["li"]
    listed = _listed(people, chosen=[wang.pk, li.pk, outside.pk, "x", "²"])
    assert set(listed.chosen()) == {wang, li}


def test_all_that_the_list_showed_can_be_chosen(people) -> None:
    listed = _listed(people, all_of_them="yes", address="rank=high&q=n")
    assert {person.code for person in listed.chosen()} == {"N2", "N3", "N4"}


@pytest.mark.parametrize(("who", "offered"), [("office", ["end", "read"]), ("secondee", ["end"])])
def test_only_what_one_may_do_is_offered_for_many_rows(people, cast, who, offered) -> None:
    assert [each.key for each, _ in _listed(people, account=cast.accounts[who]).bulk] == offered


def test_what_was_typed_is_shown_escaped(people, cast) -> None:
    page = render_to_string("pages/list.html", {"list": _listed(people, "?q=<b>", cast.office)})
    assert "<b>" not in page
    assert 'value="&lt;b&gt;"' in page
    assert "没有符合条件的内容" in page


def test_every_cell_names_its_column_for_a_phone(people, cast) -> None:
    page = render_to_string("pages/list.html", {"list": _listed(people, account=cast.office)})
    assert page.count('data-label="单位"') == 5
    assert '<span class="chip open">9</span>' in page
