"""The steps that are taken with one request: what its page offers as forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from shanhai.desk import actions, forms, queries
from shanhai.desk.models import Request
from shanhai.desk.views.frame import let_in, the_programme, the_request, tried
from shanhai.desk.views.one import page
from shanhai.desk.words import SAID, STEPS
from shanhai.pages import once
from shanhai.pages.words import say, words

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_DONE = words("Done.", "已完成。")
_TOO_LONG = words(
    "The text is longer than {most} characters. Shorten it, or add the rest in a second entry.",
    "说明超过 {most} 字。请缩短，或分两次填写。",
)
_DAY = words("Write the day as 2022-12-14.", "日期请写成 2022-12-14。")


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
        return page(request, found, 422, typed=request.POST, typed_for=name)
    given = form.cleaned_data
    act = _asked if name == "ask" else _stepped
    try:
        status = tried(request, lambda: act(request, found, name, given))
    except actions.SaidAlready as said:
        return page(request, found, 422, said=SAID[said.where], asked=given)
    if status:
        return page(request, the_request(request, at, pk), status, typed=request.POST, typed_for=name)
    messages.success(request, say(_DONE))
    if not Request.objects.visible_to(request.user).filter(pk=found.pk).exists():
        return redirect("desk:queue", at.code)
    return redirect("desk:request", at.code, found.pk)


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
        return page(request, found, 422, more=form)
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
        return page(request, the_request(request, at, pk), status, more=form)
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
        return page(request, found, 422, sorting=form)
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
        return page(request, the_request(request, at, pk), status)
    messages.success(request, say(_DONE))
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
        return page(request, the_request(request, at, pk), status, typed=request.POST, typed_for="merge")
    messages.success(request, say(_DONE))
    return redirect("desk:request", at.code, into.pk)
