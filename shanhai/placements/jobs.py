"""What the worker does for placements by the clock. Each job may run twice, and allows for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.utils import timezone

from shanhai.placements import actions, notices, rules
from shanhai.placements.models import Form, Placement, Review
from shanhai.placements.words import MOMENTS
from shanhai.programme.trail import writing
from shanhai.sheets import Words

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

SCHEDULES = {"placements": ("shanhai.placements.jobs.look_after", 12 * 60)}
_WITH_ALL = ("cohort", "person__account", "host", "home")
_LATE = Words("A review is late", "评估已逾期")
_LATE_BODY = Words(
    "{person}, {host}: {moment} was due on {due}.", "{person}（{host}）：{moment}应于 {due} 前填写。"
)
_USE = Words("What came of what was learned?", "所学使用情况回访")
_USE_BODY = Words(
    "{person} came back from {host} a year ago. How is used what was learned there?",
    "{person}自{host}返回已满一年，请填写所学使用情况。",
)


def look_after(today: date | None = None) -> int:
    """Ask for reviews that are due, remind of late ones, ask a year after. Returns: how many were asked."""
    today = today or timezone.localdate()
    asked = sum(_ask(moment, today) for moment in rules.MOMENTS)
    _remind(today)
    _ask_for_use(today)
    return asked


def _ask(moment: str, today: date) -> int:
    asked = 0
    for placement in _unreviewed(moment):
        day = (
            rules.mid_term(placement.starts, placement.ends)
            if moment == "mid_term"
            else placement.ends - rules.REVIEW_BEFORE_END
        )
        if day <= today:
            asked += len(actions.ask_reviews(by=None, placement=placement, moment=moment, today=today))
    return asked


def _unreviewed(moment: str) -> QuerySet[Placement]:
    """The terms under way of which no side was asked yet, in programmes that have a form for it."""
    reviews = Review.objects.filter(placement=OuterRef("pk"), moment=moment)
    forms = Form.objects.filter(programme=OuterRef("cohort__programme"), moment=moment, state="in_force")
    found = Placement.objects.filter(state__in=rules.PRESENT, ends__isnull=False).select_related(*_WITH_ALL)
    return found.filter(~Exists(reviews), Exists(forms))


def _remind(today: date) -> None:
    late = Review.objects.filter(state__in=("asked", "draft"), due__lt=today)
    with writing(by=None, action="reviews.ask") as write:
        for review in late.select_related(*(f"placement__{each}" for each in _WITH_ALL)):
            weeks = (today - review.due).days // 7
            notices.tell(
                write,
                review.placement,
                [review.side],
                what=f"late:{review.pk}:{weeks}",
                subject=_LATE,
                body=_LATE_BODY,
                kind="placements.due",
                moment=MOMENTS[review.moment],
                due=review.due.isoformat(),
            )


def _ask_for_use(today: date) -> None:
    back = Placement.objects.filter(
        state="returned", returned_on__lte=rules.months_after(today, -rules.MONTHS_UNTIL_USE_IS_ASKED)
    )
    with writing(by=None, action="placements.use") as write:
        for placement in back.select_related(*_WITH_ALL):
            notices.tell(
                write,
                placement,
                ("person", "home"),
                what="use",
                subject=_USE,
                body=_USE_BODY,
                kind="placements.due",
            )
