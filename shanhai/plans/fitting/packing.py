"""The files with which a plan is checked outside: plan.json, and the problem as a folder of tables."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from shanhai.plans.fitting.changes import changed
from shanhai.plans.fitting.checking import changes_of, content_of
from shanhai.plans.fitting.sealed import sealed
from shanhai.workbook import write_book

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shanhai.plans.models import Plan
    from shanhai.sheets import Language


def plan_files(plan: Plan, language: Language) -> Iterator[tuple[str, bytes]]:
    """The folder that `shanhai verify` reads: plan.json, and the problem built anew from the sealed rows.

    Raises: Unplannable when the pool no longer makes a problem.
    """
    yield "plan.json", content_of(plan) or b""
    base = sealed(plan.pool, plan.rule_set)
    book = replace(base.book, problem=changed(base.book, changes_of(plan), plan.by_hand))
    with TemporaryDirectory() as folder:
        top = Path(folder) / "problem"
        write_book(book, top, language, "csv")
        for path in sorted(top.rglob("*")):
            if path.is_file():
                yield f"problem/{path.relative_to(top).as_posix()}", path.read_bytes()


def packed(plan: Plan, language: Language) -> bytes:
    """The same as a zip."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in plan_files(plan, language):
            package.writestr(name, content)
    return stream.getvalue()
