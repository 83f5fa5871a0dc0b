"""What the rooms still have under way in a cohort: each has to come to its end before the cohort is closed.

A cohort that is called off can be closed as well: once its plans are stopped, what lay before the panel is
taken back, and so is a list that was public.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from shanhai.decisions.models import Decided, Decision, Publication
from shanhai.decisions.rules import OPEN_DECISIONS
from shanhai.pages.words import words
from shanhai.placements.models import Placement
from shanhai.placements.rules import COMING, PRESENT
from shanhai.plans.models import Plan
from shanhai.plans.rules import AT_WORK
from shanhai.rounds.queries import OpenEnd

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.db.models import QuerySet

    from shanhai.programme.models import Cohort, Record
    from shanhai.sheets import Words

#: records of a cohort whose being there keeps it open → what is said of them, and the page where they end.
_ENDS: tuple[tuple[Callable[[Cohort], QuerySet[Record]], Words, str], ...] = (
    (
        lambda cohort: Plan.objects.filter(cohort=cohort, state__in=AT_WORK),
        words(
            "A plan is being worked out: wait for it, or stop it.",
            "有方案正在计算：请等待其完成，或停止计算。",
        ),
        "plans:plans",
    ),
    (
        lambda cohort: Decision.objects.filter(cohort=cohort, state__in=OPEN_DECISIONS),
        words(
            "A plan is being consulted about or signed: let the panel decide, or take it back.",
            "有方案正在征求意见或签署：请待审议小组决定，或撤回。",
        ),
        "decisions:decisions",
    ),
    (
        lambda cohort: Decision.objects.filter(cohort=cohort, state="signed", publications=None),
        words(
            "A signed plan has not been published: publish its list.", "有已签署的方案尚未公示：请公示名单。"
        ),
        "decisions:decisions",
    ),
    (
        lambda cohort: Publication.objects.filter(cohort=cohort, state="published"),
        words(
            "The letters of the public list have not been sent: send them, or take the list back.",
            "公示名单的通知尚未发出：请发出通知，或撤回公示。",
        ),
        "decisions:publications",
    ),
    (
        lambda cohort: Decided.objects.filter(
            publication__cohort=cohort, publication__state="settled", state="standing", placement=None
        ),
        words(
            "Somebody on the list has no placement yet: begin the placements, or withdraw the person.",
            "名单中还有人尚未开始挂职：请开始挂职，或撤销其安排。",
        ),
        "placements:placements",
    ),
    (
        lambda cohort: Placement.objects.filter(cohort=cohort, state__in=(*COMING, *PRESENT, "ended_early")),
        words(
            "Somebody is still placed: enter who has returned, or end the placement.",
            "还有人在挂职中：请登记返回，或终止挂职。",
        ),
        "placements:placements",
    ),
)


def open_ends(cohort: Cohort) -> Iterator[OpenEnd]:
    """What is still under way in plans, decisions and placements of a cohort."""
    for records, says, view in _ENDS:
        if records(cohort).exists():
            yield OpenEnd(says, reverse(view, args=[cohort.programme.code, cohort.code]))
