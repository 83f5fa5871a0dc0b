"""Papers that follow a publication: templates of letters, and the paper by which a seat is appointed to."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from shanhai.decisions.models.decisions import choices
from shanhai.decisions.models.publications import Decided
from shanhai.pages.words import says
from shanhai.programme.models import Attachment, Programme, Record

LETTERS = (
    ("person", says("letter to the person", "致本人的通知")),
    ("home", says("letter to the home organisation", "致派出单位的函")),
    ("host", says("letter to the host organisation", "致接收单位的函")),
)
LANGUAGES = (("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English"))


class Template(Record):
    """A letter's template that the office edited in Word; without one the house's own text is used."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="templates")
    kind = models.CharField(says("letter", "函件"), max_length=8, choices=LETTERS)
    language = models.CharField(says("language", "语言"), max_length=8, choices=LANGUAGES)
    file = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = says("template of a letter", "通知模板")
        ordering = ("programme", "kind", "language")
        constraints = (
            models.UniqueConstraint(fields=("programme", "kind", "language"), name="one_template_a_letter"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.language}"

    @classmethod
    def seen_by(cls, account) -> Q:
        """Whoever reads decisions in the programme."""
        return Q(programme__in=account.standing.programmes("decisions.read"))


class Appointment(Record):
    """The paper by which somebody is appointed to a seat, where another body has to vote or sign."""

    decided = models.OneToOneField(Decided, models.PROTECT, related_name="appointment")
    body = models.CharField(says("body that appoints or votes", "任免或表决机构"), max_length=120, blank=True)
    state = models.CharField(
        says("state", "状态"), max_length=8, choices=choices("appointment"), default="awaited"
    )
    number = models.CharField(says("number of the paper", "文号"), max_length=80, blank=True)
    on = models.DateField(says("date of the paper", "印发日期"), null=True, blank=True)
    note = models.CharField(says("note", "备注"), max_length=400, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    personal = True

    class Meta:
        verbose_name = says("appointment paper", "任职文件")
        ordering = ("decided",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="issued") | (~Q(number="") & ~Q(body="") & Q(on__isnull=False)),
                name="an_issued_paper_has_a_number",
            ),
        )

    def __str__(self) -> str:
        return f"{self.decided}: {self.state}"

    @classmethod
    def seen_by(cls, account) -> Q:
        """Whoever sees the place."""
        return Q(decided__in=Decided.objects.filter(Decided.seen_by(account)).values("pk"))

    def programme_of(self) -> int | None:
        """The programme of the place."""
        return self.decided.publication.cohort.programme_id
