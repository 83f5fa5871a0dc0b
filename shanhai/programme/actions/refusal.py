"""The one way in which an action of the hub says no to somebody who may ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.programme.words import REASONS

if TYPE_CHECKING:
    from shanhai.programme.rules import Answer
    from shanhai.sheets import Words


class Refused(Exception):
    """What somebody may ask for and cannot have now; `why` is a code of `REASONS`."""

    def __init__(self, why: str) -> None:
        super().__init__(REASONS[why].en)
        self.why = why

    @property
    def words(self) -> Words:
        """Why not, as a sentence."""
        return REASONS[self.why]


def allow(answer: Answer) -> None:
    """Go on when the rules say yes. Raises: Refused with their reason."""
    if not answer.may:
        raise Refused(answer.why)
