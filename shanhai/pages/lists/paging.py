"""Pages of long lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet


class Pages(Paginator):
    """Pages over the keys of records; the records of a page are read when it is known which they are.

    A database would otherwise carry along what a row shows, and what is joined to it, for every record that
    it sorts and for every one that stands before the page.
    """

    def __init__(self, keys: QuerySet | Sequence[int], records: QuerySet, per_page: int) -> None:
        super().__init__(keys, per_page)
        self._records = _read_by_key(records)

    def _get_page(self, keys: QuerySet | Sequence[int], *rest: Any) -> Page:
        keys = list(keys)
        found = self._records.in_bulk(keys)
        # What was taken away between the two questions is left out.
        return super()._get_page([found[key] for key in keys if key in found], *rest)


def _read_by_key(records: QuerySet) -> QuerySet:
    """How records are read whose keys are known: with what a row shows, but without what narrowed them.

    The keys were found by that a moment ago; asked once more, a database may answer it for all records first.
    """
    if records.query.annotations:
        return records.order_by()
    read = records.model._default_manager.using(records.db).order_by()
    read.query.select_related = records.query.select_related
    read.query.deferred_loading = records.query.deferred_loading
    return read.prefetch_related(*records._prefetch_related_lookups)
