"""What can go wrong for the user, and the exit codes that machines read."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from shanhai.cli.speech import say

if TYPE_CHECKING:
    from shanhai.sheets.words import Words


class Exit(IntEnum):
    """Exit codes; `docs/guide/command-line.md` tells them too."""

    DONE = 0
    FOUND = 1  # the command worked and has bad news: wrong cells, a conflict of rules, findings of the proof
    WRONG = 2  # wrong usage, or a file that cannot be used
    OPEN = 3  # a plan was made and written, but is not proven best
    STOPPED = 130  # stopped by Ctrl-C


class Failure(Exception):
    """Ends the command with one message, without a traceback."""

    def __init__(self, words: Words, code: Exit = Exit.WRONG, **fields: object) -> None:
        super().__init__(words.en)
        self.words, self.code, self.fields = words, code, fields

    def message(self) -> str:
        """Return the message in the language spoken now."""
        return say(self.words, **self.fields)
