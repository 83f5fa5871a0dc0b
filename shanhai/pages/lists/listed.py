"""A list as one request asks for it: what its address says, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import F, OrderBy
from django.http import QueryDict

from shanhai.pages.lists.cells import Cell, cell_of, row_title
from shanhai.pages.lists.exporting import as_workbook
from shanhai.pages.lists.paging import Pages
from shanhai.pages.searching import searched
from shanhai.pages.words import say, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.core.paginator import Page
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from shanhai.pages.lists.declared import Bulk, Filter, Listing, Ordering, Shown

SEARCH, ORDER, PAGE, EXPORT = "q", "by", "page", "as"
CHOSEN, ALL_OF_THEM, ADDRESS = "chosen", "all_of_them", "address"
#: More words are not looked for: each is another pass over the texts.
MOST_WORDS = 8
_LONGEST_QUERY = 200
#: So many filters stand side by side; of more only the first do.
_FEW, _FIRST = 4, 3
_ANY = words("all", "全部")


@dataclass(frozen=True)
class Choice:
    """A filter as it is offered: its options, and which one is chosen."""

    key: str
    title: object
    options: tuple[tuple[str, object], ...]
    chosen: str


@dataclass(frozen=True)
class Head:
    """The head of a column, with the address that sorts by it."""

    column: Shown
    address: str
    sorted: str


@dataclass(frozen=True)
class Row:
    """One row: its record's key, what to call it, and its cells."""

    key: int
    title: str
    cells: tuple[Cell, ...]


