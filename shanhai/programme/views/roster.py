"""The roster of home organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shanhai.pages import once
from shanhai.pages.lists import Filter, Listing, Ordering, Shown
from shanhai.pages.words import say, words
from shanhai.programme.actions import accounts, roster
from shanhai.programme.actions.refusal import Refused
from shanhai.programme.forms import FileForm, as_stored, held, roster_form
from shanhai.programme.imports.adaptor import Scope
from shanhai.programme.imports.adaptors import Roster
from shanhai.programme.imports.adaptors.roster import ROSTER_ROWS
from shanhai.programme.models import Invitation, Person
from shanhai.programme.queries import require, seen
from shanhai.programme.queries.evidence import evidence_of
from shanhai.programme.queries.people import dossier_of, people_of
from shanhai.programme.views.files import attached
from shanhai.programme.views.frame import (
    SAVED,
    import_address,
    orders_of_names,
    status_of,
    step,
    the_programme,
    version_of,
    written,
)
from shanhai.sheets import Words

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from shanhai.programme.models import Programme

_ON, _OFF, _ERASED = Words("on the roster", "在册"), Words("archived", "已归档"), Words("erased", "已删除")
_CORRECTED = Words("corrected by the person", "本人已更正")


def _state(person: Person) -> Words:
    if person.erased_at:
        return _ERASED
    if person.archived_at:
        return _OFF
    return _CORRECTED if person.corrected else _ON


def _chip(person: Person) -> str:
    if person.erased_at or person.archived_at:
        return "plain"
    return "waits" if person.corrected else "done"


def _narrow(people: QuerySet, value: str) -> QuerySet:
    on = people.filter(archived_at=None)
    return {
        "on": on,
        "corrected": on.exclude(corrected={}),
        "off": people.filter(archived_at__isnull=False, erased_at=None),
        "erased": people.filter(erased_at__isnull=False),
    }.get(value, people)


ROSTER_LIST = Listing(
    key="programme.roster",
    title=Words("Roster", "人员名册"),
    columns=(
        Shown(
            title=Words("name", "姓名"),
            cell="name",
            link=lambda person: reverse("programme:person", args=[person.of_programme, person.pk]),
            ordering="pinyin",
        ),
        Shown(title=Words("person id", "人员编号"), cell="code", kind="code", ordering="code"),
        Shown(title=Words("home organisation", "派出单位"), cell="home.name", ordering="home"),
        Shown(title=Words("level", "职级"), cell="level", kind="number"),
        Shown(title=Words("state", "状态"), cell=_state, chip=_chip),
    ),
    orderings=(
        Ordering(key="home", title=Words("order of units", "单位顺序"), by=("home__code", "code")),
        *orders_of_names(),
        Ordering(key="code", title=Words("person id", "人员编号"), by=("code",)),
    ),
    filters=(
        Filter(
            key="state",
            title=Words("state", "状态"),
            options={"on": _ON, "corrected": _CORRECTED, "off": _OFF, "erased": _ERASED},
            narrow=_narrow,
        ),
    ),
    search=("search", "home__search"),
    table=ROSTER_ROWS.table,
    row=ROSTER_ROWS.row,
    nothing=Words("Add the people of your organisation, or import them.", "请添加或导入本单位人员。"),
)


@login_required
@require_safe
def people(request: HttpRequest, programme: str) -> HttpResponse:
    """The roster."""
    found = the_programme(request, programme)
    require(request.user, "roster.read", programme=found.pk)
    listed = ROSTER_LIST.of(request, people_of(request.user, found).select_related("home", "native"))
    if listed.is_export:
        return listed.workbook(is_invented=found.invented)
    for person in listed.page:
        person.of_programme = found.code
    may_write = request.user.standing.may(roster.PERMISSION, programme=found.pk)
    new = reverse("programme:person_new", args=[found.code]) if may_write else ""
    importing = import_address(request.user, found, "roster")
    context = {"programme": found, "list": listed, "new": new, "importing": importing}
    return render(request, "programme/list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@once.only
def write_person(request: HttpRequest, programme: str, pk: int | None = None) -> HttpResponse:
    """Somebody new on the roster, or somebody who is on it."""
    found = the_programme(request, programme)
    person = _person(request, found, pk) if pk else None
    require(request.user, roster.PERMISSION, programme=found.pk, path=person.home.path if person else None)
    adaptor = Roster(Scope(request.user, found))
    form = roster_form(adaptor, request.POST or None, person)
    if request.method == "POST" and form.is_valid():
        values = _values(request, form, adaptor, person)
        made = values and written(
            form,
            lambda: roster.write_person(
                by=request.user, person=person, values=values, expected=form.expected
            ),
            ROSTER_ROWS.row,
        )
        if made:
            messages.success(request, say(SAVED))
            return redirect("programme:person", found.code, made.pk)
    heading = str(person) if person else say(words("Somebody new on the roster", "新增人员"))
    context = {"programme": found, "form": form, "shown": person, "heading": heading}
    return render(request, "programme/entry.html", context, status=status_of(form))


def _values(request: HttpRequest, form: Any, adaptor: Roster, person: Person | None) -> dict[str, Any] | None:
    values = held(form, adaptor, as_stored(person) if person else None)
    if values is None:
        return None
    same = Person.objects.visible_to(request.user).filter(home=values["home_id"], code=values["code"])
    if same.exclude(pk=person.pk if person else None).exists():
        form.add_error("id", say(words("Somebody there has this id already.", "该单位已有此编号。")))
        return None
    return values


@login_required
@require_safe
def person(request: HttpRequest, programme: str, pk: int) -> HttpResponse:
    """One person of the roster."""
    found = the_programme(request, programme)
    shown = _person(request, found, pk)
    require(request.user, "roster.read", programme=found.pk, path=shown.home.path)
    return _page(request, found, shown)


def _page(
    request: HttpRequest, found: Programme, shown: Person, file_form: FileForm | None = None
) -> HttpResponse:
    invitations = Invitation.objects.visible_to(request.user).filter(person=shown, programme=found)
    context = {
        "programme": found,
        "person": shown,
        "dossier": dossier_of(shown),
        "evidence": evidence_of(shown),
        "may_take_away": True,
        "file_form": file_form or FileForm(shown),
        "invitation": next((each for each in invitations if each.is_open), None),
        "may_write": request.user.standing.may(roster.PERMISSION, path=shown.home.path),
    }
    return render(request, "programme/person.html", context, status=422 if file_form else 200)


@login_required
@require_POST
@once.only
def add_file(request: HttpRequest, programme: str, pk: int) -> HttpResponse:
    """Attach evidence to the record of somebody of one's roster."""
    found = the_programme(request, programme)
    shown = _person(request, found, pk)
    require(request.user, roster.PERMISSION, programme=found.pk, path=shown.home.path)
    if refused := attached(request, shown):
        return _page(request, found, shown, refused)
    return redirect("programme:person", found.code, pk)


