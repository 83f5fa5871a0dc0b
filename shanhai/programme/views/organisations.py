"""The organisations that take part in a programme."""

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
from shanhai.programme.actions import setup
from shanhai.programme.forms import as_stored, held, organisation_form, organisation_row
from shanhai.programme.imports.adaptor import Scope
from shanhai.programme.imports.adaptors import Organisations
from shanhai.programme.imports.adaptors.organisations import ORGANISATION_ROWS
from shanhai.programme.models import Organisation, Participation
from shanhai.programme.queries import require, seen
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
from shanhai.programme.words import kind_in_words
from shanhai.sheets import Words

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from shanhai.programme.models import Programme

_HOME, _HOST = Words("sends people", "派出"), Words("receives people", "接收")


def _part(part: Participation) -> list[Words]:
    return [title for title, is_so in ((_HOME, part.is_home), (_HOST, part.is_host)) if is_so]


def _in_part(parts: QuerySet, value: str) -> QuerySet:
    return parts.filter(**{value: True})


ORGANISATION_LIST = Listing(
    key="programme.organisations",
    title=Words("Organisations", "单位"),
    columns=(
        Shown(
            title=Words("name", "名称"),
            cell="organisation.name",
            link=lambda part: reverse(
                "programme:organisation", args=[part.programme.code, part.organisation_id]
            ),
            ordering="pinyin",
        ),
        Shown(
            title=Words("organisation id", "单位编号"), cell="organisation.code", kind="code", ordering="code"
        ),
        Shown(title=Words("part of", "上级单位"), cell="organisation.parent.name"),
        Shown(title=Words("kind", "类型"), cell=lambda part: kind_in_words(part.organisation.kind)),
        Shown(title=Words("place", "所在地"), cell="organisation.place.name"),
        Shown(title=Words("part taken", "参加方式"), cell=_part),
    ),
    orderings=(
        Ordering(key="code", title=Words("order of units", "单位顺序"), by=("organisation__code",)),
        *orders_of_names("organisation__"),
    ),
    search=("organisation__search",),
    table=ORGANISATION_ROWS.table,
    row=lambda part: organisation_row(part.organisation, part),
    filters=(
        Filter(
            key="part",
            title=Words("part taken", "参加方式"),
            options={"is_home": _HOME, "is_host": _HOST},
            narrow=_in_part,
        ),
    ),
    nothing=Words("Add the organisations that take part, or import them.", "请添加或导入参加单位。"),
)


@login_required
@require_safe
def organisations(request: HttpRequest, programme: str) -> HttpResponse:
    """The organisations that take part."""
    found = the_programme(request, programme)
    parts = Participation.objects.visible_to(request.user).filter(programme=found)
    parts = parts.select_related("programme", "organisation__parent", "organisation__place")
    parts = parts.defer("organisation__place__outline")
    may_write = request.user.standing.may(setup.PERMISSION, programme=found.pk)
    listed = ORGANISATION_LIST.of(request, parts)
    if listed.is_export:
        return listed.workbook(is_invented=found.invented)
    context = {
        "programme": found,
        "list": listed,
        "new": reverse("programme:organisation_new", args=[found.code]) if may_write else "",
        "importing": import_address(request.user, found, "organisations") if may_write else "",
    }
    return render(request, "programme/list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@once.only
def organisation(request: HttpRequest, programme: str, pk: int | None = None) -> HttpResponse:
    """A new organisation, or one that there is."""
    found = the_programme(request, programme)
    part = _part_of(request, found, pk) if pk else None
    shown = part.organisation if part else None
    may_write = request.user.standing.may(setup.PERMISSION, programme=found.pk)
    if request.method == "POST" or shown is None:
        require(request.user, setup.PERMISSION, programme=found.pk)
    form = organisation_form(request.user, found, request.POST or None, part)
    if request.method == "POST" and form.is_valid() and _write(request, found, part, form):
        messages.success(request, say(SAVED))
        return redirect("programme:organisations", found.code)
    context = {
        "programme": found,
        "shown": shown,
        "part": part,
        "form": form,
        "may_write": may_write,
        "below": Organisation.objects.visible_to(request.user).filter(parent=shown) if shown else (),
    }
    return render(request, "programme/organisation.html", context, status=status_of(form))


def _part_of(request: HttpRequest, programme: Programme, pk: int) -> Participation:
    parts = Participation.objects.select_related("organisation__parent", "organisation__place", "programme")
    return seen(request.user, parts, programme=programme, organisation=pk)


def _write(request: HttpRequest, programme: Programme, part: Participation | None, form: Any) -> Any:
    adaptor = Organisations(Scope(request.user, programme))
    stored = as_stored(part.organisation, takes_part=True) if part else None
    if part is None and Organisation.objects.visible_to(request.user).filter(code=form.row["id"]).exists():
        form.add_error("id", say(words("There is one with this id already.", "该编号已存在。")))
        return None
    values = held(form, adaptor, stored)
    if values is None:
        return None
    above = values.pop("parent__code", None)
    parents = Organisation.objects.visible_to(request.user).filter(code=above or "")
    values["parent"] = parents.first()
    return written(
        form,
        lambda: setup.write_organisation(
            by=request.user,
            programme=programme,
            organisation=part and part.organisation,
            values=values,
            expected=form.expected,
        ),
        lambda record: organisation_row(record, part),
    )


@login_required
@require_POST
@once.only
def leave(request: HttpRequest, programme: str, pk: int) -> HttpResponse:
    """Let an organisation take part no longer."""
    found = the_programme(request, programme)
    part = _part_of(request, found, pk)
    require(request.user, setup.PERMISSION, programme=found.pk)
    return step(
        request,
        lambda: setup.end_participation(by=request.user, participation=part, expected=version_of(request)),
        words("It takes part no longer.", "该单位不再参加。"),
        "programme:organisations",
        found.code,
    )
