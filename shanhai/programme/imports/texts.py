"""What is wrong, kept as texts in three languages: whoever reads it later may read another one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shanhai.sheets import LANGUAGES, CellError, Fault, Words
from shanhai.sheets.cell_faults import MISSING
from shanhai.sheets.faults import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shanhai.sheets import Notice

Texts = dict[str, str]


def stored_error(error: CellError) -> dict[str, Any]:
    """A wrong cell as JSON holds it."""
    return {
        "sheet": error.sheet,
        "cell": error.cell,
        "heading": error.heading,
        "value": quoted(error.value),
        **stored_fault(error.fault, error.value, error.fields),
    }


def stored_fault(fault: Fault, value: object, fields: Mapping[str, object]) -> dict[str, Any]:
    """A fault as JSON holds it."""
    given = {"value": quoted(value), **fields}
    return {
        "code": fault.code,
        "what": {language: fault.what.say(language, **given) for language in LANGUAGES},
        "remedy": {language: fault.remedy.say(language, **given) for language in LANGUAGES},
    }


def stored_notice(notice: Notice) -> Texts:
    """A notice as JSON holds it."""
    return {language: notice.sentence(language) for language in LANGUAGES}


def error_again(stored: Mapping[str, Any]) -> CellError:
    """The wrong cell that was stored, to be marked in its workbook."""
    fault = MISSING
    if stored["code"] != MISSING.code:
        fault = Fault(stored["code"], _words(stored["what"]), _words(stored["remedy"]))
    return CellError(stored["sheet"], stored["cell"], stored["value"], fault, {}, stored["heading"])


def _words(texts: Texts) -> Words:
    # The fields are filled in already: a brace that is left was typed by somebody.
    said = {language: text.replace("{", "{{").replace("}", "}}") for language, text in texts.items()}
    return Words(said["en"], said["zh-hans"], said["zh-hant"])
