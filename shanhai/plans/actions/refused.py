"""What an action raises when it is not done, and the answers of the rules turned into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from shanhai.plans.words import REASONS

if TYPE_CHECKING:
    from shanhai.plans.rules import Answer
    from shanhai.sheets import Words


class StepRefused(Exception):
    """A step that cannot be taken as things stand; `code` is one of `REASONS`."""

    def __init__(self, code: str) -> None:
        super().__init__(REASONS[code].en)
        self.code = code

    @property
    def words(self) -> Words:
        """What is lacking, as a sentence."""
        return REASONS[self.code]


def held_to(answer: Answer) -> str:
    """The state that a step leads to. Raises: PermissionDenied, StepRefused."""
    if answer.may:
        return answer.state
    if answer.why == "not_yours":
        raise PermissionDenied(REASONS[answer.why].en)
    raise StepRefused(answer.why)
