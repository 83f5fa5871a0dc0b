"""A channel that keeps its letters, and fails as a test wishes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shanhai.outbox.channels import Letter
    from shanhai.programme.models import Account


class Letterbox:
    """Reaches everybody; raises what lies in `troubles`, one at a time, before it takes a letter."""

    key = "letterbox"

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.troubles: list[BaseException] = []

    def reaches(self, account: Account) -> bool:
        return True

    def send(self, letter: Letter) -> None:
        if self.troubles:
            raise self.troubles.pop(0)
        self.letters.append(letter)
