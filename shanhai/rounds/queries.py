"""Reads of the round; what a person is shown goes through `visible_to`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shanhai.programme.models import AutomationRefusal, PoolEntry
from shanhai.registers import queries as registers
from shanhai.rounds import rules
from shanhai.rounds.fitting import lines as engine
from shanhai.rounds.fitting import world
from shanhai.rounds.models import CriterionLine, Nomination, Pool, Quota, RuleLine, RuleSet

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from shanhai.programme.models import Account, Cohort, Organisation
    from shanhai.rounds.fitting.lines import LinesSeen
    from shanhai.rounds.fitting.world import World


def rule_sets(account: Account, cohort: Cohort) -> QuerySet[RuleSet]:
    """All versions of a cohort's rules that the account may see, the newest first."""
    seen = RuleSet.objects.visible_to(account).filter(cohort=cohort)
    return seen.select_related("cohort__programme", "author", "proposed_by", "approved_by")


def rules_in_force(cohort: Cohort) -> RuleSet | None:
    """The frozen version, if there is one."""
    return RuleSet.objects.filter(cohort=cohort, state="frozen").select_related("cohort").first()


@dataclass(frozen=True)
class Lines:
    """The lines of a version in their order."""

    rules: tuple[RuleLine, ...]
    criteria: tuple[CriterionLine, ...]


def lines_of(rule_set: RuleSet) -> Lines:
    """What a version consists of, in two queries."""
    mine = {"rule_set": rule_set}
    return Lines(
        tuple(RuleLine.objects.filter(**mine).select_related("rule_set__cohort")),
        tuple(CriterionLine.objects.filter(**mine).select_related("rule_set__cohort")),
    )


def see(rule_set: RuleSet, lines: Lines, around: World | None = None) -> LinesSeen:
    """The lines as the engine sees them among the hub's registers and the cohort's orders and pool."""
    around = world.world_of(rule_set.cohort) if around is None else around
    return engine.see_lines(rule_set, lines.rules, lines.criteria, around)


def content(rule_set: RuleSet, lines: Lines, seen: LinesSeen) -> rules.Content:
    """What the rules have to know of a version that is to be proposed or approved."""
    return rules.Content(
        has_criteria=any(line.values.get("weight") for line in lines.criteria),
        is_sound=seen.is_sound,
        names_people=any(engine.names_people(line) for line in (*lines.rules, *lines.criteria)),
        is_first=rule_set.number == 1,
        reason=rule_set.reason,
        before_the_seal=rule_set.cohort.stage in ("preparing", "nominating"),
    )


def writer(account: Account | None, rule_set: RuleSet) -> rules.Writer:
    """What the rules have to know of whoever wants to take a step; the system itself may take any."""
    if account is None:
        return rules.Writer(may_write=True, may_approve=True)
    standing, programme = account.standing, rule_set.cohort.programme_id
    authors = {rule_set.author_id, rule_set.proposed_by_id, *rule_set.written_by}
    return rules.Writer(
        may_write=standing.may("rules.write", programme=programme),
        may_approve=standing.may("rules.approve", programme=programme),
        has_written=account.pk in authors,
    )


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
    )


@dataclass(frozen=True, slots=True)
class Under:
    """Under which rules and orders something was made: told on every page that rests on them."""

    number: int
    fingerprint: str
    frozen_at: datetime | None
    reason: str
    orders_closed_at: datetime | None
    late_changes: int


def under(cohort: Cohort) -> Under | None:
    """The version of the rules that holds for a cohort, why it is not the first, and changes of orders after
    they were closed. None while nothing is frozen.
    """
    held = rules_in_force(cohort)
    if held is None:
        return None
    changed = registers.late_changes(registers.in_force(cohort)).count() if cohort.orders_closed_at else 0
    return Under(held.number, held.fingerprint, held.frozen_at, held.reason, cohort.orders_closed_at, changed)


def nominations(account: Account, cohort: Cohort) -> QuerySet[Nomination]:
    """The nominations of a cohort that the account may see, with what a list of them shows."""
    seen = Nomination.objects.visible_to(account).filter(cohort=cohort)
    return seen.select_related("cohort__programme", "person__home", "home", "vetting")


def parts_in(account: Account | None, nomination: Nomination) -> frozenset[str]:
    """The parts that somebody plays in a nomination; the system itself plays all."""
    if account is None:
        return frozenset({"person", "home", "vetting", "round"})
    standing, programme = account.standing, nomination.cohort.programme_id
    plays = {
        "person": nomination.person.account_id == account.pk,
        "home": standing.may("nominations.write", programme=programme, path=nomination.home.path),
        "vetting": standing.may("vetting.write", programme=programme),
        "round": standing.may("round.move", programme=programme),
    }
    return frozenset(part for part, does in plays.items() if does)


def quota_of(cohort: Cohort, home: Organisation) -> tuple[int | None, int]:
    """How many a home may put forward, and how many it has. The narrowest limit above it counts."""
    room: tuple[int | None, int] = (None, 0)
    for quota in Quota.objects.filter(cohort=cohort).select_related("organisation"):
        if not home.path.startswith(quota.organisation.path):
            continue
        counted = _counted(cohort, quota.organisation)
        if room[0] is None or quota.most - counted < room[0] - room[1]:
            room = (quota.most, counted)
    return room


def _counted(cohort: Cohort, organisation: Organisation) -> int:
    below = Nomination.objects.filter(cohort=cohort, home__path__startswith=organisation.path)
    return below.filter(state__in=rules.COUNTED).count()


def standing_of_round(cohort: Cohort) -> Counter[str]:
    """How many nominations of a cohort are in each state."""
    return Counter(Nomination.objects.filter(cohort=cohort).values_list("state", flat=True))


def refuses_automation(nomination: Nomination) -> bool:
    """Whether the person refuses a decision by automation alone in this cohort."""
    refused = AutomationRefusal.objects.filter(person=nomination.person_id, cohort=nomination.cohort_id)
    return refused.filter(withdrawn_at=None).exists()


def pool_of(cohort: Cohort) -> Pool | None:
    """The seal of a cohort, if there is one."""
    return Pool.objects.filter(cohort=cohort).select_related("rule_set", "sealed_by").first()


def entries(cohort: Cohort) -> Iterable[PoolEntry]:
    """The dossiers of a sealed pool."""
    return PoolEntry.objects.filter(cohort=cohort).select_related("person").order_by("pk")
