"""Reviews at mid-term and at the end, and the forms that the programme configures for them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from shanhai.pages.words import says
from shanhai.placements.models.placements import OfPlacement, choices
from shanhai.placements.words import MOMENTS, SIDES, STATES_OF_FORMS, STATES_OF_REVIEWS
from shanhai.programme.models import Programme, Record


class Form(Record):
    """One version of the questions that one side answers at one moment. In force it is never changed.

    `questions` holds for each: key, type, text in English and Chinese, whether it must be answered, options.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="forms")
    moment = models.CharField(says("moment", "时点"), max_length=8, choices=choices(MOMENTS))
    side = models.CharField(says("who answers", "填写方"), max_length=6, choices=choices(SIDES))
    number = models.PositiveSmallIntegerField(says("version", "版次"), default=1)
    state = models.CharField(
        says("state", "状态"), max_length=9, choices=choices(STATES_OF_FORMS), default="draft"
    )
    questions = models.JSONField(says("questions", "问题"), default=list)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    put_in_force_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = says("form of reviews", "评估表")
        ordering = ("programme", "moment", "side", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "moment", "side", "number"), name="one_version_a_number"
            ),
            models.UniqueConstraint(
                fields=("programme", "moment", "side"),
                condition=Q(state="in_force"),
                name="one_form_in_force",
            ),
            models.UniqueConstraint(
                fields=("programme", "moment", "side"), condition=Q(state="draft"), name="one_draft_of_a_form"
            ),
            models.CheckConstraint(
                condition=Q(put_in_force_by=None) | Q(written_by=None) | ~Q(put_in_force_by=F("written_by")),
                name="nobody_puts_their_own_form_in_force",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_moment_display()} · {self.get_side_display()} · {self.number}"

    @classmethod
    def seen_by(cls, account) -> Q:
        """Whoever has a role in the programme: what will be asked is no secret."""
        return Q(programme__in=account.standing.programmes())


class Review(OfPlacement):
    """What one side says of a placement at one moment, in answer to one version of a form."""

    placement = models.ForeignKey("placements.Placement", models.CASCADE, related_name="reviews")
    moment = models.CharField(says("moment", "时点"), max_length=8, choices=choices(MOMENTS))
    side = models.CharField(says("who answers", "填写方"), max_length=6, choices=choices(SIDES))
    form = models.ForeignKey(Form, models.PROTECT, related_name="reviews")
    state = models.CharField(
        says("state", "状态"), max_length=9, choices=choices(STATES_OF_REVIEWS), default="asked"
    )
    due = models.DateField(says("due", "截止"))
    answers = models.JSONField(says("answers", "答复"), default=dict, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(says("handed in", "提交时间"), null=True, blank=True)

    personal = True

    class Meta:
        verbose_name = says("review", "评估")
        ordering = ("placement", "-moment", "side")
        indexes = (models.Index(fields=("state", "due"), name="reviews_by_day"),)
        constraints = (
            models.UniqueConstraint(fields=("placement", "moment", "side"), name="reviewed_once_a_side"),
            models.CheckConstraint(
                condition=~Q(state="handed_in") | Q(at__isnull=False), name="handed_in_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.placement}: {self.moment} {self.side}"

    @classmethod
    def seen_by(cls, account) -> Q:
        """The side that answers; once it is handed in the person and the programme's readers; and of what a
        unit says the other unit. The host does not read what the person says of it.
        """
        standing, programme = account.standing, "placement__cohort__programme"
        host = standing.within("placements.receive", programme=programme, organisation="placement__host")
        home = standing.within("placements.send", programme=programme, organisation="placement__home")
        own = Q(placement__person__account=account)
        told = Q(state="handed_in")
        reads = standing.within("placements.read", programme=programme)
        runs = standing.within("placements.run", programme=programme)
        return (
            Q(side="person") & own
            | Q(side="host") & host
            | Q(side="home") & home
            | told & (own | home | reads)
            | told & Q(side="home") & host
            | runs & ~Q(state="draft")
        )
