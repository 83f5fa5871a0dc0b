"""Reading the problem that a command works on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.cli.console import complain, tell_json
from shanhai.cli.failures import Exit, Failure
from shanhai.cli.speech import language, say
from shanhai.sheets.faults import quoted
from shanhai.telling.numbers import Count
from shanhai.telling.phrases import command_line as phrases
from shanhai.workbook import BookErrors, read_book

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any

    from shanhai.sheets import CellError
    from shanhai.workbook import Book

MOST_SHOWN = 30


class WrongCells(Failure):
    """A problem whose cells have to be mended first."""

    def __init__(self, errors: Sequence[CellError]) -> None:
        super().__init__(phrases.ERRORS, errors=Count(len(errors)))
        self.errors = errors

    def message(self) -> str:
        """Return the number of errors, then the errors, one a line."""
        return "\n".join([super().message(), *error_lines(self.errors), say(phrases.NOT_PLANNED)])


def open_book(file: Path, *, as_json: bool = False) -> Book:
    """Read a problem. Raises: WrongCells, Failure, FileError."""
    if not file.exists():
        raise Failure(phrases.NO_SUCH_FILE, path=file)
    try:
        return read_book(file)
    except BookErrors as found:
        if as_json:
            tell_json({"ok": False, "errors": [error_record(error) for error in found.errors]})
            complain(say(phrases.NOT_PLANNED))
            raise SystemExit(Exit.WRONG) from found
        raise WrongCells(found.errors) from found


def error_lines(errors: Sequence[CellError]) -> list[str]:
    """Return the errors as sentences, one a line; very many are cut short."""
    lines = [f"  {error.sentence(language())}" for error in errors[:MOST_SHOWN]]
    if len(errors) > MOST_SHOWN:
        lines.append("  " + say(phrases.MORE_ERRORS, more=Count(len(errors) - MOST_SHOWN)))
    return lines


def error_record(error: CellError) -> dict[str, Any]:
    """Return one error for machines."""
    return {
        "sheet": error.sheet,
        "cell": error.cell,
        "heading": error.heading,
        "value": quoted(error.value),
        "code": error.code,
        "what": error.what(language()),
        "remedy": error.remedy(language()),
    }
