"""What cells name, by id or by name: organisations, places, people and codes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from shanhai.programme.models import Organisation, Person, Place, Term
from shanhai.sheets import Refused
from shanhai.workbook.references import Register

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shanhai.programme.imports.adaptor import Scope

Kind = Literal[
    "organisations", "places", "people", "expertise", "industry", "level", "qualification", "ground"
]
_TABLES = ("places", "organisations", "expertise", "people", "orders")


@dataclass(frozen=True)
class Target:
    """What a column names: a record (held by its id), a code, or a list of codes with more behind each."""

    kinds: tuple[Kind, ...]
    form: Literal["record", "code", "led"] = "record"


class References:
    """Everything that the rows of one import may name, read once for each kind."""

    def __init__(self, scope: Scope, targets: Mapping[str, Target]) -> None:
        self._scope = scope
        self._targets = targets
        self._lists: dict[Kind, _Listed] = {}

    def find(self, column: str, typed: Any) -> Any:
        """What a cell means: the id of a record, a code, or the list with its codes. Raises: Refused."""
        target = self._targets[column]
        if target.form == "led":
            return tuple((self._code(target, str(first))[1], *rest) for first, *rest in typed)
        kind, code = self._code(target, str(typed))
        return self.listed(kind).ids[code] if target.form == "record" else code

    def shown(self, column: str, held: Any) -> Any:
        """What a cell says for a held value: the code of a record, anything else as it is."""
        target = self._targets.get(column)
        if target is None or target.form != "record" or held is None:
            return held
        return next((code for kind in target.kinds if (code := self.listed(kind).codes.get(held))), held)

    def listed(self, kind: Kind) -> _Listed:
        """All that there is of one kind."""
        if kind not in self._lists:
            self._lists[kind] = _Listed(kind, self._scope)
        return self._lists[kind]

    def _code(self, target: Target, typed: str) -> tuple[Kind, str]:
        """The kind and the code meant. Raises: Refused when it is none of them, or several."""
        kinds = [kind for kind in target.kinds if self.listed(kind).ids]
        # A list that nobody has filled yet refuses nothing.
        if target.form != "record" and not kinds:
            return target.kinds[0], typed
        refusals = []
        for kind in kinds or target.kinds:
            try:
                return kind, self.listed(kind).find(typed)
            except Refused as refused:
                refusals.append(refused)
        raise refusals[0]


class _Listed:
    """The codes and names of one kind, with the ids of their records."""

    def __init__(self, kind: Kind, scope: Scope) -> None:
        found = list(_records(kind, scope).values_list("pk", "code", "name"))
        self._kind = kind
        self._names = [name for _, _, name in found]
        self.ids: dict[str, int] = {code: pk for pk, code, _ in found}
        self.codes: dict[int, str] = {pk: code for pk, code, _ in found}

    def find(self, typed: str) -> str:
        """The code meant by a code or a name. Raises: Refused."""
        return typed if typed in self.ids else self._register.find((_listed_as(self._kind),), typed)

    @cached_property
    def _register(self) -> Register:
        tables: dict[str, Any] = {table: {"id": [], "name": []} for table in _TABLES}
        tables[_listed_as(self._kind)] = {"id": list(self.ids), "name": self._names}
        return Register(tables)


def _records(kind: Kind, scope: Scope) -> Any:
    if kind == "organisations":
        return Organisation.objects.filter(participations__programme=scope.programme)
    if kind == "places":
        return Place.objects.visible_to(scope.account)
    if kind == "people":
        return Person.objects.visible_to(scope.account)
    return Term.objects.filter(scheme=kind)


def _listed_as(kind: Kind) -> str:
    return kind if kind in _TABLES else "expertise"
