"""Who does not go where a plan would have them go: what a plan is made again for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shanhai.decisions.models import Answer, Decided
from shanhai.decisions.rules import STANDING_PUBLICATIONS

if TYPE_CHECKING:
    from shanhai.decisions.models import Decision
    from shanhai.programme.models import Person
    from shanhai.registers.models import Order


@dataclass(frozen=True)
class Departure:
    """Somebody who declined, to whom a unit objects, or who withdrew after the list was public.

    `usual` is the change of the plan that is meant unless somebody says otherwise: "forbid" (not in this
    order), "withdraw" (nowhere in this cohort), or "" (left to whoever judges it).
    """

    key: str
    person: Person
    order: Order
    reason: str
    usual: str


def departures(decision: Decision) -> list[Departure]:
    """Everybody on account of whom a plan may have to be made again, by host."""
    said_no = Answer.objects.filter(decision=decision, state__in=("declined", "objected"))
    left = Decided.objects.filter(
        publication__decision=decision, publication__state__in=STANDING_PUBLICATIONS, state="withdrawn"
    )
    found = [
        Departure(
            f"answer-{each.pk}",
            each.placed.person,
            each.placed.order,
            each.reason,
            "forbid" if each.state == "declined" else "",
        )
        for each in said_no.select_related("placed__person", "placed__order__host")
    ]
    found += [
        Departure(f"place-{each.pk}", each.person, each.order, each.reason, "withdraw")
        for each in left.select_related("person", "order__host")
    ]
    return found
