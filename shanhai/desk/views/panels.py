"""What the desk shows on the pages of placements, units and cohorts: panels, each with its own rights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from shanhai.desk import lists, queries
from shanhai.desk.views.frame import let_in, the_programme
from shanhai.desk.words import CHIPS, STATES
from shanhai.pages.words import words
from shanhai.placements.models import Placement
from shanhai.programme.models import Cohort, Organisation
from shanhai.programme.queries import seen

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from shanhai.desk.models import Request
    from shanhai.programme.models import Programme

#: So many stand in a panel; all of them are on the list that it leads to.
_SHOWN = 5
_READERS = ("desk.report", "desk.answer", "desk.route", "desk.read")
_ASKER = frozenset({"asker"})
_COUNTED = (
    ("open", words("open", "未办结")),
    ("late", words("late", "超期")),
    ("solved", words("solved", "已解决")),
    ("confirmed", words("confirmed by the asker", "本人已确认")),
    ("repeats", words("asked for what was said (target: none)", "重复询问（目标为零）")),
)


@login_required
@require_safe
def of_placement(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody has asked since their placement began, as far as the reader sees it."""
    placement = seen(request.user, Placement.objects.select_related("person", "cohort__programme"), pk=pk)
    at = placement.cohort.programme
    let_in(request, at, *_READERS)
    is_own = placement.person.account_id == request.user.pk
    address = reverse("desk:report", args=[at.code]) if is_own else ""
    return _panel(request, at, queries.of_placement(request.user, placement), report=address)


@login_required
@require_safe
def of_organisation(request: HttpRequest, programme: str, code: str) -> HttpResponse:
    """What a unit has asked or works on, as far as the reader sees it."""
    at = the_programme(request, programme)
    let_in(request, at, *_READERS)
    organisation = seen(request.user, Organisation.objects, code=code)
    return _panel(request, at, queries.of_organisation(request.user, at, organisation))


@login_required
@require_safe
def of_cohort(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """What the people of a cohort have asked, for the desk and for auditors."""
    at = the_programme(request, programme)
    found = seen(request.user, Cohort.objects.select_related("programme"), programme=at, code=cohort)
    let_in(request, at, "desk.route", "desk.read")
    return _panel(request, at, queries.of_cohort(request.user, found))


def _panel(request: HttpRequest, at: Programme, found: QuerySet[Request], report: str = "") -> HttpResponse:
    counted = queries.figures(found, timezone.localdate())
    newest = list(found.order_by("-at", "-pk")[:_SHOWN])
    asked = queries.asked_by(request.user, newest)
    context = {
        "programme": at,
        "figures": [(title, getattr(counted, name)) for name, title in _COUNTED],
        "requests": [_row(each, _ASKER if each.pk in asked else frozenset()) for each in newest],
        "report": report,
    }
    return render(request, "desk/panel.html", context)


def _row(request: Request, parts: frozenset[str]) -> dict[str, object]:
    """A request as it stands in a panel, for somebody who plays these parts in it."""
    return {
        "request": request,
        "state": STATES[request.state],
        "chip": CHIPS[request.state],
        "is_yours": request.turn in parts,
        "turn": lists.whose(request, parts),
    }
