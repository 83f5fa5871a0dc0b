"""Rounds of visits: planned at a desk, logged on a phone, with or without a network."""

from __future__ import annotations

import json
import uuid
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shanhai.desk import actions, forms, lists, queries
from shanhai.desk.models import Request, Visit, VisitRound
from shanhai.desk.views.frame import let_in, the_programme, tried
from shanhai.pages import once
from shanhai.pages.words import say, words
from shanhai.placements.queries import liaisons_of
from shanhai.programme.actions.refusal import Refused
from shanhai.programme.queries import seen

if TYPE_CHECKING:
    from django.http import HttpRequest

    from shanhai.programme.models import Programme

_READS_AND_WRITES = require_http_methods(["GET", "HEAD", "POST"])
_MOST_BYTES = 64 * 1024
_WORKER = Path(__file__).parents[1] / "static" / "desk" / "worker.js"


@login_required
@require_safe
def rounds(request: HttpRequest, programme: str) -> HttpResponse:
    """The rounds that one sees."""
    at = the_programme(request, programme)
    let_in(request, at, "desk.visit")
    found = VisitRound.objects.visible_to(request.user).filter(programme=at)
    found = found.select_related("programme", "account").annotate(
        stops=Count("visits"), done=Count("visits", filter=Q(visits__done_on__isnull=False))
    )
    return render(request, "desk/rounds.html", {"programme": at, "list": lists.ROUNDS.of(request, found)})


@login_required
@_READS_AND_WRITES
@once.only
def plan(request: HttpRequest, programme: str) -> HttpResponse:
    """Plan a round; one's own firms stand there already."""
    at = the_programme(request, programme)
    let_in(request, at, "desk.visit")
    own = liaisons_of(request.user, at).order_by("host__code").values_list("host__code", flat=True)
    named = "\n".join(own[:50])
    known = queries.firms(request.user, at)
    form = forms.RoundForm(known, request.POST or None, initial={"firms": named, "on": timezone.localdate()})
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        made: list[VisitRound] = []
        given = form.cleaned_data
        status = tried(
            request, lambda: made.append(actions.plan_round(by=request.user, programme=at, **given))
        )
        if not status:
            return redirect("desk:round", at.code, made[0].pk)
    return render(request, "desk/round_form.html", {"programme": at, "form": form}, status=status)


@login_required
@require_safe
def round_page(request: HttpRequest, programme: str, pk: int) -> HttpResponse:
    """One round, to be logged on the spot. What is typed stays on the device until it has arrived."""
    at = the_programme(request, programme)
    found = seen(request.user, VisitRound.objects.select_related("account"), programme=at, pk=pk)
    visits = list(found.visits.select_related("firm", "place").order_by("order", "pk"))
    logged = Request.objects.visible_to(request.user).filter(visit__in=visits).order_by("pk")
    by_visit: dict[int, list[Request]] = {}
    for each in logged.select_related("programme"):
        by_visit.setdefault(each.visit_id, []).append(each)
    context = {
        "programme": at,
        "round": found,
        "stops": [(visit, by_visit.get(visit.pk, [])) for visit in visits],
        "topics": queries.topics(at),
        "is_own": found.account_id == request.user.pk,
        "today": timezone.localdate(),
        "longest": forms.LONGEST,
    }
    return render(request, "desk/round.html", context)


@login_required
@require_POST
def sync(request: HttpRequest, programme: str) -> JsonResponse:
    """Take in one thing that a phone has kept: a visit or a request. The same id again is taken as said once.

    Answers with the id once it is on the disk here; only then the phone forgets it.
    """
    at = the_programme(request, programme)
    let_in(request, at, "desk.visit")
    try:
        sent = _read(request)
    except ValueError as error:
        return JsonResponse({"refused": str(error)}, status=422)
    if len(sent["text"]) > forms.LONGEST:
        wrong = say(_TOO_LONG, count=len(sent["text"]), most=forms.LONGEST)
        return JsonResponse({"id": sent["id"], "refused": wrong}, status=422)
    visit = seen(
        request.user,
        Visit.objects.select_related("round__programme", "firm", "place"),
        round__programme=at,
        pk=sent["visit"],
    )
    if visit.round.account_id != request.user.pk:
        raise PermissionDenied("desk.visit")
    try:
        number, new = _taken_in(request, at, visit, sent)
    except Refused as refused:
        return JsonResponse({"id": sent["id"], "refused": say(refused.words)}, status=422)
    return JsonResponse({"id": sent["id"], "kept": True, "new": new, "number": number})


