"""The pages of imports: hand a workbook in, look at what it would do, confirm, undo."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shanhai.pages import once
from shanhai.pages.lists.exporting import XLSX
from shanhai.pages.words import current_language, say, words
from shanhai.programme.imports import actions, queries, rules, writing
from shanhai.programme.imports.actions import StepRefused, UploadRefused
from shanhai.programme.imports.adaptor import ADAPTORS, Adaptor, Scope, adaptor_of
from shanhai.programme.imports.forms import HeadersForm, UploadForm
from shanhai.programme.imports.progress import percent
from shanhai.programme.models import Cohort, Import, ImportRow, Programme
from shanhai.programme.queries import seen
from shanhai.programme.trail import Stale
from shanhai.programme.words import STALE
from shanhai.sheets import FileError, write_back

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

PER_PAGE = 100
#: Conflicts that a page lists; their number is told in any case.
_LISTED = 50
_CHIPS = {"insert": "open", "change": "waits", "unchanged": "plain", "refused": "bad"}
_DECISIONS = {
    "insert": words("new", "新增"),
    "change": words("changed", "变更"),
    "unchanged": words("unchanged", "未变"),
    "refused": words("refused", "不予导入"),
}
_REFUSED = {
    "reason_missing": words(
        "Say why: rows change orders that were closed.", "请说明理由：有订单在截止后被变更。"
    ),
}
_TOO_LATE = words(
    "This import has moved on since you opened the page. Look at how it stands now.",
    "您打开页面后，此导入的状态已变化，请查看最新情况。",
)


@login_required
@require_safe
def imports(request: HttpRequest, programme: str) -> HttpResponse:
    """One's imports, and the tables that one may import."""
    at = _programme(request, programme)
    context = {
        "programme": at,
        "tables": [_of_table(adaptor, request, at) for adaptor in queries.tables(request.user, at)],
        "imports": queries.imports(request.user, at)[:100],
    }
    return render(request, "programme/imports/imports.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@once.only
def upload(request: HttpRequest, programme: str, table: str) -> HttpResponse:
    """Hand a workbook in."""
    at = _programme(request, programme)
    adaptor = _adaptor(request, at, table)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.hand_in(
                by=request.user,
                programme=at,
                table=table,
                file=form.cleaned_data["file"],
                cohort=adaptor.scope.cohort,
            )
        except UploadRefused as refused:
            form.add_error("file", refused.told(current_language()))
        else:
            return redirect("imports:shown", at.code, made.pk)
    status = 422 if form.is_bound and form.errors else 200
    context = {"programme": at, "adaptor": adaptor, "form": form, "asked": _asked(adaptor)}
    return render(request, "programme/imports/upload.html", context, status=status)


@login_required
@require_safe
def shown(request: HttpRequest, programme: str, pk: int) -> HttpResponse:
    """What an import would do, or has done."""
    made = _import(request, programme, pk)
    return _page(request, made)


@login_required
@require_safe
def progress(request: HttpRequest, programme: str, pk: int) -> HttpResponse:
    """How far the work on an import is; when it is over the page is loaded again."""
    made = _import(request, programme, pk)
    response = render(request, "programme/imports/progress.html", {"made": made, "percent": percent(made)})
    if made.state not in rules.AT_WORK:
        response.headers["HX-Refresh"] = "true"
    return response


@login_required
@require_POST
@once.only
def headers(request: HttpRequest, programme: str, pk: int) -> HttpResponse:
    """Say what headers of one's own mean, and compare again."""
    made = _import(request, programme, pk)
    form = HeadersForm(_adaptor_of(made, request).table, made.headers, request.POST)
    if not form.is_valid():
        return _page(request, made, status=422)
    mapping, version = form.mapping, _version(request)
    return _step(
        request,
        made,
        lambda: actions.name_columns(by=request.user, made=made, mapping=mapping, expected=version),
    )


@login_required
@require_POST
@once.only
def compare(request: HttpRequest, programme: str, pk: int) -> HttpResponse:
    """Compare the workbook again with what there is now."""
    made, version = _import(request, programme, pk), _version(request)
    return _step(request, made, lambda: actions.compare_again(by=request.user, made=made, expected=version))


@login_required
@require_POST
@once.only
def confirm(request: HttpRequest, programme: str, pk: int) -> HttpResponse:
    """Have the rows written."""
    made, version = _import(request, programme, pk), _version(request)
    reason = request.POST.get("reason", "")[:2_000]
    return _step(
        request,
        made,
        lambda: actions.confirm(by=request.user, made=made, expected=version, reason=reason),
    )


@login_required
@require_POST
@once.only
def undo(request: HttpRequest, programme: str, pk: int) -> HttpResponse:
    """Take back what was written; what was changed since only where that was said."""
    made, version = _import(request, programme, pk), _version(request)
    undo_all = request.POST.get("changed") == "undo"
    return _step(
        request,
        made,
        lambda: actions.undo(by=request.user, made=made, expected=version, undo_all=undo_all),
    )


@login_required
@require_POST
@once.only
def drop(request: HttpRequest, programme: str, pk: int) -> HttpResponse:
    """Let an import go."""
    made, version = _import(request, programme, pk), _version(request)
    return _step(request, made, lambda: actions.drop(by=request.user, made=made, expected=version))


@login_required
@require_POST
@once.only
def resume(request: HttpRequest, programme: str, pk: int) -> HttpResponse:
    """Give the work out again, which may have been cut off."""
    made = _import(request, programme, pk)
    return _step(request, made, lambda: actions.resume(made=made))


@login_required
@require_safe
def marked(request: HttpRequest, programme: str, pk: int) -> HttpResponse:
    """The workbook that was handed in, with its wrong cells coloured and commented."""
    made = _import(request, programme, pk)
    if not made.file.storage.exists(made.file.name):
        raise Http404
    with tempfile.TemporaryDirectory(prefix="shanhai-import-") as folder:
        original = Path(folder) / Path(made.name).name
        with made.file.open("rb") as file:
            original.write_bytes(file.read())
        back = Path(folder) / "marked" / f"{original.stem}.xlsx"
        back.parent.mkdir()
        try:
            write_back(original, queries.errors(made), back, current_language())
        except FileError as error:
            raise Http404 from error
        return _download(back.read_bytes(), f"{original.stem}-{say(words('marked', '标注'))}.xlsx")


@login_required
@require_safe
def empty(request: HttpRequest, programme: str, table: str) -> HttpResponse:
    """An empty workbook to be filled in."""
    adaptor = _adaptor(request, _programme(request, programme), table)
    return _workbook(adaptor, is_empty=True)


@login_required
@require_safe
def current(request: HttpRequest, programme: str, table: str) -> HttpResponse:
    """What there is now, with ids, to be edited and handed in again."""
    adaptor = _adaptor(request, _programme(request, programme), table)
    return _workbook(adaptor, is_empty=False)


def _programme(request: HttpRequest, programme: str) -> Programme:
    found = seen(request.user, Programme.objects, code=programme)
    if not request.user.standing.may("imports.write", programme=found.pk):
        raise PermissionDenied("imports.write")
    return found


def _import(request: HttpRequest, programme: str, pk: int) -> Import:
    found = Import.objects.select_related("programme", "cohort", "by")
    return seen(request.user, found, pk=pk, programme__code=programme)


def _adaptor(request: HttpRequest, programme: Programme, table: str) -> Adaptor:
    """The adaptor of the table and cohort of the address. Raises: Http404, PermissionDenied."""
    if table not in ADAPTORS:
        raise Http404
    cohort = None
    if ADAPTORS[table].of_cohort:
        cohorts = Cohort.objects.select_related("programme", "previous")
        cohort = seen(request.user, cohorts, programme=programme, code=request.GET.get("cohort", ""))
    adaptor = adaptor_of(table, Scope(request.user, programme, cohort))
    if not adaptor.may():
        raise PermissionDenied(adaptor.permission)
    return adaptor


def _adaptor_of(made: Import, request: HttpRequest) -> Adaptor:
    return adaptor_of(made.table, queries.scope_of(made, request.user))


def _asked(adaptor: Adaptor) -> str:
    return f"?cohort={adaptor.scope.cohort.code}" if adaptor.scope.cohort else ""


def _of_table(adaptor: Adaptor, request: HttpRequest, programme: Programme) -> dict[str, object]:
    cohort = None
    if adaptor.of_cohort:
        cohort = Cohort.objects.visible_to(request.user).filter(programme=programme).order_by("-code").first()
    asked = f"?cohort={cohort.code}" if cohort else ""
    return {"key": adaptor.key, "title": adaptor.title, "cohort": cohort, "asked": asked,
            "is_open": bool(cohort) or not adaptor.of_cohort}  # fmt: skip


def _step(request: HttpRequest, made: Import, take: Callable[[], object]) -> HttpResponse:
    try:
        take()
    except StepRefused as refused:
        messages.error(request, say(_REFUSED.get(str(refused), _TOO_LATE)))
        made.refresh_from_db()
        return _page(request, made, status=422)
    except Stale:
        messages.error(request, say(STALE))
        made.refresh_from_db()
        return _page(request, made, status=409)
    return redirect("imports:shown", made.programme.code, made.pk)


def _version(request: HttpRequest) -> int:
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() else 0


def _page(request: HttpRequest, made: Import, status: int = 200) -> HttpResponse:
    adaptor = _adaptor_of(made, request)
    language = current_language()
    decision = request.GET.get("decision", "")
    rows = queries.rows(made, decision if decision in _DECISIONS else "")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    columns = [column for column in adaptor.table.columns if any(column.key in row.cells for row in page)]
    context = {
        "made": made,
        "programme": made.programme,
        "title": adaptor.title,
        "counts": [(key, _DECISIONS[key], made.counts.get(key, 0), _CHIPS[key]) for key in _DECISIONS],
        "decision": decision,
        "page": page,
        "columns": columns,
        "rows": [_row(row, columns, language) for row in page],
        "problems": [(each["what"][language], each["remedy"][language]) for each in made.problems],
        "notices": [each[language] for each in made.notices],
        "headers": HeadersForm(adaptor.table, made.headers) if made.headers else None,
        "is_at_work": made.state in rules.AT_WORK,
        "percent": percent(made),
        "to_write": made.counts.get("insert", 0) + made.counts.get("change", 0),
        "can": set(rules.LIFE[made.state]),
        **_conflicts(made, adaptor),
    }
    return render(request, "programme/imports/import.html", context, status=status)


def _row(row: ImportRow, columns: list, language: str) -> dict[str, object]:
    wrong = {fault["heading"]: fault for fault in row.faults}
    cells = []
    for column in columns:
        fault = next((wrong[name] for name in wrong if name in _headings(column)), None)
        cells.append(
            {
                "title": column.header,
                "text": row.cells.get(column.key, ""),
                "before": row.before.get(column.key),
                "is_changed": column.key in row.before,
                "wrong": fault and f"{fault['what'][language]} {fault['remedy'][language]}",
            }
        )
    marked_ones = {cell["wrong"] for cell in cells}
    rest = [
        f"{fault['cell']}: {fault['what'][language]} {fault['remedy'][language]}"
        for fault in row.faults
        if f"{fault['what'][language]} {fault['remedy'][language]}" not in marked_ones
    ]
    return {
        "number": row.number,
        "decision": _DECISIONS[row.decision],
        "chip": _CHIPS[row.decision],
        "cells": cells,
        "rest": rest,
    }


def _headings(column: object) -> set[str]:
    return {column.key, *column.header.all(), *column.aliases}


def _conflicts(made: Import, adaptor: Adaptor) -> dict[str, object]:
    """What was changed since, and what others refer to: asked before anything is undone."""
    if made.state != "done":
        return {}
    changed = writing.changed_since(adaptor, made)
    used = writing.in_use(adaptor, made, set(changed))
    records = adaptor.existing().filter(pk__in=[*changed, *used])
    return {
        "changed": len(changed),
        "used": len(used),
        "conflicts": [(str(each), each.code, each.pk in used) for each in records[:_LISTED]],
    }


def _workbook(adaptor: Adaptor, *, is_empty: bool) -> HttpResponse:
    language = current_language()
    content = queries.workbook(adaptor, language, is_empty=is_empty)
    return _download(content, f"{adaptor.title.text(language)}.xlsx")


def _download(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    return response
