"""The page of a board, and the changes that are tried on it."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from shanhai.pages import once
from shanhai.pages.words import current_language
from shanhai.plans import actions, queries
from shanhai.plans.fitting.asking import Asking
from shanhai.plans.fitting.picture import Picture
from shanhai.plans.fitting.trying import asked_of, changes_on
from shanhai.plans.fitting.warm import held as searches_held
from shanhai.plans.forms import ChangeForm
from shanhai.plans.models import Board, Edit
from shanhai.plans.views.drawing import columns, touched
from shanhai.plans.views.frame import (
    PROOF_WAITS,
    Refusal,
    a_whole_plan,
    query_of,
    selects_of,
    shown_by,
    the_board,
    tried,
    version_of,
)
from shanhai.plans.views.selected import side_of
from shanhai.programme.queries import require, seen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.http import HttpRequest
    from django.utils.safestring import SafeString

    from shanhai.plans.models import Plan

_log = logging.getLogger(__name__)


@require_POST
@login_required
@once.only
def open_board(request: HttpRequest, programme: str, cohort: str, number: int) -> HttpResponse:
    """Open a board on a plan."""
    plan = a_whole_plan(request, programme, cohort, number)
    require(request.user, "boards.write", programme=plan.cohort.programme_id)
    made = actions.open_board(by=request.user, plan=plan, title=request.POST.get("title", ""))
    return HttpResponseRedirect(reverse("plans:board", args=[programme, cohort, number, made.pk]))


@require_safe
@login_required
def show(request: HttpRequest, programme: str, cohort: str, number: int, pk: int) -> HttpResponse:
    """The whole board, or its map."""
    board = the_board(request, programme, cohort, number, pk)
    edits = queries.edits_of(board)
    picture = picture_of(request, board, edits, max(board.cursor - 1, 0))
    # What questions will be asked of is searched for while the page is being read.
    picture.asked.get_ready(picture.changes)
    return _page(request, board, edits, picture, Refusal())


@require_POST
@login_required
def change(request: HttpRequest, programme: str, cohort: str, number: int, pk: int) -> HttpResponse:
    """Try one more change; the whole is settled again at once."""
    board = _changeable(request, programme, cohort, number, pk)
    form = ChangeForm(request.POST, user=request.user, cohort=board.plan.cohort)
    if not form.is_valid():
        return HttpResponseBadRequest("change", content_type="text/plain")
    return _stepped(
        request,
        board,
        lambda: actions.change(
            by=request.user, board=board, values=form.cleaned_data, expected=version_of(request)
        ),
    )


@require_POST
@login_required
def cursor(request: HttpRequest, programme: str, cohort: str, number: int, pk: int) -> HttpResponse:
    """Undo or redo: the first `to` changes hold."""
    board = _changeable(request, programme, cohort, number, pk)
    to = request.POST.get("to", "")
    if not to.isdecimal():
        return HttpResponseBadRequest("to", content_type="text/plain")
    return _stepped(
        request,
        board,
        lambda: actions.move_cursor(by=request.user, board=board, to=int(to), expected=version_of(request)),
    )


@require_POST
@login_required
def keep_others(request: HttpRequest, programme: str, cohort: str, number: int, pk: int) -> HttpResponse:
    """Let others stay where they can, or move as fit has it."""
    board = _changeable(request, programme, cohort, number, pk)
    keeps = request.POST.get("keeps") == "yes"
    return _stepped(
        request,
        board,
        lambda: actions.keep_others(by=request.user, board=board, keeps=keeps, expected=version_of(request)),
    )


@require_POST
@login_required
@once.only
def reason(request: HttpRequest, programme: str, cohort: str, number: int, pk: int) -> HttpResponse:
    """Say why a change is wanted."""
    board = _changeable(request, programme, cohort, number, pk)
    records = Edit.objects.select_related("board__plan__cohort")
    typed = request.POST.get("edit", "")
    edit = seen(request.user, records, board=board, pk=int(typed) if typed.isdecimal() else 0)
    actions.give_reason(by=request.user, edit=edit, reason=request.POST.get("reason", ""))
    return HttpResponseRedirect(_address(board))


@require_POST
@login_required
@once.only
def make(request: HttpRequest, programme: str, cohort: str, number: int, pk: int) -> HttpResponse:
    """Let a plan be made of what holds on the board."""
    board = _changeable(request, programme, cohort, number, pk)
    require(request.user, "plans.write", programme=board.plan.cohort.programme_id)
    made: list[Plan] = []
    refusal = tried(
        lambda: made.append(
            actions.make_plan(
                by=request.user,
                board=board,
                title=request.POST.get("title", "")[:120],
                expected=version_of(request),
            )
        )
    )
    if refusal:
        edits = queries.edits_of(board)
        picture = picture_of(request, board, edits, max(board.cursor - 1, 0))
        return _page(request, board, edits, picture, refusal)
    return HttpResponseRedirect(reverse("plans:plan", args=[programme, cohort, made[0].number]))


@require_safe
@login_required
def proof(request: HttpRequest, programme: str, cohort: str, number: int, pk: int) -> HttpResponse:
    """The proof of what was shown at once, where it is there by now: figures, and what it puts right.

    The plan before the last step is proven after it, so that the step is told exactly.
    """
    board = the_board(request, programme, cohort, number, pk)
    if request.GET.get("version") != str(board.version):
        return HttpResponse(status=204)
    edits, typed = queries.edits_of(board), request.GET.get("before", "")
    picture = picture_of(request, board, edits, min(int(typed) if typed.isdecimal() else 0, len(edits)))
    try:
        is_there = _proof_is_there(picture, is_known="proven" in request.GET)
    except Exception:
        # Whatever a search ended with, nobody is left waiting for it.
        _log.exception("The proof of what is shown on board %s was not found.", board.pk)
        return render(
            request, "plans/figures.html", {**_context(request, board, edits, picture, None), "broke": True}
        )
    if not is_there:
        return HttpResponse(status=204)
    context = _context(request, board, edits, picture, None)
    context["columns"] = _pieces(picture, context, picture.corrected_orders())
    return render(request, "plans/proven.html", context)


def _proof_is_there(picture: Picture, *, is_known: bool) -> bool:
    """Whether what is shown is proven by now; where the page knows that, the plan before it, too."""
    if not picture.asked.get_ready(picture.changes, PROOF_WAITS):
        return False
    return picture.asked.get_ready(picture.before, PROOF_WAITS if is_known else 0) or not is_known


@require_safe
@login_required
def pulse(request: HttpRequest, programme: str, cohort: str, number: int, pk: int) -> HttpResponse:
    """Whether the board has been changed since; the page knows whether that was its own doing."""
    board = the_board(request, programme, cohort, number, pk)
    if request.GET.get("version") == str(board.version):
        return HttpResponse(status=204)
    return HttpResponse(status=204, headers={"HX-Trigger": json.dumps({"board-changed": board.version})})


def picture_of(request: HttpRequest, board: Board, edits: Sequence[Edit], before: int) -> Picture:
    """The board as it stands, told in the reader's language; `before` changes held before the last step."""
    changes = changes_on(board.plan, edits)
    return Picture(
        asked_of(board), changes[: board.cursor], changes[:before], current_language(), shown_by(request)
    )


