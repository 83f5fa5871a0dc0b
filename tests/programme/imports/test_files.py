"""What is handed in: hostile files, headers of one's own, and the workbook back with its cells marked."""

import os
import time
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from shanhai.programme.imports import actions, queries
from shanhai.programme.imports.actions import UploadRefused
from shanhai.programme.imports.adaptor import ADAPTORS, Scope, adaptor_of
from shanhai.programme.jobs import sweep_files
from shanhai.programme.models import ColumnMapping, Import
from shanhai.sheets import write_back
from tests.programme.imports.books import ORDERS, book, decisions, faults, hand_in
from tests.registers.makers import offer_of, order_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("orders.xlsx", b"%PDF-1.7 not a workbook", "not_a_workbook"),
        ("orders.xlsx", b"PK\x03\x04 broken", "damaged"),
        ("orders.xlsx", b"<html><table></table></html>", "not_a_workbook"),
        ("orders.exe", b"a,b\n1,2\n", "wrong_name"),
        ("orders.csv", b"\x00\x01\x02\x03", "not_a_workbook"),
        ("orders.csv", "订单编号,订单名称\nD01,甲\n".encode("utf-16-be"), "not_a_workbook"),
        ("orders.csv", b"nothing,known\n1,2\n", "no_header"),
    ],
)
def test_what_is_no_workbook_is_told_and_goes_no_further(cast, name, content, code) -> None:
    made = hand_in(cast, "qingxi_officer", "orders", SimpleUploadedFile(name, content))
    assert (made.state, [problem["code"] for problem in made.problems]) == ("stopped", [code])


def test_an_empty_and_a_huge_file_are_not_even_kept(cast) -> None:
    with pytest.raises(UploadRefused):
        hand_in(cast, "qingxi_officer", "orders", SimpleUploadedFile("orders.xlsx", b""))
    file = SimpleUploadedFile("orders.xlsx", b"x")
    file.size = 21 << 20
    with pytest.raises(UploadRefused):
        hand_in(cast, "qingxi_officer", "orders", file)
    assert not Import.objects.exists()


def test_a_file_is_kept_where_no_server_shows_it_and_under_a_name_of_our_own(cast) -> None:
    made = hand_in(cast, "qingxi_officer", "orders", book(ORDERS, ("D01", "甲", "CU11"), name="../../x.xlsx"))
    assert "/" not in made.name
    assert made.file.path.startswith(str(settings.PRIVATE_FILES))
    assert made.file.name.endswith(".upload")


def test_dropping_an_import_drops_its_file(cast, django_capture_on_commit_callbacks) -> None:
    made = hand_in(cast, "qingxi_officer", "orders", book(ORDERS, ("D01", "甲", "CU11")))
    path = made.file.path
    with django_capture_on_commit_callbacks(execute=True):
        actions.drop(by=made.by, made=made, expected=made.version)
    with pytest.raises(FileNotFoundError):
        open(path, "rb").close()


def test_a_workbook_whose_upload_was_cut_off_is_swept_after_a_day(cast) -> None:
    kept = Path(hand_in(cast, "qingxi_officer", "orders", book(ORDERS, ("D01", "甲", "CU11"))).file.path)
    cut_off, under_way = kept.with_name("cut-off.upload"), kept.with_name("under-way.upload")
    for path in (cut_off, under_way):
        path.write_bytes(b"x")
    long_ago = time.time() - 2 * 86_400
    for path in (kept, cut_off):
        os.utime(path, (long_ago, long_ago))
    sweep_files()
    assert (kept.exists(), cut_off.exists(), under_way.exists()) == (True, False, True)
    for path in (kept, under_way):
        path.unlink()


def test_headers_of_ones_own_are_named_once_and_remembered(cast) -> None:
    headers = ("我们的号", "岗位说明", "接收单位")
    made = hand_in(cast, "qingxi_officer", "orders", book(headers, ("D01", "甲", "CU11")))
    assert made.state == "stopped"
    assert {"我们的号", "岗位说明"} <= set(made.headers)
    named = actions.name_columns(
        by=made.by, made=made, mapping={"我们的号": "id", "岗位说明": "name"}, expected=made.version
    )
    assert (named.state, decisions(named)) == ("ready", ["insert"])
    again = hand_in(cast, "qingxi_officer", "orders", book(headers, ("D02", "乙", "CU11")))
    assert again.state == "ready"
    assert ColumnMapping.objects.get().headers == {"我们的号": "id", "岗位说明": "name"}


def test_the_workbook_comes_back_with_its_wrong_cells_marked(cast, tmp_path) -> None:
    made = hand_in(cast, "qingxi_officer", "orders", book(ORDERS, ("D01", "{x}", "CU11", "两{个}")))
    write_back(made.file.path, queries.errors(made), tmp_path / "back.xlsx", "zh-hans")
    cell = openpyxl.load_workbook(tmp_path / "back.xlsx")["Sheet1"]["D2"]
    assert "两{个}" in cell.comment.text
    assert cell.fill.start_color.rgb == "FFFFC7CE"


def test_the_current_view_with_ids_comes_back_unchanged(cast, tmp_path) -> None:
    from shanhai.sheets import export

    order_of(
        cast, title="=cmd|' /C calc'!A0", asks=[["K01", 5]], place=cast.places["qingxi"], note="=1+1", seats=3
    )
    order_of(cast, "songmen")
    adaptor = adaptor_of("orders", Scope(cast.qingxi_officer, cast.haiyue, cast.cohort))
    export([adaptor.table], {"orders": queries.current(adaptor)}, tmp_path / "orders.xlsx", "en")
    content = (tmp_path / "orders.xlsx").read_bytes()
    sheet = openpyxl.load_workbook(tmp_path / "orders.xlsx").worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row} <= {"s", "n"}
    made = hand_in(cast, "qingxi_officer", "orders", SimpleUploadedFile("orders.xlsx", content))
    assert decisions(made) == ["unchanged"]


def test_both_scripts_and_english_headers_are_understood(cast) -> None:
    for headers in (("order id", "title", "host organisation"), ("訂單編號", "訂單名稱", "接收單位")):
        made = hand_in(cast, "qingxi_officer", "orders", book(headers, ("D01", "甲", "青溪縣人民政府")))
        assert decisions(made) == ["insert"]


@pytest.mark.parametrize("table", sorted(ADAPTORS))
def test_every_table_can_be_downloaded_and_comes_back_unchanged(cast, client, table) -> None:
    order_of(cast)
    offer_of(cast)
    asked = "?cohort=2022" if ADAPTORS[table].of_cohort else ""
    who = next(
        name
        for name, account in cast.accounts.items()
        if adaptor_of(table, Scope(account, cast.haiyue, cast.cohort)).may()
    )
    client.force_login(cast.accounts[who])
    answer = client.get(reverse("imports:current", args=["haiyue", table]) + asked)
    made = hand_in(
        cast,
        who,
        table,
        SimpleUploadedFile("now.xlsx", answer.content),
        cohort=bool(asked),
    )
    assert made.problems == []
    assert set(decisions(made)) <= {"unchanged"}, faults(made)
