"""A list made public, and each place on it: what the rooms above read."""

from __future__ import annotations

from secrets import token_urlsafe

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from shanhai.decisions import rules
from shanhai.decisions.models.decisions import Decision, choices
from shanhai.pages.words import says
from shanhai.plans.models import Placed
from shanhai.programme.models import Cohort, Person, Record
from shanhai.registers.models import Order


def new_key() -> str:
    """What stands in the public address: nothing that could be guessed before the list is public."""
    return token_urlsafe(12)


class Publication(Record):
    """A signed plan made public. `shows`, `order`, `authority` and `contact` are the procedure's then.

    `digest` is over the rows as they were made public; `templates` names the templates of letters sent.
    """

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="publications")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="publications")
    number = models.PositiveSmallIntegerField(says("number", "序号"))
    key = models.CharField(max_length=24, unique=True, default=new_key)
    state = models.CharField(
        says("state", "状态"), max_length=10, choices=choices("publication"), default="published"
    )
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(says("published", "公示时间"))
    objections_until = models.DateField(says("objections until", "异议截止"))
    shows = models.JSONField(default=list)
    order = models.CharField(max_length=8)
    authority = models.CharField(max_length=120)
    contact = models.CharField(max_length=200)
    digest = models.CharField(says("fingerprint of the list", "名单指纹"), max_length=64)
    letters_at = models.DateTimeField(says("letters sent", "通知发出时间"), null=True, blank=True)
    templates = models.JSONField(default=dict, blank=True)
    reason = models.TextField(says("why it was taken back", "撤回理由"), max_length=2000, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")

    class Meta:
        verbose_name = says("publication", "公示")
        ordering = ("cohort", "-number")
        constraints = (
            models.UniqueConstraint(fields=("cohort", "number"), name="one_number_a_publication"),
            models.UniqueConstraint(
                fields=("cohort",),
                condition=Q(state__in=rules.STANDING_PUBLICATIONS),
                name="one_list_is_public",
            ),
            models.CheckConstraint(
                condition=~Q(state="settled") | Q(letters_at__isnull=False), name="settled_by_letters"
            ),
            models.CheckConstraint(
                condition=~Q(state="taken_back") | (Q(letters_at=None) & ~Q(reason="")),
                name="taken_back_before_letters_and_saying_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.cohort} · {self.number}"

    @classmethod
    def seen_by(cls, account) -> Q:
        """What is public, everybody of the programme; what was taken back, office, panel and auditor."""
        standing = account.standing
        return Q(cohort__programme__in=standing.programmes("decisions.read")) | Q(
            cohort__programme__in=standing.programmes(), state__in=(*rules.STANDING_PUBLICATIONS, "replaced")
        )

    def programme_of(self) -> int | None:
        """The programme of its cohort."""
        return self.cohort.programme_id


class Decided(Record):
    """One person in one seat, as it was decided and made public.

    `shown` holds what became public of it, as it read then. `carries` is the same place in the publication
    that this one replaced: where it is set, nothing has changed for the person.
    """

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="places")
    placed = models.ForeignKey(Placed, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="decided")
    order = models.ForeignKey(Order, models.PROTECT, related_name="decided")
    seat = models.PositiveSmallIntegerField(says("seat", "名额"))
    start = models.DateField(says("from", "起"), null=True, blank=True)
    end = models.DateField(says("until", "止"), null=True, blank=True)
    state = models.CharField(
        says("state", "状态"), max_length=10, choices=choices("place"), default="standing"
    )
    reason = models.TextField(says("reason", "理由"), max_length=2000, blank=True)
    shown = models.JSONField(default=dict, blank=True)
    carries = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="carried_by")

    personal = True

    class Meta:
        verbose_name = says("place decided", "选派决定")
        ordering = ("publication", "order__host__code", "order__code", "seat")
        indexes = (models.Index(fields=("publication", "state")),)
        constraints = (
            models.UniqueConstraint(fields=("publication", "order", "seat"), name="a_seat_decided_once"),
            models.UniqueConstraint(
                fields=("publication", "person", "order"), name="a_person_decided_once_an_order"
            ),
            models.CheckConstraint(
                condition=Q(start=None) | Q(end=None) | Q(end__gte=F("start")), name="decided_end_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(reason=""), name="a_withdrawal_says_why"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} → {self.order}"

    @classmethod
    def seen_by(cls, account) -> Q:
        """The person, the home and the host while the list is public; office, panel and auditor always."""
        standing, programme = account.standing, "publication__cohort__programme"
        public = Q(publication__state__in=(*rules.STANDING_PUBLICATIONS, "replaced"))
        return Q(publication__cohort__programme__in=standing.programmes("decisions.read")) | public & (
            Q(person__account=account)
            | standing.within("nominations.read", programme=programme, organisation="person__home")
            | standing.within("orders.write", programme=programme, organisation="order__host")
        )

    def programme_of(self) -> int | None:
        """The programme of the publication."""
        return self.publication.cohort.programme_id
