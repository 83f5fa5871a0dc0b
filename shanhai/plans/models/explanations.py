"""Explanations, kept with the plan as they were told: to a person, to a host, to whoever judges the plan."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shanhai.pages.words import says
from shanhai.plans.models.plans import OfPlan, Plan
from shanhai.programme.models import Person
from shanhai.registers.models import Order

AUDIENCES = (
    ("person", says("the person", "本人")),
    ("host", says("the host organisation", "接收单位")),
    ("panel", says("whoever judges the plan", "审议方案的人员")),
    ("wishes", says("the panel alone", "仅审议小组")),
)


class Explanation(OfPlan):
    """What one reader is told of a plan. `texts` maps each language to a list of sentences; the row is
    written with the plan, its texts are filled in once, by a job.

    A person's text speaks to that person and tells of nobody else; a host's is about one order and names only
    who was placed there. The rooms above grant either to its reader once the plan is published. Which person
    and which host would rather have each other ("wishes") is for the members of the panel alone.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="explanations")
    audience = models.CharField(max_length=8, choices=AUDIENCES)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    order = models.ForeignKey(Order, models.PROTECT, null=True, blank=True, related_name="+")
    texts = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)

    personal = True

    class Meta:
        verbose_name = says("explanation", "说明")
        ordering = ("plan", "audience", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "person"), condition=Q(audience="person"), name="one_explanation_a_person"
            ),
            models.UniqueConstraint(
                fields=("plan", "order"), condition=Q(audience="host"), name="one_explanation_an_order"
            ),
            models.UniqueConstraint(
                fields=("plan",), condition=Q(audience="panel"), name="one_explanation_a_panel"
            ),
            models.UniqueConstraint(
                fields=("plan",), condition=Q(audience="wishes"), name="mutual_wishes_are_told_once"
            ),
            models.CheckConstraint(
                condition=Q(audience__in=("panel", "wishes"), person=None, order=None)
                | Q(audience="person", person__isnull=False, order=None)
                | Q(audience="host", person=None, order__isnull=False),
                name="an_explanation_has_one_reader",
            ),
        )

    def __str__(self) -> str:
        return f"{self.plan}: {self.person or self.order or self.audience}"

    @classmethod
    def seen_by(cls, account) -> Q:
        """As what stands on a plan; mutual wishes, whoever signs."""
        signs = Q(plan__cohort__programme__in=account.standing.programmes("decisions.sign"))
        return super().seen_by(account) & (~Q(audience="wishes") | signs)

    @property
    def is_told(self) -> bool:
        """Whether its sentences have been worked out."""
        return bool(self.texts)

    def told(self, language: str) -> list[str]:
        """The sentences in one language."""
        return list(self.texts.get(language, ()))
