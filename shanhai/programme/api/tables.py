"""Tables as rows and as workbooks, and what was imported.

A program writes as an officer imports: rows of a table are compared with what there is, and written all
together or not at all, under the same rules and with an import that can be undone.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from ninja import Field, File, Router, Schema, Status
from ninja.errors import HttpError
from ninja.files import UploadedFile  # noqa: TC002 - read when the program runs

from shanhai.pages.lists.exporting import XLSX
from shanhai.pages.words import current_language
from shanhai.programme.api.sending import StepIn, the_programme, told
from shanhai.programme.imports import actions, jobs, queries
from shanhai.programme.imports.adaptor import ADAPTORS, Adaptor, Scope, adaptor_of
from shanhai.programme.models import Cohort, Import
from shanhai.programme.queries import seen
from shanhai.programme.rows import plain_row

if TYPE_CHECKING:
    from django.http import HttpRequest


router = Router(tags=["tables"])
MOST_ROWS = 500
PAGE = 200


class ColumnOut(Schema):
    """A column of a table, in the reader's language."""

    key: str
    header: str
    required: bool
    example: str


class TableOut(Schema):
    """A table that can be read and written by rows."""

    key: str
    title: str
    of_cohort: bool
    columns: list[ColumnOut]


class RowsOut(Schema):
    """A page of rows by column keys; `_id` and `_version` are the record's own."""

    count: int
    page: int
    rows: list[dict[str, Any]]


class RowsIn(Schema):
    """Rows to be written: cells by column keys, typed as in a sheet."""

    rows: list[dict[str, str | int | float | bool | None]] = Field(max_length=MOST_ROWS)
    reason: str = ""


class WrittenOut(Schema):
    """What an import has done or would do."""

    id: int
    state: str
    version: int
    counts: dict[str, int]
    errors: list[dict[str, str]] = Field(default_factory=list)


@router.get("/{programme}/tables", response=list[TableOut], summary="The tables and their columns")
def tables(request: HttpRequest, programme: str) -> Any:
    """The tables, told in the reader's language."""
    the_programme(request, programme)
    language = current_language()
    return [
        {
            "key": key,
            "title": kind.title.text(language),
            "of_cohort": kind.of_cohort,
            "columns": [
                {
                    "key": column.key,
                    "header": column.header.text(language),
                    "required": column.required,
                    "example": str(column.kind.write(column.example, language)) if column.example else "",
                }
                for column in kind.mapped.table.columns
            ],
        }
        for key, kind in ADAPTORS.items()
    ]


@router.get("/{programme}/tables/{table}", response=RowsOut, summary="The rows of a table that you may see")
def rows(
    request: HttpRequest, programme: str, table: str, cohort: str = "", page: int = 1, q: str = ""
) -> Any:
    """A page of rows; `q` looks for words as the lists do: either script, pinyin initials, codes."""
    adaptor = _adaptor(request, programme, table, cohort)
    references = [name for name, target in adaptor.references.items() if target.form == "record"]
    found = adaptor.existing().visible_to(request.auth).select_related(*references).order_by("pk")
    found = found.filter(adaptor.looked_for(q)) if q else found
    start = (max(page, 1) - 1) * PAGE
    return {
        "count": found.count(),
        "page": page,
        "rows": [told(record, plain_row(adaptor.row(record))) for record in found[start : start + PAGE]],
    }


@router.post(
    "/{programme}/tables/{table}",
    response={200: WrittenOut, 422: WrittenOut},
    summary="Write rows, all of them or none",
)
def write_rows(request: HttpRequest, programme: str, table: str, body: RowsIn, cohort: str = "") -> Any:
    """Compare the rows with what there is and write them; a wrong cell takes everything back."""
    adaptor = _adaptor(request, programme, table, cohort)
    with transaction.atomic():
        made = actions.hand_in(
            by=request.auth,
            programme=adaptor.scope.programme,
            cohort=adaptor.scope.cohort,
            table=table,
            file=SimpleUploadedFile("api.csv", _sheet(adaptor, body.rows), "text/csv"),
        )
        if made.problems or made.counts.get("refused"):
            answer = _told(made, with_errors=True)
            transaction.set_rollback(True)
            return Status(422, answer)
        made = actions.confirm(by=request.auth, made=made, expected=made.version, reason=body.reason)
        # Few rows are written while the caller waits; the job that was given out finds nothing left to do.
        jobs.commit(made.pk)
        made.refresh_from_db()
    return Status(200, _told(made))


