"""What a workbook would do to the lines of a version."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shanhai.rounds.queries.versions import Lines

Decision = Literal["insert", "change", "unchanged", "gone"]


@dataclass(frozen=True)
class Change:
    """One line: as it stands (`stored`), as the workbook has it (`line`), and what would happen."""

    decision: Decision
    line: Any = None
    stored: Any = None


def changes_to(stored: Lines, read: Lines) -> list[Change]:
    """Every line of a workbook and what it would do, then the lines that the workbook leaves out.

    Rules are the same by their id, criteria by their kind; points by hand by their list.
    """
    return [
        *_compared(stored.rules, read.rules),
        *_compared(stored.criteria, read.criteria),
    ]


def _compared(stored: Sequence[Any], read: Sequence[Any]) -> Iterator[Change]:
    standing: dict[object, list[Any]] = defaultdict(list)
    for line in stored:
        standing[_identity(line)].append(line)
    for line in read:
        same = standing[_identity(line)]
        if not same:
            yield Change("insert", line)
            continue
        was = same.pop(0)
        yield Change("unchanged" if _content(was) == _content(line) else "change", line, was)
    for left in standing.values():
        yield from (Change("gone", stored=line) for line in left)


def _identity(line: Any) -> object:
    return getattr(line, "code", "") or (line.kind, line.values.get("name", ""))


def _content(line: Any) -> tuple[Any, ...]:
    return line.kind, line.values, line.pairs
