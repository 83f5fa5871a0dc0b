"""Plans: asked for, worked out by a job, checked before anybody sees them, handed in."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from shanhai.plans import actions, progress, queries
from shanhai.plans.actions import working
from shanhai.plans.fitting import proposing, reading
from shanhai.plans.fitting.checking import Verification, verify
from shanhai.plans.models import LeftOut, Override, Placed, Plan, Short
from shanhai.programme.models import AutomationRefusal
from shanhai.programme.trail import Stale, writing
from shanhai.registers.models import Order
from tests.plans import scene

pytestmark = pytest.mark.django_db


def who_goes_where(plan: Plan) -> dict[str, str]:
    return {each.person.code: each.order.title for each in queries.placements_of(plan)}


def override(cast, kind: str, whom: str, order=None, **values) -> dict:
    return {
        "kind": kind,
        "person": cast.people[whom],
        "order": order,
        "reason": "As the panel wished.",
        **values,
    }


def order_of(title: str):
    from shanhai.registers.models import Order

    return Order.objects.get(title=title)


def test_a_plan_needs_a_sealed_pool(cast):
    with pytest.raises(actions.StepRefused) as refused:
        actions.ask_plan(by=cast.office, cohort=scene.fresh(cast))
    assert refused.value.code == "not_sealed"


@pytest.mark.parametrize(
    "who", ["panel", "auditor", "university_officer", "foreign_office", "secondee", "former"]
)
def test_only_the_office_asks_for_plans(cast, who):
    cohort = scene.sealed(cast)
    with pytest.raises(PermissionDenied):
        actions.ask_plan(by=getattr(cast, who), cohort=cohort)


def test_a_plan_is_proven_and_checked_before_anything_of_it_is_shown(cast):
    plan = scene.asked(cast)
    assert not queries.placements_of(plan)
    assert actions.work_out(plan.pk) == "verified"
    plan = scene.again(plan)
    assert plan.status == "proven"
    assert who_goes_where(plan) == {"P-li": "林业技术员", "P-chen": "海水养殖技术员"}
    assert [each.person.code for each in queries.left_out_of(plan)] == ["P-wang"]
    assert (plan.people, plan.placed, plan.seats, plan.filled) == (3, 2, 2, 2)


def test_everybody_is_placed_or_left_with_reasons_and_every_empty_seat_has_a_proof(cast):
    scene.sealed(cast, seats=3, songmen_seats=2)
    plan = scene.verified(cast)
    placed = set(Placed.objects.filter(plan=plan).values_list("person", flat=True))
    left = set(LeftOut.objects.filter(plan=plan).values_list("person", flat=True))
    assert placed | left == {person.pk for person in cast.people.values() if person.code != "P-zhou"}
    assert sum(short.empty for short in queries.shortages_of(plan)) == plan.seats - plan.filled == 2
    assert all(short.told["en"] and short.told["zh-hans"] for short in Short.objects.all())


def test_empty_seats_of_one_proof_are_told_together_with_the_orders_it_counts_besides():
    orders = [Order(code=code, title=code) for code in ("D1", "D2", "D3", "D4")]
    proofs = {"D1": ["D1", "D2", "D3"], "D2": ["D1", "D2", "D3"], "D4": ["D4"]}
    short = [
        Short(
            order=each, empty=1, data={"orders": proofs[each.code]}, told={"en": str(len(proofs[each.code]))}
        )
        for each in orders
        if each.code in proofs
    ]
    first, second = reading.shortages_told(short, orders, "en")
    assert (first.said, [each.order.code for each in first.short]) == ("3", ["D1", "D2"])
    assert [each.code for each in first.others] == ["D3"]
    assert ([each.order.code for each in second.short], second.others) == (["D4"], [])


def test_a_plan_that_the_check_refuses_is_no_plan(cast, monkeypatch):
    plan = scene.asked(cast)
    wrong = Verification(False, False, {"en": ["The plan breaks a hard rule."]})
    monkeypatch.setattr(working, "verify", lambda plan: wrong)
    assert actions.work_out(plan.pk) == "failed"
    assert scene.again(plan).found == wrong.findings
    assert not Placed.objects.exists()


def test_a_job_that_runs_twice_ends_the_same_way(cast):
    plan = scene.verified(cast)
    assert actions.work_out(plan.pk) == "verified"
    assert scene.again(plan).version == plan.version
    assert Placed.objects.count() == 2


def test_a_job_whose_worker_was_killed_is_given_out_again_and_finishes(cast, monkeypatch):
    plan = scene.asked(cast)
    monkeypatch.setattr(working, "propose", _killed)
    with pytest.raises(KeyboardInterrupt):
        actions.work_out(plan.pk)
    monkeypatch.undo()
    assert scene.again(plan).state == "running"
    given_out = []
    monkeypatch.setattr("shanhai.plans.actions.planning.async_task", lambda job, pk: given_out.append(pk))
    assert actions.resume_cut_off() == 1
    assert actions.resume_cut_off() == 0, "it has just been given out"
    assert given_out == [plan.pk]
    assert actions.work_out(plan.pk) == "verified"


def _killed(plan, tell):
    raise KeyboardInterrupt


def test_a_plan_that_is_stopped_while_it_is_worked_out_ends_there_and_can_go_on(cast, monkeypatch):
    plan = scene.asked(cast)

    def stopped_in_the_middle(plan, tell):
        actions.stop(by=cast.second_office, plan=plan)
        return proposing.propose(plan, tell)

    monkeypatch.setattr(working, "propose", stopped_in_the_middle)
    monkeypatch.setattr(working, "_LOOKS_EVERY", -1)
    assert actions.work_out(plan.pk) == "stopped"
    monkeypatch.undo()
    assert not scene.again(plan).file
    actions.resume(by=cast.office, plan=scene.again(plan))
    assert actions.work_out(plan.pk) == "verified"


def test_progress_is_told_while_a_plan_is_worked_out(cast, monkeypatch):
    plan, told = scene.asked(cast), []
    monkeypatch.setattr(progress, "tell", lambda plan, now: told.append(now.stage))
    actions.work_out(plan.pk)
    assert told[0]
    assert told[-1] == proposing.CHECKING
    assert progress.told_of(plan) is None


def test_two_jobs_at_work_on_one_plan_tell_beside_each_other(cast, monkeypatch):
    plan, processes, write = scene.asked(cast), iter((1, 2)), progress.Path.write_text
    monkeypatch.setattr(progress.os, "getpid", lambda: next(processes))

    def and_the_other_tells(file, *given, **named):
        write(file, *given, **named)
        monkeypatch.setattr(progress.Path, "write_text", write)
        progress.tell(plan, progress.Told("the other"))

    monkeypatch.setattr(progress.Path, "write_text", and_the_other_tells)
    progress.tell(plan, progress.Told("the one"))
    assert progress.told_of(plan).stage == "the one"


def test_several_plans_stand_side_by_side(cast):
    first, second = scene.verified(cast), scene.verified(cast, title="Another")
    assert (first.number, second.number) == (1, 2)
    assert first.digest == second.digest, "the same problem has the same plan"


def test_an_override_is_kept_and_its_price_is_told(cast):
    scene.sealed(cast)
    pin = override(cast, "pin", "wang", order_of("林业技术员"))
    plan = scene.verified(cast, overrides=[pin])
    assert who_goes_where(plan)["P-wang"] == "林业技术员"
    made = Override.objects.get()
    assert set(made.price) == {"fit"}
    assert made.price["fit"] > 0
    assert "The whole loses" in made.told["en"][0]
    assert Placed.objects.get(person=cast.people["wang"]).is_overridden
    assert verify(plan).is_true


def test_an_override_without_a_reason_is_refused_by_the_database(cast):
    scene.sealed(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        scene.asked(cast, overrides=[{**override(cast, "withdraw", "li"), "reason": ""}])


def test_rules_that_an_override_contradicts_end_in_a_conflict_that_is_told(cast):
    scene.sealed(cast)
    order = order_of("林业技术员")
    pins = [override(cast, "pin", whom, order) for whom in ("li", "wang")]
    plan = scene.verified(cast, overrides=pins)
    assert plan.state == "conflict"
    assert plan.found["en"]
    assert not Placed.objects.exists()


def test_somebody_who_withdraws_is_replaced_and_as_few_as_can_be_move(cast):
    scene.sealed(cast)
    first = scene.verified(cast)
    second = scene.verified(cast, overrides=[override(cast, "withdraw", "li")], keeps=first)
    assert who_goes_where(second) == {"P-wang": "林业技术员", "P-chen": "海水养殖技术员"}
    assert [stage["name"] for stage in second.stages].count("kept") == 1
    assert verify(second).is_true


def test_whoever_refuses_automation_is_placed_by_hand_alone(cast):
    cohort = scene.sealed(cast)
    with writing(by=cast.secondee, action="test") as write:
        write.save(AutomationRefusal(person=cast.people["li"], cohort=cohort))
    plan = scene.verified(cast)
    assert who_goes_where(plan) == {"P-wang": "林业技术员", "P-chen": "海水养殖技术员"}
    assert LeftOut.objects.get(person=cast.people["li"]).reason == "by_hand"
    by_hand = scene.verified(cast, overrides=[override(cast, "pin", "li", order_of("林业技术员"))])
    assert who_goes_where(by_hand)["P-li"] == "林业技术员"


def test_a_plan_is_handed_in_and_taken_back(cast):
    plan = scene.proposed(cast)
    assert (plan.state, plan.proposed_by) == ("proposed", cast.office)
    back = actions.take_back(by=cast.second_office, plan=plan, expected=plan.version)
    assert (back.state, back.proposed_by) == ("verified", None)


def test_a_step_on_a_plan_that_somebody_else_has_moved_is_refused(cast):
    plan = scene.verified(cast)
    actions.hand_in(by=cast.office, plan=plan)
    with pytest.raises(Stale):
        actions.hand_in(by=cast.second_office, plan=plan, expected=plan.version)


def test_a_signed_plan_is_only_replaced(cast):
    plan = actions.decide(by=cast.panel, plan=scene.proposed(cast), step="sign")
    for step in ("hand_in", "take_back"):
        with pytest.raises(actions.StepRefused):
            getattr(actions, step)(by=cast.office, plan=plan)
    assert actions.decide(by=cast.panel, plan=plan, step="replace").state == "replaced"


def test_two_plans_of_a_cohort_cannot_both_be_signed(cast):
    actions.decide(by=cast.panel, plan=scene.proposed(cast), step="sign")
    second = scene.proposed(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.decide(by=cast.panel, plan=second, step="sign")
