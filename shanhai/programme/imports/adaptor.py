"""What a table has to say so that it can be imported: whose it is, what refers to what, how a row is kept."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from shanhai.pages.searching import matching
from shanhai.programme.imports.references import References, Target

if TYPE_CHECKING:
    from django.db.models import Q, QuerySet

    from shanhai.programme.models import Account, Cohort, Programme, Record
    from shanhai.programme.rows import Mapped
    from shanhai.sheets import Fault, Table, Words

#: The fields of a record by the names under which the model holds them: `host_id`, `title`.
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Scope:
    """Who imports, and where to."""

    account: Account
    programme: Programme
    cohort: Cohort | None = None


class Wrong(NamedTuple):
    """What is wrong with one cell of a row: the column, the fault and the fields of its sentences."""

    column: str
    fault: Fault
    fields: Mapping[str, object] = {}


class Held(NamedTuple):
    """How a column is held by a record: under which name, and what an empty cell means."""

    name: str
    default: Any
    most: int | None = None


class Adaptor(ABC):
    """One table that can be imported, for one import of it.

    `references` says what the cells of a column name; `parent` is a column that refers to rows of the same
    table, which may stand in the same file: it is held by its code, `parent__code`, until it is written.
    """

    key: ClassVar[str]
    title: ClassVar[Words]
    mapped: ClassVar[Mapped]
    permission: ClassVar[str]
    of_cohort: ClassVar[bool] = False
    references: ClassVar[Mapping[str, Target]] = {}
    parent: ClassVar[str] = ""
    #: How many of them may stand above each other.
    deepest: ClassVar[int] = 20
    #: Fields of the records that the decisions need beside the columns.
    compared: ClassVar[tuple[str, ...]] = ()
    #: Columns that another record holds: `also` writes them.
    extra: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    @property
    def table(self) -> Table:
        """The table as it is read and written."""
        return self.mapped.table

    @cached_property
    def known(self) -> References:
        """What the cells may name."""
        return References(self.scope, self.references)

    @cached_property
    def held(self) -> dict[str, Held]:
        """How each column is held."""
        return {column.key: self._held(column.key) for column in self.table.columns}

    def _held(self, column: str) -> Held:
        if column == self.parent:
            return Held(f"{column}__code", None)
        field = self.mapped.field(column)
        return Held(field.attname, field.get_default(), field.max_length)

    def may(self) -> bool:
        """Whether the account may import this table there at all."""
        standing = self.scope.account.standing
        return all(
            standing.may(each, programme=self.scope.programme.pk)
            for each in ("imports.write", self.permission)
        )

    @abstractmethod
    def existing(self) -> QuerySet:
        """The records that rows may be about, whether the account may write them or not."""

    def seen(self) -> QuerySet:
        """The records that a download holds: those of `existing` that the account may write."""
        return self.existing().visible_to(self.scope.account)

    def row(self, record: Record) -> dict[str, Any]:
        """A record as a row of the table, as far as the account may read it."""
        return self.mapped.row(record)

    def looked_for(self, query: str) -> Q:
        """Which records a search finds."""
        model = self.mapped.model
        return matching(model, query, "search" if hasattr(model, "search") else "code")

    def identity(self, values: Values) -> object:
        """By what a row and a record are the same."""
        return values["code"]

    def blank(self) -> Record:
        """A new record with what is the same for every row."""
        return self.mapped.model()

    def given(self, values: dict[str, Any]) -> dict[str, Any]:
        """The fields of a row with what its empty cells mean here."""
        return values

    @abstractmethod
    def wrong(self, values: Values, stored: Values | None) -> Iterator[Wrong]:
        """What is wrong with a row as a whole: that it is another's, or contradicts itself."""

    def needs_reason(self, stored: Values | None) -> bool:
        """Whether writing this row has to say why."""
        return False

    def prepare(self, record: Record) -> Record:
        """The record with what a write changes beside the row's own cells: who wrote it, and its state."""
        return record

    def also(
        self, before: Mapping[int, Values], records: Sequence[Record], reason: str
    ) -> Iterable[Sequence[Record]]:
        """Records to be written with them, kind by kind; `before` holds what stood in those that changed."""
        return ()

    def finish(self) -> Iterable[Sequence[Record]]:
        """Records to be written once all rows are written, or undone: what follows from where they stand."""
        return ()

    def companions(self) -> Sequence[QuerySet]:
        """Records of other kinds that come and go with those of the table."""
        return ()


#: Every table that can be imported, by its key. Rooms above the hub add theirs when they are loaded.
ADAPTORS: dict[str, type[Adaptor]] = {}


def adaptor_of(key: str, scope: Scope) -> Adaptor:
    """The adaptor of a table. Raises: KeyError for a table that cannot be imported."""
    return ADAPTORS[key](scope)
