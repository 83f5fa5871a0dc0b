"""The folder that `shanhai plan` writes: plan.json, plan.xlsx, plan.html, and a copy of the problem to
check against.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shanhai.cli.failures import Failure
from shanhai.cli.speech import language
from shanhai.matching.record import RecordError, engine_fingerprint, read_record, record_of
from shanhai.telling.account import Account
from shanhai.telling.page.document import plan_page
from shanhai.telling.phrases import command_line as phrases
from shanhai.telling.plan_xlsx import write_plan_workbook
from shanhai.telling.voice import Voice
from shanhai.workbook import Book, BookErrors, read_book, write_book

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from shanhai.matching.result import Result
    from shanhai.telling.page.context import Audience

JSON, XLSX, HTML, PROBLEM = "plan.json", "plan.xlsx", "plan.html", "problem"
NAMES = frozenset({JSON, XLSX, HTML, PROBLEM})


@dataclass(frozen=True)
class Wanted:
    """Which files to write, for whom, and whether they tell what each rule costs."""

    html: bool = True
    xlsx: bool = True
    audience: Audience = "panel"
    costs: bool = True


def write_plan(
    folder: Path, book: Book, result: Result, findings: Sequence[str] | None, wanted: Wanted
) -> None:
    """Fill an empty folder with the plan.

    `findings` are those of the independent check, None if it was not made.
    """
    voice = Voice.about(book.problem, language(), book.names)
    account, record = Account(result), record_of(result)
    prints = {"plan": record["digest"], "engine": engine_fingerprint()}
    (folder / JSON).write_text(json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8")
    write_book(book, folder / PROBLEM, language(), "csv")
    if wanted.xlsx:
        write_plan_workbook(folder / XLSX, account, voice, findings=findings, fingerprints=prints)
    if wanted.html:
        page = plan_page(account, voice, audience=wanted.audience, findings=findings, fingerprints=prints)
        (folder / HTML).write_text(page, encoding="utf-8")


def read_plan(folder: Path) -> dict[str, Any]:
    """Return plan.json as it stands, unchecked. Raises: Failure."""
    path = folder / JSON
    if not folder.is_dir():
        raise Failure(phrases.NO_SUCH_FILE, path=folder)
    if not path.is_file():
        raise Failure(phrases.NOT_A_PLAN, path=folder, missing=JSON)
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Failure(phrases.BROKEN_PLAN, path=path) from error
    if not isinstance(record, dict):
        raise Failure(phrases.BROKEN_PLAN, path=path)
    return record


def read_problem(folder: Path) -> Book:
    """Return the copy of the problem in a plan's folder. Raises: Failure."""
    path = folder / PROBLEM
    if not path.is_dir():
        raise Failure(phrases.NOT_A_PLAN, path=folder, missing=PROBLEM)
    try:
        return read_book(path)
    except BookErrors as error:
        raise Failure(phrases.BROKEN_PLAN, path=path) from error


def read_result(folder: Path) -> tuple[Book, Result]:
    """Return the problem and the plan of a folder. Raises: Failure."""
    record, book = read_plan(folder), read_problem(folder)
    try:
        return book, read_record(record, book.problem).result
    except RecordError as error:
        raise Failure(phrases.BROKEN_PLAN, path=folder / JSON) from error
