"""What is said to whom, how it goes out, and how each wishes to hear of it.

Messages are copies of what records say, kept for a year: no records themselves, and outside the trail.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone

from shanhai.outbox.kinds import HOWS
from shanhai.outbox.rules import LIFE
from shanhai.pages.words import say_later, says
from shanhai.programme.models import Account, Person, Record
from shanhai.programme.models.records import Visible

if TYPE_CHECKING:
    from typing import ClassVar


class Message(models.Model):
    """One thing said to one account, in its language. `part_of` is the message that it was folded into.

    `about` names the record ("desk.request:12"), `person` whom it tells of: it goes when their dossier does.
    """

    to = models.ForeignKey(Account, models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    about = models.CharField(max_length=100, blank=True)
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")
    part_of = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="parts")
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    url = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(says("when", "时间"), default=timezone.now)
    read_at = models.DateTimeField(says("read", "已读"), null=True, blank=True)

    objects = Visible.as_manager()

    class Meta:
        verbose_name = says("message", "消息")
        ordering = ("-at", "-pk")
        constraints = (models.UniqueConstraint(fields=("to", "key"), name="one_message_a_key"),)
        indexes = (
            models.Index(fields=("to", "-at"), name="messages_by_time"),
            models.Index(fields=("to",), condition=Q(read_at=None), name="messages_unread"),
            models.Index(fields=("at",), name="messages_by_age"),
        )

    def __str__(self) -> str:
        return self.subject

    @classmethod
    def seen_by(cls, account: Account) -> Q:
        """One's own, nobody else's."""
        return Q(to=account)


class Delivery(models.Model):
    """One message on its way through one channel."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=40)
    is_digest = models.BooleanField(default=False)
    state = models.CharField(
        max_length=10, choices=tuple((state, state) for state in LIFE), default="pending"
    )
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = says("delivery", "投递")
        constraints = (models.UniqueConstraint(fields=("message", "channel"), name="one_delivery_a_channel"),)
        indexes: ClassVar = [
            models.Index(fields=("due_at",), condition=Q(state="pending"), name="deliveries_due"),
            models.Index(fields=("claimed_at",), condition=Q(state="claimed"), name="deliveries_claimed"),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.channel} {self.state}"


class Preference(Record):
    """How an account wishes to hear of one kind of message."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    kind = models.CharField(says("kind", "类型"), max_length=60)
    how = models.CharField(
        says("how", "方式"),
        max_length=10,
        choices=tuple((how, say_later(words)) for how, words in HOWS.items()),
    )

    class Meta:
        verbose_name = says("how messages come", "消息接收方式")
        ordering = ("kind",)
        constraints = (models.UniqueConstraint(fields=("account", "kind"), name="one_way_a_kind"),)

    def __str__(self) -> str:
        return f"{self.kind}: {self.how}"

    @classmethod
    def seen_by(cls, account: Account) -> Q:
        """One's own."""
        return Q(account=account)
