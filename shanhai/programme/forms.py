"""Forms of the hub: rows of its tables, held to the same rules as the rows of an import."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email, validate_slug

from shanhai.pages.entry import EntryForm
from shanhai.pages.fields import told
from shanhai.pages.options import Options
from shanhai.pages.words import says
from shanhai.programme.imports.adaptors.organisations import ORGANISATION_ROWS
from shanhai.programme.imports.adaptors.roster import ROSTER_ROWS, Roster
from shanhai.programme.models import Organisation, Participation, Place, Term
from shanhai.programme.queries.evidence import claims_of
from shanhai.sheets import Refused, Words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from django.http import QueryDict

    from shanhai.programme.imports.adaptor import Adaptor, Scope
    from shanhai.programme.models import Account, Person, Programme

ORGANISATIONS_OF = Words("organisations of the programme", "工程各单位")
PLACES_OF = Words("the register of places", "地区目录")
CODES_OF = {
    "expertise": Words("the list of expertise", "专长目录"),
    "industry": Words("the list of industries", "行业目录"),
}
_PART = ("is_home", "is_host")


def organisations_of(account: Account, programme: Programme) -> Options:
    """The organisations of a programme that an account may name."""
    found = Organisation.objects.visible_to(account).filter(participations__programme=programme)
    return Options.of(found.distinct(), ORGANISATIONS_OF)


def places_for(account: Account) -> Options:
    """The register of places."""
    return Options.of(Place.objects.visible_to(account), PLACES_OF)


class OwnLine(Roster):
    """One's own line of a roster: held to the rules of the roster, and reaching nobody else's."""

    def __init__(self, scope: Scope, person: Person) -> None:
        super().__init__(scope)
        self._person = person

    @cached_property
    def reach(self) -> _OwnReach:
        """The one organisation that keeps it."""
        return _OwnReach(frozenset({self._person.home_id}), self._person.home_id)


class _OwnReach(NamedTuple):
    ids: frozenset[int]
    only: int


def roster_form(
    adaptor: Roster, data: QueryDict | None, person: Person | None, only: Collection[str] | None = None
) -> EntryForm:
    """One line of a roster as a form, or the columns of it that `only` names."""
    account = adaptor.scope.account
    homes = Organisation.objects.visible_to(account).filter(pk__in=adaptor.reach.ids)
    return EntryForm(
        adaptor.table,
        data,
        values=ROSTER_ROWS.row(person) if person else {"capacity": 1},
        version=person.version if person else None,
        only=only,
        references={
            "home": Options.of(homes, ORGANISATIONS_OF),
            "native": places_for(account),
            "barred": _places_and_organisations(account, adaptor.scope.programme),
            **{scheme: codes_of(scheme) for scheme in ("expertise", "industry") if has_codes(scheme)},
        },
    )


def has_codes(scheme: str) -> bool:
    """Whether a code list holds anything; one that is empty refuses nothing."""
    return Term.objects.filter(scheme=scheme).exists()


def codes_of(scheme: str) -> Options:
    """A code list, which is public knowledge."""
    return Options.of(Term.objects.filter(scheme=scheme), CODES_OF[scheme])


def _places_and_organisations(account: Account, programme: Programme) -> Options:
    names = places_for(account).names | organisations_of(account, programme).names
    return Options(names, PLACES_OF)


def organisation_row(organisation: Organisation, part: Participation | None) -> dict[str, Any]:
    """An organisation with the part it takes, as a row of its table."""
    own = [column.key for column in ORGANISATION_ROWS.table.columns if column.key not in _PART]
    row = {column: ORGANISATION_ROWS.cell(organisation, column) for column in own}
    return row | {column: bool(part and getattr(part, column)) for column in _PART}


def organisation_form(
    account: Account, programme: Programme, data: QueryDict | None, part: Participation | None
) -> EntryForm:
    """One organisation with the part it takes as a form; its id stays."""
    shown = [column.key for column in ORGANISATION_ROWS.table.columns if part is None or column.key != "id"]
    return EntryForm(
        ORGANISATION_ROWS.table,
        data,
        values=organisation_row(part.organisation, part) if part else {},
        version=part.organisation.version if part else None,
        only=shown,
        references={"parent": organisations_of(account, programme), "place": places_for(account)},
    )


def as_stored(record: Any, **more: Any) -> dict[str, Any]:
    """A record as the rules of imports know what stands already."""
    stored = {field.attname: field.value_from_object(record) for field in record._meta.concrete_fields}
    if hasattr(record, "parent"):
        stored["parent__code"] = record.parent.code if record.parent else None
    return stored | more


def held(form: EntryForm, adaptor: Adaptor, stored: Mapping[str, Any] | None = None) -> dict[str, Any] | None:
    """What the form's row means for the record, by the rules of the import; None when the form says why not.

    `stored` is what stands already, `as_stored`. The values stand under the names of the model's fields
    (`home_id`).
    """
    values: dict[str, Any] = dict(stored or {})
    for column, value in form.row.items():
        name, default, _ = adaptor.held[column]
        try:
            values[name] = _meant(adaptor, column, value, default)
        except Refused as refused:
            form.add_error(column, told(refused, value))
    if form.errors:
        return None
    values = adaptor.given(values)
    for wrong in adaptor.wrong(values, stored):
        refused = Refused(wrong.fault, **wrong.fields)
        form.add_error(wrong.column if wrong.column in form.fields else None, told(refused))
    shown = {adaptor.held[column].name for column in form.row}
    return None if form.errors else {name: value for name, value in values.items() if name in shown | _GIVEN}


#: Fields that an adaptor fills in where a form does not show them.
_GIVEN = frozenset({"home_id"})


def _meant(adaptor: Adaptor, column: str, value: Any, default: Any) -> Any:
    if value is None or value == ():
        return default() if callable(default) else default
    if column in adaptor.references and column != adaptor.parent:
        value = adaptor.known.find(column, value)
    return [_listed(each) for each in value] if isinstance(value, tuple) else value


def _listed(value: Any) -> Any:
    return [_listed(each) for each in value] if isinstance(value, tuple) else value


def check_short_name(form: EntryForm) -> None:
    """A short name stands in addresses."""
    try:
        validate_slug(form.row.get("code") or "")
    except ValidationError:
        form.add_error(
            "code", says("Use Latin letters, digits and hyphens only.", "仅可使用拉丁字母、数字和连字符。")
        )


def check_email(form: EntryForm) -> None:
    """Where mail goes has to look like an address."""
    if email := form.row.get("email"):
        try:
            validate_email(email)
        except ValidationError:
            form.add_error("email", says("This is no e-mail address.", "不是有效的电子邮箱。"))


class FileForm(forms.Form):
    """A file with what it shows: one of the claims of a dossier, or something else."""

    about = forms.ChoiceField(label=says("evidence of", "佐证内容"), required=False)
    file = forms.FileField(
        label=says("file", "文件"),
        help_text=says(
            "PDF, PNG, JPEG, Word or Excel; 10 MB at most.", "PDF、PNG、JPEG、Word 或 Excel，不超过 10 MB。"
        ),
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg,.docx,.xlsx"}),
    )
    purpose = forms.CharField(label=says("what it shows", "用途"), max_length=200, required=False)

    def __init__(self, person: Person, *given: Any) -> None:
        super().__init__(*given)
        claims = [(claim.key, claim.title) for claim in claims_of(person)]
        self.fields["about"].choices = [*claims, ("", says("something else", "其他"))]


class WishForm(forms.Form):
    """Why somebody wants their dossier deleted; they need not say."""

    wish = forms.CharField(
        label=says("why (you need not say)", "理由（可不填）"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DecisionForm(forms.Form):
    """The decision on such a request."""

    duty = forms.CharField(
        label=says("under which duty", "依据"),
        max_length=200,
        help_text=says(
            "The law and the article, for example: PIPL art. 47 (1) no. 3.",
            "法律及条款，例如：《个人信息保护法》第四十七条第一款第三项。",
        ),
    )
    answer = forms.CharField(
        label=says("answer to the person", "给本人的答复"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
