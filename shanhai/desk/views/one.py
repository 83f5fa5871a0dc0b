"""One request: its page with the thread, what its reader may do, and its photos."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from shanhai.desk import forms, lists, queries, rules
from shanhai.desk.fitting import REASONS
from shanhai.desk.models import Photo
from shanhai.desk.thread import told
from shanhai.desk.views import choices
from shanhai.desk.views.frame import the_programme, the_request
from shanhai.desk.words import ASKS, CHIPS, KINDS, STATES, STEPS
from shanhai.pages.words import say, words
from shanhai.programme.queries import seen

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from shanhai.desk.models import Request

#: The steps that stand on the page as forms, in this order.
_SHOWN = (
    "confirm", "reopen", "take_on", "answer", "solve", "cannot", "ask", "contribute", "hold", "resume",
    "hand_over", "add_unit", "route", "extend", "give_back", "note", "repeat", "withdraw",
)  # fmt: skip
_FIRST = ("confirm", "take_on", "answer", "route", "contribute", "resume")
_GRAVE = ("cannot", "give_back", "withdraw")


@login_required
@require_safe
def request_page(request: HttpRequest, programme: str, pk: int) -> HttpResponse:
    """One request."""
    at = the_programme(request, programme)
    return page(request, the_request(request, at, pk))


def page(request: HttpRequest, found: Request, status: int = 200, **more: Any) -> HttpResponse:
    """The page of a request, as an answer of any status; `more` is what a form of it has to say."""
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
