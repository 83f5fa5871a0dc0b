"""What the pages of the registers have in common: the cohort of the address, facts told, steps answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404

from shanhai.pages.words import current_language
from shanhai.programme.models import Cohort, Term
from shanhai.programme.queries import seen
from shanhai.registers.lists import address, cohort_url
from shanhai.registers.models import Need
from shanhai.sheets.kinds import ListOf

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django.http import HttpRequest

    from shanhai.programme.models import Record
    from shanhai.programme.rows import Mapped
    from shanhai.registers.models import Offer, Order
    from shanhai.sheets import Words

#: Columns that hold codes of a list, with the list.
_CODED = {"asks": "expertise", "expertise": "expertise", "industry": "industry", "industries": "industry"}


class Fact(NamedTuple):
    """One field of a record as a page tells it."""

    title: Words
    text: str


def the_cohort(request: HttpRequest, programme: str, cohort: str) -> Cohort:
    """The cohort of the address. Raises: Http404."""
    found = Cohort.objects.select_related("programme", "previous")
    return seen(request.user, found, programme__code=programme, code=cohort)


def let_in(request: HttpRequest, cohort: Cohort, *permissions: str) -> None:
    """Go on with one of these permissions in the programme. Raises: PermissionDenied."""
    may = request.user.standing.may
    if not any(may(each, programme=cohort.programme_id) for each in permissions):
        raise PermissionDenied(permissions[0])


def facts(request: HttpRequest, mapped: Mapped, record: Record, hidden: Collection[str] = ()) -> list[Fact]:
    """The fields of a record that hold something, with the names behind codes."""
    names = _names(request, mapped, record)
    told = []
    for column in mapped.table.columns:
        if column.key in hidden or column.key in ("id", "name"):
            continue
        value = getattr(record, mapped.name(column.key))
        if isinstance(value, models.Model):
            text = str(value)
        else:
            typed = mapped.cell(record, column.key)
            text = _text(column.kind, typed, names.get(_CODED.get(column.key, ""), {}))
        if text:
            told.append(Fact(column.header, text))
    return told


def with_addresses(
    found: Iterable[tuple[Any, Order | Offer | Need]], cohort: Cohort
) -> list[tuple[Any, str, Order | Offer | Need]]:
    """Suggestions with what they lead to, and where that is shown on a page of this cohort."""
    return [
        (
            suggestion,
            cohort_url("registers:need", cohort, record.pk) if isinstance(record, Need) else address(record),
            record,
        )
        for suggestion, record in found
    ]


def version_sent(request: HttpRequest) -> int:
    """The version of the record that the page with the button showed. Raises: Http404 where none was sent."""
    sent = request.POST.get("version", "")
    if not (sent.isascii() and sent.isdigit()):
        raise Http404
    return int(sent)


def _names(request: HttpRequest, mapped: Mapped, record: Record) -> dict[str, dict[str, str]]:
    wanted: dict[str, set[str]] = {}
    for column, scheme in _CODED.items():
        if any(column == each.key for each in mapped.table.columns):
            wanted.setdefault(scheme, set()).update(_codes(mapped.cell(record, column)))
    codes = {code for several in wanted.values() for code in several}
    found: dict[str, dict[str, str]] = {}
    terms = Term.objects.visible_to(request.user).filter(scheme__in=wanted, code__in=codes) if codes else ()
    for term in terms:
        found.setdefault(term.scheme, {})[term.code] = term.name
    return found


def _codes(value: Any) -> Iterable[str]:
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    return (each if isinstance(each, str) else str(each[0]) for each in value)


def _text(kind: Any, value: Any, names: dict[str, str]) -> str:
    if value is None:
        return ""
    language = current_language()
    if isinstance(kind, ListOf):
        gap = ", " if language == "en" else "、"
        return gap.join(_named(kind.kind.write(each, language), names) for each in value)
    return _named(kind.write(value, language), names)


def _named(written: object, names: dict[str, str]) -> str:
    """A code with its name in front: "aquaculture (K0301:4*)"."""
    text = str(written)
    name = names.get(text.partition(":")[0])
    return f"{name} ({text})" if name else text
