"""The register of organisations, with the part that each takes in the programme."""

from __future__ import annotations

import dataclasses
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import Exists, OuterRef

from shanhai.programme import rules
from shanhai.programme.imports.adaptor import Adaptor, Held, Values, Wrong
from shanhai.programme.imports.faults import NEEDED, NOT_YOURS, TAKEN
from shanhai.programme.imports.references import Target
from shanhai.programme.models import Organisation, Participation
from shanhai.programme.rows import Mapped
from shanhai.sheets import Column, Words
from shanhai.sheets.kinds import YesNo
from shanhai.workbook.tables import ORGANISATIONS as IN_WORKBOOK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from django.db.models import QuerySet

    from shanhai.programme.models import Record

SENDS = Column(key="is_home", header=Words("sends people", "派出"), kind=YesNo(), example=True, width=10)
RECEIVES = Column(key="is_host", header=Words("receives people", "接收"), kind=YesNo(), width=10)
ORGANISATIONS = dataclasses.replace(
    IN_WORKBOOK,
    columns=(*(each for each in IN_WORKBOOK.columns if each.key != "note"), SENDS, RECEIVES),
)
ORGANISATION_ROWS = Mapped(ORGANISATIONS, Organisation, {"id": "code"})


class Organisations(Adaptor):
    """Organisations of the programme; those of others can be named by their id, and are not changed."""

    key = "organisations"
    title = IN_WORKBOOK.title
    mapped = ORGANISATION_ROWS
    permission = "programme.write"
    references: ClassVar = {"parent": Target(("organisations",)), "place": Target(("places",))}
    parent = "parent"
    deepest = rules.MOST_DEPTH
    compared = ("code", "path", "parent__code", "is_home", "is_host", "takes_part")
    extra = frozenset({"is_home", "is_host"})

    def _held(self, column: str) -> Held:
        return Held(column, False) if column in self.extra else super()._held(column)

    def existing(self) -> QuerySet:
        """Every organisation, with its part in this programme: ids are shared by all programmes."""
        part = Participation.objects.filter(organisation=OuterRef("pk"), programme=self.scope.programme)
        return Organisation.objects.annotate(
            is_home=Exists(part.filter(is_home=True)),
            is_host=Exists(part.filter(is_host=True)),
            takes_part=Exists(part),
        )

    def seen(self) -> QuerySet:
        """Those that take part in the programme."""
        return super().seen().filter(takes_part=True)

    def wrong(self, values: Values, stored: Values | None) -> Iterator[Wrong]:
        """An organisation needs a name; one of another programme is not ours to change, nor to move."""
        if stored and not stored["takes_part"]:
            yield Wrong("id", TAKEN, {"given": values["code"]})
        elif stored and self._would_move(values, stored) and self._is_of_others(stored["path"]):
            yield Wrong("parent", NOT_YOURS, {"given": values["code"]})
        if not values.get("name", "" if stored is None else "-"):
            yield Wrong("name", NEEDED, {"wanted": self.table.column("name").header})

    @staticmethod
    def _would_move(values: Values, stored: Values) -> bool:
        return values.get("parent__code", stored["parent__code"]) != stored["parent__code"]

    def _is_of_others(self, path: str) -> bool:
        return any(each.startswith(path) for each in self._of_others)

    @cached_property
    def _of_others(self) -> list[str]:
        """The paths of organisations in programmes that the account does not answer for: who moves them
        moves who oversees them.
        """
        ours = self.scope.account.standing.programmes(self.permission)
        parts = Participation.objects.exclude(programme__in=ours)
        return list(parts.values_list("organisation__path", flat=True).distinct())

    def prepare(self, record: Record) -> Record:
        """The organisation with its path of ids, as what is above it stands now; `finish` puts it right."""
        above = self._paths.get(record.parent_id)
        if above is None and record.parent_id:
            above = self._paths[record.parent_id] = Organisation.objects.get(pk=record.parent_id).path
        record.path = rules.path_of(above or "", record.code)
        return record

    @cached_property
    def _paths(self) -> dict[int, str]:
        return {}

    def companions(self) -> Sequence[QuerySet]:
        """The part that they take in the programme."""
        return (Participation.objects.filter(programme=self.scope.programme),)

    def also(
        self, before: Mapping[int, Values], records: Sequence[Record], reason: str
    ) -> Iterable[Sequence[Record]]:
        """The part that each takes in the programme."""
        yield list(self._parts(records))

    def finish(self) -> Iterable[Sequence[Record]]:
        """The organisations whose path does not say any more what they are part of."""
        above = dict(Organisation.objects.values_list("pk", "parent"))
        codes = dict(Organisation.objects.values_list("pk", "code"))

        def path(pk: int | None) -> str:
            return rules.path_of(path(above[pk]), codes[pk]) if pk else ""

        held = Organisation.objects.values_list("pk", "path")
        wrong = [pk for pk, stored in held.iterator() if stored != path(pk)]
        moved = list(Organisation.objects.select_for_update().filter(pk__in=wrong)) if wrong else []
        for each in moved:
            each.path = path(each.pk)
        yield moved

    def _parts(self, records: Sequence[Record]) -> Iterator[Record]:
        have: dict[int, Any] = {
            each.organisation_id: each
            for each in Participation.objects.filter(
                programme=self.scope.programme, organisation__in=[record.pk for record in records]
            )
        }
        for record in records:
            part = have.get(record.pk)
            wanted = (getattr(record, "is_home", None), getattr(record, "is_host", None))
            if part is None:
                part = Participation(programme=self.scope.programme, organisation=record)
            elif wanted in ((part.is_home, part.is_host), (None, None)):
                continue
            part.is_home = part.is_home if wanted[0] is None else wanted[0]
            part.is_host = part.is_host if wanted[1] is None else wanted[1]
            yield part
