"""A person's term in a seat, or with a firm; and teams that go together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q

from shanhai.decisions.models import Decided
from shanhai.pages.searching import SearchField
from shanhai.pages.words import say_later, says
from shanhai.placements import rules
from shanhai.placements.words import KINDS, STATES
from shanhai.programme.models import Cohort, Organisation, Person, Record
from shanhai.programme.standing import below
from shanhai.registers.models import Order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from shanhai.programme.models import Account
    from shanhai.sheets import Words


def choices(words: dict[str, Words]) -> list[tuple[str, Any]]:
    """Values for a field, in the reader's language."""
    return [(value, say_later(each)) for value, each in words.items()]


def over_placements(account: Account, to: str = "") -> Q:
    """Which placements an account may see, from a record that refers to them by `to`: one's own; those that
    one's unit sent or receives; those of the programme.
    """
    standing = account.standing
    programme = f"{to}__cohort__programme" if to else "cohort__programme"
    every = standing.within("placements.read", programme=programme)
    for permission in _OF_SIDE:
        every |= standing.within(permission, programme=programme)
    # One list of keys, each part of it found by an index: conditions with `or` would be held against all.
    own, *others = _concerned(account)
    return every | Q(**{f"{to or 'pk'}__in": own.union(*others)})


def sees_all_placements(account: Account, programme: int) -> bool:
    """Whether an account may see every placement of a programme: then nothing else need be asked."""
    is_somebody = account.is_authenticated and account.is_active
    reading = ("placements.read", *_OF_SIDE)
    return is_somebody and any(account.standing.may_everywhere(each, programme=programme) for each in reading)


_OF_SIDE = {"placements.receive": "host", "placements.send": "home"}


def _concerned(account: Account) -> Iterator[QuerySet]:
    """The keys of one's own placements, and of those that one's units receive or send."""
    keys = Placement.objects.order_by().values("pk")
    yield keys.filter(person__in=Person.objects.filter(account=account).values("pk"))
    for held in account.standing.roles:
        for permission, side in _OF_SIDE.items():
            if held.organisation is not None and held.grants(permission):
                yield keys.filter(
                    **{"cohort__programme": held.programme, f"{side}__in": below(held.path)},
                )


class OfPlacement(Record):
    """What stands beside a placement, and is seen by whoever sees it."""

    class Meta:
        abstract = True

    @classmethod
    def seen_by(cls, account) -> Q:
        """Whoever sees the placement."""
        return over_placements(account, "placement")

    def programme_of(self) -> int | None:
        """The programme of the placement."""
        return self.placement.programme_of()


class Team(Record):
    """People who go together on one theme; each has a placement of their own."""

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="teams")
    host = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=says("host organisation", "接收单位")
    )
    title = models.CharField(says("theme", "主题"), max_length=120)
    lead = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=says("lead", "领队")
    )

    search = SearchField("title")

    class Meta:
        verbose_name = says("team", "团队")
        ordering = ("cohort", "title")
        constraints = (
            models.UniqueConstraint(fields=("cohort", "host", "title"), name="one_team_a_theme"),
            models.CheckConstraint(condition=~Q(title=""), name="a_team_has_a_theme"),
        )

    def __str__(self) -> str:
        return self.title

    @classmethod
    def seen_by(cls, account) -> Q:
        """Whoever sees a placement of it."""
        seen = Placement.objects.filter(over_placements(account), team__isnull=False)
        return Q(pk__in=seen.values("team"))

    def programme_of(self) -> int | None:
        """The programme of its cohort."""
        return self.cohort.programme_id