@router.get("/{programme}/tables/{table}/workbook", summary="The rows that you may write, as a workbook")
def download(request: HttpRequest, programme: str, table: str, cohort: str = "") -> HttpResponse:
    """An Excel file with ids, to be edited and handed in again."""
    adaptor = _adaptor(request, programme, table, cohort)
    if not adaptor.may():
        raise PermissionDenied(adaptor.permission)
    content = queries.workbook(adaptor, current_language())
    disposition = content_disposition_header(as_attachment=True, filename=f"{table}.xlsx")
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": disposition})


@router.post(
    "/{programme}/tables/{table}/workbook",
    response=WrittenOut,
    summary="Hand in a workbook; nothing is written yet",
)
def hand_in(
    request: HttpRequest, programme: str, table: str, file: File[UploadedFile], cohort: str = ""
) -> Any:
    """Keep a workbook and compare it."""
    adaptor = _adaptor(request, programme, table, cohort)
    made = actions.hand_in(
        by=request.auth,
        programme=adaptor.scope.programme,
        cohort=adaptor.scope.cohort,
        table=table,
        file=file,
    )
    return _told(made, with_errors=True)


@router.get("/{programme}/imports/{int:pk}", response=WrittenOut, summary="How far an import is")
def import_state(request: HttpRequest, programme: str, pk: int) -> Any:
    """One's import."""
    return _told(_import(request, programme, pk), with_errors=True)


class ImportStepIn(StepIn):
    """A step with an import; `undo_all` also takes back what was changed since."""

    undo_all: bool = False


@router.post("/{programme}/imports/{int:pk}/confirm", response=WrittenOut, summary="Have an import written")
def confirm(request: HttpRequest, programme: str, pk: int, body: StepIn) -> Any:
    """Confirm an import."""
    made = _import(request, programme, pk)
    return _told(actions.confirm(by=request.auth, made=made, expected=body.version, reason=body.reason))


@router.post("/{programme}/imports/{int:pk}/undo", response=WrittenOut, summary="Take back what it wrote")
def undo(request: HttpRequest, programme: str, pk: int, body: ImportStepIn) -> Any:
    """Undo an import."""
    made = _import(request, programme, pk)
    return _told(actions.undo(by=request.auth, made=made, expected=body.version, undo_all=body.undo_all))


@router.post("/{programme}/imports/{int:pk}/drop", response=WrittenOut, summary="Let an import go")
def drop(request: HttpRequest, programme: str, pk: int, body: StepIn) -> Any:
    """Drop an import that nothing was written of, with its workbook."""
    made = _import(request, programme, pk)
    return _told(actions.drop(by=request.auth, made=made, expected=body.version))


def _adaptor(request: HttpRequest, programme: str, table: str, cohort: str) -> Adaptor:
    at = the_programme(request, programme)
    if table not in ADAPTORS:
        raise Http404
    of = None
    if ADAPTORS[table].of_cohort:
        of = seen(request.auth, Cohort.objects.select_related("programme"), programme=at, code=cohort)
    return adaptor_of(table, Scope(request.auth, at, of))


def _import(request: HttpRequest, programme: str, pk: int) -> Import:
    return seen(request.auth, Import.objects, programme__code=programme, pk=pk)


def _sheet(adaptor: Adaptor, given: list[dict[str, Any]]) -> bytes:
    """The rows as the sheet that an officer would have handed in. Raises: HttpError."""
    known = {column.key: column.header.en for column in adaptor.table.columns}
    columns = list(dict.fromkeys(key for row in given for key in row))
    unknown = [key for key in columns if key not in known]
    if unknown:
        raise HttpError(422, f"There is no column {unknown[0]!r}. There are: {', '.join(known)}.")
    text = io.StringIO()
    sheet = csv.writer(text)
    sheet.writerow([known[key] for key in columns])
    for row in given:
        sheet.writerow(["" if row.get(key) is None else row[key] for key in columns])
    return text.getvalue().encode("utf-8-sig")


def _told(made: Import, *, with_errors: bool = False) -> dict[str, Any]:
    language = current_language()
    errors = queries.errors(made)[:MOST_ROWS] if with_errors else []
    problems = [{"what": str(each.get("what", {}).get(language, ""))} for each in made.problems]
    cells = [
        {
            "cell": each.cell,
            "column": each.heading,
            "what": each.what(language),
            "remedy": each.remedy(language),
        }
        for each in errors
    ]
    return {
        "id": made.pk,
        "state": made.state,
        "version": made.version,
        "counts": made.counts,
        "errors": [*problems, *cells] if with_errors else [],
    }
