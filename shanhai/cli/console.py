"""What goes to the screen: results on stdout, progress on stderr, one JSON object for machines."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.text import Text

from shanhai.cli.speech import language, say
from shanhai.telling.phrases import command_line as phrases
from shanhai.telling.stages import stage_title
from shanhai.telling.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.status import Status

    from shanhai.sheets.words import Words


UNKNOWN = 2**40


def tell(text: str = "", *, style: str = "") -> None:
    """Print a line of the result. Text of users is never read as markup."""
    # Made anew each time, because tests and pipes exchange stdout.
    Console(soft_wrap=True, highlight=False).print(Text(text, style=style))


def tell_json(answer: dict[str, Any]) -> None:
    """Print one JSON object."""
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))


def complain(text: str) -> None:
    """Print an error to stderr."""
    Console(stderr=True, soft_wrap=True, highlight=False).print(Text(text, style="red"))


class Watching:
    """Progress of something long. Does nothing where nobody watches."""

    def __init__(self, status: Status | None) -> None:
        self._status = status

    def say(self, words: Words, **fields: object) -> None:
        """Tell what is going on now."""
        if self._status is not None:
            self._status.update(Text(say(words, **fields)))

    def stage(self, name: str, value: int, bound: int, seconds: float) -> bool:
        """Tell the progress of a stage; the engine calls this. Returns True: go on."""
        if self._status is not None:
            title = stage_title(name, Voice(language()))
            figures = {"value": _figure(value), "gap": _figure(bound - value), "seconds": int(seconds)}
            self.say(phrases.PLANNING_STAGE, stage=title, **figures)
        return True


def _figure(number: int) -> str:
    """A value on the way; the engine's "nothing known yet" is a very large number."""
    return "…" if abs(number) >= UNKNOWN else f"{abs(number):,}"


@contextmanager
def watching(*, as_json: bool = False) -> Iterator[Watching]:
    """Show progress on stderr while the block runs, unless stderr is no terminal or a machine reads."""
    if as_json or not sys.stderr.isatty():
        yield Watching(None)
        return
    with Console(stderr=True).status("") as status:
        yield Watching(status)
