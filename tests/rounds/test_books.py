"""A rule set goes to Excel and comes back: told line by line, written all at once or not at all."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from shanhai.programme.models import Event
from shanhai.programme.trail import Stale
from shanhai.rounds import actions
from shanhai.rounds.fitting import books
from shanhai.rounds.fitting.world import world_of
from shanhai.rounds.models import CriterionLine, RuleLine, RuleSet
from tests.rounds import scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(cast) -> RuleSet:
    """A draft with rules of several kinds, groups among them."""
    version = scene.rules_drafted(cast)
    group = {"number": 2, "people": {"home_kind": ["university"], "level": ["5", "6"]}}
    actions.write_rule(by=cast.office, rule_set=version, kind="at_most", values=group)
    actions.write_rule(by=cast.office, rule_set=version, kind="order_minimum", values={"or_none": True})
    version.refresh_from_db()
    return version


def _address(view: str = "book") -> str:
    return reverse(f"rounds:{view}", args=["haiyue", "2022", 1])


def _edited(version: RuleSet, edit) -> SimpleUploadedFile:
    book = openpyxl.load_workbook(scene.book_of(version))
    edit(book)
    stream = io.BytesIO()
    book.save(stream)
    return SimpleUploadedFile("rules.xlsx", stream.getvalue())


def _column(sheet, head: str) -> int:
    """The column under a header; what has to be filled in wears a star."""
    return next(cell.column for cell in sheet[1] if str(cell.value).startswith(head))


def _hand_in(client, file: SimpleUploadedFile):
    return client.post(_address(), {"file": file})


def _confirm(client, answer):
    context = answer.context
    return client.post(_address(), {"lines": context["lines"], "version": context["version"].version})


def _decisions(answer) -> list[str]:
    return [each["decision"] for each in answer.context["changes"]]


def _lines(version: RuleSet) -> list[tuple]:
    rules = RuleLine.objects.filter(rule_set=version).values_list("code", "kind", "values", "pairs")
    criteria = CriterionLine.objects.filter(rule_set=version).values_list("kind", "values", "pairs")
    return [*rules, *criteria]


def test_what_was_downloaded_comes_back_unchanged(cast, client, draft) -> None:
    client.force_login(cast.office)
    downloaded = client.get(_address("book_download"))
    answer = _hand_in(client, SimpleUploadedFile("rules.xlsx", downloaded.content))
    assert set(_decisions(answer)) == {"unchanged"}
    before = _lines(draft)
    assert _confirm(client, answer).status_code == 302
    assert _lines(draft) == before


def test_nothing_is_written_before_it_is_confirmed_and_then_all_of_it(cast, client, draft) -> None:
    client.force_login(cast.office)

    def edit(book) -> None:
        sheet = book.worksheets[0]
        sheet.cell(2, _column(sheet, "数值")).value = 5
        sheet.cell(3, _column(sheet, "规则编号")).value = "R77"

    before, events = _lines(draft), Event.objects.count()
    answer = _hand_in(client, _edited(draft, edit))
    assert _decisions(answer)[:3] == ["change", "insert", "unchanged"]
    assert _decisions(answer).count("gone") == 1
    assert (_lines(draft), Event.objects.count()) == (before, events)
    assert _confirm(client, answer).status_code == 302
    assert {code: values.get("number") for code, values in _rules(draft)} == {
        "release": 5, "R77": 2, "R03": None,
    }  # fmt: skip


def _rules(version: RuleSet):
    return RuleLine.objects.filter(rule_set=version).values_list("code", "values")


@pytest.mark.parametrize(
    ("head", "typed", "says"),
    [
        ("数值", "很多", "“很多”"),
        ("类型", "at_worst", "“at_worst”"),
        ("逐一按", "star", "“star”"),
        ("最低%", 5, "does not use this column"),
    ],
)
def test_a_wrong_cell_is_named_with_its_remedy_and_nothing_can_be_confirmed(
    cast, client, draft, head, typed, says
) -> None:
    client.force_login(cast.office)

    def edit(book) -> None:
        sheet = book.worksheets[0]
        sheet.cell(2, _column(sheet, head)).value = typed

    answer = _hand_in(client, _edited(draft, edit))
    assert answer.status_code == 422
    assert "lines" not in answer.context
    [(where, what, remedy)] = answer.context["errors"]
    assert "2" in where
    assert says in what
    assert remedy


@pytest.mark.parametrize("content", [b"", b"<html></html>", b"PK\x03\x04 broken", b"MZ\x90"])
def test_what_is_no_workbook_is_told_beside_the_field(cast, client, draft, content) -> None:
    client.force_login(cast.office)
    answer = _hand_in(client, SimpleUploadedFile("rules.xlsx", content))
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]


def test_lines_that_nobody_has_looked_at_cannot_be_sent(cast, client, draft) -> None:
    client.force_login(cast.office)
    before = _lines(draft)
    answer = client.post(_address(), {"lines": "made up", "version": draft.version})
    assert answer.status_code == 422
    assert _lines(draft) == before


def test_a_draft_that_was_changed_since_is_not_written_over(cast, client, draft) -> None:
    client.force_login(cast.office)
    answer = _hand_in(client, scene.book_of(draft))
    actions.write_rule(by=cast.second_office, rule_set=draft, kind="at_least", values={"number": 1})
    before = _lines(draft)
    assert _confirm(client, answer).status_code == 409
    assert _lines(draft) == before


def test_who_confirms_a_workbook_has_written_in_the_version(cast, draft) -> None:
    found = books.read_book(scene.book_of(draft).read(), "rules.xlsx", draft, world_of(draft.cohort))
    actions.write_book(by=cast.second_office, rule_set=draft, rows=books.rows_of(found.rules, found.criteria))
    draft.refresh_from_db()
    assert cast.second_office.pk in draft.written_by
    with pytest.raises(Stale):
        actions.write_book(
            by=cast.office, rule_set=draft, rows=books.rows_of(found.rules, found.criteria), expected=1
        )


def _import_with(client, draft, edit) -> None:
    assert _confirm(client, _hand_in(client, _edited(draft, edit))).status_code == 302


def test_a_workbook_is_taken_back_as_a_whole_and_what_was_written_since_is_listed(
    cast, client, draft
) -> None:
    client.force_login(cast.office)
    before = _lines(draft)

    _import_with(client, draft, lambda book: book.worksheets[0].delete_rows(3))
    draft.refresh_from_db()
    actions.write_rule(by=cast.office, rule_set=draft, kind="order_minimum", values={"or_none": False})
    shown = client.get(_address() + "?before=1")

    assert {"gone", "insert"} <= set(_decisions(shown))
    assert _confirm(client, shown).status_code == 302
    assert _lines(draft) == before


def test_no_workbook_is_taken_back_twice_or_behind_somebodys_back(cast, client, draft) -> None:
    client.force_login(cast.office)
    assert "changes" not in client.get(_address() + "?before=1").context
    _import_with(client, draft, lambda book: book.worksheets[0].delete_rows(3))
    shown = client.get(_address() + "?before=1")

    actions.write_rule(by=cast.office, rule_set=draft, kind="order_minimum", values={"or_none": False})
    now = _lines(draft)

    assert _confirm(client, shown).status_code == 409
    assert _lines(draft) == now
