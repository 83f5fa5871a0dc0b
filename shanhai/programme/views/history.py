"""The history of one record: who, when, what stood there before and after, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shanhai.programme.queries.history import history_seen, told_of, written_about

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@login_required
@require_safe
def history(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """What happened to a record, the newest first, for whoever may see its history."""
    record = history_seen(request.user, kind, pk)
    page = Paginator(written_about(record), 50).get_page(request.GET.get("page"))
    context = {"record": record, "page": page, "steps": told_of(page.object_list, type(record), request.user)}
    return render(request, "programme/history.html", context)
