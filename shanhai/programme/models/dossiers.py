"""What concerns a person's dossier beside the person: requests for deletion, refusals, and duties to keep."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from shanhai.pages.words import says
from shanhai.programme.models.accounts import Account
from shanhai.programme.models.people import Person
from shanhai.programme.models.programmes import Cohort, Programme
from shanhai.programme.models.records import Record


class ErasureRequest(Record):
    """A person asks that their dossier be deleted; the office decides under a named duty, never who asked."""

    class State(models.TextChoices):
        ASKED = "asked", says("asked", "待决定")
        WITHDRAWN = "withdrawn", says("withdrawn", "已撤回")
        REFUSED = "refused", says("refused", "不予删除")
        ERASED = "erased", says("deleted", "已删除")

    person = models.ForeignKey(Person, models.PROTECT, related_name="erasure_requests")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    state = models.CharField(says("state", "状态"), max_length=12, choices=State.choices, default=State.ASKED)
    wish = models.TextField(says("why", "理由"), blank=True, max_length=2_000)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(says("asked", "申请时间"), default=timezone.now)
    duty = models.CharField(says("under which duty", "依据"), max_length=200, blank=True)
    answer = models.TextField(says("answer", "答复"), blank=True, max_length=2_000)
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(says("decided", "决定时间"), null=True, blank=True)

    personal = True

    class Meta:
        verbose_name = says("request for deletion", "删除申请")
        ordering = ("-at",)
        constraints = (
            models.UniqueConstraint(
                fields=("person",), condition=models.Q(state="asked"), name="one_open_request_a_person"
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("by")),
                name="nobody_decides_on_their_own_deletion",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=("refused", "erased")) | ~models.Q(duty=""),
                name="a_decision_on_deletion_names_its_duty",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.state}"

    @classmethod
    def seen_by(cls, account: Account) -> models.Q:
        """Who asked; and who decides in the programme."""
        return models.Q(person__account=account) | account.standing.within(
            "erasure.decide", programme="programme"
        )


class AutomationRefusal(Record):
    """A person refuses a decision by the plan alone in a cohort: the panel then places them by hand."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="automation_refusals")
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="automation_refusals")
    at = models.DateTimeField(says("refused", "拒绝时间"), default=timezone.now)
    withdrawn_at = models.DateTimeField(says("taken back", "撤回时间"), null=True, blank=True)

    class Meta:
        verbose_name = says("refusal of a decision by automation alone", "拒绝仅由自动化作出决定")
        constraints = (models.UniqueConstraint(fields=("person", "cohort"), name="one_refusal_a_cohort"),)

    def __str__(self) -> str:
        return f"{self.person_id} {self.cohort_id}"

    @property
    def is_in_force(self) -> bool:
        """Whether the person still refuses."""
        return self.withdrawn_at is None

    @classmethod
    def seen_by(cls, account: Account) -> models.Q:
        """Oneself; who sees nominations of the programme; and the officer who keeps the roster."""
        return (
            models.Q(person__account=account)
            | account.standing.within("nominations.read", programme="cohort__programme")
            | account.standing.within("roster.read", organisation="person__home")
        )

    def programme_of(self) -> int | None:
        """That of its cohort."""
        return self.cohort.programme_id


class RetentionDuty(Record):
    """A dossier must be kept for a cohort that it was used in. Rooms above the hub write it; the clock acts.

    It is over `retention_years` of the programme after the cohort has closed; until then it has no end.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="retention_duties")
    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="retention_duties")
    why = models.CharField(says("why", "事由"), max_length=200)

    class Meta:
        verbose_name = says("duty to keep", "保存义务")
        constraints = (models.UniqueConstraint(fields=("person", "cohort"), name="one_duty_a_cohort"),)

    def __str__(self) -> str:
        return f"{self.person_id} {self.cohort_id}"

    @classmethod
    def seen_by(cls, account: Account) -> models.Q:
        """Oneself; and who decides on deletions in the programme."""
        return models.Q(person__account=account) | account.standing.within(
            "erasure.decide", programme="cohort__programme"
        )

    def programme_of(self) -> int | None:
        """That of its cohort."""
        return self.cohort.programme_id
