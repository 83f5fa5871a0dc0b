"""The pages of imports: hand in, look, confirm, watch, undo."""

import io

import openpyxl
import pytest
from django.urls import reverse

from shanhai.programme.imports import jobs
from shanhai.programme.models import Import
from shanhai.programme.trail import writing
from shanhai.registers.models import Order
from tests.programme.imports.books import ORDERS, book, confirm, hand_in
from tests.registers.makers import close, order_of

pytestmark = pytest.mark.django_db


def at(view: str, *more: object) -> str:
    return reverse(f"imports:{view}", args=["haiyue", *more])


def _upload(client, *rows, headers=ORDERS):
    return client.post(at("upload", "orders") + "?cohort=2022", {"file": book(headers, *rows)})


def test_a_workbook_is_handed_in_looked_at_confirmed_and_undone(cast, client) -> None:
    client.force_login(cast.qingxi_officer)
    answer = _upload(client, ("D01", "副县长", "CU11", 2), ("D02", "错", "CU11", "两个"))
    made = Import.objects.get()
    assert answer.headers["Location"] == at("shown", made.pk)
    page = client.get(at("shown", made.pk)).content.decode()
    assert "is not a number" in page
    assert "write 1 rows" in page
    client.post(at("confirm", made.pk), {"version": made.version})
    jobs.commit(made.pk)
    assert Order.objects.get().code == "D01"
    made.refresh_from_db()
    assert "Undo" in client.get(at("shown", made.pk)).content.decode()
    client.post(at("undo", made.pk), {"version": made.version})
    jobs.undo(made.pk)
    assert not Order.objects.exists()


def test_a_file_that_is_no_workbook_is_told_beside_the_field_or_on_the_page(cast, client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    client.force_login(cast.qingxi_officer)
    empty = client.post(at("upload", "orders") + "?cohort=2022", {"file": SimpleUploadedFile("a.xlsx", b"")})
    assert empty.status_code == 422
    pdf = SimpleUploadedFile("a.xlsx", b"%PDF-1.7")
    answer = client.post(at("upload", "orders") + "?cohort=2022", {"file": pdf}, follow=True)
    assert "not a workbook" in answer.content.decode()
    assert f'href="{at("upload", "orders")}?cohort=2022"' in answer.content.decode()


def test_a_changed_cell_shows_what_stood_there(cast, client) -> None:
    order = order_of(cast, seats=1)
    client.force_login(cast.qingxi_officer)
    page = _upload(client, (order.code, order.title, "CU11", 3), headers=ORDERS)
    shown = client.get(page.headers["Location"]).content.decode()
    assert "<del>1</del> → <ins>3</ins>" in shown


def test_the_marked_workbook_comes_back(cast, client) -> None:
    client.force_login(cast.qingxi_officer)
    _upload(client, ("D02", "错", "CU11", "两个"))
    answer = client.get(at("marked", Import.objects.get().pk))
    assert "attachment" in answer.headers["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content))["Sheet1"]
    assert "两个" in sheet["D2"].comment.text


def test_headers_are_named_on_the_page(cast, client) -> None:
    client.force_login(cast.qingxi_officer)
    page = client.get(
        _upload(client, ("D01", "甲", "CU11"), headers=("我们的号", "岗位名称", "接收单位")).headers[
            "Location"
        ]
    ).content.decode()
    assert "我们的号" in page
    made = Import.objects.get()
    place = made.headers.index("我们的号")
    client.post(at("headers", made.pk), {"version": made.version, f"header_{place}": "id"})
    made.refresh_from_db()
    assert (made.state, made.counts["insert"]) == ("ready", 1)


def test_undo_asks_about_what_was_changed_since(cast, client) -> None:
    made = confirm(hand_in(cast, "qingxi_officer", "orders", book(ORDERS, ("D01", "甲", "CU11"))))
    order = Order.objects.get()
    order.seats = 9
    with writing(by=cast.office, action="orders.write") as write:
        write.save(order)
    client.force_login(cast.qingxi_officer)
    assert "1 records were changed since" in client.get(at("shown", made.pk)).content.decode()
    client.post(at("undo", made.pk), {"version": made.version, "changed": "undo"})
    jobs.undo(made.pk)
    assert not Order.objects.exists()


def test_confirming_late_changes_asks_why(cast, client) -> None:
    order = order_of(cast, state="accepted")
    close(cast)
    client.force_login(cast.qingxi_officer)
    _upload(client, (order.code, order.title, "CU11", 3))
    made = Import.objects.get()
    answer = client.post(at("confirm", made.pk), {"version": made.version})
    assert answer.status_code == 422
    assert "Say why" in answer.content.decode()


def test_a_stale_confirm_is_told(cast, client) -> None:
    client.force_login(cast.qingxi_officer)
    _upload(client, ("D01", "甲", "CU11"))
    made = Import.objects.get()
    assert client.post(at("confirm", made.pk), {"version": made.version - 1}).status_code == 409
    made.refresh_from_db()
    assert made.state == "ready"


def test_while_the_worker_is_at_it_the_page_says_how_far(cast, client) -> None:
    client.force_login(cast.qingxi_officer)
    _upload(client, ("D01", "甲", "CU11"))
    made = Import.objects.get()
    client.post(at("confirm", made.pk), {"version": made.version})
    assert "hx-trigger" in client.get(at("progress", made.pk)).content.decode()
    jobs.commit(made.pk)
    assert client.get(at("progress", made.pk)).headers["HX-Refresh"] == "true"


@pytest.mark.parametrize("view", ["empty", "current"])
def test_workbooks_to_begin_with(cast, client, view) -> None:
    order_of(cast, note="=1+1")
    client.force_login(cast.qingxi_officer)
    answer = client.get(at(view, "orders") + "?cohort=2022")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    values = [cell.value for row in sheet.iter_rows() for cell in row]
    assert ("CU11-01" in values) == (view == "current")


def test_somebody_elses_import_is_not_there(cast, client) -> None:
    made = hand_in(cast, "qingxi_officer", "orders", book(ORDERS, ("D01", "甲", "CU11")))
    client.force_login(cast.office)
    assert client.get(at("shown", made.pk)).status_code == 404
    assert client.post(at("confirm", made.pk), {"version": made.version}).status_code == 404


def test_a_page_of_rows_asks_the_database_as_often_for_many_as_for_few(cast, client) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    client.force_login(cast.qingxi_officer)
    for rows in (20, 2_000):
        made = hand_in(
            cast, "qingxi_officer", "orders", book(ORDERS, *((f"D{n}", "甲", "CU11") for n in range(rows)))
        )
        client.get(at("shown", made.pk))
        with CaptureQueriesContext(connection) as asked:
            client.get(at("shown", made.pk))
        counts.append(len(asked))
    assert counts[0] == counts[1]
