"""A sealed pool of three people and two orders, and how far a plan of it has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.plans import actions
from shanhai.plans.models import Plan
from shanhai.programme.models import Person
from shanhai.programme.trail import writing
from shanhai.registers import actions as registers
from shanhai.registers.models import Order
from shanhai.rounds import actions as rounds
from tests.replay import played_once
from tests.rounds import scene as rounds_scene

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shanhai.programme.models import Cohort
    from tests.cast import Cast

fresh = rounds_scene.fresh


@played_once
def sealed(
    cast: Cast, *, seats: int = 1, songmen_seats: int = 1, more: int = 0, named: Sequence[str] = ()
) -> Cohort:
    """Li, Wang and Chen in a sealed pool; Qingxi asks for foresters, Songmen for fishers.

    With `more` people a rule that does not nest stands beside the usual ones. Qingxi wishes for whom it has
    `named`.
    """
    _rules_frozen(cast, with_a_share=bool(more))
    rounds_scene.order_accepted(cast, seats=seats, wishes=list(named))
    _order_of_songmen(cast, songmen_seats)
    rounds.close_orders(by=cast.office, cohort=fresh(cast))
    rounds.open_nominations(by=cast.office, cohort=fresh(cast))
    wishes = {"li": ["C11"], "wang": [], "chen": ["C12"], **_more(cast, more)}
    for whom, wished in wishes.items():
        nomination = rounds_scene.put_forward(cast, whom)
        rounds_scene.cleared(cast, rounds_scene.completed(cast, nomination, wishes=wished))
    rounds.seal(by=cast.office, cohort=fresh(cast))
    return fresh(cast)


def _rules_frozen(cast: Cast, *, with_a_share: bool) -> None:
    draft = rounds_scene.rules_drafted(cast)
    if with_a_share:
        share = {"most": 60, "people": {"home_kind": ["university"]}, "strength": "elastic"}
        rounds.write_rule(by=cast.office, rule_set=draft, kind="mix", values=share, code="share")
        draft.refresh_from_db()
    draft = rounds.propose(by=cast.office, rule_set=draft)
    rounds.approve(by=cast.panel, rule_set=draft)


def _more(cast: Cast, count: int) -> dict[str, list[str]]:
    """More people of the university, each of another level, experience and wish."""
    home = cast.organisations["university"]
    made = {
        f"more{n}": Person(code=f"P-more{n}", name=f"甲{n}", home=home, level=3 + n, experience=4 * n)
        for n in range(count)
    }
    with writing(by=cast.office, action="test.more") as write:
        write.save_all(list(made.values()))
    cast.people |= made
    return {name: [("C11", "C12")[n % 2]] for n, name in enumerate(made)}


def _order_of_songmen(cast: Cast, seats: int) -> None:
    given = {"title": "海水养殖技术员", "host": cast.organisations["songmen"], "seats": seats}
    order = registers.write_order(
        by=cast.songmen_officer, cohort=fresh(cast), values={**given, "direction": "down"}
    )
    order = registers.move(by=cast.songmen_officer, entry=order, step="submit", expected=order.version)
    registers.move(by=cast.office, entry=order, step="accept", expected=order.version)


def asked(cast: Cast, **given: object) -> Plan:
    """A plan that waits for its job."""
    if fresh(cast).stage != "sealed":
        sealed(cast)
    return actions.ask_plan(by=cast.office, cohort=fresh(cast), **given)


@played_once
def verified(cast: Cast, **given: object) -> Plan:
    """A plan that its job has worked out and checked."""
    plan = asked(cast, **given)
    actions.work_out(plan.pk)
    return again(plan)


@played_once
def proposed(cast: Cast, **given: object) -> Plan:
    """A plan handed to the panel."""
    return actions.hand_in(by=cast.office, plan=verified(cast, **given))


def again(plan: Plan) -> Plan:
    """A plan as it stands in the database now."""
    return Plan.objects.select_related("cohort__programme", "pool", "rule_set", "keeps").get(pk=plan.pk)


def order(title: str) -> Order:
    """An order by its title."""
    return Order.objects.get(title=title)


def board_order(cast: Cast) -> Order:
    """The order of Qingxi, once the pool is sealed."""
    if fresh(cast).stage != "sealed":
        sealed(cast)
    return order("林业技术员")