_STEPS = {
    "archive": (roster.archive_person, words("Taken off the roster.", "已移出名册。")),
    "restore": (roster.restore_person, words("Back on the roster.", "已恢复至名册。")),
    "noted": (roster.note_corrections, words("Noted.", "已阅。")),
}


@login_required
@require_POST
@once.only
def person_step(request: HttpRequest, programme: str, pk: int, take: str) -> HttpResponse:
    """Take somebody off the roster, put them back, or say that their corrections were looked at."""
    found = the_programme(request, programme)
    shown = _person(request, found, pk)
    require(request.user, roster.PERMISSION, programme=found.pk, path=shown.home.path)
    do, said = _STEPS[take]
    return step(
        request,
        lambda: do(by=request.user, person=shown, expected=version_of(request)),
        said,
        "programme:person",
        found.code,
        pk,
    )


@login_required
@require_POST
@once.only
def invite_person(request: HttpRequest, programme: str, pk: int) -> HttpResponse:
    """Invite somebody of the roster to their own dossier."""
    found = the_programme(request, programme)
    shown = _person(request, found, pk)
    require(request.user, roster.PERMISSION, programme=found.pk, path=shown.home.path)
    try:
        invited = accounts.invite_person(by=request.user, person=shown, programme=found)
    except Refused as refused:
        messages.error(request, say(refused.words))
    else:
        link = request.build_absolute_uri(reverse("invitation", args=[invited.token]))
        said = words(
            "Give this link to {name}; it is shown only this once: {link}",
            "请将此链接交给{name}，仅显示一次：{link}",
        )
        messages.success(request, say(said, name=shown.name, link=link))
    return redirect("programme:person", found.code, pk)


def _person(request: HttpRequest, programme: Programme, pk: int) -> Person:
    records = Person.objects.select_related("home", "native", "account")
    return seen(request.user, records, pk=pk, home__participations__programme=programme)
