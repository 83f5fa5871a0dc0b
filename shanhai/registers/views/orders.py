"""The pages of orders, with the check while one is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shanhai.pages import once
from shanhai.pages.words import say, words
from shanhai.programme.imports.adaptor import Scope
from shanhai.registers import actions, lists, queries
from shanhai.registers.adaptors import Orders
from shanhai.registers.forms import entry_form
from shanhai.registers.models import LateChange, Order
from shanhai.registers.views.entries import Pages
from shanhai.registers.views.frame import let_in, the_cohort, with_addresses
from shanhai.registers.views.many import change_many

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


PAGES = Pages(
    "order", Order, Orders, lists.ORDER_LIST, queries.orders, actions.write_order, actions.copy_order
)


@login_required
@require_safe
def orders(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """The orders of a cohort."""
    return PAGES.list(request, programme, cohort)


@login_required
@require_POST
@once.only
def orders_accept(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """Accept many orders at once."""
    return PAGES.accept_all(request, programme, cohort)


@login_required
@require_POST
@once.only
def orders_change(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """Change one field of many orders at once."""
    return change_many(PAGES, request, programme, cohort)


@login_required
@require_http_methods(["GET", "POST"])
@once.only
def order_edit(request: HttpRequest, programme: str, cohort: str, pk: int | None = None) -> HttpResponse:
    """Write an order."""
    return PAGES.edit(request, programme, cohort, pk)


@login_required
@require_safe
def order(request: HttpRequest, programme: str, cohort: str, pk: int) -> HttpResponse:
    """One order, with what was changed in it after closing."""
    late = LateChange.objects.visible_to(request.user).filter(order=pk).select_related("by")
    return PAGES.page(request, programme, cohort, pk, late=late)


@login_required
@require_POST
@once.only
def order_step(request: HttpRequest, programme: str, cohort: str, pk: int, step: str) -> HttpResponse:
    """Hand in, accept, return, take back or withdraw an order."""
    return PAGES.take(request, programme, cohort, pk, step)


@login_required
@require_POST
@once.only
def order_copy(request: HttpRequest, programme: str, cohort: str, pk: int) -> HttpResponse:
    """Copy an order into this cohort."""
    return PAGES.copied(request, programme, cohort, pk)


@login_required
@require_POST
@once.only
def orders_copy(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """Copy what the last cohort asked for, as drafts."""
    at = the_cohort(request, programme, cohort)
    let_in(request, at, "orders.write")
    made = []
    if at.previous is not None:
        made = actions.copy_orders_of(by=request.user, previous=at.previous, cohort=at)
    told = words("{count} orders copied from the last cohort.", "已从上一批次复制 {count} 份订单。")
    messages.success(request, say(told, count=len(made)))
    return redirect(lists.cohort_url("registers:orders", at))


@login_required
@require_POST
def order_check(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """While an order is written: how many of the last cohort it would have reached. Nothing is kept."""
    at = the_cohort(request, programme, cohort)
    let_in(request, at, "orders.write")
    form = entry_form(Orders(Scope(request.user, at.programme, at)), request.POST, None)
    form.full_clean()
    row = {key: value for key, value in form.row.items() if key in form.cleaned_data}
    reach = queries.reach(at, row)
    return render(request, "registers/reach.html", {"reach": reach, "cohort": at})


@login_required
@require_safe
def order_suggestions(request: HttpRequest, programme: str, cohort: str, pk: int) -> HttpResponse:
    """The offers that fit an order best."""
    at = the_cohort(request, programme, cohort)
    found = with_addresses(queries.offers_for(request.user, PAGES.one(request, at, pk)), at)
    return render(request, "registers/matches.html", {"found": found, "cohort": at})
