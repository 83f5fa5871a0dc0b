"""Setting up a programme: its settings, cohorts, the register of places and the code lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shanhai.pages import once
from shanhai.pages.entry import EntryForm
from shanhai.pages.lists import Filter, Listing, Ordering, Shown
from shanhai.pages.options import Options
from shanhai.pages.words import say, words
from shanhai.programme.actions import setup
from shanhai.programme.forms import (
    COHORT_ROW,
    PROGRAMME_ROW,
    TAKEN,
    as_stored,
    cohort_form,
    cohort_values,
    held,
    programme_form,
)
from shanhai.programme.imports.adaptor import Scope
from shanhai.programme.imports.adaptors import LISTS, Places
from shanhai.programme.imports.adaptors.places import PLACE_ROWS
from shanhai.programme.models import Cohort, Place, Programme, Term
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
    from django.http import HttpRequest, HttpResponse

    from shanhai.programme.imports.adaptor import Adaptor

CODE_LISTS = {adaptor.scheme: adaptor for adaptor in LISTS}


def _at(view: str) -> Any:
    """The address of a record's page; a list's columns are told the programme by its request."""
    return lambda record: reverse(f"programme:{view}", args=[record.of_programme, record.pk])


PLACE_LIST = Listing(
    key="programme.places",
    title=Words("Register of places", "地区目录"),
    columns=(
        Shown(title=Words("name", "名称"), cell="name", link=_at("place"), ordering="pinyin"),
        Shown(title=Words("place id", "地区编号"), cell="code", kind="code", ordering="code"),
        Shown(title=Words("part of", "上级地区"), cell="parent.name"),
        Shown(title=Words("kind", "类型"), cell=lambda place: kind_in_words(place.kind)),
    ),
    orderings=(
        Ordering(key="code", title=Words("place id", "地区编号"), by=("code",)),
        *orders_of_names(),
    ),
    search=("search",),
    table=PLACE_ROWS.table,
    row=PLACE_ROWS.row,
    nothing=Words("Add the places of the programme, or import them.", "请添加或导入地区。"),
)
CODE_LIST = Listing(
    key="programme.codes",
    title=Words("Code lists", "代码目录"),
    columns=(
        Shown(title=Words("name", "名称"), cell="name", link=_at("code"), ordering="name"),
        Shown(title=Words("code", "代码"), cell="code", kind="code", ordering="code"),
        Shown(title=Words("list", "目录"), cell="get_scheme_display"),
        Shown(title=Words("part of", "上级"), cell="parent.name"),
    ),
    orderings=(
        Ordering(key="code", title=Words("code", "代码"), by=("scheme", "code")),
        Ordering(key="name", title=Words("name", "名称"), by=("name",)),
    ),
    filters=(
        Filter(
            key="scheme",
            title=Words("list", "目录"),
            options={key: adaptor.title for key, adaptor in CODE_LISTS.items()},
        ),
    ),
    search=("search",),
    nothing=Words("Import a list, or add its codes one by one.", "请导入目录，或逐条添加。"),
)


@login_required
@require_http_methods(["GET", "POST"])
@once.only
def open_programme(request: HttpRequest) -> HttpResponse:
    """Open a programme."""
    require(request.user, setup.PERMISSION)
    form = programme_form(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = written(
            form,
            lambda: setup.open_programme(by=request.user, values=PROGRAMME_ROW.values(form.row)),
            PROGRAMME_ROW.row,
        )
        if made:
            messages.success(request, say(SAVED))
            return redirect("programme:setup", made.code)
    return render(request, "programme/entry.html", _page(form, _OPEN), status=status_of(form))


@login_required
@require_http_methods(["GET", "POST"])
@once.only
def programme_setup(request: HttpRequest, programme: str) -> HttpResponse:
    """The settings of a programme, and its cohorts."""
    found = the_programme(request, programme)
    require(request.user, setup.PERMISSION, programme=found.pk)
    form = programme_form(request.user, request.POST or None, found)
    if (
        request.method == "POST"
        and form.is_valid()
        and written(
            form,
            lambda: setup.write_programme(
                by=request.user,
                programme=found,
                values=PROGRAMME_ROW.values(form.row),
                expected=form.expected,
            ),
            PROGRAMME_ROW.row,
        )
    ):
        messages.success(request, say(SAVED))
        return redirect("programme:setup", found.code)
    cohorts = Cohort.objects.visible_to(request.user).filter(programme=found)
    context = {"programme": found, "form": form, "cohorts": cohorts}
    return render(request, "programme/setup.html", context, status=status_of(form))


@login_required
@require_http_methods(["GET", "POST"])
@once.only
def cohort(request: HttpRequest, programme: str, pk: int | None = None) -> HttpResponse:
    """A new cohort, or one that there is."""
    found = the_programme(request, programme)
    cohorts = Cohort.objects.visible_to(request.user).filter(programme=found)
    shown = seen(request.user, cohorts, pk=pk) if pk else None
    require(request.user, setup.PERMISSION, programme=found.pk)
    form = cohort_form(request.user, found, request.POST or None, shown)
    if form.is_valid() and written(form, lambda: _write_cohort(request, found, shown, form), COHORT_ROW.row):
        messages.success(request, say(SAVED))
        return redirect("programme:setup", found.code)
    page = _page(form, _COHORT if shown is None else words("Cohort {name}", "{name}"), found, shown)
    return render(request, "programme/entry.html", page, status=status_of(form))


def _write_cohort(
    request: HttpRequest, programme: Programme, shown: Cohort | None, form: EntryForm
) -> Cohort:
    return setup.write_cohort(
        by=request.user,
        programme=programme,
        cohort=shown,
        values=cohort_values(request.user, programme, form),
        expected=form.expected,
    )


@login_required
@require_safe
def places(request: HttpRequest, programme: str) -> HttpResponse:
    """The register of places."""
    found = the_programme(request, programme)
    require(request.user, setup.PERMISSION, programme=found.pk)
    records = Place.objects.visible_to(request.user).select_related("parent")
    importing = import_address(request.user, found, "places")
    return _list_page(request, found, PLACE_LIST, records, "programme:place_new", importing=importing)


@login_required
@require_http_methods(["GET", "POST"])
@once.only
def place(request: HttpRequest, programme: str, pk: int | None = None) -> HttpResponse:
    """A new place, or one that there is."""
    found = the_programme(request, programme)
    shown = seen(request.user, Place.objects.select_related("parent"), pk=pk) if pk else None
    require(request.user, setup.PERMISSION, programme=found.pk)
    adaptor = Places(Scope(request.user, found))
    above = Options.of(Place.objects.visible_to(request.user).exclude(pk=pk), adaptor.title)
    return _entry(request, found, adaptor, shown, {"parent": above}, setup.write_place, "places")


@login_required
@require_safe
def codes(request: HttpRequest, programme: str) -> HttpResponse:
    """The code lists."""
    found = the_programme(request, programme)
    require(request.user, setup.PERMISSION, programme=found.pk)
    records = Term.objects.visible_to(request.user).select_related("parent")
    schemes = [(key, adaptor.title) for key, adaptor in CODE_LISTS.items()]
    may = request.user.standing.may("imports.write", programme=found.pk)
    importing = reverse("imports:imports", args=[found.code]) if may else ""
    return _list_page(request, found, CODE_LIST, records, "", schemes=schemes, importing=importing)


@login_required
@require_http_methods(["GET", "POST"])
@once.only
def code(request: HttpRequest, programme: str, scheme: str = "", pk: int | None = None) -> HttpResponse:
    """A new code of a list, or one that there is."""
    found = the_programme(request, programme)
    shown = seen(request.user, Term.objects.select_related("parent"), pk=pk) if pk else None
    require(request.user, setup.PERMISSION, programme=found.pk)
    scheme = shown.scheme if shown else scheme
    adaptor = CODE_LISTS[scheme](Scope(request.user, found))
    above = Term.objects.visible_to(request.user).filter(scheme=scheme).exclude(pk=pk)
    return _entry(
        request,
        found,
        adaptor,
        shown,
        {"parent": Options.of(above, adaptor.title)},
        setup.write_term,
        "codes",
    )


@login_required
@require_POST
@once.only
def remove(request: HttpRequest, programme: str, kind: str, pk: int) -> HttpResponse:
    """Remove a place or a code that nothing refers to."""
    found = the_programme(request, programme)
    records = (
        Place.objects.visible_to(request.user) if kind == "places" else Term.objects.visible_to(request.user)
    )
    record = seen(request.user, records, pk=pk)
    require(request.user, setup.PERMISSION, programme=found.pk)
    return step(
        request,
        lambda: setup.remove(by=request.user, record=record, expected=version_of(request)),
        words("Removed.", "已删除。"),
        f"programme:{kind}",
        found.code,
    )


def _entry(
    request: HttpRequest,
    programme: Programme,
    adaptor: Adaptor,
    shown: Any,
    references: dict[str, Options],
    write: Any,
    back: str,
) -> HttpResponse:
    """One row of a table that an import fills too."""
    form = EntryForm(
        adaptor.table,
        request.POST or None,
        values=adaptor.mapped.row(shown) if shown else {},
        version=shown.version if shown else None,
        references=references,
        needs=("name",),
    )
    if request.method == "POST" and form.is_valid():
        records = type(shown or adaptor.blank())._default_manager.visible_to(request.user)
        if shown is None or form.row["id"] != shown.code:
            _check_free(form, records.filter(**_same_list(adaptor)), "id")
        values = None if form.errors else held(form, adaptor, as_stored(shown) if shown else None)
        if values is not None:
            values |= {
                "parent": records.filter(**_same_list(adaptor), code=values.pop("parent__code", None)).first()
            }
            values |= _same_list(adaptor)
            kind = "place" if back == "places" else "term"
            if written(
                form,
                lambda: write(by=request.user, values=values, expected=form.expected, **{kind: shown}),
                adaptor.mapped.row,
            ):
                messages.success(request, say(SAVED))
                return redirect(f"programme:{back}", programme.code)
    page = _page(form, adaptor.title, programme, shown) | {"kind": back}
    return render(request, "programme/entry.html", page, status=status_of(form))


def _same_list(adaptor: Adaptor) -> dict[str, str]:
    scheme = getattr(adaptor, "scheme", None)
    return {"scheme": scheme} if scheme else {}


def _list_page(
    request: HttpRequest, programme: Programme, listing: Listing, records: Any, new: str, **more: Any
) -> HttpResponse:
    listed = listing.of(request, records)
    if listed.is_export:
        return listed.workbook(is_invented=programme.invented)
    for record in listed.page:
        record.of_programme = programme.code
    address = reverse(new, args=[programme.code]) if new else ""
    context = {"programme": programme, "list": listed, "new": address, **more}
    return render(request, "programme/list.html", context)


def _check_free(form: EntryForm, records: Any, column: str = "code") -> None:
    if records.filter(code=form.row[column]).exists():
        form.add_error(column, TAKEN)


def _page(
    form: EntryForm, title: Words, programme: Programme | None = None, shown: Any = None
) -> dict[str, Any]:
    return {
        "form": form,
        "programme": programme,
        "shown": shown,
        "heading": say(title, name=str(shown)) if shown else say(title),
    }


_OPEN = words("Open a programme", "设立工程")
_COHORT = words("Open a cohort", "新建批次")
