"""What is done beside a placement with a form: return plan, use, absence, longer term, diary, replacement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from shanhai.pages import once
from shanhai.pages.entry import EntryForm
from shanhai.pages.options import Options
from shanhai.pages.words import say
from shanhai.placements import actions, queries, rules, tables
from shanhai.placements.models import Absence, DiaryEntry, Extension
from shanhai.placements.notices import address
from shanhai.placements.views.frame import (
    DONE,
    READS_AND_WRITES,
    the_placement,
    tried,
    version_of,
)
from shanhai.placements.views.placements import answered
from shanhai.programme.actions.refusal import Refused
from shanhai.programme.models import PoolEntry
from shanhai.programme.queries import seen
from shanhai.programme.trail import Stale
from shanhai.sheets import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from shanhai.placements.models import Placement
    from shanhai.sheets import Table

_POOL = Words("the sealed pool", "已封存的人选库")


@dataclass(frozen=True)
class Deed:
    """Something that some sides of a placement do with a form: what is typed, what is done with it."""

    title: Words
    table: Table
    parts: frozenset[str]
    do: Callable[..., object]
    record: Callable[[Placement], Any] = lambda placement: None
    start: Callable[[Placement], dict[str, Any]] = lambda placement: {}


def _today(placement: Placement) -> dict[str, Any]:
    return {"on": timezone.localdate(), "shared": "own"}


DEEDS: dict[str, Deed] = {
    "return-plan": Deed(
        Words("Return plan", "返回安排"),
        tables.RETURN_PLAN,
        frozenset({"home", "office"}),
        actions.write_return_plan,
        record=lambda placement: getattr(placement, "return_plan", None),
    ),
    "use": Deed(
        Words("What came of what was learned", "所学使用情况"),
        tables.USE,
        frozenset({"person", "home"}),
        actions.tell_use,
    ),
    "absence": Deed(
        Words("Absence", "登记离岗"), tables.ABSENCE, frozenset({"person", "host"}), actions.enter_absence
    ),
    "extension": Deed(
        Words("Ask for a longer term", "申请延期"),
        tables.EXTENSION,
        frozenset({*rules.SIDES, "office"}),
        actions.ask_extension,
    ),
    "days": Deed(
        Words("Days a month", "每月天数"),
        tables.DAYS,
        frozenset({"office", "host", "home"}),
        actions.set_days,
        record=lambda placement: placement,
    ),
    "diary": Deed(
        Words("Write the diary", "写日志"),
        tables.DIARY,
        frozenset({"person"}),
        actions.write_diary,
        start=_today,
    ),
    "replacement": Deed(
        Words("Fill the seat anew", "递补"), tables.REPLACEMENT, frozenset({"office"}), actions.replace
    ),
}


@READS_AND_WRITES
@login_required
@once.only
def deed(request: HttpRequest, programme: str, cohort: str, pk: int, name: str) -> HttpResponse:
    """One of the deeds as a form."""
    placement = the_placement(request, programme, cohort, pk)
    if name not in DEEDS:
        raise Http404
    what = DEEDS[name]
    if queries.parts_in(request.user, placement).isdisjoint(what.parts):
        raise PermissionDenied(name)
    form = _form(request, what, placement)
    status = 200
    if request.method == "POST":
        status = _done(request, what, placement, form) if form.is_valid() else 422
        if status == 302:
            return HttpResponseRedirect(address(placement))
    context = {"cohort": placement.cohort, "placement": placement, "form": form, "title": what.title}
    return render(request, "placements/deed.html", context, status=status)


@READS_AND_WRITES
@login_required
@once.only
def diary_page(request: HttpRequest, programme: str, cohort: str, pk: int, entry: int) -> HttpResponse:
    """A page of one's own diary, to be changed."""
    placement = the_placement(request, programme, cohort, pk)
    written = seen(request.user, DiaryEntry.objects.filter(placement=placement), pk=entry)
    if "person" not in queries.parts_in(request.user, placement):
        raise PermissionDenied("diary")
    values = {"on": written.on, "text": written.text, "shared": written.shared}
    form = EntryForm(tables.DIARY, request.POST or None, values=values, version=written.version)
    status = 200
    if request.method == "POST":
        again = Deed(
            DEEDS["diary"].title,
            tables.DIARY,
            frozenset({"person"}),
            lambda **given: actions.write_diary(entry=written, **given),
            record=lambda _: written,
        )
        status = _done(request, again, placement, form) if form.is_valid() else 422
        if status == 302:
            return HttpResponseRedirect(address(placement))
    context = {
        "cohort": placement.cohort,
        "placement": placement,
        "form": form,
        "title": DEEDS["diary"].title,
    }
    return render(request, "placements/deed.html", context, status=status)


