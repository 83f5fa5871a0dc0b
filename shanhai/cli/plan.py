"""`shanhai plan`: the best plan of a problem, with its proof and every explanation, as a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from shanhai.cli.console import Watching, tell, tell_json, watching
from shanhai.cli.failures import Exit
from shanhai.cli.options import PATH, json_option, language_option, option, problem_argument
from shanhai.cli.plan_folder import HTML, JSON, NAMES, PROBLEM, XLSX, Wanted, write_plan
from shanhai.cli.reading import open_book
from shanhai.cli.running import UNLIMITED, Limits, limit_options, limits_of, run
from shanhai.cli.speech import language, say
from shanhai.cli.told import ToldCommand
from shanhai.cli.whole_folder import check_free, whole_folder
from shanhai.matching.costs import with_costs
from shanhai.matching.proof import check
from shanhai.telling.findings import report_sentences
from shanhai.telling.numbers import Count
from shanhai.telling.phrases import command_line as phrases
from shanhai.telling.phrases import outcome
from shanhai.telling.rule_words import rule_title
from shanhai.telling.stages import status_sentences, summary_sentences
from shanhai.telling.voice import Voice

if TYPE_CHECKING:
    from pathlib import Path

    from shanhai.matching.result import Result
    from shanhai.workbook import Book

MOST_FINDINGS = 30
MOST_PAIRS_FOR_COSTS = 10**8
STYLES = {"proven": "bold green", "limited": "bold yellow", "conflict": "bold red"}


@click.command("plan", cls=ToldCommand, words=phrases.PLAN, notes=(phrases.A_FILE,))
@problem_argument
@option("--to", "target", type=PATH, required=True, words=phrases.TO_PLAN)
@limit_options
@option("--audience", type=click.Choice(["panel", "public"]), default="panel", words=phrases.AUDIENCE)
@option("--no-html", is_flag=True, words=phrases.NO_HTML)
@option("--no-xlsx", is_flag=True, words=phrases.NO_XLSX)
@option("--no-rule-costs", is_flag=True, words=phrases.NO_RULE_COSTS)
@option("--no-verify", is_flag=True, words=phrases.NO_VERIFY)
@json_option
@language_option
def plan_command(file: Path, target: Path, as_json: bool, **options: Any) -> Exit:
    """Make a plan."""
    # Before the work, not after it: whoever has to choose another folder should not have waited.
    check_free(target, NAMES)
    wanted = Wanted(
        html=not options["no_html"],
        xlsx=not options["no_xlsx"],
        audience=options["audience"],
        costs=not options["no_rule_costs"],
    )
    with watching(as_json=as_json) as progress:
        progress.say(phrases.READING, file=file)
        book = open_book(file, as_json=as_json)
        limits, verify = limits_of(options), not options["no_verify"]
        result, findings = make_plan(book, target, wanted, progress, limits=limits, verify=verify)
    if as_json:
        tell_json(plan_record(result, findings, target, wanted))
    else:
        tell_plan(result, book, target, wanted)
        tell_findings(findings or [])
    return plan_exit(result, findings)


def make_plan(
    book: Book,
    target: Path,
    wanted: Wanted,
    progress: Watching,
    *,
    limits: Limits = UNLIMITED,
    verify: bool = True,
) -> tuple[Result, list[str] | None]:
    """Solve, check independently, and write the folder. Returns: the result, and what the check found."""
    progress.say(phrases.PLANNING)
    result = run(book.problem, limits, progress)
    # Whoever set a limit of time would wait for as many plans again; whoever plans for thousands, for hours.
    small = book.problem.n_people * book.problem.n_orders <= MOST_PAIRS_FOR_COSTS
    if wanted.costs and small and result.status != "limited":
        result = _with_costs(book, result, progress)
    findings = None
    if verify:
        progress.say(phrases.VERIFYING)
        report = check(book.problem, result.plan, result.certificate, result=result)
        findings = report_sentences(report, book.problem, Voice.about(book.problem, language(), book.names))
    progress.say(phrases.WRITING, file=target)
    with whole_folder(target, NAMES) as folder:
        write_plan(folder, book, result, findings, wanted)
    return result, findings


def _with_costs(book: Book, result: Result, progress: Watching) -> Result:
    voice = Voice.about(book.problem, language(), book.names)
    rules = {rule.id: rule for rule in book.problem.rules}

    def tell_rule(name: str) -> None:
        progress.say(phrases.COSTING, rule=rule_title(rules[name], book.problem, voice))

    return with_costs(result, tell=tell_rule)


def plan_exit(result: Result, findings: list[str] | None) -> Exit:
    """Return the exit code: bad news stand above open proofs."""
    if result.status == "conflict" or findings:
        return Exit.FOUND
    return Exit.DONE if result.status == "proven" else Exit.OPEN


def tell_plan(result: Result, book: Book, target: Path, wanted: Wanted) -> None:
    """Print the first lines of what the plan says, and where the files are."""
    voice = Voice.about(book.problem, language(), book.names)
    tell(say(outcome.STATUS_TITLES[result.status]), style=STYLES[result.status])
    for sentence in (*summary_sentences(result, voice), *status_sentences(result, voice)):
        tell(f"  {sentence}")
    for name in written(wanted):
        tell(say(phrases.WROTE, path=target / name))


def tell_findings(found: list[str]) -> None:
    """Print what an independent check found, if anything."""
    if not found:
        return
    tell(say(phrases.NOT_VERIFIED, findings=Count(len(found))), style="bold red")
    for sentence in found[:MOST_FINDINGS]:
        tell(f"  {sentence}")
    if len(found) > MOST_FINDINGS:
        tell("  " + say(phrases.MORE_FINDINGS, more=Count(len(found) - MOST_FINDINGS)))


def written(wanted: Wanted) -> list[str]:
    """Return the names of the files that are written."""
    return [JSON, *([XLSX] if wanted.xlsx else []), *([HTML] if wanted.html else []), PROBLEM]


def plan_record(result: Result, findings: list[str] | None, target: Path, wanted: Wanted) -> dict[str, Any]:
    """Return the outcome for machines."""
    return {
        "status": result.status,
        "unique": result.unique,
        "verified": None if findings is None else not findings,
        "findings": findings or [],
        "people": result.problem.n_people,
        "placed": len({each.person for each in result.placements}),
        "seats": int(result.problem.orders.seats.sum()),
        "filled": len(result.placements),
        "stages": [
            {
                "name": each.name,
                "value": each.value,
                "bound": each.bound,
                "gap": each.gap,
                "proof": each.proof,
            }
            for each in result.stages
        ],
        "folder": str(target),
        "files": written(wanted),
    }
