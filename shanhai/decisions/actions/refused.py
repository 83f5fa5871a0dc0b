"""What an action raises when it is not done, and the answers of the rules turned into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from shanhai.decisions.words import REASONS
from shanhai.sheets import LANGUAGES, Words

if TYPE_CHECKING:
    from shanhai.decisions.rules import Answer

#: What is lacking in who asks, and not in how things stand.
_OF_THE_ASKER = frozenset(
    {"not_yours", "not_a_member", "own_proposal", "same_hand", "own_paper", "own_answer"}
)


class StepRefused(Exception):
    """A step that its asker could take at another time, or with something more; `codes` are of `REASONS`,
    `fields` fill their sentences.
    """

    def __init__(self, *codes: str, about: str = "", **fields: object) -> None:
        self.codes, self.about, self.fields = codes, about, fields
        super().__init__(" ".join(each.en for each in self.words))

    @property
    def words(self) -> tuple[Words, ...]:
        """Everything that is lacking, a sentence each."""
        told = (REASONS[code] for code in self.codes)
        if not self.fields:
            return tuple(told)
        return tuple(Words(*(each.say(language, **self.fields) for language in LANGUAGES)) for each in told)


def held_to(answer: Answer, **fields: object) -> str:
    """The state a step leads to; `fields` fill what is said of it. Raises: PermissionDenied, StepRefused."""
    if answer.may:
        return answer.state
    if denied := [code for code in answer.lacking if code in _OF_THE_ASKER]:
        raise PermissionDenied(REASONS[denied[0]].en)
    raise StepRefused(*answer.lacking, **fields)
