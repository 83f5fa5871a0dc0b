"""Forms of the hub: rows of its tables, held to the same rules as the rows of an import."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email, validate_slug

from shanhai.pages.entry import EntryForm
from shanhai.pages.fields import told
from shanhai.pages.options import Options
from shanhai.pages.words import says
from shanhai.programme.actions.dossier import OWN_FIELDS
from shanhai.programme.imports.adaptors.organisations import ORGANISATION_ROWS
from shanhai.programme.imports.adaptors.roster import ROSTER_ROWS, Roster
from shanhai.programme.models import Cohort, Organisation, Participation, Place, Programme, Term
from shanhai.programme.queries.evidence import claims_of
from shanhai.programme.rows import Mapped
from shanhai.programme.tables import COHORTS, INVITATIONS, PROGRAMMES, ROLES_GIVEN
from shanhai.sheets import Refused, Words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from django.db.models import QuerySet

    from shanhai.programme.imports.adaptor import Adaptor, Scope
    from shanhai.programme.models import Account, Person
    from shanhai.sheets import Table

    #: What is typed into a form, or nothing.
    Typed = Mapping[str, Any] | None

ORGANISATIONS_OF = Words("organisations of the programme", "工程各单位")
PLACES_OF = Words("the register of places", "地区目录")
CODES_OF = {
    "expertise": Words("the list of expertise", "专长目录"),
    "industry": Words("the list of industries", "行业目录"),
}
_PART = ("is_home", "is_host")
_NO_SHORT_NAME = says("Use Latin letters, digits and hyphens only.", "仅可使用拉丁字母、数字和连字符。")
_NO_EMAIL = says("This is no e-mail address.", "不是有效的电子邮箱。")
TAKEN = says("There is one with this short name already.", "该简称已存在。")
PROGRAMME_ROW = Mapped(PROGRAMMES, Programme)
COHORT_ROW = Mapped(COHORTS, Cohort)


class NamedForm(EntryForm):
    """A row with a short name, which stands in addresses and is taken once among the records of `among`."""

    def __init__(self, *given: Any, among: QuerySet, **named: Any) -> None:
        super().__init__(*given, **named)
        self._among = among

    def clean_code(self) -> str:
        """A short name that an address can hold and nobody has taken."""
        code = self.cleaned_data["code"]
        try:
            validate_slug(code)
        except ValidationError:
            raise ValidationError(_NO_SHORT_NAME) from None
        if self._among.filter(code=code).exists():
            raise ValidationError(TAKEN)
        return code


def programme_form(account: Account, data: Typed, programme: Programme | None = None) -> EntryForm:
    """The settings of a programme as a form; the short name of one that there is stays."""
    return NamedForm(
        PROGRAMMES,
        data,
        values=PROGRAMME_ROW.row(programme) if programme else {"retention_years": 10},
        version=programme.version if programme else None,
        only=_columns(PROGRAMMES, without="code" if programme else ""),
        among=Programme.objects.visible_to(account),
    )


def cohort_form(
    account: Account, programme: Programme, data: Typed, cohort: Cohort | None = None
) -> EntryForm:
    """A cohort as a form; the short name of one that there is stays."""
    cohorts = Cohort.objects.visible_to(account).filter(programme=programme)
    before = cohorts.exclude(pk=cohort.pk) if cohort else cohorts
    return NamedForm(
        COHORTS,
        data,
        values=COHORT_ROW.row(cohort) if cohort else {},
        version=cohort.version if cohort else None,
        only=_columns(COHORTS, without="code" if cohort else ""),
        references={"previous": Options.of(before, Words("cohorts", "批次"))},
        among=cohorts,
    )


def cohort_values(account: Account, programme: Programme, form: EntryForm) -> dict[str, Any]:
    """The form's row with the record of the cohort before."""
    values = COHORT_ROW.values(form.row)
    code = values.pop("previous") or ""
    cohorts = Cohort.objects.visible_to(account).filter(programme=programme)
    return values | {"previous": cohorts.filter(code=code).first()}


class InvitationForm(EntryForm):
    """An invitation; where its mail goes has to look like an address."""

    def clean_email(self) -> str | None:
        """An address, or none."""
        if email := self.cleaned_data["email"]:
            try:
                validate_email(email)
            except ValidationError:
                raise ValidationError(_NO_EMAIL) from None
        return email


def invitation_form(account: Account, programme: Programme, data: Typed) -> EntryForm:
    """An invitation to a role as a form."""
    return InvitationForm(
        INVITATIONS, data, references={"organisation": organisations_of(account, programme)}
    )


def role_form(account: Account, programme: Programme, data: Typed) -> EntryForm:
    """A role that is given as a form."""
    return EntryForm(ROLES_GIVEN, data, references={"organisation": organisations_of(account, programme)})


def organisation_named(account: Account, code: object) -> Organisation | None:
    """The organisation that a form names, if it names one. Raises: PermissionDenied for a hidden one."""
    if code is None:
        return None
    found = Organisation.objects.visible_to(account).filter(code=code).first()
    if found is None:
        raise PermissionDenied
    return found


def _columns(table: Table, *, without: str) -> list[str]:
    return [column.key for column in table.columns if column.key != without]


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
    adaptor: Roster, data: Typed, person: Person | None, only: Collection[str] | None = None
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
        needs=("name",),
    )


def own_form(adaptor: OwnLine, data: Typed, person: Person) -> EntryForm:
    """What somebody may correct of their own line, as a form."""
    return roster_form(adaptor, data, person, only=OWN_FIELDS)


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
    account: Account, programme: Programme, data: Typed, part: Participation | None
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
        needs=("name",),
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
