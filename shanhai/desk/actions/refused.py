"""What an action of the desk raises when it is not done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from shanhai.desk.words import REASONS
from shanhai.programme.actions.refusal import Refused
from shanhai.sheets import Words

if TYPE_CHECKING:
    from shanhai.desk.rules import Answer


class StepRefused(Refused):
    """A step that could be taken at another time, or with something more; `why` is a code of `REASONS`."""

    def __init__(self, why: str, **fields: object) -> None:
        Exception.__init__(self, REASONS[why].say("en", **fields))
        self.why, self.fields = why, fields

    @property
    def words(self) -> Words:
        """Why not, as a sentence."""
        told = REASONS[self.why]
        if not self.fields:
            return told
        return Words(*(told.say(language, **self.fields) for language in ("en", "zh-hans", "zh-hant")))


def held_to(answer: Answer) -> str:
    """The state that a step leads to. Raises: PermissionDenied, StepRefused."""
    if answer.may:
        return answer.state
    if answer.why == "not_yours":
        raise PermissionDenied(REASONS[answer.why].en)
    raise StepRefused(answer.why)
