"""What a board is measured on is filled by functions of the sample: neither leaves the other behind."""

from __future__ import annotations

import pytest

from bench.board_filling import fill_pool
from shanhai.plans import actions


@pytest.mark.django_db
def test_the_pool_of_the_measured_board_is_sealed_and_a_plan_of_it_is_worked_out() -> None:
    office, cohort = fill_pool(60, 72)
    plan = actions.ask_plan(by=office, cohort=cohort)
    # Of so few the rules of the province need not all hold: then that is what the plan tells.
    assert actions.work_out(plan.pk) in {"verified", "conflict"}