class Placement(Record):
    """A person's term in an order's seat, or as a liaison with a firm. `home` is the home as it was then.

    `decided` is the place on the published list that it comes from; a replacement names what it `replaces`.
    A liaison need have no order, and no end.
    """

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="placements", db_index=False)
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="placements", verbose_name=says("person", "人员")
    )
    order = models.ForeignKey(
        Order,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="placements",
        verbose_name=says("order", "需求订单"),
    )
    seat = models.PositiveIntegerField(says("seat", "名额"), null=True, blank=True)
    host = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="receives",
        verbose_name=says("host organisation", "接收单位"),
    )
    home = models.ForeignKey(
        Organisation, models.PROTECT, related_name="sends", verbose_name=says("home organisation", "派出单位")
    )
    kind = models.CharField(says("kind", "类型"), max_length=9, choices=choices(KINDS), default="post")
    days = models.PositiveSmallIntegerField(says("days a month", "每月天数"), null=True, blank=True)
    state = models.CharField(
        says("state", "状态"), max_length=11, choices=choices(STATES), default="accepted"
    )
    starts = models.DateField(says("from", "起"))
    ends = models.DateField(says("until", "止"), null=True, blank=True)
    arrived_on = models.DateField(says("arrived", "到岗日期"), null=True, blank=True)
    ended_on = models.DateField(says("ended", "结束日期"), null=True, blank=True)
    returned_on = models.DateField(says("returned", "返回日期"), null=True, blank=True)
    reason = models.TextField(says("why it ended", "结束原因"), max_length=2_000, blank=True)
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="placements")
    decided = models.OneToOneField(
        Decided,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="placement",
        verbose_name=says("decision", "决定"),
    )
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")

    personal = True

    class Meta:
        verbose_name = says("placement", "挂职")
        ordering = ("-starts", "pk")
        indexes = (
            # Long lists are counted and sorted within these; the rows are read for a page only.
            models.Index(fields=("cohort", "state", "person"), name="placements_of_cohort"),
            models.Index(fields=("cohort", "host", "person"), name="placements_at_host"),
            models.Index(fields=("cohort", "home", "person"), name="placements_from_home"),
            models.Index(fields=("person", "starts"), name="placements_of_person"),
            models.Index(fields=("cohort", "ends"), name="placements_by_end"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")), name="a_term_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=False) | Q(kind="liaison"), name="only_a_liaison_has_no_end"
            ),
            models.CheckConstraint(
                condition=Q(returned_on=None) | Q(arrived_on=None) | Q(returned_on__gte=F("arrived_on")),
                name="nobody_returns_before_they_arrive",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(arrived_on=None) | Q(ended_on__gte=F("arrived_on")),
                name="no_term_ends_before_the_arrival",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=rules.PRESENT) | Q(arrived_on__isnull=False),
                name="in_post_after_the_arrival",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("returned", "followed_up")) | Q(returned_on__isnull=False),
                name="returned_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="ended_early") | Q(ended_on__isnull=False), name="ended_early_on_a_day"
            ),
            models.CheckConstraint(
                condition=Q(order=None, seat=None) | Q(order__isnull=False, seat__isnull=False),
                name="an_order_and_its_seat",
            ),
            models.CheckConstraint(
                condition=Q(order__isnull=False) | Q(kind__in=("liaison", "team")),
                name="a_post_comes_from_an_order",
            ),
            models.UniqueConstraint(
                fields=("order", "seat"),
                condition=Q(state__in=(*rules.COMING, *rules.PRESENT)),
                name="one_person_in_a_seat",
            ),
            models.UniqueConstraint(
                fields=("person",),
                condition=Q(state__in=rules.PRESENT, kind__in=rules.AWAY),
                name="in_one_post_at_a_time",
            ),
            models.UniqueConstraint(
                fields=("cohort", "person", "host"),
                condition=Q(kind="liaison", state__in=(*rules.COMING, *rules.PRESENT)),
                name="one_liaison_with_a_firm",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} → {self.host}"

    @classmethod
    def seen_by(cls, account) -> Q:
        """The person; the unit that sends and the one that receives; office, panel and auditor."""
        return over_placements(account)

    def programme_of(self) -> int | None:
        """The programme of its cohort."""
        return self.cohort.programme_id

    @property
    def term(self) -> rules.Term:
        """What the rules have to know of it."""
        return rules.Term(
            self.state, self.kind, self.starts, self.ends, self.arrived_on, hasattr(self, "return_plan")
        )

    @property
    def last_day(self) -> Any:
        """The day on which the term ends or has ended."""
        return self.ended_on or self.ends
