"""What the worker does of an import. A job that was cut off is given out again: each may run twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError
from django.utils import timezone

from shanhai.programme.imports import kept, rules
from shanhai.programme.imports.adaptor import Scope, adaptor_of
from shanhai.programme.imports.comparing import compare
from shanhai.programme.imports.progress import Progress
from shanhai.programme.imports.writing import Overtaken, take_back, write_rows
from shanhai.programme.models import Import, ImportRow
from shanhai.programme.trail import Writing, writing

if TYPE_CHECKING:
    from shanhai.programme.imports.adaptor import Adaptor


def read(pk: int) -> None:
    """Hold the workbook of an import against what there is."""
    made = Import.objects.select_related("by", "programme", "cohort").get(pk=pk)
    if made.state != "reading":
        return
    with made.file.open("rb") as file:
        found = compare(_adaptor(made), file.read(), made.name, made.mapping)
    with writing(by=made.by, action="imports.compare") as write:
        made = _locked(pk)
        if made.state != "reading":
            return
        kept.keep(made, found.rows)
        made.counts, made.headers = found.counts, found.headers
        made.notices, made.problems = found.notices, found.problems
        made.state = rules.follows(made.state, "stop" if found.problems else "compare")
        write.save(made)


def commit(pk: int) -> None:
    """Write what was confirmed: all of it and the new state in one transaction, or nothing."""
    made = Import.objects.get(pk=pk)
    progress = Progress(made, _to_write(made))
    try:
        with writing(by=made.by, action=f"{made.table}.import", reason=_reason(made)) as write:
            made = _locked(pk)
            if made.state == "confirmed":
                _commit(write, made, progress)
    except (Overtaken, IntegrityError):
        _end(pk, "overtake")
    finally:
        progress.end()


def undo(pk: int) -> None:
    """Take back what an import wrote: all of it and the new state in one transaction, or nothing."""
    made = Import.objects.get(pk=pk)
    progress = Progress(made, ImportRow.objects.filter(of=made).exclude(written=None).count())
    try:
        with writing(by=made.by, action=f"{made.table}.undo_import", reason=_reason(made)) as write:
            made = _locked(pk)
            if made.state == "undoing":
                take_back(write, _adaptor(made), made, progress)
                made.state = rules.follows(made.state, "finish_undo")
                write.save(made)
    except IntegrityError:
        _end(pk, "keep")
    finally:
        progress.end()


def _commit(write: Writing, made: Import, progress: Progress) -> None:
    adaptor = _adaptor(made)
    # Whoever was demoted since the preview writes nothing.
    if not adaptor.may():
        raise Overtaken
    write_rows(write, adaptor, made, progress)
    made.state, made.finished_at = rules.follows(made.state, "write"), timezone.now()
    write.save(made)


def _end(pk: int, step: str) -> None:
    with writing(by=None, action=f"imports.{step}") as write:
        made = _locked(pk)
        if state := rules.follows(made.state, step):
            made.state = state
            write.save(made)


def _locked(pk: int) -> Import:
    return (
        Import.objects.select_for_update(of=("self",)).select_related("by", "programme", "cohort").get(pk=pk)
    )


def _adaptor(made: Import) -> Adaptor:
    return adaptor_of(made.table, Scope(made.by, made.programme, made.cohort))


def _to_write(made: Import) -> int:
    return made.counts.get("insert", 0) + made.counts.get("change", 0)


def _reason(made: Import) -> str:
    return f"{made.name} #{made.pk}" + (f": {made.reason}" if made.reason else "")
