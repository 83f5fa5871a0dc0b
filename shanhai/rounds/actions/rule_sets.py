"""Versions of the rules: begun, written, proposed, and frozen by somebody who wrote nothing of them."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Literal

from django.utils import timezone

from shanhai.programme.queries import require
from shanhai.programme.trail import locked, writing
from shanhai.rounds import queries, rules
from shanhai.rounds.actions.locks import locked_cohort
from shanhai.rounds.actions.refused import StepRefused, held_to
from shanhai.rounds.fitting import lines as engine
from shanhai.rounds.models import CriterionLine, RuleLine, RuleSet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shanhai.programme.models import Account, Cohort
    from shanhai.programme.trail import Writing

#: What a first version begins with.
Start = Literal["usual", "previous", "empty"]


def new_version(*, by: Account | None, cohort: Cohort, reason: str = "", start: Start = "usual") -> RuleSet:
    """Begin a version: the first one with the usual criteria or the rules of the last cohort, a later one as
    a copy of what is frozen, with its reason.

    Raises: PermissionDenied; StepRefused when one is being written already, or no reason is given.
    """
    with writing(by=by, action="rules.begin", reason=reason) as write:
        cohort = locked_cohort(cohort)
        if by is not None:
            require(by, "rules.write", programme=cohort.programme_id)
        before = list(RuleSet.objects.filter(cohort=cohort).order_by("-number"))
        if any(each.is_open for each in before):
            raise StepRefused("no_draft_of_rules")
        if before and not reason.strip():
            raise StepRefused("reason_missing")
        made = RuleSet(
            cohort=cohort,
            number=before[0].number + 1 if before else 1,
            reason=reason.strip(),
            # A new version does not draw the seed again.
            seed=before[0].seed if before else secrets.token_hex(32),
            author=by,
            written_by=_with([], by),
        )
        source = before[0] if before else _of_previous(cohort) if start == "previous" else None
        if source:
            made.fair_over = source.fair_over
        write.save(made)
        _fill(write, made, source, start)
    return made


def write_settings(
    *, by: Account | None, rule_set: RuleSet, fair_over: str, reason: str, expected: int | None = None
) -> RuleSet:
    """Write what holds for a whole version: fairness, and why there is a new one. Raises: as `propose`."""
    with writing(by=by, action="rules.write") as write:
        stored = opened(by, rule_set, "write", expected)
        stored.fair_over, stored.reason = fair_over, reason.strip()
        touch(write, stored, by)
    return stored


def propose(*, by: Account | None, rule_set: RuleSet, expected: int | None = None) -> RuleSet:
    """Hand a version in for approval.

    Raises: PermissionDenied; StepRefused with all that is lacking; Stale, Gone.
    """
    with writing(by=by, action="rules.propose") as write:
        stored = opened(by, rule_set, "propose", expected)
        stored.state, stored.proposed_by, stored.answer = "proposed", by, ""
        write.save(stored)
    return stored


def take_back(*, by: Account | None, rule_set: RuleSet, expected: int | None = None) -> RuleSet:
    """Take a proposed version back to write on. Raises: as `propose`."""
    with writing(by=by, action="rules.take_back") as write:
        stored = opened(by, rule_set, "take_back", expected)
        stored.state = "draft"
        write.save(stored)
    return stored


def send_back(*, by: Account | None, rule_set: RuleSet, reason: str, expected: int | None = None) -> RuleSet:
    """Send a proposed version back to its writers, with the reason. Raises: as `propose`."""
    with writing(by=by, action="rules.send_back", reason=reason) as write:
        stored = opened(by, rule_set, "send_back", expected)
        if not reason.strip():
            raise StepRefused("reason_missing")
        stored.state, stored.answer = "draft", reason.strip()
        write.save(stored)
    return stored


def approve(*, by: Account | None, rule_set: RuleSet, expected: int | None = None) -> RuleSet:
    """Freeze a proposed version with its fingerprint; the version before is replaced.

    Raises: PermissionDenied for whoever wrote anything in it; StepRefused; Stale, Gone.
    """
    with writing(by=by, action="rules.approve", reason=rule_set.reason) as write:
        locked_cohort(rule_set.cohort)
        stored = opened(by, rule_set, "approve", expected)
        for held in RuleSet.objects.select_for_update().filter(cohort=stored.cohort, state="frozen"):
            held.state = "replaced"
            write.save(held)
        stored.state, stored.approved_by, stored.frozen_at = "frozen", by, timezone.now()
        stored.before_book = None
        stored.fingerprint = engine.fingerprint(queries.see(stored, queries.lines_of(stored)))
        write.save(stored)
    return stored


def discard(*, by: Account | None, rule_set: RuleSet, expected: int | None = None) -> None:
    """Throw a draft away. Raises: as `propose`."""
    with writing(by=by, action="rules.discard") as write:
        stored = opened(by, rule_set, "discard", expected)
        write.delete(stored)


def opened(by: Account | None, rule_set: RuleSet, step: str, expected: int | None = None) -> RuleSet:
    """A version as it stands, held, for a step that may be taken with it. Raises: as `propose`."""
    stored = locked(rule_set, "cohort__programme", expected=expected)
    content = rules.Content()
    if step in ("propose", "approve"):
        lines = queries.lines_of(stored)
        content = queries.content(stored, lines, queries.see(stored, lines))
    held_to(rules.rule_step(stored.state, step, queries.writer(by, stored), content))
    return stored


def touch(write: Writing, rule_set: RuleSet, by: Account | None) -> None:
    """Note who has written in a version; its version counts on, so that nobody approves what they did not
    read.
    """
    rule_set.written_by = _with(rule_set.written_by, by)
    write.save(rule_set)


def _with(written_by: Iterable[int], by: Account | None) -> list[int]:
    return sorted({*written_by, by.pk} if by is not None else set(written_by))


def _of_previous(cohort: Cohort) -> RuleSet | None:
    return queries.rules_in_force(cohort.previous) if cohort.previous_id else None


def _fill(write: Writing, made: RuleSet, source: RuleSet | None, start: Start) -> None:
    """Give a new version its first lines."""
    if source is not None:
        old = queries.lines_of(source)
        write.save_all([_copy(line, made, code=line.code) for line in old.rules])
        write.save_all([_copy(line, made) for line in old.criteria])
    elif start != "empty":
        write.save_all(
            [
                CriterionLine(
                    rule_set=made, position=at, kind=kind, values={"weight": weight} if weight else {}
                )
                for at, (kind, weight) in enumerate(engine.USUAL, 1)
            ]
        )


def _copy(line: RuleLine | CriterionLine, rule_set: RuleSet, **more: str) -> RuleLine | CriterionLine:
    return type(line)(
        rule_set=rule_set,
        position=line.position,
        kind=line.kind,
        values=dict(line.values),
        pairs=list(line.pairs),
        **more,
    )
