"""Files that belong to a record; kept outside of what the web server shows."""

from __future__ import annotations

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models

from shanhai.pages.words import says
from shanhai.programme.models.accounts import Account
from shanhai.programme.models.records import Record


def _private() -> FileSystemStorage:
    return FileSystemStorage(location=settings.PRIVATE_FILES, base_url=None)


class Attachment(Record):
    """A file beside a record. Who may see it is asked of that record, never of the file."""

    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    #: The line of the record that it is evidence for, by the key that the record's room gives it.
    about = models.CharField(says("evidence of", "佐证内容"), max_length=160, blank=True)
    purpose = models.CharField(says("what it shows", "用途"), max_length=200, blank=True)
    name = models.CharField(says("file name", "文件名"), max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    file = models.FileField(storage=_private, max_length=200, blank=True)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    personal = True

    class Meta:
        verbose_name = says("attachment", "附件")
        indexes = (models.Index(fields=("kind", "object_id")),)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def seen_by(cls, account: Account) -> models.Q:
        """One's own uploads; others are found through their record."""
        return models.Q(by=account)
