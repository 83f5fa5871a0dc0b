"""The roster of a home organisation: the workbook's people, without what belongs to a nomination."""

from __future__ import annotations

import dataclasses
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from shanhai.programme.imports.adaptor import Adaptor, Values, Wrong
from shanhai.programme.imports.faults import BACKWARDS, NEEDED, NOT_NOW, NOT_YOURS
from shanhai.programme.imports.reach import Reach
from shanhai.programme.imports.references import Target
from shanhai.programme.models import Person
from shanhai.programme.rows import Mapped
from shanhai.sheets import Column, Words
from shanhai.sheets.kinds import Text
from shanhai.workbook.tables import PEOPLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

CAREER = Column(key="career", header=Words("career", "履历"), kind=Text(most=4_000), width=40)
#: Wishes and notes belong to a nomination; ids are each organisation's own.
_LEFT_OUT = ("wishes", "note")
ROSTER = dataclasses.replace(
    PEOPLE,
    key="roster",
    title=Words("roster", "人员名册"),
    aliases=("people", "人员", *PEOPLE.aliases),
    columns=(
        *(dataclasses.replace(each, unique=False) for each in PEOPLE.columns if each.key not in _LEFT_OUT),
        CAREER,
    ),
)
ROSTER_ROWS = Mapped(ROSTER, Person, {"id": "code"})


class Roster(Adaptor):
    """People of the home organisations that an officer keeps the roster of."""

    key = "roster"
    title = Words("roster", "人员名册")
    mapped = ROSTER_ROWS
    permission = "roster.write"
    references: ClassVar = {
        "home": Target(("organisations",)),
        "native": Target(("places",)),
        "industry": Target(("industry",), "code"),
        "expertise": Target(("expertise",), "led"),
        "barred": Target(("places", "organisations"), "led"),
    }
    compared = ("code", "home_id", "erased_at")

    @cached_property
    def reach(self) -> Reach:
        """The organisations whose roster the account keeps."""
        return Reach(self.scope, self.permission)

    def existing(self) -> QuerySet:
        """The people of these organisations."""
        return Person.objects.filter(home__in=self.reach.ids)

    def identity(self, values: Values) -> object:
        """Ids of people are given by their home organisations."""
        return values["home_id"], values["code"]

    def given(self, values: dict[str, Any]) -> dict[str, Any]:
        """Whoever keeps one roster only need not name it."""
        return {**values, "home_id": values.get("home_id") or self.reach.only}

    def wrong(self, values: Values, stored: Values | None) -> Iterator[Wrong]:
        """Another organisation's people, and time that runs backwards."""
        home = values.get("home_id")
        if home is None:
            yield Wrong("home", NEEDED, {"wanted": self.table.column("home").header})
        elif home not in self.reach.ids:
            yield Wrong("home", NOT_YOURS, {"given": self.known.shown("home", home)})
        if stored and stored["erased_at"]:
            yield Wrong("id", NOT_NOW, {"given": values["code"], "state": Words("erased", "已删除")})
        start, end = ((values if name in values else stored or {}).get(name) for name in ("start", "end"))
        if start and end and end < start:
            yield Wrong("end", BACKWARDS)
        if stored is None and not values.get("name"):
            yield Wrong("name", NEEDED, {"wanted": self.table.column("name").header})
