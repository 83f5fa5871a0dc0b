"""The sample's plans: each worked out and checked as any other is, and some changes tried on a board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.plans import actions, queries
from shanhai.plans.models import Plan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shanhai.programme.models import Account, Cohort

TITLE = "第一方案"


def make_plan(accounts: Mapping[str, Account], cohort: Cohort) -> Plan:
    """The office asks for a plan; what a worker would do is done at once."""
    plan = actions.ask_plan(by=accounts["office"], cohort=cohort, title=TITLE)
    actions.work_out(plan.pk)
    return Plan.objects.select_related("cohort__programme", "pool", "rule_set").get(pk=plan.pk)


def try_changes(accounts: Mapping[str, Account], plan: Plan) -> None:
    """On a board somebody is kept from a place, and somebody else withdraws; the last is undone."""
    board = actions.open_board(by=accounts["office"], plan=plan, title="项目办试排")
    placed = list(queries.placements_of(plan)[:40])
    first, second = placed[0], placed[-1]
    tried = (
        {
            "kind": "forbid",
            "person": first.person,
            "order": first.order,
            "reason": "本人另有任务，不宜到该处。",
        },
        {"kind": "withdraw", "person": second.person, "reason": "本人提出退出。"},
    )
    for values in tried:
        board = actions.change(by=accounts["office"], board=board, values=values)
    actions.move_cursor(by=accounts["office2"], board=board, to=1)
