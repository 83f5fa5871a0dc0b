"""The sealed pool as a problem: built from its raw rows each time, never from a stored problem."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shanhai.programme.models import PoolEntry
from shanhai.registers.models import Order
from shanhai.rounds.fitting.lines import fingerprint, records, see_lines
from shanhai.rounds.fitting.sealing import seal_of
from shanhai.rounds.models import CriterionLine, Nomination, RuleLine
from shanhai.workbook import check_records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shanhai.matching.problem import Problem
    from shanhai.rounds.fitting.world import World
    from shanhai.rounds.models import Pool, RuleSet
    from shanhai.workbook import Book, RecordError

_GROUPS = ("people", "orders")


class Unplannable(ValueError):
    """The sealed rows and the rules do not make a problem: `errors` tells table, row and column of each."""

    def __init__(self, errors: Sequence[RecordError]) -> None:
        super().__init__("; ".join(str(error) for error in errors[:5]))
        self.errors = tuple(errors)


@dataclass(frozen=True, eq=False)
class Sealed:
    """A sealed pool under one version of the rules.

    `idle` lists the rules that speak of people or orders of whom the pool has none: they decide nothing here.
    `people`, `nominations` and `orders` lead from the ids of the engine to our records.
    """

    book: Book
    idle: tuple[str, ...]
    people: dict[str, int]
    nominations: dict[str, int]
    orders: dict[str, int]

    @property
    def problem(self) -> Problem:
        """The problem without any override."""
        return self.book.problem


def sealed(pool: Pool, rule_set: RuleSet) -> Sealed:
    """The problem of a pool under a version of the rules. Raises: Unplannable."""
    rules, criteria = _lines(rule_set)
    lines = records(rules, criteria, seed=rule_set.seed, fair_over=rule_set.fair_over)
    book, idle = _book({**_rows(pool), **lines})
    ids = {
        person: record["id"]
        for person, record in PoolEntry.objects.filter(cohort=pool.cohort_id).values_list(
            "person_id", "record"
        )
        if record
    }
    nominations = Nomination.objects.filter(cohort=pool.cohort_id, person__in=ids)
    orders = Order.objects.filter(cohort=pool.cohort_id, code__in=book.problem.orders.id)
    return Sealed(
        book,
        idle,
        {name: person for person, name in ids.items()},
        {ids[person]: pk for pk, person in nominations.values_list("pk", "person_id")},
        dict(orders.values_list("code", "pk")),
    )


def broken_seals(pool: Pool, rule_set: RuleSet) -> list[str]:
    """Which fingerprints can no longer be worked out from what is stored: "rules", "pool"."""
    rules, criteria = _lines(rule_set)
    rows = _rows(pool)
    found = fingerprint(see_lines(rule_set, rules, criteria, rows))
    broken = [] if found == rule_set.fingerprint else ["rules"]
    # A pool is sealed under the rules of that day; a later version does not change the seal.
    seal, _ = seal_of(rows, pool.rule_set.fingerprint)
    return broken if seal == pool.fingerprint else [*broken, "pool"]


def _rows(pool: Pool) -> World:
    entries = PoolEntry.objects.filter(cohort=pool.cohort_id).order_by("pk")
    people = [record for record in entries.values_list("record", flat=True) if record]
    return {**pool.rest, "orders": pool.orders, "people": people}


def _lines(rule_set: RuleSet) -> tuple[list[RuleLine], list[CriterionLine]]:
    return (
        list(RuleLine.objects.filter(rule_set=rule_set)),
        list(CriterionLine.objects.filter(rule_set=rule_set)),
    )


def _book(rows: dict[str, Any]) -> tuple[Book, tuple[str, ...]]:
    checked = check_records(rows)
    empty = {error.row for error in checked.errors if _is_idle(error)}
    if wrong := [error for error in checked.errors if not _is_idle(error)]:
        raise Unplannable(wrong)
    if not empty:
        return checked.book, ()
    idle = tuple(row["id"] for at, row in enumerate(rows["rules"]) if at in empty)
    kept = [row for row in rows["rules"] if row["id"] not in idle]
    pairs = [row for row in rows["pairs"] if row["list"] not in idle]
    book, more = _book({**rows, "rules": kept, "pairs": pairs})
    return book, (*idle, *more)


def _is_idle(error: RecordError) -> bool:
    return error.table == "rules" and error.code == "empty_group" and error.column in _GROUPS
