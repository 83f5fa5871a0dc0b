"""The register of places."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, ClassVar

from shanhai.programme.imports.adaptor import Adaptor, Values, Wrong
from shanhai.programme.imports.faults import NEEDED
from shanhai.programme.imports.references import Target
from shanhai.programme.models import Place
from shanhai.programme.rows import Mapped
from shanhai.workbook.tables import PLACES as IN_WORKBOOK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

PLACES = dataclasses.replace(
    IN_WORKBOOK, columns=tuple(each for each in IN_WORKBOOK.columns if each.key != "note")
)
PLACE_ROWS = Mapped(PLACES, Place, {"id": "code"})


class Places(Adaptor):
    """Provinces, cities, counties, towns and villages."""

    key = "places"
    title = IN_WORKBOOK.title
    mapped = PLACE_ROWS
    permission = "programme.write"
    references: ClassVar = {"parent": Target(("places",))}
    parent = "parent"
    compared = ("code",)

    def existing(self) -> QuerySet:
        """Every place."""
        return Place.objects.all()

    def wrong(self, values: Values, stored: Values | None) -> Iterator[Wrong]:
        """A place needs a name."""
        if not values.get("name", "" if stored is None else "-"):
            yield Wrong("name", NEEDED, {"wanted": self.table.column("name").header})
