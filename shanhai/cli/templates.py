"""`shanhai templates`: empty workbooks to be filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from shanhai.cli.console import tell, tell_json
from shanhai.cli.failures import Failure
from shanhai.cli.options import PATH, json_option, language_option, option
from shanhai.cli.speech import language, say
from shanhai.cli.told import ToldCommand
from shanhai.cli.whole_folder import cannot_write
from shanhai.telling.phrases import command_line as phrases
from shanhai.workbook import write_templates

if TYPE_CHECKING:
    from pathlib import Path


@click.command("templates", cls=ToldCommand, words=phrases.TEMPLATES)
@option("--to", "folder", type=PATH, required=True, words=phrases.TO_TEMPLATES)
@json_option
@language_option
def templates_command(folder: Path, as_json: bool) -> None:
    """Write the templates."""
    if folder.is_file():
        raise Failure(phrases.FILE_TAKEN, path=folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = write_templates(folder, language())
    except OSError as error:
        raise cannot_write(folder, error) from error
    if as_json:
        tell_json({"written": [str(path) for path in written]})
        return
    for path in written:
        tell(say(phrases.WROTE, path=path))
