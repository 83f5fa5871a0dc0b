"""What an action raises when it is not done, and the answers of the rules turned into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from shanhai.decisions.words import REASONS

if TYPE_CHECKING:
    from shanhai.decisions.rules import Answer
    from shanhai.sheets import Words

#: What is lacking in who asks, and not in how things stand.
_OF_THE_ASKER = frozenset(
    {"not_yours", "not_a_member", "own_proposal", "same_hand", "own_paper", "own_answer"}
)


class StepRefused(Exception):
    """A step that its asker could take at another time, or with something more; `codes` are of `REASONS`."""

    def __init__(self, *codes: str, about: str = "") -> None:
        super().__init__(" ".join(REASONS[code].en for code in codes))
        self.codes, self.about = codes, about

    @property
    def words(self) -> tuple[Words, ...]:
        """Everything that is lacking, a sentence each."""
        return tuple(REASONS[code] for code in self.codes)


def held_to(answer: Answer) -> str:
    """The state that a step leads to. Raises: PermissionDenied, StepRefused."""
    if answer.may:
        return answer.state
    if denied := [code for code in answer.lacking if code in _OF_THE_ASKER]:
        raise PermissionDenied(REASONS[denied[0]].en)
    raise StepRefused(*answer.lacking)
