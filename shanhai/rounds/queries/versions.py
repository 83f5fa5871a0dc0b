"""Reads of rule sets: their lines, how the engine sees them, and under which of them something was made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shanhai.programme.models import Account
from shanhai.registers import queries as registers
from shanhai.rounds import rules
from shanhai.rounds.fitting import lines as engine
from shanhai.rounds.fitting import world
from shanhai.rounds.fitting.tryout import stage_words
from shanhai.rounds.models import CriterionLine, RuleLine, RuleSet

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from shanhai.programme.models import Cohort
    from shanhai.rounds.fitting.lines import LinesSeen
    from shanhai.rounds.fitting.world import World
    from shanhai.sheets import Language
    from shanhai.workbook import Book


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


def rows_of(rule_set: RuleSet) -> dict[str, list[dict[str, Any]]]:
    """The lines of a version as rows of the workbook's sheets."""
    lines = lines_of(rule_set)
    return engine.records(lines.rules, lines.criteria, seed="", fair_over=rule_set.fair_over)


def see(rule_set: RuleSet, lines: Lines, around: World | None = None) -> LinesSeen:
    """The lines as the engine sees them among the hub's registers and the cohort's orders and pool."""
    around = world.world_of(rule_set.cohort) if around is None else around
    return engine.see_lines(rule_set, lines.rules, lines.criteria, around)


def writers_of(rule_set: RuleSet) -> list[str]:
    """Who wrote in a version, by name: rules are attributable, to whoever may read them."""
    return list(Account.objects.filter(pk__in=rule_set.written_by).values_list("name", flat=True))


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


def last_cohort(cohort: Cohort) -> Book | None:
    """The people and orders of the cohort before this one, in which groups are counted; None without one."""
    if cohort.previous is None:
        return None
    around = world.world_of(cohort.previous)
    return world.book_of(around) if around["people"] else None


def group_size(book: Book, side: str, group: dict[str, list[str]]) -> int:
    """How many people or orders a group holds; names in it may be typed as names. Raises: ValueError."""
    return engine.group_size(book, side, engine.with_ids(book, group))


def stage_title(stage: str, language: Language) -> str:
    """What a stage of a try-out is about; "" before the first."""
    return stage_words(stage).get(language, "")
