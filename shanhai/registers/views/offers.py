"""The pages of offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shanhai.pages import once
from shanhai.registers import actions, lists, queries
from shanhai.registers.adaptors import Offers
from shanhai.registers.models import Offer
from shanhai.registers.views.entries import Pages
from shanhai.registers.views.frame import the_cohort, with_addresses
from shanhai.registers.views.many import change_many

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


PAGES = Pages(
    "offer", Offer, Offers, lists.OFFER_LIST, queries.offers, actions.write_offer, actions.copy_offer
)


@login_required
@require_safe
def offers(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """The offers of a cohort."""
    return PAGES.list(request, programme, cohort)


@login_required
@require_POST
@once.only
def offers_accept(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """Accept many offers at once."""
    return PAGES.accept_all(request, programme, cohort)


@login_required
@require_POST
@once.only
def offers_change(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """Change one field of many offers at once."""
    return change_many(PAGES, request, programme, cohort)


@login_required
@require_http_methods(["GET", "POST"])
@once.only
def offer_edit(request: HttpRequest, programme: str, cohort: str, pk: int | None = None) -> HttpResponse:
    """Write an offer."""
    return PAGES.edit(request, programme, cohort, pk)


@login_required
@require_safe
def offer(request: HttpRequest, programme: str, cohort: str, pk: int) -> HttpResponse:
    """One offer."""
    return PAGES.page(request, programme, cohort, pk)


@login_required
@require_POST
@once.only
def offer_step(request: HttpRequest, programme: str, cohort: str, pk: int, step: str) -> HttpResponse:
    """Hand in, accept, return, take back or withdraw an offer."""
    return PAGES.take(request, programme, cohort, pk, step)


@login_required
@require_POST
@once.only
def offer_copy(request: HttpRequest, programme: str, cohort: str, pk: int) -> HttpResponse:
    """Copy an offer into this cohort."""
    return PAGES.copied(request, programme, cohort, pk)


@login_required
@require_safe
def offer_suggestions(request: HttpRequest, programme: str, cohort: str, pk: int) -> HttpResponse:
    """The orders and needs that an offer fits best."""
    at = the_cohort(request, programme, cohort)
    found = with_addresses(queries.orders_for(request.user, PAGES.one(request, at, pk)), at)
    return render(request, "registers/matches.html", {"found": found, "cohort": at})
