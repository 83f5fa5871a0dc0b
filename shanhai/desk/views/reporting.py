"""Reporting: signed in, by a welfare link, by the public form; and following by a link of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from shanhai.desk import actions, forms, lists, queries, rules
from shanhai.desk.actions.refused import StepRefused
from shanhai.desk.thread import told
from shanhai.desk.views.frame import let_in, the_programme, tried
from shanhai.desk.views.one import shown
from shanhai.desk.words import CHIPS, REASONS, STATES, STEPS
from shanhai.pages import once
from shanhai.pages.words import say, words
from shanhai.programme.models import Organisation
from shanhai.programme.queries import seen

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from shanhai.desk.models import Asker, WelfareLink
    from shanhai.programme.models import Programme

_READS_AND_WRITES = require_http_methods(["GET", "HEAD", "POST"])
RECEIVED = words(
    "Received as {number}. You need not say it again: follow it here until you confirm.",
    "已收件，编号 {number}。无需重复反映，可在此跟踪，直至您确认。",
)
#: The rate that the settings name for whatever comes without an account.
_LIMIT = "desk_public"
#: What somebody may do who follows by a link.
_BY_LINK = ("confirm", "reopen", "repeat", "withdraw")


@login_required
@_READS_AND_WRITES
@once.only
def report(request: HttpRequest, programme: str) -> HttpResponse:
    """Report a difficulty."""
    at = the_programme(request, programme)
    let_in(request, at, "desk.report")
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = forms.ReportForm(request.user, at, *sent)
    if request.method == "POST" and form.is_valid():
        made: list[Any] = []
        if not (status := tried(request, lambda: made.append(_reported(request, at, form.cleaned_data)))):
            messages.success(request, say(RECEIVED, number=made[0].number))
            return redirect("desk:request", at.code, made[0].pk)
        return render(request, "desk/report.html", {"programme": at, "form": form}, status=status)
    status = 422 if form.errors else 200
    return render(request, "desk/report.html", {"programme": at, "form": form}, status=status)


def _reported(request: HttpRequest, at: Programme, given: dict[str, Any]) -> Any:
    code = given.get("unit")
    unit = seen(request.user, Organisation.objects, code=code) if code else None
    return actions.report(
        by=request.user,
        programme=at,
        said=_said(at, given),
        unit=unit,
        contact=given["contact"],
    )


def _said(at: Programme, given: dict[str, Any]) -> actions.Said:
    return actions.Said(
        text=given["text"],
        topic=forms.chosen_topic(at, given.get("topic", "")),
        place=forms.chosen_place(given.get("place")),
        photos=given["photos"],
        is_urgent=given.get("is_urgent", False),
    )


@never_cache
@_READS_AND_WRITES
@once.only
def public(request: HttpRequest, programme: str) -> HttpResponse:
    """The public form, where the programme has opened it."""
    at = queries.public_desk(programme)
    if at is None:
        raise Http404
    return _without_account(request, at, None)


@never_cache
@_READS_AND_WRITES
@once.only
def family(request: HttpRequest, key: str) -> HttpResponse:
    """Ask for welfare by a link that a secondee has consented to."""
    link = queries.welfare_link(key)
    if link is None:
        return render(request, "desk/spent.html", {"why": REASONS["link_spent"]}, status=410)
    return _without_account(request, link.programme, link)


def _without_account(request: HttpRequest, at: Programme, link: WelfareLink | None) -> HttpResponse:
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = forms.ReportByLinkForm(at, *sent, is_public=link is None)
    context = {"programme": at, "form": form, "is_public": link is None}
    if request.method == "POST" and not _may_write(request):
        messages.error(request, say(REASONS["too_often"]))
        return render(request, "desk/by_link.html", context, status=429)
    if request.method == "POST" and form.is_valid():
        found: list[tuple[Any, str]] = []
        if not (status := tried(request, lambda: found.append(_sent(at, link, form.cleaned_data)))):
            made, own_key = found[0]
            messages.success(request, say(RECEIVED, number=made.number))
            return redirect("desk:follow", own_key)
        return render(request, "desk/by_link.html", context, status=status)
    return render(request, "desk/by_link.html", context, status=422 if form.errors else 200)


def _sent(at: Programme, link: WelfareLink | None, given: dict[str, Any]) -> tuple[Any, str]:
    who = {"name": given["name"], "contact": given["contact"]}
    if link is None:
        return actions.report_in_public(programme=at, said=_said(at, given), **who)
    return actions.report_by_link(link=link, said=_said(at, given), **who)


def _may_write(request: HttpRequest) -> bool:
    return bool(ratelimit.consume(request, action=_LIMIT))


@never_cache
@_READS_AND_WRITES
@once.only
def follow(request: HttpRequest, key: str) -> HttpResponse:
    """Follow what one has asked, without an account."""
    asker = queries.asker_by_key(key)
    if asker is None:
        return render(request, "desk/spent.html", {"why": REASONS["link_spent"]}, status=410)
    if request.method == "POST":
        if not _may_write(request):
            messages.error(request, say(REASONS["too_often"]))
            return _followed(request, key, asker, 429)
        status = tried(request, lambda: _spoken(request, asker))
        if status:
            return _followed(request, key, queries.asker_by_key(key), status)
        return redirect("desk:follow", key)
    return _followed(request, key, asker)


def _spoken(request: HttpRequest, asker: Asker) -> None:
    name, text = request.POST.get("step", ""), request.POST.get("text", "").replace("\r\n", "\n")
    if len(text) > forms.LONGEST:
        raise StepRefused("too_long", count=len(text), most=forms.LONGEST)
    if name == "end_consent":
        actions.end_consent(asker=asker)
    elif name == "tell_more":
        photos = request.FILES.getlist("photos")
        actions.tell_more(by=None, request=asker.request, text=text, photos=photos, asker=asker)
    elif name in _BY_LINK:
        actions.take(by=None, request=asker.request, name=name, text=text, asker=asker)
    else:
        raise Http404


def _followed(request: HttpRequest, key: str, asker: Asker, status: int = 200) -> HttpResponse:
    found = asker.request
    steps = rules.steps_open(found.state, frozenset({"asker"}))
    context = {
        "programme": found.programme,
        "request_": found,
        "key": key,
        "asker": asker,
        "owner": lists.whose(found, frozenset({"asker"})),
        "is_yours": found.turn == "asker",
        "missing_year": queries.missing_year(found),
        "state": STATES[found.state],
        "chip": CHIPS[found.state],
        "thread": told(queries.thread(None, found, asker), asker=asker),
        "photos": list(queries.photos(None, found, asker)),
        "can": {name: name in steps for name in (*_BY_LINK, "tell_more")},
        "labels": STEPS,
        "longest": forms.LONGEST,
        "address": request.build_absolute_uri(reverse("desk:follow", args=[key])),
    }
    return render(request, "desk/follow.html", context, status=status)


@never_cache
@require_safe
def followed_photo(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """A photo of one's own, for whoever follows by a link."""
    asker = queries.asker_by_key(key)
    found = queries.photos(None, asker.request, asker).filter(pk=pk).first() if asker else None
    if found is None:
        raise Http404
    return shown(found)
