"""A rule set to and from Excel: download, hand in, look, confirm. Nothing is kept in between."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from shanhai.pages import once
from shanhai.pages.words import current_language, say, says, words
from shanhai.programme.queries import require
from shanhai.rounds import actions, queries
from shanhai.rounds.fitting import books
from shanhai.rounds.fitting.world import world_of
from shanhai.rounds.views.frame import READS_AND_WRITES, Refusal, answered, tried, version_of
from shanhai.rounds.views.rule_sets import address, lines_shown, page, the_version
from shanhai.rounds.words import REASONS
from shanhai.sheets import FileError

if TYPE_CHECKING:
    from django.http import HttpRequest

    from shanhai.rounds.fitting.books import LinesRead
    from shanhai.rounds.models import RuleSet

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_INVENTED = words("Invented sample: nothing in it is real.", "虚构样例：内容均非真实。")
_SALT = "rounds.book"
_GOOD_FOR = 24 * 3600


class BookForm(forms.Form):
    """The workbook that is handed in."""

    file = forms.FileField(
        label=says("workbook", "工作簿"),
        help_text=says("Excel, WPS or ODS; 2 MB at most.", "Excel、WPS 或 ODS，不超过 2 MB。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.ods"}),
        allow_empty_file=True,
    )


@require_safe
@login_required
def download(request: HttpRequest, programme: str, cohort: str, number: int) -> HttpResponse:
    """The lines of a version as a workbook."""
    version = the_version(request, programme, cohort, number)
    lines = queries.lines_of(version)
    banner = say(_INVENTED) if version.cohort.programme.invented else ""
    with tempfile.TemporaryDirectory(prefix="shanhai-rules-") as folder:
        path = Path(folder) / "rules.xlsx"
        books.write_book(lines.rules, lines.criteria, path, current_language(), banner)
        response = HttpResponse(path.read_bytes(), content_type=_XLSX)
    name = f"{programme}-{cohort}-{say(words('rules', '选派规则'))}-{number}.xlsx"
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


@READS_AND_WRITES
@login_required
@once.only
def hand_in(request: HttpRequest, programme: str, cohort: str, number: int) -> HttpResponse:
    """Hand a workbook in and see what it would do; then let it do so.

    `?before` shows, and does, what takes the last one back.
    """
    version = the_version(request, programme, cohort, number)
    require(request.user, "rules.write", programme=version.cohort.programme_id)
    if version.state != "draft":
        refused = Refusal((say(REASONS["no_such_step"]),), 422)
        return answered(lambda why: page(request, version, why), refused)
    if "lines" in request.POST:
        return _confirmed(request, version)
    form = BookForm(request.POST or None, request.FILES or None)
    if "before" in request.GET and request.method != "POST" and version.before_book is not None:
        found = books.read_rows(version.before_book, version, world_of(version.cohort))
        return _page(request, version, form, found, status=200)
    if request.method != "POST" or not form.is_valid():
        return _page(request, version, form, status=422 if request.method == "POST" else 200)
    file = form.cleaned_data["file"]
    if file.size > books.LIMITS.file_bytes:
        form.add_error("file", say(words("It is larger than 2 MB.", "超过 2 MB。")))
        return _page(request, version, form, status=422)
    try:
        found = books.read_book(file.read(), file.name, version, world_of(version.cohort))
    except FileError as error:
        form.add_error("file", error.what(current_language()) + " " + error.remedy(current_language()))
        return _page(request, version, form, status=422)
    return _page(request, version, form, found, status=422 if found.errors else 200)


def _confirmed(request: HttpRequest, version: RuleSet) -> HttpResponse:
    try:
        rows = signing.loads(request.POST["lines"], salt=f"{_SALT}.{version.pk}", max_age=_GOOD_FOR)
    except signing.BadSignature:
        refused = Refusal((say(REASONS["no_such_step"]),), 422)
        return answered(lambda why: page(request, version, why), refused)
    expected = version_of(request)
    refusal = tried(
        lambda: actions.write_book(by=request.user, rule_set=version, rows=rows, expected=expected)
    )
    if refusal:
        return answered(lambda why: page(request, version, why), refusal)
    return HttpResponseRedirect(address(version.cohort, version))


def _page(
    request: HttpRequest, version: RuleSet, form: BookForm, found: LinesRead | None = None, *, status: int
) -> HttpResponse:
    context: dict[str, Any] = {"cohort": version.cohort, "version": version, "form": form, "found": found}
    context["takes_back"] = "before" in request.GET
    language = current_language()
    if found and found.errors:
        context["errors"] = [
            (error.where(language), error.what(language), error.remedy(language)) for error in found.errors
        ]
    elif found:
        context["changes"] = _changes(version, found)
        context["lines"] = signing.dumps(
            books.rows_of(found.rules, found.criteria), salt=f"{_SALT}.{version.pk}", compress=True
        )
    return render(request, "rounds/book.html", context, status=status)


def _changes(version: RuleSet, found: LinesRead) -> list[dict[str, Any]]:
    """What would happen to each line, with its sentence."""
    stored = queries.lines_of(version)
    now = queries.see(version, stored)
    sentences = {}
    for lines, seen in ((stored, now), (queries.Lines(found.rules, found.criteria), found.seen)):
        shown = lines_shown(version, lines.rules, seen.rules, seen, "rules")
        shown += lines_shown(version, lines.criteria, seen.criteria, seen, "weights")
        sentences |= {id(each.line): each.sentence for each in shown}
    return [
        {
            "decision": change.decision,
            "code": getattr(change.line or change.stored, "code", ""),
            "sentence": sentences[id(change.line or change.stored)],
            "before": sentences[id(change.stored)] if change.decision == "change" else "",
        }
        for change in queries.changes_to(stored, queries.Lines(found.rules, found.criteria))
    ]
