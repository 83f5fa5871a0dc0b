"""What the worker does of an import. A job that was cut off is given out again: each may run twice."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError
from django.utils import timezone
from django_q.tasks import async_task

from shanhai.programme.imports import kept, rules
from shanhai.programme.imports.adaptor import Scope, adaptor_of
from shanhai.programme.imports.comparing import compare
from shanhai.programme.imports.progress import Progress, is_moving
from shanhai.programme.imports.writing import Overtaken, take_back, write_rows
from shanhai.programme.models import Import, ImportRow
from shanhai.programme.trail import Writing, writing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shanhai.programme.imports.adaptor import Adaptor


#: How long an import can be undone; until then its workbook and its rows are kept.
UNDO_FOR = timedelta(days=90)
#: A job that has not moved for so long is given out again.
CUT_OFF_AFTER = timedelta(minutes=2)
_JOBS = {"reading": "read", "confirmed": "commit", "undoing": "undo"}


def read(pk: int) -> None:
    """Hold the workbook of an import against what there is."""
    made = Import.objects.select_related("by", "programme", "cohort").get(pk=pk)
    if made.state != "reading":
        return
    with made.file.open("rb") as file, _no_garbage():
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


def resume_cut_off() -> int:
    """Give the jobs out again that a kill has cut off; each finds out by itself whether it is still wanted.

    Returns: how many imports were waiting.
    """
    waiting = Import.objects.filter(state__in=rules.AT_WORK, moved_at__lt=timezone.now() - CUT_OFF_AFTER)
    cut_off = [made for made in waiting if not is_moving(made, CUT_OFF_AFTER)]
    for made in cut_off:
        give_out(made)
    return len(cut_off)


def give_out(made: Import) -> None:
    """Hand the job that the state of an import asks for to the worker."""
    if job := _JOBS.get(made.state):
        async_task(f"{__name__}.{job}", made.pk)


def settle() -> int:
    """End the time in which imports can be undone, and let their workbooks and previews go.

    Returns: how many imports were settled.
    """
    past = Import.objects.filter(moved_at__lt=timezone.now() - UNDO_FOR).exclude(
        state__in=(*rules.AT_WORK, "settled", "undone", "dropped")
    )
    found = list(past.values_list("pk", flat=True))
    for pk in found:
        with writing(by=None, action="imports.settle") as write:
            made = _locked(pk)
            made.state = rules.follows(made.state, "settle") or rules.follows(made.state, "drop")
            write.save(made)
            kept.forget(made)
            kept.forget_file(made)
    return len(found)


@contextmanager
def _no_garbage() -> Iterator[None]:
    """While values pile up, none of them in a circle: looking for some took a third of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


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
