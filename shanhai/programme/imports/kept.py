"""Keeps the rows of an import between the preview and the writing; they are no records of the programme."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from shanhai.programme.models import Import, ImportRow
from shanhai.programme.statements import insert_rows, update_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shanhai.programme.imports.comparing import Decided
    from shanhai.programme.models import Person, Record

BATCH = 1_000
_COLUMNS = ("of_id", "number", "decision", "object_id", "version", "values", "cells", "before", "faults")


def keep(made: Import, rows: Sequence[Decided]) -> None:
    """Keep what the rows of an import would do, in place of what was kept before."""
    forget(made)
    for start in range(0, len(rows), BATCH):
        insert_rows(ImportRow, _COLUMNS, [_row(made, row) for row in rows[start : start + BATCH]])


def _row(made: Import, row: Decided) -> tuple[object, ...]:
    texts = (json.dumps(each) for each in (row.values, row.cells, row.before, row.faults))
    return made.pk, row.number, row.decision, row.object_id, row.version, *texts


def note_written(rows: Sequence[ImportRow]) -> None:
    """Keep which record each row became, and at which version."""
    update_rows(rows, [ImportRow._meta.get_field(name) for name in ("object_id", "written")])


def note_versions(made: Import, records: Sequence[Record]) -> None:
    """Keep the versions of records that an import has written once more after their rows."""
    versions = {record.pk: record.version for record in records}
    rows = list(ImportRow.objects.filter(of=made, object_id__in=versions).exclude(written=None))
    for row in rows:
        row.written = versions[row.object_id]
    note_written(rows)


def forget_file(made: Import) -> None:
    """Take the workbook of an import away."""
    made.file.storage.delete(made.file.name)


def forget_person(person: Person) -> list[Record]:
    """Let everything go that previews and workbooks hold of a person; what was written can then stay."""
    rows = ImportRow.objects.filter(of__table="roster", object_id=person.pk)
    for made in Import.objects.filter(pk__in=rows.values("of")):
        forget_file(made)
    rows.update(cells={}, before={}, values={}, faults=[])
    return []


def forget(made: Import) -> None:
    """Let the rows of an import go."""
    rows = ImportRow.objects.filter(of=made)
    rows._raw_delete(rows.db)
