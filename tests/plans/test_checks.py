"""Independent checks that are asked for: a job does them, what it found is kept, and pages only read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from shanhai.plans import actions
from shanhai.plans.actions import checking
from shanhai.plans.models import Placed, PlanCheck
from tests.plans import scene

if TYPE_CHECKING:
    from django.test import Client

    from shanhai.plans.models import Plan
    from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return scene.verified(cast)


def _page(client: Client, plan: Plan) -> str:
    return client.get(_address(plan)).content.decode()


def _address(plan: Plan) -> str:
    return reverse("plans:check", args=["haiyue", "2022", plan.number])


def test_the_check_that_a_plan_was_shown_by_stands_first(cast: Cast, plan: Plan) -> None:
    (first,) = PlanCheck.objects.filter(plan=plan)
    assert (first.asked_by, first.is_true, first.is_proven) == (None, True, True)


def test_a_check_is_asked_for_by_a_form_done_by_a_job_and_read_on_the_page(
    cast: Cast, plan: Plan, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(cast.panel)
    assert client.post(_address(plan)).status_code == 302
    asked = PlanCheck.objects.filter(plan=plan).first()
    assert asked.asked_by == cast.panel
    assert "under way" in _page(client, plan)

    checking.check(asked.pk)
    monkeypatch.setattr(checking, "verify", None)
    page = _page(client, plan)
    assert "under way" not in page
    assert page.count("Everything that this plan says is true.") == 2


def test_whoever_asks_while_a_check_is_under_way_is_given_that_one_and_a_lost_job_is_given_out_again(
    cast: Cast, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_out = []
    monkeypatch.setattr(checking, "async_task", lambda *given: given_out.append(given))
    first = actions.ask_check(by=cast.panel, plan=plan)
    assert actions.ask_check(by=cast.auditor, plan=plan) == first
    assert given_out == [(checking.JOB, first.pk)] * 2


def test_what_was_changed_below_the_application_is_told_and_the_plan_is_left_as_it_is(
    cast: Cast, plan: Plan, client: Client
) -> None:
    Placed.objects.filter(plan=plan).update(fit=1)
    asked = actions.ask_check(by=cast.panel, plan=plan)
    checking.check(asked.pk)
    client.force_login(cast.auditor)
    assert "The placements stored are not those of its file." in _page(client, plan)
    assert set(Placed.objects.filter(plan=plan).values_list("fit", flat=True)) == {1}
    assert scene.again(plan).version == plan.version


def test_a_job_that_runs_again_leaves_what_was_found(cast: Cast, plan: Plan) -> None:
    asked = actions.ask_check(by=cast.panel, plan=plan)
    checking.check(asked.pk)
    found = PlanCheck.objects.get(pk=asked.pk)
    Placed.objects.filter(plan=plan).update(fit=1)
    checking.check(asked.pk)
    assert PlanCheck.objects.get(pk=asked.pk).done_at == found.done_at
    assert PlanCheck.objects.get(pk=asked.pk).is_true
