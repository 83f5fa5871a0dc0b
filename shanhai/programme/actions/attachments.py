"""Files beside a record: taken in, and taken away."""

from __future__ import annotations

import hashlib
import uuid
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from shanhai.programme.actions.refusal import Refused
from shanhai.programme.models import Account, Attachment
from shanhai.programme.trail import writing
from shanhai.programme.uploads import ENDINGS, MOST_BYTES, media_type, safe_name

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from shanhai.programme.models import Person, Record


def attach(
    *, by: Account, record: Record, upload: UploadedFile, purpose: str = "", about: str = ""
) -> Attachment:
    """Keep a file beside a record. Whether `by` may is asked by the caller, who knows the record.

    Raises: Refused when it is too large, empty, or not of a kind that is taken.
    """
    if upload.size > MOST_BYTES:
        raise Refused("file_too_large")
    content = upload.read()
    kind = media_type(content)
    if not kind:
        raise Refused("file_of_other_kind")
    with writing(by=by, action="files.attach") as write:
        made = Attachment(
            kind=record.label(),
            object_id=record.pk,
            about=about,
            purpose=purpose.strip()[:200],
            name=safe_name(upload.name or "", kind),
            media_type=kind,
            size=len(content),
            digest=hashlib.sha256(content).hexdigest(),
            by=by,
        )
        # The name on the disk is ours, so that nothing of the sender's reaches it.
        storage = made.file.storage
        folder = f"attachments/{timezone.now():%Y/%m}"
        made.file.name = storage.save(f"{folder}/{uuid.uuid4().hex}{ENDINGS[kind]}", ContentFile(content))
        return write.save(made)


def attach_evidence(
    *, by: Account, person: Person, file: UploadedFile, purpose: str = "", about: str = ""
) -> Attachment:
    """Keep evidence beside a dossier. Raises: Refused, as `attach` does; for an erased dossier, too."""
    if person.erased_at is not None:
        raise Refused("already_erased")
    return attach(by=by, record=person, upload=file, purpose=purpose, about=about)


def take_away(*, by: Account, attachment: Attachment, expected: int | None = None) -> None:
    """Take away a file that one has attached oneself. Raises: PermissionDenied; Stale."""
    if attachment.by_id != by.pk:
        raise PermissionDenied
    with writing(by=by, action="files.take_away") as write:
        write.delete(attachment, expected=expected)
        forget_file(attachment)


def forget_file(attachment: Attachment) -> None:
    """Remove the file itself once what says so is written for good."""
    storage, name = attachment.file.storage, attachment.file.name
    if name:
        transaction.on_commit(lambda: storage.delete(name))