class Listed:
    """What one request sees of a list. Everything is asked for once, and only when it is shown."""

    def __init__(self, listing: Listing, request: HttpRequest, records: QuerySet) -> None:
        self.listing = listing
        self.request = request
        self._asked: QueryDict = request.GET
        self._records = records

    def asked_by(self, asked: QueryDict) -> Listed:
        """The same list as another address would show it."""
        other = Listed(self.listing, self.request, self._records)
        other._asked = asked
        return other

    # What the address says

    @cached_property
    def query(self) -> str:
        """What is searched for, as it was typed."""
        return self._asked.get(SEARCH, "").replace("\x00", "")[:_LONGEST_QUERY].strip()

    @cached_property
    def ordering(self) -> Ordering:
        """The ordering asked for; the first where none or an unknown one is."""
        asked = self._asked.get(ORDER, "").removeprefix("-")
        known = {ordering.key: ordering for ordering in self.listing.orderings}
        return known.get(asked, self.listing.orderings[0])

    @property
    def is_reversed(self) -> bool:
        """Whether the ordering is turned round."""
        return self._asked.get(ORDER, "") == f"-{self.ordering.key}"

    @cached_property
    def choices(self) -> list[Choice]:
        """The filters as they are offered."""
        return [self._choice(each) for each in self.listing.filters]

    @property
    def has_bar(self) -> bool:
        """Whether there is anything to search, filter or sort by."""
        return bool(self.listing.search or self.choices or len(self.listing.orderings) > 1)

    @property
    def first_choices(self) -> list[Choice]:
        """The filters that stand above the list: all where they are few, else the first of them."""
        if self.listing.are_filters_folded:
            return []
        return self.choices[:_FIRST] if len(self.choices) > _FEW else self.choices

    @property
    def further_choices(self) -> list[Choice]:
        """The filters that are folded away."""
        return self.choices[len(self.first_choices) :]

    @property
    def is_further_narrowed(self) -> bool:
        """Whether one of those that are folded away is chosen."""
        return any(choice.chosen for choice in self.further_choices)

    @property
    def is_narrowed(self) -> bool:
        """Whether a search or a filter leaves rows out."""
        return bool(self.query or any(choice.chosen for choice in self.choices))

    @property
    def is_export(self) -> bool:
        """Whether the request wants a workbook instead of a page."""
        return self._asked.get(EXPORT) == "xlsx" and self.listing.table is not None

    # What follows

    @cached_property
    def records(self) -> QuerySet:
        """The records that are searched for and filtered, in order."""
        narrowed = self._records
        if self.query and self.listing.search:
            query = " ".join(self.query.split()[:MOST_WORDS])
            narrowed = searched(narrowed, query, *self.listing.search, few=self.listing.few)
        for each, choice in zip(self.listing.filters, self.choices, strict=True):
            if choice.chosen:
                narrowed = each.apply(narrowed, choice.chosen)
        return narrowed.order_by(*(self._sorted(name) for name in (*self.ordering.by, "pk")))

    def _sorted(self, name: str) -> OrderBy:
        is_falling = name.startswith("-") != self.is_reversed
        return OrderBy(F(name.removeprefix("-")), is_falling, nulls_last=self.ordering.empty_last or None)

    @cached_property
    def page(self) -> Page:
        """The page asked for; the last when there are not so many."""
        keys = self.records.values_list("pk", flat=True)
        # A search reads every text: it is made once, for the page and for the number of all that is found.
        pages = Pages(list(keys) if self.query else keys, self._records, self.listing.per_page)
        return pages.get_page(self._asked.get(PAGE))

    @property
    def count(self) -> int:
        """How many records there are on all pages."""
        return self.page.paginator.count

    @property
    def page_numbers(self) -> Iterator[int | str]:
        """The numbers of the pager, with a mark where some are left out."""
        return self.page.paginator.get_elided_page_range(self.page.number, on_each_side=2, on_ends=1)

    @cached_property
    def rows(self) -> list[Row]:
        """The rows of the page."""
        columns = self.listing.columns
        return [
            Row(
                record.pk, row_title(columns[0], record), tuple(cell_of(column, record) for column in columns)
            )
            for record in self.page
        ]

    @property
    def heads(self) -> list[Head]:
        """The heads of the columns."""
        return [self._head(column) for column in self.listing.columns]

    @property
    def bulk(self) -> list[tuple[Bulk, str]]:
        """What the reader may do to many rows, with the addresses for it."""
        may = self.request.user.standing.may
        return [
            (each, each.url(self.request))
            for each in self.listing.bulk
            if not each.permission or may(each.permission)
        ]

    def workbook(self, *, is_invented: bool = False) -> HttpResponse:
        """Just what is searched for and filtered, as a workbook; one of invented content says so."""
        return as_workbook(self, is_invented=is_invented)

    def chosen(self) -> QuerySet:
        """The records that a bulk form was sent for: those ticked, or all that its list showed."""
        sent = self.request.POST
        if sent.get(ALL_OF_THEM):
            return self.asked_by(QueryDict(sent.get(ADDRESS, ""))).records
        keys = [int(key) for key in sent.getlist(CHOSEN) if key.isascii() and key.isdigit()]
        return self._records.filter(pk__in=keys)

    # Addresses

    @property
    def address(self) -> str:
        """What the address says of search, filters and order, without the page: what a kept view keeps."""
        return self._address()

    @property
    def export_address(self) -> str:
        """Where the workbook of what is shown is found."""
        return self._address(**{EXPORT: "xlsx"})

    @property
    def plain_page_address(self) -> str:
        """The address up to the number of a page."""
        return self._address(**{PAGE: ""})

    def _address(self, **changed: str) -> str:
        kept = {SEARCH: self.query, **{choice.key: choice.chosen for choice in self.choices}}
        kept[ORDER] = self._order_mark()
        asked = QueryDict(mutable=True)
        asked.update({key: value for key, value in kept.items() if value and key not in changed})
        asked.update(changed)
        return "?" + asked.urlencode()

    def _order_mark(self) -> str:
        is_first = self.ordering is self.listing.orderings[0]
        return (
            "" if is_first and not self.is_reversed else ("-" if self.is_reversed else "") + self.ordering.key
        )

    def _head(self, column: Shown) -> Head:
        if not column.ordering:
            return Head(column, "", "")
        is_sorted = column.ordering == self.ordering.key
        turn = "-" if is_sorted and not self.is_reversed else ""
        told = ("descending" if self.is_reversed else "ascending") if is_sorted else ""
        return Head(column, self._address(**{ORDER: turn + column.ordering}), told)

    def _choice(self, each: Filter) -> Choice:
        options: Mapping[str, Any] = each.options(self.request) if callable(each.options) else each.options
        asked = self._asked.get(each.key, "")
        offered = (("", say(_ANY)), *options.items())
        return Choice(each.key, each.title, offered, asked if asked in options else "")
