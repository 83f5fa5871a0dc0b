"""What an officer does with an import: hands it in, names its columns, confirms it, undoes it, drops it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.db import transaction

from shanhai.programme.imports import jobs, kept, rules
from shanhai.programme.imports.adaptor import Scope, adaptor_of
from shanhai.programme.imports.comparing import LIMITS
from shanhai.programme.models import ColumnMapping, Import
from shanhai.programme.trail import Stale, writing
from shanhai.sheets.file_faults import EMPTY, TOO_LARGE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.core.files.uploadedfile import UploadedFile

    from shanhai.programme.models import Account, Cohort, Programme
    from shanhai.sheets import Fault, Language

#: Smaller workbooks are compared while their owner waits.
AT_ONCE = 200_000


class StepRefused(Exception):
    """A step that the state of the import does not allow: it was taken before, or is being taken."""


class UploadRefused(Exception):
    """A file that is not even looked at. `fault` says why, `fields` fill its sentences."""

    def __init__(self, fault: Fault, **fields: object) -> None:
        super().__init__(fault.code)
        self.fault, self.fields = fault, fields

    def told(self, language: Language) -> str:
        """What is wrong with the file and how to mend it."""
        gap = " " if language == "en" else ""
        return gap.join(text.say(language, **self.fields) for text in (self.fault.what, self.fault.remedy))


def hand_in(
    *, by: Account, programme: Programme, table: str, file: UploadedFile, cohort: Cohort | None = None
) -> Import:
    """Keep a workbook and have it compared; large ones in the background.

    Raises: PermissionDenied; UploadRefused for an empty or too large file.
    """
    adaptor = adaptor_of(table, Scope(by, programme, cohort))
    if not adaptor.may():
        raise PermissionDenied(adaptor.permission)
    if not file.size:
        raise UploadRefused(EMPTY)
    if file.size > LIMITS.file_bytes:
        raise UploadRefused(TOO_LARGE, size=file.size >> 20, most=LIMITS.file_bytes >> 20)
    name = _plain_name(file.name)
    mapping = ColumnMapping.objects.filter(account=by, table=table).first()
    made = Import(
        table=table,
        programme=programme,
        cohort=cohort if adaptor.of_cohort else None,
        name=name,
        size=file.size,
        digest=_digest(file),
        by=by,
        mapping=mapping.headers if mapping else {},
    )
    # Under a name of our own: the owner's is only ever shown.
    made.file = File(file, f"{made.digest[:16]}.upload")
    with writing(by=by, action="imports.hand_in") as write:
        write.save(made)
    _read(made)
    return made


def name_columns(*, by: Account, made: Import, mapping: Mapping[str, str], expected: int) -> Import:
    """Say what headers of one's own mean, remember it, and compare again. Raises: StepRefused, Stale."""
    with writing(by=by, action="imports.name_columns") as write:
        stored = _step(made, by, "read", expected)
        stored.mapping = {**stored.mapping, **mapping}
        write.save(stored)
        remembered = ColumnMapping.objects.filter(account=by, table=made.table).first()
        remembered = remembered or ColumnMapping(account=by, table=made.table)
        remembered.headers = {**remembered.headers, **mapping}
        write.save(remembered)
    _read(stored)
    return stored


def compare_again(*, by: Account, made: Import, expected: int) -> Import:
    """Compare a workbook again with what there is now. Raises: StepRefused, Stale."""
    with writing(by=by, action="imports.compare_again") as write:
        stored = write.save(_step(made, by, "read", expected))
    _read(stored)
    return stored


def confirm(*, by: Account, made: Import, expected: int, reason: str = "") -> Import:
    """Have the rows written. Raises: StepRefused, Stale."""
    with writing(by=by, action="imports.confirm", reason=reason) as write:
        stored = _step(made, by, "confirm", expected)
        if stored.counts.get("with_reason") and not reason.strip():
            raise StepRefused("reason_missing")
        stored.reason = reason.strip()
        write.save(stored)
        _later(stored)
    return stored


def undo(*, by: Account, made: Import, expected: int, undo_all: bool = False) -> Import:
    """Have what an import wrote taken back; with `undo_all` also what was changed since.

    Raises: StepRefused, Stale; PermissionDenied for whoever may not import it any more.
    """
    if not adaptor_of(made.table, Scope(by, made.programme, made.cohort)).may():
        raise PermissionDenied(made.table)
    with writing(by=by, action="imports.undo") as write:
        stored = _step(made, by, "undo", expected)
        stored.undo_all = undo_all
        write.save(stored)
        _later(stored)
    return stored


def drop(*, by: Account, made: Import, expected: int) -> Import:
    """Let an import go that nothing was written of, with its file. Raises: StepRefused, Stale."""
    with writing(by=by, action="imports.drop") as write:
        stored = _step(made, by, "drop", expected)
        write.save(stored)
        kept.forget(stored)
        transaction.on_commit(lambda: kept.forget_file(stored))
    return stored


def resume(*, made: Import) -> None:
    """Give out the job of an import again, which may have been cut off. Harmless where it was not."""
    jobs.give_out(made)


def _step(made: Import, by: Account, step: str, expected: int) -> Import:
    stored = (
        Import.objects.select_for_update(of=("self",)).select_related("programme", "cohort").get(pk=made.pk)
    )
    if stored.by_id != by.pk:
        raise PermissionDenied("imports.write")
    state = rules.follows(stored.state, step)
    if not state:
        raise StepRefused(step)
    if stored.version != expected:
        raise Stale(stored, expected)
    stored.state = state
    return stored


def _read(made: Import) -> None:
    if made.size <= AT_ONCE:
        jobs.read(made.pk)
        made.refresh_from_db()
    else:
        _later(made)


def _later(made: Import) -> None:
    transaction.on_commit(lambda: jobs.give_out(made))


def _digest(file: UploadedFile) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _plain_name(name: str | None) -> str:
    printable = "".join(mark for mark in name or "" if mark.isprintable() and mark not in "/\\")
    return printable[-120:] or "upload"
