"""The pool of a cohort: the dossiers as they stood when its nominations were closed."""

from __future__ import annotations

from django.db import models

from shanhai.pages.words import says
from shanhai.programme.models.people import Person
from shanhai.programme.models.programmes import Cohort
from shanhai.programme.models.records import Record
from shanhai.programme.models.roles import Grant


class PoolEntry(Record):
    """One person of a sealed pool. `record` is the row of the workbook's sheet "people", as JSON holds it.

    Written by the rounds when they seal, and never changed; only a deletion under a duty empties it.
    """

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="pool")
    person = models.ForeignKey(Person, models.PROTECT, related_name="pools")
    record = models.JSONField(says("dossier as sealed", "封存时的档案"), default=dict)

    personal = True

    class Meta:
        verbose_name = says("dossier in the pool", "人选库档案")
        ordering = ("cohort", "person")
        constraints = (models.UniqueConstraint(fields=("cohort", "person"), name="once_in_a_pool"),)

    def __str__(self) -> str:
        return f"{self.cohort} · {self.person}"

    @classmethod
    def seen_by(cls, account) -> models.Q:
        """Oneself; the nominations of one's organisation; and whom a room has granted one to see."""
        return (
            models.Q(person__account=account)
            | account.standing.within(
                "nominations.read", programme="cohort__programme", organisation="person__home"
            )
            | models.Q(pk__in=Grant.objects.reaching(account, cls.label()))
        )

    def programme_of(self) -> int | None:
        """The programme of its cohort."""
        return self.cohort.programme_id
