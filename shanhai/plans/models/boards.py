"""Boards: where changes of a plan are tried, by several people at once, with undo and redo."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from shanhai.pages.words import says
from shanhai.plans.models.overrides import Change
from shanhai.plans.models.plans import Plan
from shanhai.programme.models import Record


class Board(Record):
    """A list of changes tried on a plan. Those up to the `cursor` hold; those beyond it were undone.

    With `keeps_others` as few people as can be move from where the plan has them, before fit is looked at.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="boards")
    title = models.CharField(says("title", "名称"), max_length=120, blank=True)
    cursor = models.PositiveSmallIntegerField(default=0)
    keeps_others = models.BooleanField(says("others stay where they can", "其余人员尽量不动"), default=False)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(says("opened", "开启时间"), auto_now_add=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = says("board", "匹配看板")
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.title or f"{self.plan} · {self.pk}"

    @classmethod
    def seen_by(cls, account) -> Q:
        """Whoever may read plans of the programme."""
        return Q(plan__cohort__programme__in=account.standing.programmes("plans.read"))

    def programme_of(self) -> int | None:
        """The programme of the plan."""
        return self.plan.programme_of()


class Edit(Change):
    """A change on a board."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="edits")

    class Meta(Change.Meta):
        verbose_name = says("change on a board", "看板调整")
        ordering = ("board", "position")
        constraints = (
            *Change.Meta.constraints,
            models.UniqueConstraint(fields=("board", "position"), name="one_position_an_edit"),
        )

    @classmethod
    def seen_by(cls, account) -> Q:
        """Whoever sees the board."""
        return Q(board__plan__cohort__programme__in=account.standing.programmes("plans.read"))

    def programme_of(self) -> int | None:
        """The programme of the board."""
        return self.board.programme_of()
