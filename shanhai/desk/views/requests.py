"""The lists of requests, and routing all that waits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe
from django_q.tasks import async_task

from shanhai.desk import actions, lists, queries
from shanhai.desk.actions.routing import ROUTE
from shanhai.desk.views.frame import let_in, the_programme
from shanhai.pages import once
from shanhai.pages.words import say, words

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from shanhai.programme.models import Programme

#: More than so many are routed by the worker: a page answers at once, and a server stays small.
_MOST_AT_ONCE = 500
_BY_THE_WORKER = words(
    "There are many: they are being routed in the background. Look again in a few minutes.",
    "待办较多，正在后台转办，请几分钟后再查看。",
)


@login_required
@require_safe
def requests(request: HttpRequest, programme: str) -> HttpResponse:
    """Every request that the desk or an auditor sees. A number that is searched for opens its request."""
    at = the_programme(request, programme)
    let_in(request, at, "desk.route", "desk.read")
    return _list(request, at, lists.REQUESTS, queries.requests(request.user, at), "desk/requests.html")


@login_required
@require_safe
def mine(request: HttpRequest, programme: str) -> HttpResponse:
    """What one has asked."""
    at = the_programme(request, programme)
    let_in(request, at, "desk.report")
    return _list(request, at, lists.MINE, queries.own(request.user, at), "desk/mine.html")


@login_required
@require_safe
def queue(request: HttpRequest, programme: str) -> HttpResponse:
    """What one's units work on."""
    at = the_programme(request, programme)
    let_in(request, at, "desk.answer")
    return _list(request, at, lists.QUEUE, queries.of_units(request.user, at), "desk/queue.html")


def _list(request: HttpRequest, at: Programme, listing: Any, found: Any, template: str) -> HttpResponse:
    listed = listing.of(request, found)
    if listed.query[:1] in ("R", "r") and listed.query[1:].isascii() and listed.query[1:].isdigit():
        named = found.filter(pk=int(listed.query[1:])).first()
        if named is not None:
            return redirect("desk:request", at.code, named.pk)
    if listed.is_export:
        return listed.workbook(is_invented=at.invented)
    context = {
        "programme": at,
        "list": listed,
        "may_route": request.user.standing.may("desk.route", programme=at.pk),
        "may_report": request.user.standing.may("desk.report", programme=at.pk),
    }
    return render(request, template, context)


@login_required
@require_POST
@once.only
def route_all(request: HttpRequest, programme: str) -> HttpResponse:
    """Route whatever waits, in one go."""
    at = the_programme(request, programme)
    let_in(request, at, "desk.route")
    if queries.requests(request.user, at).filter(state="received").count() > _MOST_AT_ONCE:
        async_task(ROUTE, at.pk)
        messages.info(request, say(_BY_THE_WORKER))
        return redirect("desk:requests", at.code)
    found = actions.route_waiting(by=request.user, programme=at)
    routed = sum(bool(each.unit) for each in found)
    told_ = words(
        "{routed} routed; {left} stay with the desk, each with its reason.",
        "已转办 {routed} 件，{left} 件留在诉求台并附原因。",
    )
    messages.success(request, say(told_, routed=routed, left=len(found) - routed))
    return redirect("desk:requests", at.code)
