"""How tests set the scene: people in seats, through the year."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from shanhai.decisions.models import Decided, Decision, Publication
from shanhai.placements import actions, rules
from shanhai.placements.models import Placement, Review
from shanhai.programme.trail import writing
from shanhai.registers.models import Order
from tests.plans import scene as plans

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


def settled(cast: Cast) -> Publication:
    """A published list whose letters are sent, with one place for 李明 in Qingxi."""
    plan = plans.proposed(cast)
    now = timezone.now()
    with writing(by=None, action="test") as write:
        decision = write.save(
            Decision(
                cohort=plan.cohort,
                plan=plan,
                state="signed",
                answers_until=now.date(),
                fingerprint="f" * 64,
                quorum=1,
                checked_at=now,
                signed_at=now,
            )
        )
        made = write.save(
            Publication(
                cohort=plan.cohort,
                decision=decision,
                number=1,
                state="settled",
                published_at=now,
                letters_at=now,
                objections_until=now.date(),
                authority="项目办",
                contact="电话",
                order="host",
                digest="d" * 64,
            )
        )
        for placed in plan.placements.all():
            write.save(
                Decided(
                    publication=made,
                    placed=placed,
                    person=placed.person,
                    order=placed.order,
                    seat=placed.seat,
                    start=STARTS,
                    end=ENDS,
                )
            )
    return made


def return_plan(cast: Cast, placement: Placement) -> None:
    """What the home organisation promises."""
    actions.write_return_plan(
        by=cast.university_officer,
        placement=placement,
        post="林学院讲师",
        contact="林学院办公室",
        use="开设乡村规划课",
    )


def forms(cast: Cast, moment: str = "mid_term") -> None:
    """The usual forms of one moment, in force for every side."""
    for side in rules.SIDES:
        form = actions.write_form(by=cast.office, programme=cast.haiyue, moment=moment, side=side)
        actions.move_form(by=cast.second_office, form=form, step="put_in_force")


def asked(cast: Cast, placement: Placement, moment: str = "mid_term") -> dict[str, Review]:
    """The reviews that the sides are asked for."""
    forms(cast, moment)
    made = actions.ask_reviews(by=cast.office, placement=placement, moment=moment)
    return {review.side: review for review in made}


def answers(review: Review) -> dict[str, Any]:
    """An answer to every question."""
    given = {"text": "有进展", "yes_no": True, "choice": "as_planned", "number": 3}
    return {each["key"]: given[each["type"]] for each in review.form.questions}
