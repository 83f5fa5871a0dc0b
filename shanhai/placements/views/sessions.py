"""Briefings and inductions: the list, one with its attendance, a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shanhai.pages import once
from shanhai.pages.entry import EntryForm
from shanhai.pages.options import Options
from shanhai.pages.words import say
from shanhai.placements import actions, lists
from shanhai.placements.models import Attendance, Session
from shanhai.placements.tables import SESSION
from shanhai.placements.views.frame import DONE, READS_AND_WRITES, the_cohort, tried
from shanhai.placements.words import ATTENDANCE
from shanhai.programme.actions.refusal import Refused
from shanhai.programme.models import Organisation
from shanhai.programme.queries import require, seen

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from shanhai.programme.models import Cohort


@require_safe
@login_required
def sessions(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """The sessions of a cohort that concern the reader."""
    at = the_cohort(request, programme, cohort)
    found = Session.objects.visible_to(request.user).filter(cohort=at).select_related("host")
    context = {"cohort": at, "sessions": found, "may_hold": _may_hold(request, at)}
    return render(request, "placements/sessions.html", context)


@READS_AND_WRITES
@login_required
@once.only
def new(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """Set up a session; everybody whom it concerns is invited."""
    at = the_cohort(request, programme, cohort)
    if not _may_hold(request, at):
        require(request.user, "placements.run", programme=at.programme_id)
    hosts = Organisation.objects.visible_to(request.user).filter(
        participations__programme=at.programme, participations__is_host=True
    )
    form = EntryForm(SESSION, request.POST or None, references={"host": Options.of(hosts)})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and (made := _made(request, at, form)) is not None:
            messages.success(request, say(DONE))
            return HttpResponseRedirect(lists.cohort_url("session", at, made.pk))
    return render(request, "placements/session_form.html", {"cohort": at, "form": form}, status=status)


@READS_AND_WRITES
@login_required
@once.only
def session(request: HttpRequest, programme: str, cohort: str, pk: int) -> HttpResponse:
    """One session: who is invited, and who came."""
    at = the_cohort(request, programme, cohort)
    found = seen(request.user, Session.objects.filter(cohort=at).select_related("host", "cohort"), pk=pk)
    lines = Attendance.objects.visible_to(request.user).filter(session=found)
    lines = lines.select_related("placement__person", "placement__host")
    status = 200
    if request.method == "POST":
        actions.check_may_hold(request.user, at, found.host)
        came = {line.pk: request.POST.get(f"line-{line.pk}", line.state) for line in lines}
        came = {key: state for key, state in came.items() if state in ATTENDANCE}
        status = tried(request, lambda: actions.enter_attendance(by=request.user, session=found, came=came))
        if status == 302:
            return HttpResponseRedirect(lists.cohort_url("session", at, found.pk))
    context = {
        "cohort": at,
        "session": found,
        "lines": lines,
        "answers": ATTENDANCE.items(),
        "may_enter": _may_enter(request, found),
    }
    return render(request, "placements/session.html", context, status=status)


def _may_hold(request: HttpRequest, cohort: Cohort) -> bool:
    may = request.user.standing.may
    return any(may(each, programme=cohort.programme_id) for each in ("placements.run", "placements.receive"))


def _may_enter(request: HttpRequest, found: Session) -> bool:
    may, programme = request.user.standing.may, found.cohort.programme_id
    is_host = found.host is not None and may("placements.receive", programme=programme, path=found.host.path)
    return is_host or may("placements.run", programme=programme)


def _made(request: HttpRequest, cohort: Cohort, form: EntryForm) -> Session | None:
    row = form.row
    host = seen(request.user, Organisation.objects, code=row["host"]) if row["host"] else None
    try:
        return actions.write_session(
            by=request.user,
            cohort=cohort,
            kind=row["kind"],
            title=row["title"],
            on=row["on"],
            where=row["where"] or "",
            host=host,
        )
    except Refused as refused:
        form.add_error(None, say(refused.words))
        return None
