"""The coded lists: expertise, industries, levels, qualifications, grounds of recusal."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, ClassVar

from shanhai.programme.imports.adaptor import Adaptor, Values, Wrong
from shanhai.programme.imports.faults import NEEDED
from shanhai.programme.imports.references import Target
from shanhai.programme.models import Term
from shanhai.programme.rows import Mapped
from shanhai.sheets import Words
from shanhai.workbook.tables import EXPERTISE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from shanhai.programme.imports.references import Kind
    from shanhai.programme.models import Record

_COLUMNS = tuple(each for each in EXPERTISE.columns if each.key != "note")
_TITLES: dict[Kind, Words] = {
    "expertise": Words("codes of expertise", "专长目录"),
    "industry": Words("codes of industries", "行业目录"),
    "level": Words("codes of levels", "职级目录"),
    "qualification": Words("codes of qualifications", "资格目录"),
    "ground": Words("grounds of recusal", "回避事由目录"),
}


class Codes(Adaptor):
    """One coded list."""

    scheme: ClassVar[Kind]
    permission = "programme.write"
    parent = "parent"
    compared = ("code",)

    def existing(self) -> QuerySet:
        """The codes of the list."""
        return Term.objects.filter(scheme=self.scheme)

    def blank(self) -> Record:
        """A new code of the list."""
        return Term(scheme=self.scheme)

    def wrong(self, values: Values, stored: Values | None) -> Iterator[Wrong]:
        """A code needs a name."""
        if not values.get("name", "" if stored is None else "-"):
            yield Wrong("name", NEEDED, {"wanted": self.table.column("name").header})


def _list_of(scheme: Kind) -> type[Codes]:
    table = dataclasses.replace(
        EXPERTISE, key=f"codes_{scheme}", title=_TITLES[scheme], aliases=(scheme,), columns=_COLUMNS
    )
    return type(
        f"{scheme.capitalize()}Codes",
        (Codes,),
        {
            "__doc__": f"The list: {_TITLES[scheme].en}.",
            "key": table.key,
            "title": table.title,
            "scheme": scheme,
            "mapped": Mapped(table, Term, {"id": "code"}),
            "references": {"parent": Target((scheme,))},
        },
    )


LISTS = tuple(_list_of(scheme) for scheme in _TITLES)
