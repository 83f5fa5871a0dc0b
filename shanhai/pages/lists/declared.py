"""What a list is declared of: columns, searched fields, filters, orderings, and what many rows undergo."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shanhai.pages.lists.listed import Listed
from shanhai.sheets import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from shanhai.sheets import Table

_NO_WORDS = Words("", "")


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One column: what it shows of a record, as the path of an attribute or as a function.

    `link` gives the address that a cell leads to; `chip` the state that it shows as: "open", "done", "waits",
    "bad" or "plain". `ordering` is the key of the ordering that a click on the head asks for. `kind` is how
    the cells are set: "text", "number", "code", "date" or "wide". The first column names the row.
    """

    title: Words
    cell: str | Callable[[Any], object]
    link: Callable[[Any], str] | None = None
    chip: Callable[[Any], str] | None = None
    ordering: str = ""
    kind: str = "text"


@dataclass(frozen=True, kw_only=True)
class Filter:
    """A choice that narrows the list; its key stands in the address.

    `options` are the values with their titles, or a function of the request that gives them. `field` is the
    look-up that a value is put to ("state", "host__code", "seats__gte"); or `narrow` does it.
    """

    key: str
    title: Words
    options: Mapping[str, object] | Callable[[HttpRequest], Mapping[str, object]]
    field: str = ""
    narrow: Callable[[QuerySet, str], QuerySet] | None = None

    def apply(self, records: QuerySet, value: str) -> QuerySet:
        """The records that the value leaves."""
        if self.narrow is not None:
            return self.narrow(records, value)
        return records.filter(**{self.field or self.key: value})


@dataclass(frozen=True, kw_only=True)
class Ordering:
    """A way to sort; the record's key is added at the end, so that pages never overlap.

    With `empty_last` rows without a value come last, whichever way it is turned.
    """

    key: str
    title: Words
    by: tuple[str, ...]
    empty_last: bool = False


@dataclass(frozen=True, kw_only=True)
class Bulk:
    """Something that can be done to many rows at once; `url` gives the address that they are posted to."""

    key: str
    title: Words
    url: Callable[[HttpRequest], str]
    permission: str = ""
    is_grave: bool = False


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A list, declared once. `key` names it wherever a view of it is kept: "registers.orders".

    `search` are the search fields that a word is looked for in: its own "search", and those of records that
    it refers to ("host__search"); `few` the relations by which it refers to few of all that there are, which
    are then searched alone. `are_filters_folded` leaves the search alone above a list that is short for
    most readers and read on a phone. `table` and `row` say what a row of the exported workbook is; `all_rows`
    makes ready what only the export needs.
    """

    key: str
    title: Words
    columns: tuple[Shown, ...]
    orderings: tuple[Ordering, ...]
    search: tuple[str, ...] = ()
    few: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    bulk: tuple[Bulk, ...] = ()
    table: Table | None = None
    row: Callable[[Any], Mapping[str, object]] | None = None
    all_rows: Callable[[QuerySet], QuerySet] = field(default=lambda records: records)
    nothing: Words = _NO_WORDS
    per_page: int = 50
    are_filters_folded: bool = False

    def of(self, request: HttpRequest, records: QuerySet) -> Listed:
        """What the request asks to see of these records. They must be visible to its account already."""
        return Listed(self, request, records)
