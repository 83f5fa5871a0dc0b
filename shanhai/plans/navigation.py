"""Where plans stand in the navigation, and what waits in them for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from shanhai.pages.navigation import Entry, Stage, Step
from shanhai.sheets import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shanhai.programme.models import Account, Cohort

ENTRIES = (Entry(title=Words("Plans", "匹配方案"), view="plans:plans", needs=("plans.read",), order=34),)


def steps(account: Account, cohort: Cohort) -> Iterator[Step]:
    """A pool that waits for its first plan; a verified plan that waits for its judges."""
    from shanhai.plans.models import Plan

    if cohort.stage != "sealed" or not account.standing.may("plans.write", programme=cohort.programme_id):
        return
    states = dict(Plan.objects.filter(cohort=cohort).order_by("number").values_list("number", "state"))
    url = reverse("plans:plans", args=[cohort.programme.code, cohort.code])
    if not states:
        yield Step(
            title=Words("Make the plan", "制定匹配方案"),
            why=Words("The pool is sealed; the engine can set to work.", "人选库已封存，可以开始计算。"),
            url=url,
            label=Words("Go to the plans", "查看方案"),
            state="waits",
            order=34,
        )
    elif "verified" in states.values() and not {"proposed", "signed"} & set(states.values()):
        yield Step(
            title=Words("Judge the plan and hand it in", "审看方案并提交审议"),
            why=Words(
                "It is proven and verified, and lies on the board.", "方案已证明、核验，可在看板上审看。"
            ),
            url=url,
            label=Words("Go to the plans", "查看方案"),
            order=34,
        )


def stages(cohort: Cohort) -> Iterator[Stage]:
    """The proven plan of a cohort."""
    from shanhai.plans.models import Plan
    from shanhai.plans.rules import WHOLE

    yield Stage(
        title=Words("Plan proven", "方案证明"),
        is_past=Plan.objects.filter(cohort=cohort, state__in=WHOLE).exclude(state="rejected").exists(),
        awaits=Words(
            "The programme office has a plan worked out; it is proven and verified before it is judged.",
            "项目办启动匹配计算，方案经证明和核验后方可审看。",
        ),
        order=50,
    )
