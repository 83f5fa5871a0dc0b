"""How tests set the scene: people in seats, through the year."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from shanhai.placements.models import Placement
from shanhai.programme.trail import writing
from shanhai.registers.models import Order

if TYPE_CHECKING:
    from tests.cast import Cast

STARTS, ENDS = date(2022, 9, 1), date(2023, 8, 31)


def order(cast: Cast, code: str = "D01", host: str = "qingxi", seats: int = 3) -> Order:
    """An order that is closed, of one host."""
    known = Order.objects.filter(cohort=cast.cohort, code=code).first()
    if known is not None:
        return known
    with writing(by=None, action="test") as write:
        return write.save(
            Order(
                cohort=cast.cohort,
                code=code,
                title="乡村规划师",
                host=cast.organisations[host],
                seats=seats,
                state="closed",
            )
        )


def placed(
    cast: Cast, who: str = "li", *, seat: int = 1, code: str = "D01", host: str = "qingxi", **more: Any
):
    """Somebody with a placement, accepted unless said otherwise."""
    person = cast.people[who]
    made = Placement(
        cohort=cast.cohort,
        person=person,
        order=order(cast, code, host),
        seat=seat,
        host=cast.organisations[host],
        home=person.home,
        **{"starts": STARTS, "ends": ENDS, **more},
    )
    with writing(by=None, action="test") as write:
        return write.save(made)


def in_post(cast: Cast, who: str = "li", **more: Any) -> Placement:
    """Somebody who has arrived on the first day."""
    return placed(cast, who, **{"state": "in_post", "arrived_on": STARTS, **more})


def fresh(record: Any) -> Any:
    """The record as it stands now."""
    return type(record).objects.get(pk=record.pk)
