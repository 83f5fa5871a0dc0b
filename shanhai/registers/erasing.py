"""Names that hosts have typed into their orders, taken out when a dossier is erased under a duty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.registers.models import Order
from shanhai.sheets import name_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shanhai.programme.models import Person, Record


def records_of(person: Person) -> Iterator[Record]:
    """The orders whose host wished for somebody of this name, without the name.

    A namesake loses a wish as well: nothing in an order tells which of two people was meant, and the engine
    takes such a name for nobody's.
    """
    name = name_key(person.name)
    for order in Order.objects.exclude(wishes=[]).select_related("cohort"):
        kept = [each for each in order.wishes if name_key(str(each)) != name]
        if len(kept) < len(order.wishes):
            order.wishes = kept
            yield order
