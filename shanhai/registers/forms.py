"""Forms of the registers: rows of their tables, held to the same rules as the rows of an import."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from shanhai.pages.entry import EntryForm
from shanhai.pages.options import Options
from shanhai.pages.words import say, says
from shanhai.programme.forms import ORGANISATIONS_OF, places_for
from shanhai.programme.models import Organisation, Person, Place, Term
from shanhai.programme.queries import seen
from shanhai.registers.tables import NEED_ROWS, PROFILE_ROWS
from shanhai.sheets import Words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from shanhai.programme.imports.adaptor import Scope
    from shanhai.programme.imports.reach import Reach
    from shanhai.programme.models import Account, Programme
    from shanhai.registers.adaptors import Entries
    from shanhai.registers.models import Entry, Need, PlaceProfile

    #: What is typed into a form, or nothing.
    Typed = Mapping[str, Any] | None

_PEOPLE_OF = Words("the roster", "人员名册")
_CODED = (
    ("industry", Words("the list of industries", "行业目录"), ("industry",)),
    ("expertise", Words("the list of expertise", "专长目录"), ("asks", "expertise")),
)


class ReasonForm(forms.Form):
    """Why a step is taken, for the version that the page showed."""

    version = forms.IntegerField(min_value=1)
    reason = forms.CharField(label=says("reason", "理由"), max_length=2_000, required=False)


def entry_form(
    adaptor: Entries, data: Typed, entry: Entry | None, start: dict[str, Any] | None = None
) -> EntryForm:
    """One order or offer as a form. A new one may be left without an id: it is given the next."""
    table = adaptor.mapped.table
    shown = [column.key for column in table.columns if entry is None or column.key != "id"]
    form = EntryForm(
        table,
        data,
        values=adaptor.mapped.row(entry) if entry else (start or {}),
        version=entry.version if entry else None,
        only=shown,
        references=_references(adaptor.scope, adaptor.reach, adaptor.owner),
    )
    if "id" in form.fields:
        form.fields["id"].required = False
    form.fields["name"].required = form.fields[adaptor.owner].required = True
    return form


def columns_for_many(adaptor: Entries) -> dict[str, str]:
    """The fields that may be given to many at once, with their titles: not what tells one from another."""
    own = {"id", "name", adaptor.owner, "person"}
    return {
        column.key: say(column.header) for column in adaptor.mapped.table.columns if column.key not in own
    }


def column_form(adaptor: Entries, column: str, data: Typed, known: Collection[str]) -> EntryForm | None:
    """One field as a form; None where it is no field that many may be given."""
    if column not in known:
        return None
    references = _references(adaptor.scope, adaptor.reach, adaptor.owner)
    return EntryForm(adaptor.mapped.table, data, only=[column], references=references)


def need_form(scope: Scope, reach: Reach, data: Typed, need: Need | None) -> EntryForm:
    """One need as a form."""
    return EntryForm(
        NEED_ROWS.table,
        data,
        values=NEED_ROWS.row(need) if need else {"seats": 1, "kind": "post"},
        version=need.version if need else None,
        references=_references(scope, reach, "host"),
    )


def need_values(account: Account, programme: Programme, form: EntryForm) -> dict[str, Any]:
    """The form's row with records for what it names. Raises: Http404."""
    row = dict(form.row)
    hosts = Organisation.objects.visible_to(account).filter(participations__programme=programme)
    host = seen(account, hosts, code=row.pop("host"))
    code = row.pop("place")
    place = seen(account, Place.objects, code=code) if code else None
    return {**NEED_ROWS.values(row), "host": host, "place": place}


def profile_form(data: Typed, profile: PlaceProfile | None) -> EntryForm:
    """The profile of a place as a form."""
    return EntryForm(
        PROFILE_ROWS.table,
        data,
        values=PROFILE_ROWS.row(profile) if profile else {},
        version=profile.version if profile else None,
    )


def _references(scope: Scope, reach: Reach, owner: str) -> dict[str, Options]:
    account = scope.account
    own = Organisation.objects.visible_to(account).filter(pk__in=reach.ids)
    found = {owner: Options.of(own, ORGANISATIONS_OF), "place": places_for(account)}
    for scheme, title, columns in _CODED:
        codes = Options.of(Term.objects.visible_to(account).filter(scheme=scheme), title)
        # A list that nobody has filled yet refuses nothing.
        if codes.names:
            found |= dict.fromkeys(columns, codes)
    if owner == "organisation":
        found["person"] = Options.of(Person.objects.visible_to(account), _PEOPLE_OF)
    return found
