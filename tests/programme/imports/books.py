"""Workbooks of the tests, as officers hand them in."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from shanhai.programme.imports import actions, jobs
from shanhai.programme.models import Import, ImportRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.cast import Cast

ORDERS = ("订单编号", "订单名称", "接收单位", "名额", "所需专长", "开始", "结束")


def book(headers: Sequence[str], *rows: Sequence[object], name: str = "orders.xlsx") -> SimpleUploadedFile:
    """A workbook with one sheet."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = workbook.add_worksheet("Sheet1")
    for number, row in enumerate((headers, *rows)):
        for place, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(number, place, value)
            elif value is not None:
                sheet.write_number(number, place, value)
    workbook.close()
    return SimpleUploadedFile(name, stream.getvalue())


def hand_in(cast: Cast, who: str, table: str, file: SimpleUploadedFile, *, cohort: bool = True) -> Import:
    """Hand a workbook in and have it compared."""
    return actions.hand_in(
        by=cast.accounts[who],
        programme=cast.haiyue,
        table=table,
        file=file,
        cohort=cast.cohort if cohort else None,
    )


def confirm(made: Import, reason: str = "") -> Import:
    """Confirm an import and let the worker write it."""
    actions.confirm(by=made.by, made=made, expected=made.version, reason=reason)
    jobs.commit(made.pk)
    made.refresh_from_db()
    return made


def undo(made: Import, *, undo_all: bool = False) -> Import:
    """Undo an import and let the worker do it."""
    actions.undo(by=made.by, made=made, expected=made.version, undo_all=undo_all)
    jobs.undo(made.pk)
    made.refresh_from_db()
    return made


def decisions(made: Import) -> list[str]:
    """What each row would do, in the order of the sheet."""
    return list(ImportRow.objects.filter(of=made).order_by("number").values_list("decision", flat=True))


def faults(made: Import) -> list[tuple[str, str]]:
    """The wrong cells: cell and code of the fault."""
    rows = ImportRow.objects.filter(of=made).order_by("number").values_list("faults", flat=True)
    return [(fault["cell"], fault["code"]) for faults in rows for fault in faults]
