"""Reads of rosters and dossiers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shanhai.pages.words import current_language, say, words
from shanhai.programme.imports.adaptors.roster import ROSTER_ROWS
from shanhai.programme.models import Attachment, Cohort, Organisation, Person, Place, Programme, Term
from shanhai.programme.rows import as_typed
from shanhai.sheets.kinds import Month

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from shanhai.programme.models import Account
    from shanhai.sheets import Column, Words

_NONE = words("—", "—")
_SHOWN, _CLAIMED = words("with evidence", "有佐证"), words("claimed", "自述")


@dataclass(frozen=True)
class Line:
    """One line of a dossier in words, with what stood there before the person corrected it."""

    key: str
    title: Words
    text: str
    corrected_at: str = ""
    was: str = ""


def people_of(account: Account, programme: Programme) -> QuerySet[Person]:
    """The rosters of a programme's organisations, as far as an account keeps or reads them."""
    within = account.standing.within("roster.read", organisation="home")
    return Person.objects.visible_to(account).filter(within, home__participations__programme=programme)


def own_person(account: Account) -> Person | None:
    """The person that an account belongs to."""
    return (
        Person.objects.visible_to(account)
        .select_related("home", "native")
        .filter(account=account, erased_at=None)
        .first()
    )


def dossier_of(person: Person) -> list[Line]:
    """A person's dossier line by line, codes with their names."""
    names = _names(person)
    return [_line(column, person, names) for column in ROSTER_ROWS.table.columns]


def files_of(record: Any) -> QuerySet[Attachment]:
    """The files beside a record that its reader has been found to see."""
    return Attachment.objects.filter(kind=record.label(), object_id=record.pk).exclude(file="").order_by("pk")


def cohorts_of(account: Account) -> QuerySet[Cohort]:
    """The cohorts that are not over, of the programmes in which an account has a role."""
    return Cohort.objects.visible_to(account).filter(closed_at=None).select_related("programme")


def _line(column: Column, person: Person, names: dict[str, str]) -> Line:
    name = ROSTER_ROWS.name(column.key)
    mark = person.corrected.get(name, {})
    if column.key in ("home", "native"):
        text = str(getattr(person, column.key) or say(_NONE))
    else:
        text = _text(column, getattr(person, name), names)
    was = _text(column, mark["was"], names) if "was" in mark else ""
    return Line(name, column.header, text, mark.get("at", "")[:10], was)


def _text(column: Column, value: Any, names: dict[str, str]) -> str:
    """A stored value in words; what stood before a correction is as the trail writes it."""
    if value in (None, "", [], 0):
        return say(_NONE)
    if column.key == "native":
        return names.get(f"place {value}", say(_NONE))
    if column.key == "expertise":
        return _joined(_held(each, names) for each in value)
    if column.key == "barred":
        return _joined(" · ".join((_named(code, names), *grounds)) for code, *grounds in value)
    if isinstance(column.kind, Month):
        return str(value)[:7]
    if isinstance(value, list):
        kind = column.kind.kind
        return _joined(str(kind.write(as_typed(each), current_language())) for each in value)
    return _named(str(value), names)


def _held(each: list, names: dict[str, str]) -> str:
    code, strength, is_shown = each
    return f"{_named(code, names)} {strength}/5 {say(_SHOWN if is_shown else _CLAIMED)}"


def _named(code: str, names: dict[str, str]) -> str:
    return f"{names[code]} ({code})" if code in names else code


def _joined(parts: Iterable[str]) -> str:
    return (", " if current_language() == "en" else "、").join(parts)


def _names(person: Person) -> dict[str, str]:
    """The names of the codes that a dossier holds, and of the place that stood there before a correction."""
    codes = {code for code, *_ in person.expertise} | {person.industry}
    codes |= {code for code, *_ in person.corrected.get("expertise", {}).get("was") or ()}
    names = dict(
        Term.objects.filter(scheme__in=("expertise", "industry"), code__in=codes).values_list("code", "name")
    )
    was = person.corrected.get("native", {}).get("was")
    places = Place.objects.filter(pk=was).values_list("pk", "name") if was else ()
    return names | {f"place {pk}": name for pk, name in places} | _names_of_barred(person)


def _names_of_barred(person: Person) -> dict[str, str]:
    """The names of the places and organisations to which a person may not go, now or before a correction."""
    held = (*person.barred, *(person.corrected.get("barred", {}).get("was") or ()))
    codes = {code for code, *_ in held}
    if not codes:
        return {}
    found = (
        kind.objects.filter(code__in=codes).values_list("code", "name") for kind in (Place, Organisation)
    )
    return {code: name for several in found for code, name in several}
