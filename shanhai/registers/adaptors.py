"""Orders and offers as tables that can be imported."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from shanhai.programme.imports.adaptor import ADAPTORS, Adaptor, Values, Wrong
from shanhai.programme.imports.faults import NEEDED, NOT_NOW, NOT_YOURS, TAKEN
from shanhai.programme.imports.reach import Reach
from shanhai.programme.imports.references import Target
from shanhai.registers import queries, rules
from shanhai.registers.checks import contradictions
from shanhai.registers.models import Entry, LateChange, Offer, Order
from shanhai.registers.tables import OFFER_ROWS, OFFERS, ORDER_ROWS
from shanhai.registers.words import STATES as STATE_WORDS
from shanhai.workbook.tables import ORDERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from django.db.models import QuerySet

#: What only whoever may read drafts is shown of an entry in force: who was meant, and what was noted.
OF_DRAFTS = ("wishes", "note", "person")
_CHECKED = ("start", "end", "seats", "minimum", "level_min", "level_max")
_WRITER = rules.Asker(may_write=True)


class Entries(Adaptor):
    """What orders and offers have in common."""

    kind: ClassVar[type[Entry]]
    owner: ClassVar[str]
    of_cohort = True

    @property
    def is_closed(self) -> bool:
        """Whether what is written now is written after closing."""
        return False

    @cached_property
    def reach(self) -> Reach:
        """The organisations that the account writes for."""
        return Reach(self.scope, self.permission)

    def existing(self) -> QuerySet:
        """Every entry of the cohort."""
        return self.kind.objects.filter(cohort=self.scope.cohort).select_related("cohort")

    def seen(self) -> QuerySet:
        """Those of the organisations that the account writes for."""
        return super().seen().filter(**{f"{self.owner}__in": self.reach.ids})

    def blank(self) -> Entry:
        """A new entry of the cohort."""
        return self.kind(cohort=self.scope.cohort)

    def row(self, record: Entry) -> dict[str, Any]:
        """An entry as a row; of others' entries without what only drafts show."""
        row = super().row(record)
        if queries.may_read_drafts(self.scope.account, record):
            return row
        return {key: None if key in OF_DRAFTS else value for key, value in row.items()}

    def given(self, values: dict[str, Any]) -> dict[str, Any]:
        """Whoever writes for one organisation only need not name it."""
        owner = f"{self.owner}_id"
        return values if values.get(owner) or not self.reach.only else {**values, owner: self.reach.only}

    def wrong(self, values: Values, stored: Values | None) -> Iterator[Wrong]:
        """Another organisation's entry, a state that allows no change, and what contradicts itself."""
        key = f"{self.owner}_id"
        owner = values.get(key) if stored is None or key in values else stored[key]
        if owner is None:
            yield Wrong(self.owner, NEEDED, {"wanted": self.table.column(self.owner).header})
        elif owner not in self.reach.ids:
            yield Wrong(self.owner, NOT_YOURS, {"given": self.known.shown(self.owner, owner)})
        if stored is not None:
            yield from self._not_now(values, stored)
        elif not values.get("title"):
            yield Wrong("name", NEEDED, {"wanted": self.table.column("name").header})
        yield from contradictions({**(stored or {}), **values})

    def _not_now(self, values: Values, stored: Values) -> Iterator[Wrong]:
        if stored[f"{self.owner}_id"] not in self.reach.ids:
            yield Wrong("id", TAKEN, {"given": values["code"]})
        elif all(stored[name] == value for name, value in values.items() if name in stored):
            return
        elif not rules.step(stored["state"], "write", _WRITER, is_closed=self.is_closed, reason="given").may:
            yield Wrong("id", NOT_NOW, {"given": values["code"], "state": STATE_WORDS[stored["state"]]})

    def needs_reason(self, stored: Values | None) -> bool:
        """Whether this changes, after closing, what plans are made from."""
        return rules.is_late(stored["state"] if stored else "draft", "write", is_closed=self.is_closed)

    def prepare(self, record: Entry) -> Entry:
        """The entry, written by the account; what was accepted has to be accepted again."""
        record.state = rules.LIFE[record.state]["write"]
        record.written_by, record.checked_by = self.scope.account, None
        return record


class Orders(Entries):
    """The orders of a cohort."""

    key = "orders"
    title = ORDERS.title
    kind = Order
    owner = "host"
    mapped = ORDER_ROWS
    permission = "orders.write"
    references: ClassVar = {
        "host": Target(("organisations",)),
        "place": Target(("places",)),
        "industry": Target(("industry",), "code"),
        "asks": Target(("expertise",), "led"),
    }
    compared = ("code", "host_id", "state", *_CHECKED)

    @property
    def is_closed(self) -> bool:
        """Whether the orders of the cohort are closed."""
        return self.scope.cohort is not None and self.scope.cohort.orders_closed_at is not None

    def prepare(self, record: Order) -> Order:
        """The order, marked where it was in force after closing."""
        record.changed_after_closing |= rules.is_late(record.state, "write", is_closed=self.is_closed)
        super().prepare(record)
        return record

    def also(
        self, before: Mapping[int, Values], records: Sequence[Order], reason: str
    ) -> Iterable[Sequence[LateChange]]:
        """The marks of what was changed after closing."""
        late = [each for each in records if each.pk in before and self.needs_reason(before[each.pk])]
        yield [
            LateChange(
                order=order,
                order_version=order.version,
                step="write",
                by=self.scope.account,
                reason=reason,
            )
            for order in late
        ]

    def companions(self) -> Sequence[QuerySet]:
        """The marks of late changes."""
        return (LateChange.objects.filter(order__cohort=self.scope.cohort),)


class Offers(Entries):
    """The offers of a cohort."""

    key = "offers"
    title = OFFERS.title
    kind = Offer
    owner = "organisation"
    mapped = OFFER_ROWS
    permission = "offers.write"
    references: ClassVar = {
        "organisation": Target(("organisations",)),
        "person": Target(("people",)),
        "industry": Target(("industry",), "code"),
        "expertise": Target(("expertise",), "led"),
    }
    compared = ("code", "organisation_id", "state", "start", "end")


ADAPTORS.update({adaptor.key: adaptor for adaptor in (Orders, Offers)})