def _taken_in(request: HttpRequest, at: Programme, visit: Visit, sent: dict[str, Any]) -> tuple[str, bool]:
    """Take it in. Returns: the number of the request, "" for a visit, and whether it is new."""
    if sent["what"] == "visit":
        _, new = actions.log_visit(
            by=request.user,
            visit=visit,
            on=sent["on"],
            client_id=sent["id"],
            note=sent["text"],
            consented=sent["consented"],
        )
        return "", new
    said = actions.Said(
        text=sent["text"],
        topic=forms.chosen_topic(at, sent["topic"]),
        place=visit.place or (visit.firm.place if visit.firm else None),
    )
    made, new = actions.report_on_visit(by=request.user, visit=visit, said=said, client_id=sent["id"])
    return made.number, new


_TOO_LONG = words(
    "{count} characters are too many for one request; at most {most}. The text stays on the device: log "
    "it in two parts, then forget this one.",
    "内容共 {count} 字，每件诉求最多 {most} 字。内容仍保留在设备上：请分成两件登记，再删除此条。",
)
_WRONG = words(
    "What the device sent cannot be read: {what}. It stays on the device; open the page again.",
    "设备发来的内容无法读取：{what}。内容仍保留在设备上，请重新打开页面。",
)


def _read(request: HttpRequest) -> dict[str, Any]:
    """What was sent, each part as it has to be. Raises: ValueError in words."""
    if len(request.body) > _MOST_BYTES:
        raise ValueError(say(_WRONG, what="64 KB"))
    try:
        sent = json.loads(request.body)
        if not isinstance(sent, dict) or sent.get("what") not in ("visit", "request"):
            raise ValueError("what")
        return {
            "what": sent["what"],
            "id": str(uuid.UUID(str(sent.get("id")))),
            "visit": int(sent.get("visit")),
            "text": str(sent.get("text", "")),
            "topic": str(sent.get("topic", "")),
            "consented": sent.get("consented") is True,
            "on": date.fromisoformat(str(sent.get("on") or timezone.localdate())),
        }
    except (ValueError, TypeError) as error:
        raise ValueError(say(_WRONG, what=str(error)[:60])) from error


@login_required
@require_safe
def token(request: HttpRequest, programme: str) -> JsonResponse:
    """A fresh token for what a phone has kept over a long time without a network; and whose phone this is."""
    the_programme(request, programme)
    return JsonResponse({"token": get_token(request), "account": request.user.pk})


@login_required
@require_safe
def worker(request: HttpRequest, programme: str) -> FileResponse:
    """The script by which rounds open without a network; it reaches no page but those below its address."""
    at = the_programme(request, programme)
    let_in(request, at, "desk.visit")
    response = FileResponse(_WORKER.open("rb"), content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@login_required
@require_POST
@once.only
def stop(request: HttpRequest, programme: str, pk: int) -> HttpResponse:
    """Add a stop to one's round."""
    at = the_programme(request, programme)
    found = seen(request.user, VisitRound.objects, programme=at, pk=pk)
    named = request.POST.get("firm", "").strip()
    known = queries.firms(request.user, at)
    firm = known.filter(code=named).first() or known.filter(name=named).first()
    if firm is None:
        raise Http404
    tried(request, lambda: actions.add_stop(by=request.user, round=found, firm=firm, place=None))
    return redirect("desk:round", at.code, found.pk)
