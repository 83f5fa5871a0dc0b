"""The files with which a plan is checked outside: plan.json, and the problem as a folder of tables."""

from __future__ import annotations

import io
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from shanhai.plans.fitting.changes import changed
from shanhai.plans.fitting.checking import changes_of, content_of
from shanhai.plans.fitting.sealed import sealed
from shanhai.workbook import write_book

if TYPE_CHECKING:
    from shanhai.plans.models import Plan


def packed(plan: Plan) -> bytes:
    """A zip that `shanhai verify` takes once it is unpacked: made from the sealed rows and the kept file."""
    base = sealed(plan.pool, plan.rule_set)
    book = replace(base.book, problem=changed(base.book, changes_of(plan), plan.by_hand))
    packed_file = io.BytesIO()
    with (
        tempfile.TemporaryDirectory() as folder,
        zipfile.ZipFile(packed_file, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        write_book(book, Path(folder) / "problem", "zh-hans", "csv")
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file():
                made.write(path, path.relative_to(folder).as_posix())
        made.writestr("plan.json", content_of(plan) or b"")
    return packed_file.getvalue()
