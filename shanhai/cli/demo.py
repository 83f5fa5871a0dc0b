"""`shanhai demo`: the main job on the main sample, in one command."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from shanhai.cli.console import tell, tell_json, watching
from shanhai.cli.failures import Exit
from shanhai.cli.options import PATH, json_option, language_option, option
from shanhai.cli.plan import make_plan, plan_exit, plan_record, tell_findings, tell_plan
from shanhai.cli.plan_folder import HTML, Wanted, read_plan, read_problem
from shanhai.cli.samples import known_sample
from shanhai.cli.speech import language, say
from shanhai.cli.told import ToldCommand
from shanhai.cli.whole_folder import check_free
from shanhai.haiyue import sample
from shanhai.matching.record import check_record
from shanhai.telling.phrases import command_line as phrases
from shanhai.workbook import write_book

PLAN_NAME, WORKBOOK_NAME = "plan", "problem.xlsx"


@click.command("demo", cls=ToldCommand, words=phrases.DEMO)
@option("--to", "target", type=PATH, words=phrases.TO_DEMO)
@option("--sample", "name", metavar="NAME", default="haiyue-2022", words=phrases.DEMO_SAMPLE)
@json_option
@language_option
def demo_command(target: Path | None, name: str, as_json: bool) -> Exit:
    """Show the main job."""
    known_sample(name)
    folder = Path(tempfile.mkdtemp(prefix="shanhai-demo-")) if target is None else target
    check_free(folder, frozenset({PLAN_NAME, WORKBOOK_NAME}))
    folder.mkdir(parents=True, exist_ok=True)
    with watching(as_json=as_json) as progress:
        progress.say(phrases.WRITING, file=folder / WORKBOOK_NAME)
        book = sample(name, language())
        write_book(book, folder / WORKBOOK_NAME, language())
        result, findings = make_plan(book, folder / PLAN_NAME, Wanted(), progress)
        # From the files alone, as somebody outside would do it.
        progress.say(phrases.VERIFYING)
        report = check_record(read_plan(folder / PLAN_NAME), read_problem(folder / PLAN_NAME).problem)
    if as_json:
        tell_json({**plan_record(result, findings, folder / PLAN_NAME, Wanted()), "verified": report.ok})
    else:
        tell_plan(result, book, folder / PLAN_NAME, Wanted())
        tell_findings(findings or [])
        tell(
            say(phrases.VERIFIED if report.ok else phrases.NOT_VERIFIED_PLAINLY),
            style="green" if report.ok else "red",
        )
        tell(say(phrases.WROTE, path=folder / WORKBOOK_NAME))
        tell(say(phrases.OPEN_PAGE, path=folder / PLAN_NAME / HTML), style="bold")
    return plan_exit(result, findings) if report.ok else Exit.FOUND
