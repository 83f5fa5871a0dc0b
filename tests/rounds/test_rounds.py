"""The steps of a cohort, and the seal."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from shanhai.programme.models import Event, PoolEntry, RetentionDuty
from shanhai.programme.trail import Stale, writing
from shanhai.registers import actions as registers
from shanhai.registers.queries import in_force
from shanhai.rounds import actions, queries
from shanhai.rounds.fitting.sealing import Unsealable, seal_of
from shanhai.rounds.models import Nomination, Pool
from tests.rounds import scene

pytestmark = pytest.mark.django_db


def refusal(step, **with_) -> tuple[str, ...]:
    with pytest.raises(actions.StepRefused) as refused:
        step(**with_)
    return refused.value.codes


def test_nominations_open_only_when_rules_are_frozen_and_orders_closed(cast):
    opening = {"step": actions.open_nominations, "by": cast.office}
    assert refusal(cohort=scene.fresh(cast), **opening) == ("rules_frozen", "orders_closed")
    scene.rules_frozen(cast)
    assert refusal(cohort=scene.fresh(cast), **opening) == ("orders_closed",)
    scene.order_accepted(cast)
    actions.close_orders(by=cast.office, cohort=scene.fresh(cast))
    assert actions.open_nominations(by=cast.office, cohort=scene.fresh(cast)).stage == "nominating"


def test_orders_close_only_when_some_are_accepted_and_none_waits(cast):
    assert refusal(actions.close_orders, by=cast.office, cohort=scene.fresh(cast)) == ("orders_in_force",)
    scene.order_accepted(cast)
    values = {"title": "海水养殖", "host": cast.organisations["songmen"]}
    order = registers.write_order(by=cast.songmen_officer, cohort=scene.fresh(cast), values=values)
    order = registers.move(by=cast.songmen_officer, entry=order, step="submit", expected=order.version)
    assert refusal(actions.close_orders, by=cast.office, cohort=scene.fresh(cast)) == ("no_order_waits",)
    registers.move(by=cast.office, entry=order, step="return", expected=order.version, reason="Say where.")
    assert actions.close_orders(by=cast.office, cohort=scene.fresh(cast)).orders_closed_at


def test_orders_open_again_only_with_a_reason_and_before_nominations(cast):
    scene.order_accepted(cast)
    actions.close_orders(by=cast.office, cohort=scene.fresh(cast))
    reopening = {"step": actions.reopen_orders, "by": cast.office}
    assert refusal(cohort=scene.fresh(cast), reason="", **reopening) == ("reason_missing",)
    actions.reopen_orders(by=cast.office, cohort=scene.fresh(cast), reason="A county was forgotten.")
    assert scene.fresh(cast).orders_closed_at is None
    actions.close_orders(by=cast.office, cohort=scene.fresh(cast))
    scene.rules_frozen(cast)
    actions.open_nominations(by=cast.office, cohort=scene.fresh(cast))
    assert refusal(cohort=scene.fresh(cast), reason="Late.", **reopening) == ("wrong_stage",)


@pytest.mark.parametrize("who", ["panel", "auditor", "university_officer", "foreign_office", "secondee"])
def test_only_the_office_moves_the_round(cast, who):
    cohort = scene.fresh(cast)
    by = cast.accounts[who]
    for step in (actions.close_orders, actions.open_nominations, actions.seal):
        with pytest.raises(PermissionDenied):
            step(by=by, cohort=cohort)


def test_the_pool_is_sealed_only_when_nobody_waits(cast):
    scene.nominations_open(cast)
    assert refusal(actions.seal, by=cast.office, cohort=scene.fresh(cast)) == ("somebody_is_cleared",)
    scene.cleared(cast, scene.completed(cast, scene.put_forward(cast, "li")))
    waiting = scene.put_forward(cast, "wang")
    assert refusal(actions.seal, by=cast.office, cohort=scene.fresh(cast)) == ("nobody_waits",)
    actions.withdraw(by=cast.university_officer, nomination=waiting, reason="Declined.")
    assert actions.seal(by=cast.office, cohort=scene.fresh(cast)).people == 1


def test_the_seal_keeps_each_dossier_as_it_was(cast):
    scene.nominations_open(cast)
    scene.in_the_pool(cast, "li", "chen")
    li = cast.people["li"]
    li.refresh_from_db()
    li.level = 9
    with writing(by=cast.university_officer, action="test") as write:
        write.save(li)
    record = PoolEntry.objects.get(person=li).record
    assert (record["id"], record["level"], record["wishes"]) == ("P-li", 5, ["C11"])
    assert set(Nomination.objects.values_list("state", flat=True)) == {"pooled"}
    assert RetentionDuty.objects.filter(cohort=cast.cohort).count() == 2


def test_the_fingerprint_can_be_worked_out_again_from_what_is_stored(cast):
    scene.nominations_open(cast)
    scene.in_the_pool(cast, "li", "wang")
    pool = queries.pool_of(cast.cohort)
    people = [entry.record for entry in queries.entries(cast.cohort)]
    again = seal_of({**pool.rest, "people": people[::-1], "orders": pool.orders}, pool.rule_set.fingerprint)
    assert again == (pool.fingerprint, pool.seats) == (pool.fingerprint, 2)


@pytest.mark.parametrize("what", ["people", "orders", "rules"])
def test_the_fingerprint_changes_with_people_orders_and_rules(cast, what):
    scene.nominations_open(cast)
    scene.in_the_pool(cast, "li")
    pool = queries.pool_of(cast.cohort)
    rows = {**pool.rest, "people": [queries.entries(cast.cohort)[0].record], "orders": pool.orders}
    rules = pool.rule_set.fingerprint
    if what == "people":
        rows["people"][0]["level"] = 6
    elif what == "orders":
        rows["orders"][0]["seats"] = 3
    else:
        rules = rules[::-1]
    assert seal_of(rows, rules)[0] != pool.fingerprint


def test_sealing_twice_gives_the_same_seal_and_writes_nothing(cast):
    scene.nominations_open(cast)
    scene.in_the_pool(cast, "li")
    events = Event.objects.count()
    again = actions.seal(by=cast.office, cohort=scene.fresh(cast))
    assert again == queries.pool_of(cast.cohort)
    assert (Event.objects.count(), Pool.objects.count()) == (events, 1)


def test_a_dossier_that_the_engine_cannot_take_keeps_everything_unsealed(cast):
    scene.nominations_open(cast)
    li = scene.cleared(cast, scene.completed(cast, scene.put_forward(cast)))
    li.wishes = ["nowhere"]
    with writing(by=None, action="test") as write:
        write.save(li)
    with pytest.raises(Unsealable) as raised:
        actions.seal(by=cast.office, cohort=scene.fresh(cast))
    assert [(error.table, error.id, error.column) for error in raised.value.errors] == [
        ("people", "P-li", "wishes")
    ]
    li.refresh_from_db()
    assert (li.state, scene.fresh(cast).stage) == ("cleared", "nominating")
    assert not PoolEntry.objects.exists()


def test_a_draft_of_rules_keeps_the_pool_unsealed(cast):
    scene.nominations_open(cast)
    scene.cleared(cast, scene.completed(cast, scene.put_forward(cast)))
    draft = actions.new_version(by=cast.office, cohort=cast.cohort, reason="A mistake.")
    assert refusal(actions.seal, by=cast.office, cohort=scene.fresh(cast)) == ("no_draft_of_rules",)
    actions.discard(by=cast.office, rule_set=draft)
    assert actions.seal(by=cast.office, cohort=scene.fresh(cast))


def test_changes_after_the_freeze_are_told(cast):
    scene.nominations_open(cast)
    assert (queries.under(cast.cohort).number, queries.under(cast.cohort).late_changes) == (1, 0)
    order = in_force(cast.cohort).get()
    registers.write_order(
        by=cast.qingxi_officer, cohort=scene.fresh(cast), values={"seats": 3}, order=order,
        expected=order.version, reason="One more is needed.",
    )  # fmt: skip
    order.refresh_from_db()
    order = registers.move(
        by=cast.qingxi_officer, entry=order, step="submit", expected=order.version, reason="One more."
    )
    registers.move(by=cast.office, entry=order, step="accept", expected=order.version, reason="Agreed.")
    assert queries.under(scene.fresh(cast)).late_changes == 3


def test_two_officers_at_once_move_the_round_once(cast):
    scene.rules_frozen(cast)
    scene.order_accepted(cast)
    actions.close_orders(by=cast.office, cohort=scene.fresh(cast))
    read = scene.fresh(cast)
    actions.open_nominations(by=cast.office, cohort=read, expected=read.version)
    with pytest.raises(Stale):
        actions.open_nominations(by=cast.second_office, cohort=read, expected=read.version)


def test_a_sealed_cohort_is_closed_with_a_reason(cast):
    scene.nominations_open(cast)
    scene.in_the_pool(cast, "li")
    assert refusal(actions.close, by=cast.office, cohort=scene.fresh(cast), reason="") == ("reason_missing",)
    closed = actions.close(by=cast.office, cohort=scene.fresh(cast), reason="All have returned.")
    assert (closed.stage, bool(closed.closed_at)) == ("closed", True)


def test_the_database_itself_keeps_a_confirmed_dossier_confirmed(cast):
    scene.nominations_open(cast)
    nomination = scene.put_forward(cast)
    nomination.state = "cleared"
    with pytest.raises(IntegrityError), transaction.atomic(), writing(by=None, action="test") as write:
        write.save(nomination)
