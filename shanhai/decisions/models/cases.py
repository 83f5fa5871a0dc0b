"""Objections to a published list: heard, answered, and appealed against once."""

from __future__ import annotations

from secrets import token_urlsafe

from django.conf import settings
from django.db import models
from django.db.models import Q

from shanhai.decisions.models.decisions import choices
from shanhai.decisions.models.publications import Decided, Publication
from shanhai.pages.words import says
from shanhai.programme.models import Organisation, Record


def new_receipt() -> str:
    """What somebody without an account finds their case again by."""
    return token_urlsafe(18)


class Objection(Record):
    """A case against a list or one place on it.

    Whoever files it without an account need not say who they are; what they did not say is not kept anywhere,
    so nobody can be made to find out.
    """

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="objections")
    number = models.PositiveIntegerField(says("number", "编号"))
    receipt = models.CharField(max_length=32, unique=True, default=new_receipt)
    about = models.ForeignKey(Decided, models.PROTECT, null=True, blank=True, related_name="objections")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    called = models.CharField(says("name", "姓名"), max_length=120, blank=True)
    reach = models.CharField(says("how to reach you", "联系方式"), max_length=200, blank=True)
    text = models.TextField(says("objection", "异议内容"), max_length=4000)
    state = models.CharField(
        says("state", "状态"), max_length=9, choices=choices("objection"), default="filed"
    )
    at = models.DateTimeField(says("filed", "提出时间"), auto_now_add=True)
    hearing = models.TextField(says("what was heard", "听取情况"), max_length=4000, blank=True)
    is_upheld = models.BooleanField(says("upheld", "是否成立"), null=True, blank=True)
    answer = models.TextField(says("answer", "答复"), max_length=4000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(says("answered", "答复时间"), null=True, blank=True)
    appeal_until = models.DateField(says("appeal until", "复核申请截止"), null=True, blank=True)
    appeal = models.TextField(says("appeal", "复核申请"), max_length=4000, blank=True)
    final = models.TextField(says("answer to the appeal", "复核答复"), max_length=4000, blank=True)
    final_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    personal = True

    class Meta:
        verbose_name = says("objection", "异议")
        ordering = ("publication", "number")
        constraints = (
            models.UniqueConstraint(fields=("publication", "number"), name="one_number_an_objection"),
            models.CheckConstraint(condition=~Q(text=""), name="an_objection_says_something"),
            models.CheckConstraint(
                condition=~Q(state__in=("answered", "appealed"))
                | (Q(answered_by__isnull=False) & ~Q(answer="") & Q(is_upheld__isnull=False)),
                name="an_answer_is_given_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(final_by=None) | Q(answered_by=None) | ~Q(final_by=models.F("answered_by")),
                name="an_appeal_is_answered_by_another",
            ),
        )

    def __str__(self) -> str:
        return f"{self.publication} / {self.number}"

    @classmethod
    def seen_by(cls, account) -> Q:
        """Whoever filed it, or acts for the unit that did, those who hear it, and the office that acts upon
        it; not the person concerned.
        """
        standing = account.standing
        programmes = standing.programmes("objections.hear") | standing.programmes("decisions.write")
        programme = "publication__cohort__programme"
        of_unit = standing.within("consultation.answer", programme=programme, organisation="unit")
        return Q(by=account) | of_unit | Q(publication__cohort__programme__in=programmes)

    @classmethod
    def history_seen_by(cls, account) -> Q:
        """Those who hear it."""
        return Q(publication__cohort__programme__in=account.standing.programmes("objections.hear"))

    def programme_of(self) -> int | None:
        """The programme of the publication."""
        return self.publication.cohort.programme_id