@require_POST
@login_required
@once.only
def drop(request: HttpRequest, programme: str, cohort: str, pk: int, what: str, key: int) -> HttpResponse:
    """Take an absence back, or delete a page of one's diary."""
    placement = the_placement(request, programme, cohort, pk)
    if what == "absence":
        absence = seen(request.user, Absence.objects.filter(placement=placement), pk=key)
        return answered(
            request,
            placement,
            tried(request, lambda: actions.drop_absence(by=request.user, absence=absence)),
        )
    entry = seen(request.user, DiaryEntry.objects.filter(placement=placement), pk=key)
    return answered(
        request, placement, tried(request, lambda: actions.drop_diary(by=request.user, entry=entry))
    )


@require_POST
@login_required
@once.only
def extension(request: HttpRequest, programme: str, cohort: str, pk: int, key: int) -> HttpResponse:
    """Agree to a longer term or object, for one side; approve, refuse, or take it back."""
    placement = the_placement(request, programme, cohort, pk)
    asked = seen(request.user, Extension.objects.filter(placement=placement), pk=key)
    name, given = request.POST.get("step", ""), {"by": request.user, "extension": asked}
    given |= {"reason": request.POST.get("reason", ""), "expected": version_of(request)}
    if name in ("agree", "object"):
        side = request.POST.get("side", "")
        status = tried(request, lambda: actions.answer_extension(side=side, agrees=name == "agree", **given))
    elif name in ("approve", "refuse", "drop"):
        status = tried(request, lambda: actions.decide_extension(step=name, **given))
    else:
        raise Http404
    return answered(request, placement, status)


def _form(request: HttpRequest, what: Deed, placement: Placement) -> EntryForm:
    record = what.record(placement)
    values = {} if record is None else _values(what, record)
    references = {}
    if what.table is tables.REPLACEMENT:
        pool = PoolEntry.objects.visible_to(request.user).filter(cohort=placement.cohort_id)
        free = pool.exclude(person=placement.person_id).select_related("person")
        references["person"] = Options({each.person.code: each.person.name for each in free}, _POOL)
    return EntryForm(
        what.table,
        request.POST or None,
        values=values or what.start(placement),
        version=record.version if record is not None else None,
        references=references,
    )


def _values(what: Deed, record: Any) -> dict[str, Any]:
    return {column.key: getattr(record, column.key) or None for column in what.table.columns}


def _done(request: HttpRequest, what: Deed, placement: Placement, form: EntryForm) -> int:
    """Do it with what the form holds. Returns: the status; the form shows what was wrong."""
    given = {key: "" if value is None else value for key, value in form.row.items()}
    if "person" in given:
        pool = PoolEntry.objects.filter(cohort=placement.cohort_id)
        given["person"] = seen(request.user, pool, person__code=given["person"]).person
    if what.record(placement) is not None:
        given["expected"] = form.expected
    elif what.table is tables.USE:
        given["expected"] = None
    try:
        what.do(by=request.user, placement=placement, **given)
    except Refused as refused:
        form.add_error(None, say(refused.words))
        return 422
    except Stale as stale:
        form.meanwhile(_values(what, stale.record), stale.record.version)
        return 409
    messages.success(request, say(DONE))
    return 302
