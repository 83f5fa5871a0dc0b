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
        self._records = records.order_by()

    def _get_page(self, keys: QuerySet | Sequence[int], *rest: Any) -> Page:
        keys = list(keys)
        found = self._records.in_bulk(keys)
        # What was taken away between the two questions is left out.
        return super()._get_page([found[key] for key in keys if key in found], *rest)
