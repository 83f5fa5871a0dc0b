"""Requests: the lists, one request with its thread, and the steps that are taken with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django_q.tasks import async_task

from shanhai.desk import actions, forms, lists, queries, rules
from shanhai.desk.actions.routing import ROUTE
from shanhai.desk.models import Photo, Request
from shanhai.desk.thread import told
from shanhai.desk.views import choices
from shanhai.desk.views.frame import let_in, the_programme, the_request, tried
from shanhai.desk.words import ASKS, CHIPS, KINDS, SAID, STATES, STEPS
from shanhai.pages import once
from shanhai.pages.words import say, words
from shanhai.programme.queries import seen

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from shanhai.programme.models import Programme

#: The steps that stand on the page as forms, in this order.
_SHOWN = (
    "confirm", "reopen", "take_on", "answer", "solve", "cannot", "ask", "contribute", "hold", "resume",
    "hand_over", "add_unit", "route", "extend", "give_back", "note", "repeat", "withdraw",
)  # fmt: skip
_FIRST = ("confirm", "take_on", "answer", "route", "contribute", "resume")
_GRAVE = ("cannot", "give_back", "withdraw")
#: More than so many are routed by the worker: a page answers at once, and a server stays small.
_MOST_AT_ONCE = 500
_BY_THE_WORKER = words(
    "There are many: they are being routed in the background. Look again in a few minutes.",
    "待办较多，正在后台转办，请几分钟后再查看。",
)
DONE = words("Done.", "已完成。")


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
@require_safe
def request_page(request: HttpRequest, programme: str, pk: int) -> HttpResponse:
    """One request."""
    at = the_programme(request, programme)
    return _page(request, the_request(request, at, pk))


def _page(request: HttpRequest, found: Request, status: int = 200, **more: Any) -> HttpResponse:
    account = request.user
    parts = queries.parts(account, found)
    works = bool(parts & {"desk", "unit", "helper"})
    steps = _offered(found, parts)
    units = queries.units_to_choose(found) if any(each.with_unit for each in steps) else []
    offered, typed = choices.options(units), request.POST.get("unit", "")
    context = {
        "programme": found.programme,
        "request_": found,
        "kind": KINDS[found.kind],
        "state": STATES[found.state],
        "chip": CHIPS[found.state],
        "owner": lists.whose(found, parts),
        "missing_year": queries.missing_year(found),
        "is_late": found.is_late(timezone.localdate()),
        "thread": told(queries.thread(account, found), account),
        "photos": list(queries.photos(account, found)),
        "parts": parts,
        "works": works,
        "askers": list(queries.askers(account, found)) if works else (),
        "is_yours": found.turn in parts,
        "steps": steps,
        "asks": [(key, ASKS[key]) for key in rules.ASKS_FOR],
        "units": offered,
        "units_as_typed": choices.options(units, typed) if typed else offered,
        "may_tell_more": "tell_more" in rules.steps_open(found.state, parts),
        "more": forms.MoreForm(initial={"version": found.version}),
        "related": queries.related(account, found) if "desk" in parts and found.is_open else (),
        "lessons": queries.lessons_for(account, found) if works and found.is_open else (),
        "may_merge": "merge" in rules.steps_open(found.state, parts),
        "sorting": _sorting(request, found) if "desk" in parts and found.is_open else None,
        "may_learn": "desk" in parts and found.kind != "welfare" and found.outcome in ("solved", "answered"),
        "because": _because(found),
        **more,
    }
    return render(request, "desk/request.html", context, status=status)


def _offered(found: Request, parts: frozenset[str]) -> list[_Step]:
    """The steps that the reader may take. What waits at the desk waits for a unit first of all."""
    may = rules.steps_open(found.state, parts)
    shown = [each for each in _SHOWN if each in may and (each != "repeat" or found.is_asked)]
    is_to_route = "route" in shown and found.turn == "desk"
    if is_to_route:
        shown.sort(key=lambda each: each != "route")
    return [_Step(each, is_open=is_to_route and each == "route") for each in shown]


class _Step:
    """A step as it is offered: its button, and what its form has to ask for."""

    def __init__(self, name: str, *, is_open: bool) -> None:
        self.name = name
        self.is_open = is_open
        self.label = STEPS[name]
        self.with_words = name in rules.WITH_WORDS
        self.with_day = name in rules.WITH_DAY
        self.with_unit = name in rules.WITH_UNIT
        self.is_bare = not (self.with_words or self.with_day or self.with_unit)
        self.look = "first" if name in _FIRST else "grave" if name in _GRAVE else ""
        self.asks = name == "ask"


def _sorting(request: HttpRequest, found: Request) -> forms.SortForm:
    return forms.SortForm(
        request.user,
        found.programme,
        initial={
            "topic": found.topic.code if found.topic else "",
            "place": str(found.place or ""),
            "is_urgent": found.kind == "urgent",
            "version": found.version,
        },
    )


def _because(found: Request) -> str:
    """Why it is where it is, as a sentence."""
    from shanhai.desk.fitting import REASONS

    because = found.routed_because
    if not because or because.get("why") not in REASONS:
        return ""
    everywhere = words("the whole area", "全部地区")
    return say(
        REASONS[because["why"]],
        unit=str(found.unit or ""),
        topic=str(found.topic or "—"),
        place=str(found.place) if found.place else everywhere,
        count=because.get("of", 0),
    )


@login_required
@require_POST
@once.only
def step(request: HttpRequest, programme: str, pk: int, name: str) -> HttpResponse:
    """Take a step with a request."""
    at = the_programme(request, programme)
    found = the_request(request, at, pk)
    if name not in STEPS or name == "tell_more":
        raise Http404
    form = forms.StepForm(request.POST)
    if not form.is_valid():
        messages.error(request, say(_TOO_LONG if "text" in form.errors else _DAY, most=forms.LONGEST))
        return _page(request, found, 422, typed=request.POST, typed_for=name)
    given = form.cleaned_data
    act = _asked if name == "ask" else _stepped
    try:
        status = tried(request, lambda: act(request, found, name, given))
    except actions.SaidAlready as said:
        return _page(request, found, 422, said=SAID[said.where], asked=given)
    if status:
        return _page(request, the_request(request, at, pk), status, typed=request.POST, typed_for=name)
    messages.success(request, say(DONE))
    if not Request.objects.visible_to(request.user).filter(pk=found.pk).exists():
        return redirect("desk:queue", at.code)
    return redirect("desk:request", at.code, found.pk)


_TOO_LONG = words(
    "The text is longer than {most} characters. Shorten it, or add the rest in a second entry.",
    "说明超过 {most} 字。请缩短，或分两次填写。",
)
_DAY = words("Write the day as 2022-12-14.", "日期请写成 2022-12-14。")


def _stepped(request: HttpRequest, found: Request, name: str, given: dict[str, Any]) -> None:
    code = given["unit"].rpartition("(")[2].rstrip(")").strip()
    unit = queries.unit_chosen(request.user, found.programme_id, code)
    actions.take(
        by=request.user,
        request=found,
        name=name,
        expected=given["version"],
        text=given["text"],
        until=given["until"],
        unit=unit,
    )


def _asked(request: HttpRequest, found: Request, name: str, given: dict[str, Any]) -> None:
    actions.ask(
        by=request.user,
        request=found,
        text=given["text"],
        asks_for=given["asks_for"] or "words",
        expected=given["version"],
        knowing=given["knowing"],
    )


@login_required
@require_POST
@once.only
def more(request: HttpRequest, programme: str, pk: int) -> HttpResponse:
    """Add something to one's own request."""
    at = the_programme(request, programme)
    found = the_request(request, at, pk)
    form = forms.MoreForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, 422, more=form)
    given = form.cleaned_data
    status = tried(
        request,
        lambda: actions.tell_more(
            by=request.user,
            request=found,
            text=given["text"],
            photos=given["photos"],
            expected=given["version"],
        ),
    )
    if status:
        return _page(request, the_request(request, at, pk), status, more=form)
    return redirect("desk:request", at.code, found.pk)


