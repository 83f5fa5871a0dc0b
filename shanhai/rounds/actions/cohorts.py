"""The steps of a cohort: orders closed, nominations opened, the pool sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from shanhai.programme.models import PoolEntry, RetentionDuty
from shanhai.programme.queries import require
from shanhai.programme.trail import writing
from shanhai.registers import actions as registers
from shanhai.rounds import queries, rules
from shanhai.rounds.actions.locks import locked_cohort
from shanhai.rounds.actions.refused import held_to
from shanhai.rounds.fitting import world as around
from shanhai.rounds.fitting.sealing import seal_of
from shanhai.rounds.models import Nomination, Pool

if TYPE_CHECKING:
    from shanhai.programme.models import Account, Cohort
    from shanhai.programme.trail import Writing

_WHY_KEPT = "sealed pool"


def close_orders(*, by: Account, cohort: Cohort, expected: int | None = None) -> Cohort:
    """Close the orders: from now on a change of one says why and is marked wherever the order is used.

    Raises: PermissionDenied; StepRefused with all that is lacking; Stale, Gone.
    """
    with writing(by=by, action="round.close_orders") as write:
        stored = _step(by, cohort, "close_orders", expected)
        registers.close_orders(by=by, cohort=stored)
        stored.orders_closed_at = timezone.now()
        return write.save(stored)


def reopen_orders(*, by: Account | None, cohort: Cohort, reason: str, expected: int | None = None) -> Cohort:
    """Open the orders again, while nobody has been put forward yet. Raises: as `close_orders`."""
    with writing(by=by, action="round.reopen_orders", reason=reason) as write:
        stored = _step(by, cohort, "reopen_orders", expected, reason)
        stored.orders_closed_at = None
        return write.save(stored)


def open_nominations(*, by: Account | None, cohort: Cohort, expected: int | None = None) -> Cohort:
    """Open nominations: only once rules are frozen and orders closed. Raises: as `close_orders`."""
    with writing(by=by, action="round.open_nominations") as write:
        return write.save(_step(by, cohort, "open_nominations", expected))


def seal(*, by: Account | None, cohort: Cohort, expected: int | None = None) -> Pool:
    """Close the round and seal the pool: dossiers, orders and rules as they stand, under one fingerprint.

    A second call finds the pool sealed and returns the same seal. Raises: as `close_orders`; Unsealable when
    the engine cannot take the rows.
    """
    with writing(by=by, action="round.seal") as write:
        held = locked_cohort(cohort)
        if by is not None:
            require(by, "round.move", programme=held.programme_id)
        if sealed := queries.pool_of(held):
            return sealed
        stored = _step(by, cohort, "seal", expected)
        pool = _sealed(write, by, stored)
        write.save(stored)
    return pool


def close(*, by: Account | None, cohort: Cohort, reason: str, expected: int | None = None) -> Cohort:
    """Close a cohort in which nothing is under way any more. Raises: as `close_orders`."""
    with writing(by=by, action="round.close", reason=reason) as write:
        stored = _step(by, cohort, "close", expected, reason)
        stored.closed_at = timezone.now()
        return write.save(stored)


def _step(by: Account | None, cohort: Cohort, name: str, expected: int | None, reason: str = "") -> Cohort:
    """The cohort as it stands, held and moved on by a step. Raises: as `close_orders`."""
    stored = locked_cohort(cohort, expected)
    if by is not None:
        require(by, "round.move", programme=stored.programme_id)
    answer = rules.step(name, queries.facts(stored), reason=reason)
    is_open = "nothing_under_way" in answer.lacking
    stored.stage = held_to(answer, [each.says for each in queries.open_ends(stored)] if is_open else ())
    return stored


def _sealed(write: Writing, by: Account | None, cohort: Cohort) -> Pool:
    """Write the seal, the dossiers under it, and the duty to keep them."""
    cleared = list(
        Nomination.objects.select_for_update(of=("self",))
        .filter(cohort=cohort, state="cleared")
        .select_related("person__home", "person__native", "cohort")
        .order_by("person_id")
    )
    people = around.person_rows(cleared)
    orders = around.with_known_wishes(around.orders_of(cohort), people)
    rest = around.hub_rows()
    held = queries.rules_in_force(cohort)
    fingerprint, seats = seal_of({**rest, "people": people, "orders": orders}, held.fingerprint)
    write.save_all(
        [
            PoolEntry(cohort=cohort, person=each.person, record=row)
            for each, row in zip(cleared, people, strict=True)
        ]
    )
    for each in cleared:
        each.state = "pooled"
    write.save_all(cleared)
    kept = set(RetentionDuty.objects.filter(cohort=cohort).values_list("person_id", flat=True))
    write.save_all(
        [
            RetentionDuty(cohort=cohort, person=each.person, why=_WHY_KEPT)
            for each in cleared
            if each.person_id not in kept
        ]
    )
    return write.save(
        Pool(
            cohort=cohort,
            rule_set=held,
            people=len(people),
            seats=seats,
            orders=orders,
            rest=rest,
            fingerprint=fingerprint,
            sealed_at=timezone.now(),
            sealed_by=by,
        )
    )
