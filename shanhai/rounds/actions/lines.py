"""Lines of a version: written, moved and deleted while it is a draft."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from shanhai.programme.trail import locked, writing
from shanhai.rounds import wording
from shanhai.rounds.actions.refused import LineRefused
from shanhai.rounds.actions.rule_sets import opened, touch
from shanhai.rounds.fitting import lines as engine
from shanhai.rounds.fitting import world
from shanhai.rounds.models import CriterionLine, RuleLine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shanhai.programme.models import Account
    from shanhai.rounds.models import RuleSet
    from shanhai.rounds.models.rule_sets import Line

Pairs = Sequence[tuple[str, str, int | None]]


def write_rule(
    *,
    by: Account | None,
    rule_set: RuleSet,
    kind: str,
    values: Mapping[str, Any],
    code: str = "",
    pairs: Pairs = (),
    line: RuleLine | None = None,
    expected: int | None = None,
) -> RuleLine:
    """Write a new rule or change one; `values` by the workbook's columns. Without a code it is given one.

    Raises: ValueError for a kind or column that the engine does not know; LineRefused with what is wrong;
    PermissionDenied, StepRefused, Stale, Gone.
    """
    with writing(by=by, action="rules.write") as write:
        stored = opened(by, rule_set, "write")
        made = _line(RuleLine, stored, line, expected)
        made.code = code.strip() or made.code or _free_code(stored)
        _write(made, "rules", kind, values, pairs)
        write.save(made)
        touch(write, stored, by)
    return made


def write_criterion(
    *,
    by: Account | None,
    rule_set: RuleSet,
    kind: str,
    values: Mapping[str, Any],
    pairs: Pairs = (),
    line: CriterionLine | None = None,
    expected: int | None = None,
) -> CriterionLine:
    """Write a new criterion or change one. Raises: as `write_rule`."""
    with writing(by=by, action="rules.write") as write:
        stored = opened(by, rule_set, "write")
        made = _line(CriterionLine, stored, line, expected)
        _write(made, "weights", kind, values, pairs)
        write.save(made)
        touch(write, stored, by)
    return made


def delete_line(*, by: Account | None, line: Line, expected: int | None = None) -> None:
    """Delete a line of a draft. Raises: PermissionDenied, StepRefused, Stale, Gone."""
    with writing(by=by, action="rules.write") as write:
        stored = opened(by, line.rule_set, "write")
        write.delete(locked(line), expected=expected)
        touch(write, stored, by)


def move_line(*, by: Account | None, line: Line, up: bool) -> None:
    """Let a line and its neighbour change places; at the end of the list nothing happens. Raises: as
    `delete_line`.
    """
    with writing(by=by, action="rules.write") as write:
        stored = opened(by, line.rule_set, "write")
        kind = type(line)
        listed = list(kind.objects.select_for_update().filter(rule_set=stored).order_by("position", "pk"))
        at = next((at for at, each in enumerate(listed) if each.pk == line.pk), None)
        other = None if at is None else at - 1 if up else at + 1
        if other is None or not 0 <= other < len(listed):
            return
        listed[at], listed[other] = listed[other], listed[at]
        moved = [each for place, each in enumerate(listed, 1) if each.position != place]
        for place, each in enumerate(listed, 1):
            each.position = place
        write.save_all(moved)
        touch(write, stored, by)


def _line(kind: type[Line], rule_set: RuleSet, line: Line | None, expected: int | None) -> Any:
    if line is not None:
        return locked(line, "rule_set__cohort", expected=expected)
    last = kind.objects.filter(rule_set=rule_set).order_by("-position").first()
    return kind(rule_set=rule_set, position=last.position + 1 if last else 1)


def _write(line: Any, table: str, kind: str, values: Mapping[str, Any], pairs: Pairs) -> None:
    """Put kind and values into a line, its names turned into ids. Raises: ValueError, LineRefused."""
    if kind not in wording.kinds(table):
        raise ValueError(f"The engine knows no kind {kind!r} of {table}: {', '.join(wording.kinds(table))}.")
    known = {*wording.columns_of(table, kind), "name", "note"}
    if unknown := sorted(values.keys() - known):
        raise ValueError(
            f"A line of kind {kind!r} has no {unknown[0]!r}. It has: {', '.join(sorted(known))}."
        )
    line.kind = kind
    line.values = {key: value for key, value in values.items() if value not in (None, "", (), [], {})}
    line.pairs = [list(pair) for pair in pairs] if wording.has_pairs(kind) else []
    seen = engine.see_line(line, table, world.world_of(line.rule_set.cohort))
    if seen.errors:
        raise LineRefused(seen.errors)
    if not engine.names_people(line):
        line.values = {key: seen.row[key] for key in line.values}


def _free_code(rule_set: RuleSet) -> str:
    taken = set(RuleLine.objects.filter(rule_set=rule_set).values_list("code", flat=True))
    number = len(taken) + 1
    while f"R{number:02d}" in taken:
        number += 1
    return f"R{number:02d}"
