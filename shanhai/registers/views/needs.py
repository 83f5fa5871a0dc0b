"""The pages of needs: the list, one need, writing it, and making an order of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shanhai.pages import once
from shanhai.pages.words import say, words
from shanhai.programme.imports.adaptor import Scope
from shanhai.programme.imports.reach import Reach
from shanhai.programme.queries import seen
from shanhai.programme.trail import Gone, Stale
from shanhai.programme.views.frame import SAVED, status_of, step, written
from shanhai.programme.words import STALE
from shanhai.registers import actions, lists, queries, rules
from shanhai.registers.forms import need_form, need_values
from shanhai.registers.tables import NEED_ROWS
from shanhai.registers.views.frame import facts, let_in, the_cohort, version_sent, with_addresses

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from shanhai.programme.models import Cohort
    from shanhai.registers.models import Need

_STEPS = {"drop": actions.drop_need, "reopen": actions.reopen_need}


@login_required
@require_safe
def needs(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """What stayed open."""
    at = the_cohort(request, programme, cohort)
    let_in(request, at, "orders.read", "lists.read")
    context = {
        "cohort": at,
        "list": lists.need_list(at).of(request, queries.needs(request.user, at.programme)),
        "may_write": request.user.standing.may("orders.write", programme=at.programme_id),
    }
    return render(request, "registers/needs.html", context)


@login_required
@require_safe
def need(request: HttpRequest, programme: str, cohort: str, pk: int) -> HttpResponse:
    """One need, with the offers that would answer it."""
    at = the_cohort(request, programme, cohort)
    found = _one(request, at, pk)
    may_write = _may_write(request, found)
    context = {
        "cohort": at,
        "need": found,
        "chip": lists.CHIPS[found.state],
        "source": lists.SOURCE_WORDS[found.source],
        "facts": facts(request, NEED_ROWS, found),
        "may_write": may_write,
        "steps": set(rules.LIFE_OF_NEEDS[found.state]) if may_write else (),
        "found": with_addresses(queries.offers_for(request.user, found), at) if found.state == "open" else (),
    }
    return render(request, "registers/need.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@once.only
def need_edit(request: HttpRequest, programme: str, cohort: str, pk: int | None = None) -> HttpResponse:
    """Write a need."""
    at = the_cohort(request, programme, cohort)
    found = _one(request, at, pk) if pk else None
    let_in(request, at, "orders.write")
    if found is not None and not _may_write(request, found):
        raise PermissionDenied("orders.write")
    scope = Scope(request.user, at.programme, at)
    form = need_form(scope, Reach(scope, "orders.write"), request.POST or None, found)
    if request.method == "POST" and form.is_valid():
        saved = written(
            form,
            lambda: actions.write_need(
                by=request.user,
                programme=at.programme,
                values=need_values(request.user, at.programme, form),
                need=found,
                expected=form.expected,
            ),
            NEED_ROWS.row,
        )
        if saved is not None:
            messages.success(request, say(SAVED))
            return redirect(lists.cohort_url("registers:need", at, saved.pk))
    context = {"cohort": at, "need": found, "form": form}
    return render(request, "registers/need_form.html", context, status=status_of(form))


@login_required
@require_POST
@once.only
def need_step(request: HttpRequest, programme: str, cohort: str, pk: int, step_name: str) -> HttpResponse:
    """Drop a need, or open it again."""
    at = the_cohort(request, programme, cohort)
    found = _one(request, at, pk)
    if step_name not in _STEPS:
        raise Http404
    return step(
        request,
        lambda: _STEPS[step_name](by=request.user, need=found, expected=version_sent(request)),
        words("Done.", "已完成。"),
        "registers:needs",
        at.programme.code,
        at.code,
    )


@login_required
@require_POST
@once.only
def need_order(request: HttpRequest, programme: str, cohort: str, pk: int) -> HttpResponse:
    """Make the draft of an order of a need."""
    at = the_cohort(request, programme, cohort)
    found = _one(request, at, pk)
    try:
        order = actions.order_from_need(
            by=request.user, need=found, cohort=at, expected=version_sent(request)
        )
    except actions.StepRefused as refused:
        messages.error(request, say(refused.words))
    except (Stale, Gone):
        messages.error(request, say(STALE))
    else:
        messages.success(request, say(words("A draft was made of it.", "已转为订单草稿。")))
        return redirect(lists.cohort_url("registers:order_edit", at, order.pk))
    return redirect(lists.cohort_url("registers:needs", at))


def _one(request: HttpRequest, cohort: Cohort, pk: int) -> Need:
    return seen(request.user, queries.needs(request.user, cohort.programme), pk=pk)


def _may_write(request: HttpRequest, need: Need) -> bool:
    return request.user.standing.may("orders.write", programme=need.programme_id, path=need.host.path)