def _changeable(request: HttpRequest, programme: str, cohort: str, number: int, pk: int) -> Board:
    board = the_board(request, programme, cohort, number, pk)
    require(request.user, "boards.write", programme=board.plan.cohort.programme_id)
    return board


@searches_held()
def _stepped(request: HttpRequest, board: Board, step: Callable[[], object]) -> HttpResponse:
    """Take a step and show what it did: the parts that changed, or the page where scripts do not run."""
    held = board.cursor
    edits = queries.edits_of(board)
    before = picture_of(request, board, edits, held)
    # Whatever has to be searched for is searched for before anything is held in the database.
    before.asked.shown(before.changes)
    refusal = tried(step, before)
    if refusal is None and not request.htmx:
        return HttpResponseRedirect(f"{_address(board)}?{request.POST.get('query', '')}")
    if refusal is None and QueryDict(request.POST.get("query", "")).get("view") == "map":
        # A map is drawn as a whole.
        return HttpResponse(headers={"HX-Refresh": "true"})
    plan, board = (
        board.plan,
        Board.objects.visible_to(request.user).select_related("changed_by").get(pk=board.pk),
    )
    board.plan, edits = plan, queries.edits_of(board)
    picture = picture_of(request, board, edits, min(held, len(edits)))
    if request.htmx:
        context = _context(request, board, edits, picture, refusal)
        context["columns"] = _pieces(picture, context, picture.touched_orders())
        return render(request, "plans/changed.html", context)
    return _page(request, board, edits, picture, refusal)


def _page(
    request: HttpRequest, board: Board, edits: Sequence[Edit], picture: Picture, refusal: Refusal
) -> HttpResponse:
    context = _context(request, board, edits, picture, refusal)
    context["side"] = side_of(request, board, Asking(picture))
    context["as_map"] = request.GET.get("view") == "map"
    context["columns"] = list(columns(picture, context))
    return render(request, "plans/board.html", context, status=refusal.status)


def _context(
    request: HttpRequest, board: Board, edits: Sequence[Edit], picture: Picture, refusal: Refusal | None
) -> dict[str, object]:
    may, programme = request.user.standing.may, board.plan.cohort.programme_id
    return {
        "board": board,
        "plan": board.plan,
        "cohort": board.plan.cohort,
        "edits": edits,
        "picture": picture,
        "refusal": refusal or Refusal(),
        "may_try": may("boards.write", programme=programme),
        "may_make": may("plans.write", programme=programme),
        "undo_to": board.cursor - 1,
        "redo_to": board.cursor + 1 if board.cursor < len(edits) else None,
        "held_before": len(picture.before),
        "query": query_of(request),
        "selects": selects_of(board),
        "shown": picture.shown,
    }


def _pieces(picture: Picture, context: dict[str, object], orders: set[str]) -> list[SafeString]:
    """What takes the place of that before: all columns where a filter may have let in others."""
    if picture.shown.only or picture.shown.home:
        return list(columns(picture, context))
    return [touched(picture, context, orders)]


def _address(board: Board) -> str:
    cohort = board.plan.cohort
    return reverse("plans:board", args=[cohort.programme.code, cohort.code, board.plan.number, board.pk])
