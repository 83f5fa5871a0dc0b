"""Setting up: programmes, cohorts, organisations, places and code lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError

from shanhai.programme import rules
from shanhai.programme.actions.refusal import Refused, allow
from shanhai.programme.models import (
    Account,
    Cohort,
    Organisation,
    Participation,
    Place,
    Programme,
    RoleHeld,
    Term,
)
from shanhai.programme.trail import writing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shanhai.programme.trail import Writing

Values: TypeAlias = "Mapping[str, Any]"
PERMISSION = "programme.write"


def open_programme(*, by: Account | None, values: Values) -> Programme:
    """Open a programme; whoever opens it is its first office. `by` is None only on an empty installation."""
    if by is not None and not by.standing.may(PERMISSION):
        raise PermissionDenied
    with writing(by=by, action="programmes.open") as write:
        programme = write.save(Programme(**values))
        if by is not None:
            write.save(RoleHeld(account=by, role="office", programme=programme))
        return programme


def write_programme(*, by: Account, programme: Programme, values: Values, expected: int | None) -> Programme:
    """Change the settings of a programme. Its short name stays: it stands in addresses. Raises: Stale."""
    _require(by, programme)
    with writing(by=by, action="programmes.write") as write:
        stored = Programme.objects.get(pk=programme.pk)
        _put(stored, {name: value for name, value in values.items() if name != "code"})
        return write.save(stored, expected=expected)


def write_cohort(
    *,
    by: Account,
    programme: Programme,
    values: Values,
    cohort: Cohort | None = None,
    expected: int | None = None,
) -> Cohort:
    """Open a cohort, or change one. Its stage is not written here. Raises: Refused; Stale."""
    _require(by, programme)
    with writing(by=by, action="cohorts.write") as write:
        stored = Cohort.objects.get(pk=cohort.pk) if cohort else Cohort(programme=programme)
        allow(rules.name_cohort(values.get("code", stored.code)))
        _put(stored, values if cohort is None else {k: v for k, v in values.items() if k != "code"})
        return write.save(stored, expected=expected)


def write_organisation(
    *,
    by: Account,
    programme: Programme,
    values: Values,
    organisation: Organisation | None = None,
    expected: int | None = None,
) -> Organisation:
    """Add an organisation with the part it takes in a programme, or change one; what hangs below moves along.

    `values` holds the model's fields, and `is_home` and `is_host`.
    Raises: PermissionDenied for one that is not the programme's own; Refused; Stale.
    """
    _require(by, programme)
    values = dict(values)
    part = {name: bool(values.pop(name)) for name in ("is_home", "is_host") if name in values}
    with writing(by=by, action="organisations.write") as write:
        stored = Organisation(code=values.get("code", ""))
        if organisation is not None:
            stored = Organisation.objects.select_for_update().get(pk=organisation.pk)
            _require_own(by, programme, stored)
            values.pop("code", None)
        _put(stored, values)
        _place(write, by, stored, expected)
        _take_part(write, programme, stored, part)
        return stored


def end_participation(*, by: Account, participation: Participation, expected: int | None = None) -> None:
    """Let an organisation send and receive nobody from now on; what it did stays. Raises: Stale."""
    _require(by, participation.programme)
    with writing(by=by, action="organisations.leave") as write:
        stored = Participation.objects.get(pk=participation.pk)
        stored.is_home = stored.is_host = False
        write.save(stored, expected=expected)


def write_place(
    *, by: Account, values: Values, place: Place | None = None, expected: int | None = None
) -> Place:
    """Add a place or change one; the register of places is shared by all programmes. Raises: Stale."""
    return _write(by, "places.write", Place.objects.get(pk=place.pk) if place else Place(), values, expected)


def write_term(*, by: Account, values: Values, term: Term | None = None, expected: int | None = None) -> Term:
    """Add a code to a list or change one; lists are shared by all programmes. Raises: Stale."""
    return _write(by, "codes.write", Term.objects.get(pk=term.pk) if term else Term(), values, expected)


def remove(*, by: Account, record: Place | Term, expected: int | None = None) -> None:
    """Remove a place or a code that nothing refers to. Raises: Refused while something does; Stale."""
    if not by.standing.may(PERMISSION):
        raise PermissionDenied
    try:
        with writing(by=by, action=f"{_plural(record)}.remove") as write:
            write.delete(record, expected=expected)
    except ProtectedError:
        raise Refused("still_in_use") from None


def _write(by: Account, action: str, record: Any, values: Values, expected: int | None) -> Any:
    if not by.standing.may(PERMISSION):
        raise PermissionDenied
    with writing(by=by, action=action) as write:
        _put(record, values)
        above = record.parent
        while above is not None:
            if above.pk is not None and above.pk == record.pk:
                raise Refused("below_itself")
            above = above.parent
        return write.save(record, expected=expected)


def _place(write: Writing, by: Account, stored: Organisation, expected: int | None) -> None:
    """Write an organisation where it now stands in the tree, and all that hangs below it."""
    old, above = stored.path, stored.parent.path if stored.parent else ""
    below = list(Organisation.objects.filter(path__startswith=old).exclude(pk=stored.pk)) if old else []
    new = rules.path_of(above, stored.code)
    if new != old:
        if old:
            _require_all_of(by, old)
        depths = [each.path.count("/") - old.count("/") + 1 for each in below]
        allow(rules.place_below(path=old, above=above, code=stored.code, deepest=max(depths, default=1)))
    stored.path = new
    write.save(stored, expected=expected)
    if new != old:
        for each in below:
            each.path = rules.moved_path(each.path, old, new)
        write.save_all(below)


def _take_part(write: Writing, programme: Programme, stored: Organisation, part: dict[str, bool]) -> None:
    found = Participation.objects.filter(programme=programme, organisation=stored).first()
    if found is None:
        write.save(Participation(programme=programme, organisation=stored, **part))
    elif any(getattr(found, name) != value for name, value in part.items()):
        _put(found, part)
        write.save(found)


def _require(by: Account, programme: Programme) -> None:
    if not by.standing.may(PERMISSION, programme=programme.pk):
        raise PermissionDenied


def _require_own(by: Account, programme: Programme, organisation: Organisation) -> None:
    """Organisations of other programmes are not ours to change: roles and rosters hang on them."""
    if not Participation.objects.filter(programme=programme, organisation=organisation).exists():
        raise PermissionDenied


def _require_all_of(by: Account, path: str) -> None:
    """Moving a part of the tree moves who oversees it: only whoever answers for all programmes in it may."""
    programmes = Participation.objects.filter(organisation__path__startswith=path).values_list(
        "programme", flat=True
    )
    if set(programmes) - by.standing.programmes(PERMISSION):
        raise Refused("not_overseen")


def _put(record: Any, values: Values) -> None:
    for name, value in values.items():
        setattr(record, name, value)


def _plural(record: Place | Term) -> str:
    return "places" if isinstance(record, Place) else "codes"
