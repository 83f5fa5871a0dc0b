"""Subjects of the imports' routes: tables, and an import of a host officer in several states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.access.table import Subject, subject
from tests.programme.imports.books import ORDERS, book, confirm, hand_in

if TYPE_CHECKING:
    from shanhai.programme.models import Import
    from tests.cast import Cast

HERE = {"programme": "haiyue"}


@subject("importing")
def _(cast: Cast) -> Subject:
    return Subject(HERE)


@subject("import_table", "orders")
def _(cast: Cast) -> Subject:
    file = book(ORDERS, ("D01", "副县长", "CU11"))
    return Subject(HERE | {"table": "orders"}, {"file": file}, query="?cohort=2022")


@subject("import_table", "offers")
def _(cast: Cast) -> Subject:
    return Subject(HERE | {"table": "offers"}, query="?cohort=2022")


@subject("import_table", "roster")
def _(cast: Cast) -> Subject:
    return Subject(HERE | {"table": "roster"}, {"file": book(("人员编号", "姓名"), ("P1", "某某"))})


@subject("import_table", "places")
def _(cast: Cast) -> Subject:
    return Subject(HERE | {"table": "places"}, {"file": book(("地区编号", "名称"), ("C77", "新县"))})


@subject("import_table", "of_foreign_cohort")
def _(cast: Cast) -> Subject:
    """A cohort that there is not in this programme."""
    return Subject(HERE | {"table": "orders"}, query="?cohort=2019")


def _about(made: Import, version: int | None = None) -> Subject:
    header = made.headers.index("自定") if "自定" in made.headers else 0
    sent = {"version": made.version if version is None else version, f"header_{header}": "note"}
    return Subject(HERE | {"pk": made.pk}, sent)


def _ready(cast: Cast) -> Import:
    file = book((*ORDERS, "自定"), ("D01", "副县长", "CU11"), ("D02", "错", "CU11", "两个"))
    return hand_in(cast, "qingxi_officer", "orders", file)


@subject("import", "ready")
def _(cast: Cast) -> Subject:
    return _about(_ready(cast))


@subject("import", "stale")
def _(cast: Cast) -> Subject:
    return _about(_ready(cast), version=1)


@subject("import", "done")
def _(cast: Cast) -> Subject:
    return _about(confirm(_ready(cast)))
