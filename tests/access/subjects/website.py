"""What the routes of the application as a whole are asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.access.table import Subject, subject

if TYPE_CHECKING:
    from tests.cast import Cast


@subject("cohort")
def _(cast: Cast) -> Subject:
    return Subject({"programme": cast.haiyue.code, "cohort": cast.cohort.code})


@subject("language")
def _(cast: Cast) -> Subject:
    return Subject({}, body={"language": "zh-hant"})


@subject("unknown_language")
def _(cast: Cast) -> Subject:
    return Subject({}, body={"language": "tlh"})
