"""Needs: what stayed open, and may become an order."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shanhai.pages.searching import SearchField
from shanhai.pages.words import says
from shanhai.programme.models import Cohort, Organisation, Place, Programme, Record
from shanhai.registers.models.orders import KINDS, Order

SOURCES = (
    ("unfilled", says("seats that stayed empty", "未满名额")),
    ("desk", says("the response desk", "诉求办理")),
    ("profile", says("the profile of the place", "地区概况")),
    ("written", says("written by an officer", "经办人填写")),
)
STATES = (
    ("open", says("open", "待解决")),
    ("ordered", says("became an order", "已成订单")),
    ("dropped", says("no longer wanted", "不再需要")),
)


class Need(Record):
    """Something a place lacks that no order answers yet."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="needs")
    cohort = models.ForeignKey(Cohort, models.PROTECT, null=True, blank=True, related_name="needs")
    host = models.ForeignKey(
        Organisation, models.PROTECT, related_name="needs", verbose_name=says("host organisation", "接收单位")
    )
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="needs",
        verbose_name=says("place", "接收地"),
    )
    title = models.CharField(says("title", "名称"), max_length=200)
    source = models.CharField(says("comes from", "来源"), max_length=12, choices=SOURCES, default="written")
    state = models.CharField(says("state", "状态"), max_length=12, choices=STATES, default="open")
    kind = models.CharField(says("kind", "类型"), max_length=12, choices=KINDS, default="post")
    seats = models.PositiveIntegerField(says("seats", "名额"), default=1)
    industry = models.CharField(says("industry", "行业"), max_length=40, blank=True)
    asks = models.JSONField(says("expertise asked for", "所需专长"), default=list, blank=True)
    qualifications = models.JSONField(says("qualifications required", "资格要求"), default=list, blank=True)
    note = models.TextField(says("note", "备注"), max_length=2000, blank=True)
    stayed_of = models.ForeignKey(Order, models.PROTECT, null=True, blank=True, related_name="needs_left")
    became = models.ForeignKey(Order, models.PROTECT, null=True, blank=True, related_name="needs_met")

    search = SearchField("title")

    class Meta:
        verbose_name = says("need", "需要")
        ordering = ("programme", "host__code", "id")
        indexes = (models.Index(fields=("programme", "state")),)
        constraints = (
            models.UniqueConstraint(
                fields=("stayed_of",), condition=Q(source="unfilled"), name="one_need_an_unfilled_order"
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="a_need_has_a_seat"),
        )

    def __str__(self) -> str:
        return self.title

    @classmethod
    def seen_by(cls, account) -> Q:
        """Whoever may read the orders there; everybody with the lists while it is open."""
        return account.standing.within("orders.read", programme="programme", organisation="host") | Q(
            state="open", programme__in=account.standing.programmes("lists.read")
        )
