"""Options that several commands share."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from shanhai.cli.speech import speak
from shanhai.cli.told import ToldOption
from shanhai.sheets.words import LANGUAGES
from shanhai.telling.phrases import command_line as phrases

if TYPE_CHECKING:
    from collections.abc import Callable

option = partial(click.option, cls=ToldOption)
PATH = click.Path(path_type=Path)


def _speak(_: click.Context, __: click.Parameter, value: Any) -> Any:
    if value:
        speak(value)
    return value


language_option = option(
    "--language",
    type=click.Choice(LANGUAGES),
    callback=_speak,
    expose_value=False,
    is_eager=True,
    words=phrases.LANGUAGE,
)
json_option = option("--json", "as_json", is_flag=True, words=phrases.JSON)


def folder_argument(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the argument DIR: a folder that holds a plan."""
    return click.argument("folder", metavar="DIR", type=PATH)(command)


def problem_argument(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the argument FILE: a workbook or folder that holds a problem."""
    return click.argument("file", metavar="FILE", type=PATH)(command)
