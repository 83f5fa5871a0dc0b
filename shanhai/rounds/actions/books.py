"""A draft written from a workbook: all of its lines at once, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shanhai.programme.trail import writing
from shanhai.rounds import queries
from shanhai.rounds.actions.refused import LineRefused
from shanhai.rounds.actions.rule_sets import opened, touch
from shanhai.rounds.fitting import books

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shanhai.programme.models import Account
    from shanhai.programme.trail import Writing
    from shanhai.rounds.models import RuleSet
    from shanhai.rounds.models.rule_sets import Line


def write_book(
    *,
    by: Account | None,
    rule_set: RuleSet,
    rows: Mapping[str, Sequence[Mapping[str, Any]]],
    expected: int | None = None,
) -> RuleSet:
    """Make the lines of a draft those of a workbook, `rows` as `books.rows_of` gives them.

    The lines from before are kept with the draft: writing them in turn takes the workbook back.

    Raises: LineRefused when the engine cannot take a line any more; PermissionDenied, StepRefused, Stale.
    """
    with writing(by=by, action="rules.import") as write:
        stored = opened(by, rule_set, "write", expected)
        rules, criteria = books.lines_from(rows)
        before = queries.lines_of(stored)
        stored.before_book = books.rows_of(before.rules, before.criteria)
        _put(write, stored, queries.changes_to(before, queries.Lines(rules, criteria)))
        lines = queries.lines_of(stored)
        seen = queries.see(stored, lines)
        if not seen.is_sound:
            raise LineRefused([error for line in (*seen.rules, *seen.criteria) for error in line.errors])
        touch(write, stored, by)
    return stored


def _put(write: Writing, rule_set: RuleSet, changes: Sequence[queries.Change]) -> None:
    gone = [change.stored for change in changes if change.decision == "gone"]
    for kind in {type(line) for line in gone}:
        write.delete_all([line for line in gone if type(line) is kind])
    written = [_merged(rule_set, change) for change in changes if _is_written(change)]
    for kind in {type(line) for line in written}:
        write.save_all([line for line in written if type(line) is kind])


def _is_written(change: queries.Change) -> bool:
    """Whether a line is new, reads otherwise, or stands at another place."""
    if change.decision == "unchanged":
        return change.line.position != change.stored.position
    return change.decision != "gone"


def _merged(rule_set: RuleSet, change: queries.Change) -> Line:
    """The line as the workbook has it, in the place of the one that stands there."""
    line: Any = change.stored or type(change.line)(rule_set=rule_set)
    for name in ("position", "kind", "values", "pairs", *(("code",) if hasattr(change.line, "code") else ())):
        setattr(line, name, getattr(change.line, name))
    return line
