"""After a no or a withdrawal: the plan made again with least change, seen on a board first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import PermissionDenied

from shanhai.decisions import actions, queries
from shanhai.decisions.actions import StepRefused
from shanhai.decisions.models import Answer, Decided
from shanhai.plans import actions as plans
from shanhai.plans.models import Plan
from shanhai.programme.models import AutomationRefusal
from shanhai.programme.trail import writing
from tests.cast import PASSWORD
from tests.decisions import scene
from tests.plans import scene as plan_scene

if TYPE_CHECKING:
    from django.test import Client

    from shanhai.decisions.models import Decision
    from tests.cast import Cast

pytestmark = pytest.mark.django_db


def declined(cast: Cast) -> Decision:
    """The person at Qingxi declines."""
    decision = scene.consulting(cast)
    answer = Answer.objects.get(decision=decision, side="person", placed__order__title="林业技术员")
    actions.answer(by=None, answer=answer, step="decline", reason="家中有事。")
    return scene.again(decision)


def test_one_click_tries_on_a_board_what_a_refusal_comes_to_and_proposes_nothing(cast: Cast) -> None:
    decision = declined(cast)
    before = Plan.objects.count()
    board = actions.replan(by=cast.office, decision=decision)
    assert board.keeps_others
    assert [(each.kind, each.reason) for each in board.edits.all()] == [("forbid", "家中有事。")]
    assert Plan.objects.count() == before


def test_the_plan_made_of_that_board_moves_as_few_as_can_be_and_is_decided_on(cast: Cast) -> None:
    decision = declined(cast)
    board = actions.replan(by=cast.office, decision=decision)
    plan = plans.make_plan(by=cast.office, board=board)
    assert plan.keeps == decision.plan
    assert plans.work_out(plan.pk) == "verified"
    actions.drop(by=cast.office, decision=decision, reason="有人不接受。")
    again = actions.open_decision(
        by=cast.office, plan=plans.hand_in(by=cast.office, plan=plan_scene.again(plan))
    )
    kept = Answer.objects.filter(decision=again, placed__order__title="海水养殖技术员")
    assert kept.count() == 3


def test_whoever_withdrew_after_the_list_was_public_is_gone_from_the_board(cast: Cast) -> None:
    publication = scene.published(cast)
    place = Decided.objects.get(publication=publication, order__title="林业技术员")
    actions.withdraw(by=cast.office, place=place, reason="本人调离。")
    board = actions.replan(by=cast.office, decision=publication.decision)
    assert [(each.kind, each.person) for each in board.edits.all()] == [("withdraw", place.person)]


def test_what_a_departure_means_can_be_said_otherwise(cast: Cast) -> None:
    decision = declined(cast)
    (gone,) = queries.departures(decision)
    board = actions.replan(by=cast.office, decision=decision, meant={gone.key: "withdraw"})
    assert [each.kind for each in board.edits.all()] == ["withdraw"]
    with pytest.raises(StepRefused, match="Nobody has declined"):
        actions.replan(by=cast.office, decision=decision, meant={gone.key: ""})


def test_only_the_office_plans_again(cast: Cast) -> None:
    decision = declined(cast)
    with pytest.raises(PermissionDenied):
        actions.replan(by=cast.panel, decision=decision)


def test_the_page_offers_it_and_leads_to_the_board(cast: Cast, client: Client) -> None:
    decision = declined(cast)
    client.login(username="office", password=PASSWORD)
    page = f"/p/haiyue/2022/decisions/{decision.pk}/"
    assert "家中有事。" in client.get(page).content.decode()
    answer = client.post(f"{page}replan/")
    assert answer.status_code == 302
    assert "/boards/" in answer.headers["Location"]
    assert "others stay where they can" in client.get(answer.headers["Location"]).content.decode()


@pytest.mark.parametrize(("silence", "state"), [("agrees", "tacit"), ("open", "silent")])
def test_silence_of_a_unit_counts_as_the_programme_has_set_it(cast: Cast, silence: str, state: str) -> None:
    decision = scene.time_over(scene.consulting(cast, silence=silence))
    decision = actions.open_signing(by=cast.office, decision=decision)
    said = dict(Answer.objects.filter(decision=decision).values_list("side", "state"))
    assert said == {"host": state, "home": state, "person": "silent"}


def test_whoever_refuses_automation_is_placed_by_hand_and_that_is_what_is_signed(cast: Cast) -> None:
    plan_scene.sealed(cast)
    li = cast.people["li"]
    with writing(by=cast.office, action="test.refuse") as write:
        write.save(AutomationRefusal(person=li, cohort=scene.fresh(cast)))
    order = plan_scene.order("林业技术员")
    by_hand = [{"kind": "pin", "person": li, "order": order, "reason": "审议小组人工安排。"}]
    plan = plan_scene.proposed(cast, overrides=by_hand)
    assert plan.by_hand
    scene.laid_down(cast)
    decision = scene.answered(cast, actions.open_decision(by=cast.office, plan=plan))
    decision = actions.open_signing(by=cast.office, decision=decision)
    for name in ("panel", "second_member"):
        scene.sign(cast, scene.again(decision), name)
    publication = actions.publish(by=cast.office, decision=scene.again(decision))
    place = Decided.objects.get(publication=publication, person=li)
    assert (place.order, place.placed.is_overridden) == (order, True)
