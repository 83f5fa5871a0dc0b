"""What the home page shows: how far the cohort has come, and what waits for the reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from shanhai.pages.navigation import Step
from shanhai.pages.words import words
from shanhai.rounds.queries import rules_in_force
from shanhai.website.navigation import rooms_with_navigation

if TYPE_CHECKING:
    from shanhai.programme.models import Account, Cohort, Programme
    from shanhai.sheets import Words

_FIRST = {"late": 0, "waits": 1, "back": 2, "open": 3, "done": 4}
_STAGES = (
    words("Rules frozen", "规则冻结"),
    words("Orders closed", "订单截止"),
    words("Nominations", "推荐人选"),
    words("Pool sealed", "人选库封存"),
    words("Cohort closed", "批次结束"),
)
#: title, why, address, button and state of what comes before the first cohort.
_FIRST_STEPS = (
    (
        words("Open the first cohort", "设立第一个批次"),
        words("Rules, orders and nominations belong to a cohort.", "规则、订单和推荐都属于某一批次。"),
        "programme:cohort_new",
        words("Open a cohort", "设立批次"),
        "waits",
    ),
    (
        words("Enter who sends and who receives", "录入派出单位和接收单位"),
        words(
            "One by one here, or places, organisations and code lists from workbooks under “Setting up”.",
            "可在此逐个填写，也可在“设置”中用工作簿导入地区、单位和目录。",
        ),
        "programme:organisation_new",
        words("Add an organisation", "添加单位"),
        "open",
    ),
    (
        words("Invite a second person and the officers", "邀请第二人和各单位经办人"),
        words(
            "Nobody approves what they wrote themselves, so an office is two people at least.",
            "任何人不得审定自己起草的内容，项目办至少需要两人。",
        ),
        "programme:invite",
        words("Invite somebody", "邀请"),
        "open",
    ),
)


@dataclass(frozen=True)
class Stage:
    """A stage of the cohort: past, now or still to come."""

    title: Words
    state: str


def steps(account: Account, cohort: Cohort) -> list[Step]:
    """What waits for somebody and what they may do next, as every room says it."""
    found = [
        step
        for room in rooms_with_navigation()
        if hasattr(room, "steps")
        for step in room.steps(account, cohort)
    ]
    return sorted(found, key=lambda step: (_FIRST[step.state], step.order))


def first_steps(account: Account, programme: Programme | None) -> list[Step]:
    """What a new programme needs before its first cohort, for whoever may set it up."""
    if programme is None or not account.standing.may("programme.write", programme=programme.pk):
        return []
    return [
        Step(
            title=title,
            why=why,
            url=reverse(view, args=(programme.code,)),
            label=label,
            state=state,
            order=order,
        )
        for order, (title, why, view, label, state) in enumerate(_FIRST_STEPS)
    ]


def stages(cohort: Cohort) -> list[Stage]:
    """The way of the cohort. Rules may be frozen before or after the orders are closed."""
    is_nominating = cohort.stage == "nominating"
    is_sealed = cohort.stage not in ("preparing", "nominating")
    passed = (
        rules_in_force(cohort) is not None,
        cohort.orders_closed_at is not None,
        is_sealed,
        is_sealed,
        cohort.stage == "closed",
    )
    now = 2 if is_nominating else passed.index(False) if False in passed else len(passed)
    return [
        Stage(title, "past" if is_past else "now" if place == now else "")
        for place, (title, is_past) in enumerate(zip(_STAGES, passed, strict=True))
    ]
