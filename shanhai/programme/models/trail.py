"""The trail: what was written, by whom and why; sealed into a chain whose head can be published."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from shanhai.pages.words import says
from shanhai.programme.models.accounts import Account
from shanhai.programme.models.records import Visible


class Events(Visible):
    """Events by what they are about."""

    def about(self, record) -> models.QuerySet:
        """What happened to one record, the oldest first."""
        return self.filter(kind=record.label(), object_id=record.pk).order_by("id")


class Event(models.Model):
    """One write. Its payload tells what stood in the record before and after; this commits to it."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField(says("when", "时间"), default=timezone.now)
    by = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="+", verbose_name=says("who", "操作人")
    )
    action = models.CharField(says("what", "操作"), max_length=60)
    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    object_version = models.PositiveIntegerField()
    programme_id = models.BigIntegerField(null=True)
    commitment = models.CharField(max_length=64)

    objects = Events.as_manager()

    class Meta:
        verbose_name = says("event", "记录")
        indexes = (
            models.Index(fields=("kind", "object_id", "id")),
            models.Index(fields=("programme_id", "id")),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "object_id", "object_version"), name="one_event_a_version"
            ),
        )

    def __str__(self) -> str:
        return f"{self.action} {self.kind} {self.object_id}"

    @classmethod
    def seen_by(cls, account: Account) -> models.Q:
        """Auditors and the office see the trail of their programme; others ask for one record's history."""
        return account.standing.within("trail.read", programme="programme_id")


class Payload(models.Model):
    """What one event changed, with the salt of its commitment; can be erased under a named duty."""

    event = models.OneToOneField(Event, models.CASCADE, primary_key=True, related_name="payload")
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    reason = models.TextField(blank=True)
    salt = models.CharField(max_length=64, blank=True)
    erased_under = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"payload of {self.event_id}"


class Seal(models.Model):
    """The place of an event in the chain. Made by the sealer, so that writers never wait for each other."""

    position = models.BigIntegerField(primary_key=True)
    event = models.OneToOneField(Event, models.PROTECT, related_name="seal")
    digest = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ("position",)

    def __str__(self) -> str:
        return f"{self.position} {self.digest[:12]}"


class Head(models.Model):
    """A head of the chain that was handed out: whoever holds a copy can check the database against it."""

    position = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ("-position",)

    def __str__(self) -> str:
        return f"{self.position}:{self.digest}"
