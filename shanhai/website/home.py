"""What the home page shows: how far the cohort has come, and what waits for the reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from shanhai.pages.navigation import Step
from shanhai.pages.words import words
from shanhai.website.navigation import rooms_with_navigation

if TYPE_CHECKING:
    from shanhai.pages.navigation import Stage
    from shanhai.programme.models import Account, Cohort, Programme

_FIRST = {"late": 0, "waits": 1, "back": 2, "open": 3, "done": 4}
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
class Way:
    """The stages of a cohort in their order, and which of them comes next; None at the end."""

    stages: tuple[Stage, ...]
    next: Stage | None


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


def way(cohort: Cohort) -> Way:
    """How far the cohort has come, as every room says it. Nothing comes after its end."""
    found = [
        stage for room in rooms_with_navigation() if hasattr(room, "stages") for stage in room.stages(cohort)
    ]
    ordered = tuple(sorted(found, key=lambda stage: stage.order))
    is_over = cohort.stage == "closed"
    return Way(ordered, None if is_over else next((each for each in ordered if not each.is_past), None))


def onward(account: Account, programme: Programme | None, cohort: Cohort | None) -> Step | None:
    """The first of what waits for somebody or what they may do next, wherever they are."""
    found = steps(account, cohort) if cohort else first_steps(account, programme)
    return next((step for step in found if step.state != "done"), None)
