"""The files of a plan, for whoever checks it outside under oath."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from shanhai.pages.words import current_language
from shanhai.plans.fitting.packing import packed
from shanhai.plans.views.frame import a_whole_plan
from shanhai.programme.queries import require

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_safe
@login_required
def download(request: HttpRequest, programme: str, cohort: str, number: int) -> HttpResponse:
    """plan.json with its problem, packed: `shanhai verify` checks it anywhere."""
    plan = a_whole_plan(request, programme, cohort, number)
    require(request.user, "plans.files", programme=plan.cohort.programme_id)
    name = f"plan-{programme}-{cohort}-{number}.zip"
    return HttpResponse(
        packed(plan, current_language()),
        content_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )
