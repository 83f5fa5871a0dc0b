"""What an action raises when it is not done, and the answers of the rules turned into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from shanhai.rounds.words import REASONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shanhai.rounds.rules import Answer
    from shanhai.sheets import Words
    from shanhai.workbook import RecordError

#: What is lacking in who asks, and not in how things stand.
_OF_THE_ASKER = frozenset({"not_yours", "not_yours_to_write", "not_yours_to_approve", "own_proposal"})


class StepRefused(Exception):
    """A step that its asker could take at another time, or with something more.

    `codes` are of `REASONS`; `more` are sentences of what else stands in its way.
    """

    def __init__(self, *codes: str, more: Sequence[Words] = ()) -> None:
        self.codes, self._more = codes, tuple(more)
        super().__init__(" ".join(each.en for each in self.words))

    @property
    def words(self) -> tuple[Words, ...]:
        """Everything that is lacking, a sentence each."""
        return (*(REASONS[code] for code in self.codes), *self._more)


class LineRefused(Exception):
    """A line that the engine cannot take; `errors` tells the columns."""

    def __init__(self, errors: Sequence[RecordError]) -> None:
        super().__init__("; ".join(str(error) for error in errors))
        self.errors = tuple(errors)


def held_to(answer: Answer, more: Sequence[Words] = ()) -> str:
    """The state that a step leads to; `more` is said when it is refused.

    Raises: PermissionDenied, StepRefused.
    """
    if answer.may:
        return answer.state
    if denied := [code for code in answer.lacking if code in _OF_THE_ASKER]:
        raise PermissionDenied(REASONS[denied[0]].en)
    raise StepRefused(*answer.lacking, more=more)
