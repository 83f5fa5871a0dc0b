"""`shanhai verify`: is the plan in a folder true?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from shanhai.cli.console import tell, tell_json, watching
from shanhai.cli.failures import Exit
from shanhai.cli.options import PATH, folder_argument, json_option, language_option, option
from shanhai.cli.plan import tell_findings
from shanhai.cli.plan_folder import read_plan, read_problem
from shanhai.cli.reading import open_book
from shanhai.cli.speech import language, say
from shanhai.cli.told import ToldCommand
from shanhai.matching.record import check_record
from shanhai.telling.findings import report_sentences
from shanhai.telling.numbers import Count
from shanhai.telling.phrases import command_line as phrases
from shanhai.telling.voice import Voice

if TYPE_CHECKING:
    from pathlib import Path

    from shanhai.matching.proof import Report


@click.command("verify", cls=ToldCommand, words=phrases.VERIFY)
@folder_argument
@option("--problem", "file", type=PATH, words=phrases.PROBLEM)
@json_option
@language_option
def verify_command(folder: Path, file: Path | None, as_json: bool) -> Exit:
    """Verify a plan."""
    with watching(as_json=as_json) as progress:
        progress.say(phrases.READING, file=folder)
        record = read_plan(folder)
        book = read_problem(folder) if file is None else open_book(file, as_json=as_json)
        progress.say(phrases.VERIFYING)
        report = check_record(record, book.problem)
    found = report_sentences(report, book.problem, Voice.about(book.problem, language(), book.names))
    if as_json:
        tell_json({**report.as_dict(), "sentences": found})
    else:
        _tell(report, found)
    if not report.ok:
        return Exit.FOUND
    return Exit.DONE if report.proven else Exit.OPEN


def _tell(report: Report, found: list[str]) -> None:
    if found:
        tell_findings(found)
        return
    tell(say(phrases.VERIFIED), style="bold green")
    counts = {name: Count(report.counts.get(name, 0)) for name in ("pairs", "rules", "placements")}
    tell("  " + say(phrases.LOOKED_AT, **counts))
    if not report.proven:
        tell("  " + say(phrases.RIGHT_BUT_OPEN), style="yellow")
