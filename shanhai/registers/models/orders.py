"""Orders: what a host asks for, with seats; and the marks of changes after the orders were closed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from shanhai.pages.words import says
from shanhai.programme.models import Organisation, Place, Record
from shanhai.registers.models.entries import Entry
from shanhai.registers.rules import IN_FORCE

KINDS = (
    ("post", says("post", "挂职岗位")),
    ("part_time", says("part-time", "兼职帮扶")),
    ("liaison", says("liaison", "助企联络")),
    ("challenge", says("challenge", "揭榜")),
)
DIRECTIONS = (
    ("down", says("down", "下派")),
    ("up", says("up", "上挂")),
    ("across", says("across", "横向")),
)


class Order(Entry):
    """What a host asks for; its fields are the columns of the workbook's sheet "orders".

    `asks` holds [code of expertise, importance 1 to 5]; `wishes` people as typed, whom the host cannot look
    up before the pool is sealed.
    """

    host = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="orders",
        verbose_name=says("host organisation", "接收单位"),
    )
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="orders",
        verbose_name=says("place", "接收地"),
    )
    seats = models.PositiveIntegerField(
        says("seats", "名额"), default=1, validators=(MinValueValidator(1), MaxValueValidator(100_000))
    )
    minimum = models.PositiveIntegerField(says("minimum", "下限"), default=0)
    tier = models.PositiveSmallIntegerField(says("tier", "优先级"), default=1)
    kind = models.CharField(says("kind", "订单类型"), max_length=12, choices=KINDS, default="post")
    direction = models.CharField(says("direction", "方向"), max_length=8, choices=DIRECTIONS, blank=True)
    level = models.PositiveSmallIntegerField(says("level", "职级"), default=0)
    level_min = models.PositiveSmallIntegerField(says("lowest level", "最低职级"), default=0)
    level_max = models.PositiveSmallIntegerField(says("highest level", "最高职级"), default=0)
    industry = models.CharField(says("industry", "行业"), max_length=40, blank=True)
    experience = models.PositiveSmallIntegerField(says("years of experience", "工作年限"), default=0)
    asks = models.JSONField(says("expertise asked for", "所需专长"), default=list, blank=True)
    qualifications = models.JSONField(says("qualifications required", "资格要求"), default=list, blank=True)
    wishes = models.JSONField(says("people wished for", "意向人选"), default=list, blank=True)
    groups = models.JSONField(says("groups", "分组"), default=list, blank=True)
    changed_after_closing = models.BooleanField(
        says("changed after closing", "截止后有变更"), default=False, editable=False
    )

    names_people = frozenset({"wishes"})
    reads, writes, owner = "orders.read", "orders.write", "host"

    class Meta(Entry.Meta):
        verbose_name = says("order", "需求订单")
        ordering = ("cohort", "code")
        indexes = (models.Index(fields=("cohort", "state")), models.Index(fields=("cohort", "host")))
        constraints = (
            *Entry.Meta.constraints,
            models.CheckConstraint(condition=Q(seats__gte=1), name="an_order_has_a_seat"),
            models.CheckConstraint(condition=Q(minimum__lte=F("seats")), name="order_minimum_within_seats"),
            models.CheckConstraint(
                condition=Q(level_max=0) | Q(level_min__lte=F("level_max")), name="order_levels_in_order"
            ),
        )

    @property
    def is_closed(self) -> bool:
        """Whether the orders of its cohort are closed."""
        return self.cohort.orders_closed_at is not None

    @classmethod
    def seen_by(cls, account) -> Q:
        """Whoever may read drafts there; everybody with the lists once the orders are closed."""
        return account.standing.within("orders.read", programme="cohort__programme", organisation="host") | Q(
            state__in=IN_FORCE,
            cohort__orders_closed_at__isnull=False,
            cohort__programme__in=account.standing.programmes("lists.read"),
        )


class LateChange(Record):
    """An order was changed after the orders had been closed: every plan and page that uses it says so."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="late_changes")
    order_version = models.PositiveIntegerField()
    step = models.CharField(max_length=12)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.TextField(says("reason", "理由"))

    class Meta:
        verbose_name = says("change after closing", "截止后变更")
        ordering: ClassVar = ("order", "at", "id")
        constraints = (models.CheckConstraint(condition=~Q(reason=""), name="a_late_change_says_why"),)

    def __str__(self) -> str:
        return f"{self.order}: {self.step}"

    @classmethod
    def seen_by(cls, account) -> Q:
        """Whoever sees the order."""
        return Q(order__in=Order.objects.filter(Order.seen_by(account)).values("pk"))

    def programme_of(self) -> int | None:
        """The programme of the order."""
        return self.order.programme_of()
