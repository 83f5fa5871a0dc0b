"""What stands beside a board: the person or the order that is selected, and the price of each alternative."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shanhai.pages.words import current_language
from shanhai.plans import queries
from shanhai.plans.fitting.asking import Alternative, Asking
from shanhai.plans.fitting.changes import Change, ChangeError
from shanhai.plans.fitting.picture import Picture
from shanhai.plans.fitting.trying import asked_of, changes_on
from shanhai.plans.views.frame import PROOF_WAITS, query_of, shown_by, the_board

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from shanhai.plans.models import Board


@dataclass(frozen=True)
class Side:
    """What is told of the one selected; `here` are the orders that a selected person has."""

    title: str
    told: list[str]
    alternatives: list[Alternative]
    person: int = 0
    order: str = ""
    here: tuple[tuple[int, str], ...] = ()
    shut: str = ""
    eligible: int = 0
    others: tuple[tuple[int, str], ...] = ()
    prices_follow: bool = True


@require_safe
@login_required
def select(request: HttpRequest, programme: str, cohort: str, number: int, pk: int) -> HttpResponse:
    """The person or the order that is selected, as a piece of the page."""
    board = the_board(request, programme, cohort, number, pk)
    side = side_of(request, board, Asking(_picture(board)))
    if side is None:
        raise Http404
    may_try = request.user.standing.may("boards.write", programme=board.plan.cohort.programme_id)
    context = {
        "board": board, "plan": board.plan, "cohort": board.plan.cohort, "side": side, "may_try": may_try,
        "query": query_of(request), "shown": shown_by(request),
    }  # fmt: skip
    return render(request, "plans/side.html", context)


@require_safe
@login_required
def price(request: HttpRequest, programme: str, cohort: str, number: int, pk: int) -> HttpResponse:
    """What it would really cost to send somebody somewhere; the bound, while that is being worked out."""
    board = the_board(request, programme, cohort, number, pk)
    picture = _picture(board)
    base = picture.asked.base
    person, order = _whom(request, picture), request.GET.get("order", "")
    if not person or order not in base.orders:
        raise Http404
    asking = Asking(picture)
    try:
        found = asking.price(Change("pin", person=person, order=order), PROOF_WAITS)
    except ChangeError as error:
        raise Http404 from error
    if found is not None:
        return render(request, "plans/price.html", {"price": found})
    context = {"board": board, "plan": board.plan, "cohort": board.plan.cohort, "is_asked": True}
    return render(request, "plans/bound.html", {**context, "each": asking.alternative(person, order)})


def side_of(request: HttpRequest, board: Board, asking: Asking) -> Side | None:
    """What the address selects; None where it selects nothing that is on the board."""
    picture = asking.picture
    if person := _whom(request, picture):
        return _person(asking, person)
    order = request.GET.get("order", "")
    return _order(board, asking, order) if order in picture.asked.base.orders else None


def _picture(board: Board) -> Picture:
    changes = changes_on(board.plan, queries.edits_of(board)[: board.cursor])
    return Picture(asked_of(board), changes, changes, current_language())


def _whom(request: HttpRequest, picture: Picture) -> str:
    typed = request.GET.get("person", "")
    key = int(typed) if typed.isdecimal() else 0
    return next((name for name, pk in picture.asked.base.people.items() if pk == key), "")


def _person(asking: Asking, person: str) -> Side:
    picture, base = asking.picture, asking.picture.asked.base
    placed = picture.account.by_person.get(person, ())
    direction = {picture.account.direction(each.order) for each in placed}
    others = [
        (base.people[each.person], picture.voice.person(each.person))
        for each in picture.result.placements
        if each.person != person and picture.account.direction(each.order) in direction
    ]
    return Side(
        title=picture.voice.person(person),
        told=asking.person(person),
        alternatives=asking.elsewhere(person),
        person=base.people[person],
        here=tuple((base.orders[each.order], picture.voice.order(each.order)) for each in placed),
        shut=asking.shut(person),
        prices_follow=asking.prices_follow,
        others=tuple(sorted(others, key=lambda each: each[1])),
    )


def _order(board: Board, asking: Asking, order: str) -> Side:
    picture = asking.picture
    return Side(
        title=picture.voice.order(order),
        told=[*asking.order(order), *_why_empty(board, picture, order)],
        alternatives=asking.others(order),
        order=order,
        shut=asking.barred(order),
        eligible=asking.eligible(order),
        prices_follow=asking.prices_follow,
    )


def _why_empty(board: Board, picture: Picture, order: str) -> list[str]:
    """The plan's proof that seats of an order stay empty, as far as it holds under the changes of the board:
    too few people are eligible whatever is changed, the rest is of the plan alone.
    """
    if len(picture.account.by_order.get(order, ())) >= picture.account.seats[order]:
        return []
    found = queries.shortages_of(board.plan).filter(order=picture.asked.base.orders[order])
    told = [each for each in found if each.data["kind"] == "cut" or not picture.changes]
    return [each.told.get(picture.language, "") for each in told]
