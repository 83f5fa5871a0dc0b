"""The list of placements, one placement, and the steps of its life."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from shanhai.decisions.models import Publication
from shanhai.pages import once
from shanhai.placements import actions, lists, queries, rules
from shanhai.placements.models import Absence, DiaryEntry, Extension, Review
from shanhai.placements.notices import address
from shanhai.placements.queries.course import RETURN_PLAN, Due, course, due
from shanhai.placements.views.frame import day_of, the_cohort, the_placement, tried, version_of
from shanhai.placements.words import SIDES, STEPS
from shanhai.programme.queries import require, seen
from shanhai.sheets import Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse

    from shanhai.placements.models import Placement
    from shanhai.programme.models import Account

_OFFICE = Words("the programme office", "项目办")
_SECOND = Words("a second person of the programme office", "项目办另一人")


@require_safe
@login_required
def show_all(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """The placements of a cohort that the reader may see."""
    at = the_cohort(request, programme, cohort)
    listed = lists.PLACEMENT_LIST.of(request, queries.placements(request.user, at))
    if listed.is_export:
        return listed.workbook(is_invented=at.programme.invented)
    runs = request.user.standing.may("placements.run", programme=at.programme_id)
    context = {
        "cohort": at,
        "list": listed,
        "may_run": runs,
        "may_link": runs or request.user.standing.may("placements.send", programme=at.programme_id),
        "may_hold": runs or request.user.standing.may("placements.receive", programme=at.programme_id),
        "settled": queries.to_begin(request.user, at),
    }
    return render(request, "placements/placements.html", context)


@require_safe
@login_required
def show(request: HttpRequest, programme: str, cohort: str, pk: int) -> HttpResponse:
    """One placement: its way, whose turn it is, and what accompanies it."""
    return page(request, the_placement(request, programme, cohort, pk))


@require_POST
@login_required
@once.only
def step(request: HttpRequest, programme: str, cohort: str, pk: int) -> HttpResponse:
    """Take a step in the life of a placement."""
    placement = the_placement(request, programme, cohort, pk)
    name = request.POST.get("step", "")
    if name not in rules.TAKEN_BY:
        return HttpResponseBadRequest("step", content_type="text/plain")
    status = tried(
        request,
        lambda: actions.move(
            by=request.user,
            placement=placement,
            step=name,
            expected=version_of(request),
            on=day_of(request),
            reason=request.POST.get("reason", ""),
        ),
    )
    return answered(request, placement, status)


@require_POST
@login_required
@once.only
def begin(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """Begin the placements of the published list."""
    at = the_cohort(request, programme, cohort)
    require(request.user, "placements.run", programme=at.programme_id)
    number = request.POST.get("publication", "")
    publication = seen(
        request.user, Publication.objects, cohort=at, pk=int(number) if number.isdecimal() else 0
    )
    status = tried(request, lambda: actions.begin_from(by=request.user, publication=publication))
    if status != 302:
        return render(request, "placements/refused.html", {"cohort": at}, status=status)
    return HttpResponseRedirect(lists.cohort_url("placements", at))


def answered(request: HttpRequest, placement: Placement, status: int) -> HttpResponse:
    """Lead back to the placement, or show it again with why nothing was done."""
    if status == 302:
        return HttpResponseRedirect(address(placement))
    fresh = the_placement(request, placement.cohort.programme.code, placement.cohort.code, placement.pk)
    return page(request, fresh, status)


def page(request: HttpRequest, placement: Placement, status: int = 200) -> HttpResponse:
    """The page of one placement."""
    user, today = request.user, timezone.localdate()
    parts = queries.parts_in(user, placement)
    beside: dict[str, Any] = {
        name: kind.objects.visible_to(user).filter(placement=placement)
        for name, kind in (("absences", Absence), ("diary", DiaryEntry))
    }
    longer = Extension.objects.visible_to(user).filter(placement=placement)
    reviews = Review.objects.visible_to(user).filter(placement=placement).select_related("form")
    way = course(user, placement)
    before, after = queries.in_the_same_seat(user, placement)
    context = {
        "cohort": placement.cohort,
        "placement": placement,
        "chip": lists.CHIPS[placement.state],
        "parts": parts,
        "course": way,
        "due": [_told(each, user, parts, reviews) for each in due(placement)],
        "coming": next((each for each in way if not each.state and each.day >= today), None),
        "steps": [
            (name, STEPS[name], name in rules.WITH_DAY, name in rules.WITH_REASON)
            for name in rules.steps_open(placement.term, parts, today)
            if name not in ("extend", "review")
        ],
        "is_mine": rules.turn(placement.term, today)[0] in parts,
        "reviews": [(review, review.side in parts) for review in reviews],
        "longer": [_longer(each, user, parts) for each in longer],
        "to_ask": queries.reviews_to_ask(placement) if "office" in parts else (),
        "is_away": placement.kind in rules.AWAY,
        "is_present": placement.state in rules.PRESENT,
        "is_coming": placement.state in rules.COMING,
        "is_back": placement.state in ("returned", "followed_up"),
        "may_set_days": placement.kind not in rules.AWAY
        and placement.state not in rules.OVER
        and not parts.isdisjoint(("office", "host", "home")),
        "before": before,
        "after": after,
        "may_replace": placement.state in ("withdrawn", "ended_early") and not after and "office" in parts,
        "asks_for_longer": any(each.state == "asked" for each in longer),
        **beside,
    }
    return render(request, "placements/placement.html", context, status=status)


def _told(what: Due, user: Account, parts: frozenset[str], reviews: Iterable[Review]) -> dict[str, Any]:
    """What is due, for somebody who is these parts of the placement, with the review that is theirs."""
    theirs = (each for each in reviews if each.moment == what.review and each.side in parts)
    may_not = what.not_by == user.pk
    others = [
        SIDES.get(side, _SECOND if may_not else _OFFICE)
        for side in what.sides
        if may_not or side not in parts
    ]
    return {
        "what": what.what,
        "until": what.until,
        "is_mine": len(others) < len(what.sides),
        "others": Words(" and ".join(each.en for each in others), "、".join(each.hans for each in others)),
        "is_return_plan": what.what is RETURN_PLAN,
        "is_longer_term": what.is_longer_term,
        "review": next((each for each in theirs if each.state in ("asked", "draft")), None),
    }


def _longer(asked: Extension, user: Account, parts: frozenset[str]) -> dict[str, Any]:
    """A longer term: what each side has said, and what the reader may do about it."""
    silent = [side for side in rules.SIDES if side not in asked.agreed]
    return {
        "extension": asked,
        "said": [(SIDES[side], _SAID[asked.agreed.get(side)]) for side in rules.SIDES],
        "mine": next((side for side in silent if side in parts), ""),
        "on_paper": [(side, SIDES[side]) for side in silent if side not in parts]
        if "office" in parts
        else (),
        "may_approve": not silent,
        "may_decide": "office" in parts and asked.asked_by_id != user.pk,
        "is_own": asked.asked_by_id == user.pk,
    }


_SAID = {
    True: Words("agrees", "同意"),
    False: Words("does not agree", "不同意"),
    None: Words("has not answered", "待答复"),
}
