"""`shanhai check`: is the problem in order?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from shanhai.cli.console import tell, tell_json, watching
from shanhai.cli.failures import Exit, Failure
from shanhai.cli.options import PATH, json_option, language_option, option, problem_argument
from shanhai.cli.reading import error_lines, error_record
from shanhai.cli.speech import language, say
from shanhai.cli.told import ToldCommand
from shanhai.sheets import write_back
from shanhai.telling.numbers import Count
from shanhai.telling.phrases import command_line as phrases
from shanhai.workbook import Book, BookErrors, read_book

if TYPE_CHECKING:
    from pathlib import Path


@click.command("check", cls=ToldCommand, words=phrases.CHECK, notes=(phrases.A_FILE,))
@problem_argument
@option("--mark-errors", "marked", type=PATH, words=phrases.MARK_ERRORS)
@json_option
@language_option
def check_command(file: Path, marked: Path | None, as_json: bool) -> Exit:
    """Check a problem."""
    if not file.exists():
        raise Failure(phrases.NO_SUCH_FILE, path=file)
    if marked is not None and marked.exists():
        raise Failure(phrases.FILE_TAKEN, path=marked)
    with watching(as_json=as_json) as progress:
        progress.say(phrases.READING, file=file)
        try:
            book = read_book(file)
        except BookErrors as found:
            if marked is not None:
                progress.say(phrases.WRITING, file=marked)
                write_back(file, found.errors, marked, language())
            return _tell_errors(found, marked, as_json=as_json)
    return _tell_in_order(book, as_json=as_json)


def _tell_errors(found: BookErrors, marked: Path | None, *, as_json: bool) -> Exit:
    if as_json:
        errors = [error_record(error) for error in found.errors]
        notices = [notice.sentence(language()) for notice in found.notices]
        tell_json(
            {"ok": False, "errors": errors, "notices": notices, "marked": str(marked) if marked else None}
        )
        return Exit.FOUND
    tell(say(phrases.ERRORS, errors=Count(len(found.errors))), style="bold")
    for line in error_lines(found.errors):
        tell(line)
    if marked is not None:
        tell(say(phrases.MARKED, path=marked))
    return Exit.FOUND


def _tell_in_order(book: Book, *, as_json: bool) -> Exit:
    problem = book.problem
    counts = {
        "people": problem.n_people,
        "orders": problem.n_orders,
        "seats": int(problem.orders.seats.sum()),
        "rules": len(problem.rules),
    }
    if as_json:
        tell_json(
            {
                "ok": True,
                **counts,
                "problem": problem.fingerprint,
                "rules_fingerprint": problem.rules_fingerprint,
            }
        )
    else:
        tell(say(phrases.CHECKED, **{name: Count(count) for name, count in counts.items()}), style="green")
    return Exit.DONE
