"""Reads of a cohort as a whole: what decides its next step, and its seal."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from shanhai.programme.models import PoolEntry
from shanhai.registers import queries as registers
from shanhai.rounds import rules
from shanhai.rounds.models import Nomination, Pool, RuleSet
from shanhai.rounds.queries.ends import open_ends

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shanhai.programme.models import Cohort


def facts(cohort: Cohort) -> rules.Facts:
    """Everything that decides which step a cohort may take, as it is now."""
    versions = set(RuleSet.objects.filter(cohort=cohort).values_list("state", flat=True))
    states = set(Nomination.objects.filter(cohort=cohort).values_list("state", flat=True))
    return rules.Facts(
        stage=cohort.stage,
        rules_frozen="frozen" in versions,
        no_draft_of_rules=versions.isdisjoint(("draft", "proposed")),
        orders_closed=cohort.orders_closed_at is not None,
        orders_in_force=registers.in_force(cohort).exists(),
        no_order_waits=registers.unchecked(cohort) == 0,
        nobody_waits=states.isdisjoint(rules.WAITING),
        somebody_is_cleared="cleared" in states,
        nothing_under_way=not open_ends(cohort),
    )


def standing_of_round(cohort: Cohort) -> Counter[str]:
    """How many nominations of a cohort are in each state."""
    return Counter(Nomination.objects.filter(cohort=cohort).values_list("state", flat=True))


def pool_of(cohort: Cohort) -> Pool | None:
    """The seal of a cohort, if there is one."""
    return Pool.objects.filter(cohort=cohort).select_related("rule_set", "sealed_by").first()


def entries(cohort: Cohort) -> Iterable[PoolEntry]:
    """The dossiers of a sealed pool."""
    return PoolEntry.objects.filter(cohort=cohort).select_related("person").order_by("pk")
