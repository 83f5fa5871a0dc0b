"""What an action raises when it is not done, and the answers of the rules turned into it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.core.exceptions import PermissionDenied

from shanhai.placements import rules
from shanhai.placements.words import REASONS
from shanhai.programme.actions.refusal import Refused

if TYPE_CHECKING:
    from shanhai.programme.models import Record
    from shanhai.sheets import Words

R = TypeVar("R", bound="Record")


class StepRefused(Refused):
    """A step that its asker could take at another time, or with more; `why` is a code of `REASONS`."""

    def __init__(self, why: str) -> None:
        Exception.__init__(self, REASONS[why].en)
        self.why = why

    @property
    def words(self) -> Words:
        """Why not, as a sentence."""
        return REASONS[self.why]


def held_to(answer: rules.Answer) -> str:
    """The state that a step leads to. Raises: PermissionDenied, StepRefused."""
    if answer.why in rules.NEVER:
        raise PermissionDenied(REASONS[answer.why].en)
    if not answer.may:
        raise StepRefused(answer.why)
    return answer.state


def refuse_if(why: str) -> None:
    """Go on without a reason against it. Raises: StepRefused."""
    if why:
        raise StepRefused(why)


def only(parts: frozenset[str], *needed: str) -> None:
    """Go on as one of the needed parts. Raises: PermissionDenied."""
    if parts.isdisjoint(needed):
        raise PermissionDenied(REASONS["not_yours"].en)
