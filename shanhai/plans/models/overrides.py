"""What people change in a plan against the engine's proposal: on a board to try, on a plan for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from shanhai.pages.words import current_language, says
from shanhai.plans.models.plans import OfPlan, Plan
from shanhai.plans.words import CHANGES
from shanhai.programme.models import Person, Record
from shanhai.registers.models import Order

if TYPE_CHECKING:
    from shanhai.sheets import Language

KINDS = (
    ("pin", says("pinned", "指定")),
    ("forbid", says("forbidden", "排除")),
    ("withdraw", says("withdrawn", "退出")),
    ("swap", says("swapped", "互换")),
    ("set_rule", says("rule changed", "修改规则")),
    ("drop_rule", says("rule left out", "取消规则")),
)


class Change(Record):
    """One change. Which of person, other, order and rule it names follows from its kind.

    `values` are the columns of the workbook's sheet "rules" that a "set_rule" gives the rule.
    """

    position = models.PositiveSmallIntegerField()
    kind = models.CharField(says("change", "调整"), max_length=10, choices=KINDS)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    other = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    order = models.ForeignKey(Order, models.PROTECT, null=True, blank=True, related_name="+")
    rule = models.CharField(says("rule", "规则"), max_length=40, blank=True)
    values = models.JSONField(default=dict, blank=True)
    reason = models.TextField(says("reason", "理由"), max_length=2000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    personal = True

    class Meta:
        abstract = True
        constraints = (
            models.CheckConstraint(
                condition=(
                    Q(kind__in=("pin", "forbid"), person__isnull=False, order__isnull=False)
                    | Q(kind="withdraw", person__isnull=False)
                    | Q(kind="swap", person__isnull=False, other__isnull=False)
                    | (Q(kind__in=("set_rule", "drop_rule")) & ~Q(rule=""))
                ),
                name="%(class)s_names_what_it_changes",
            ),
        )

    def __str__(self) -> str:
        return self.said

    @property
    def said(self) -> str:
        """What it comes to, in the reader's language."""
        return self.say(current_language())

    def say(self, language: Language) -> str:
        """What it comes to."""
        values = ", ".join(str(value) for name, value in self.values.items() if name != "other_order")
        return CHANGES[self.kind].say(
            language, person=self.person, other=self.other, order=self.order, rule=self.rule, values=values
        )


class Override(Change, OfPlan):
    """A change that a plan was made with, its reason, and its price: what each stage loses by it.

    `price` maps stage to what the plan loses by it: all overrides up to this one, less those before it.
    `told` says it in three languages.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="overrides")
    price = models.JSONField(default=dict, blank=True)
    told = models.JSONField(default=dict, blank=True)

    class Meta(Change.Meta):
        verbose_name = says("override", "人工调整")
        ordering = ("plan", "position")
        constraints = (
            *Change.Meta.constraints,
            models.UniqueConstraint(fields=("plan", "position"), name="one_position_an_override"),
            models.CheckConstraint(condition=~Q(reason=""), name="an_override_says_why"),
        )