@login_required
@require_POST
@once.only
def sort(request: HttpRequest, programme: str, pk: int) -> HttpResponse:
    """Say what a request is about, and where."""
    at = the_programme(request, programme)
    found = the_request(request, at, pk)
    let_in(request, at, "desk.route")
    form = forms.SortForm(request.user, at, request.POST)
    if not form.is_valid():
        return _page(request, found, 422, sorting=form)
    given = form.cleaned_data
    status = tried(
        request,
        lambda: actions.sort(
            by=request.user,
            request=found,
            topic=forms.chosen_topic(at, given["topic"]),
            place=forms.chosen_place(given["place"]),
            is_urgent=given["is_urgent"],
            expected=given["version"],
        ),
    )
    if status:
        return _page(request, the_request(request, at, pk), status)
    messages.success(request, say(DONE))
    return redirect("desk:request", at.code, found.pk)


@login_required
@require_POST
@once.only
def merge(request: HttpRequest, programme: str, pk: int) -> HttpResponse:
    """Put a request together with another one."""
    at = the_programme(request, programme)
    found = the_request(request, at, pk)
    let_in(request, at, "desk.route")
    number = request.POST.get("into", "").strip().upper().removeprefix("R")
    known = Request.objects.visible_to(request.user).filter(programme=at)
    into = known.filter(pk=int(number)).first() if number.isascii() and number.isdigit() else None
    version = request.POST.get("version", "")
    status = tried(
        request,
        lambda: actions.merge(
            by=request.user,
            request=found,
            into=into,
            expected=int(version) if version.isascii() and version.isdigit() else None,
        ),
    )
    if status:
        return _page(request, the_request(request, at, pk), status, typed=request.POST, typed_for="merge")
    messages.success(request, say(DONE))
    return redirect("desk:request", at.code, into.pk)


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


@login_required
@require_safe
def photo(request: HttpRequest, programme: str, pk: int) -> FileResponse:
    """A photo, which we drew ourselves from what was sent."""
    at = the_programme(request, programme)
    return shown(seen(request.user, Photo.objects, request__programme=at, pk=pk))


def shown(found: Photo) -> FileResponse:
    """A photo as an answer. It is a picture of ours, and may do nothing but be looked at."""
    try:
        stream = found.file.open("rb")
    except (FileNotFoundError, ValueError):
        raise Http404 from None
    response = FileResponse(stream, content_type="image/jpeg")
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, no-store"
    return response
