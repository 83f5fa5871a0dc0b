"""Reads of imports."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shanhai.programme.imports.adaptor import ADAPTORS, Adaptor, Scope, adaptor_of
from shanhai.programme.models import Import, ImportRow
from shanhai.sheets import export, template

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from shanhai.programme.models import Account, Cohort, Programme
    from shanhai.sheets import CellError, Language


def tables(account: Account, programme: Programme) -> list[Adaptor]:
    """The tables that an account may import into a programme."""
    made = (adaptor_of(key, Scope(account, programme)) for key in ADAPTORS)
    return [adaptor for adaptor in made if adaptor.may()]


def imports(account: Account, programme: Programme) -> QuerySet[Import]:
    """One's imports into a programme, the latest first."""
    return Import.objects.visible_to(account).filter(programme=programme).select_related("cohort", "by")


def rows(made: Import, decision: str = "") -> QuerySet[ImportRow]:
    """The rows of an import, of one decision where one is asked for."""
    found = ImportRow.objects.filter(of=made).order_by("number")
    return found.filter(decision=decision) if decision else found


def errors(made: Import) -> list[CellError]:
    """The wrong cells of an import, to be marked in its workbook."""
    from shanhai.programme.imports.texts import error_again

    found = ImportRow.objects.filter(of=made, decision="refused").order_by("number")
    stored = [fault for faults in found.values_list("faults", flat=True) for fault in faults]
    return [error_again(each) for each in (*made.problems, *stored) if each.get("cell")]


def current(adaptor: Adaptor) -> list[dict[str, Any]]:
    """The records that the account may write, as rows of the table, with their ids."""
    references = [name for name in adaptor.references if adaptor.references[name].form == "record"]
    found = adaptor.seen().select_related(*references)
    return [adaptor.mapped.row(record) for record in found]


def workbook(adaptor: Adaptor, language: Language, *, is_empty: bool = False) -> bytes:
    """The records that the account may write as a workbook with ids, or an empty one to be filled in."""
    with tempfile.TemporaryDirectory(prefix="shanhai-import-") as folder:
        path = Path(folder) / "table.xlsx"
        if is_empty:
            template([adaptor.table], path, language)
        else:
            export([adaptor.table], {adaptor.table.key: current(adaptor)}, path, language)
        return path.read_bytes()


def scope_of(made: Import, account: Account) -> Scope:
    """Who imports where."""
    cohort: Cohort | None = made.cohort
    return Scope(account, made.programme, cohort)
