"""Imports: workbooks that were handed in, what each of their rows would do, and what was done."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models

from shanhai.pages.words import says
from shanhai.programme.models.accounts import Account
from shanhai.programme.models.programmes import Cohort, Programme
from shanhai.programme.models.records import Record

STATES = (
    ("reading", says("being read", "正在读取")),
    ("stopped", says("cannot be read yet", "无法读取")),
    ("ready", says("waits for you to confirm", "待确认")),
    ("confirmed", says("being written", "正在写入")),
    ("outdated", says("overtaken by another change", "数据已有变化")),
    ("done", says("written", "已导入")),
    ("settled", says("written, and past undoing", "已导入，不可再撤销")),
    ("undoing", says("being undone", "正在撤销")),
    ("undone", says("undone", "已撤销")),
    ("dropped", says("dropped", "已放弃")),
)


def _private() -> FileSystemStorage:
    return FileSystemStorage(location=settings.PRIVATE_FILES, base_url=None)


class Import(Record):
    """A workbook that somebody handed in for one table. Nothing of it is written before it is confirmed.

    `counts` tells how many rows are of each decision; `problems` and `notices` hold texts in three languages;
    `headers` are those that were not understood, `mapping` what the officer said that they mean.
    """

    table = models.CharField(max_length=40)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="imports")
    cohort = models.ForeignKey(Cohort, models.CASCADE, null=True, blank=True, related_name="imports")
    file = models.FileField(storage=_private, upload_to="imports/%Y/%m/", max_length=200)
    name = models.CharField(says("file name", "文件名"), max_length=200)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    state = models.CharField(says("state", "状态"), max_length=12, choices=STATES, default="reading")
    by = models.ForeignKey(Account, models.PROTECT, related_name="imports")
    at = models.DateTimeField(says("handed in", "上传时间"), auto_now_add=True)
    moved_at = models.DateTimeField(auto_now=True)
    finished_at = models.DateTimeField(says("written", "写入时间"), null=True, blank=True)
    reason = models.TextField(says("reason", "理由"), blank=True)
    counts = models.JSONField(default=dict, blank=True)
    headers = models.JSONField(default=list, blank=True)
    mapping = models.JSONField(default=dict, blank=True)
    notices = models.JSONField(default=list, blank=True)
    problems = models.JSONField(default=list, blank=True)
    undo_all = models.BooleanField(default=False)

    not_recorded = frozenset({"notices", "problems"})
    personal = True

    class Meta:
        verbose_name = says("import", "导入")
        ordering: ClassVar = ("-at", "-id")
        indexes = (models.Index(fields=("programme", "table", "at")),)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def seen_by(cls, account: Account) -> models.Q:
        """One's own, while one may import there: a workbook may hold what others may not see."""
        return models.Q(by=account, programme__in=account.standing.programmes("imports.write"))


class ImportRow(models.Model):
    """What one row of a workbook would do; no record, and not in the trail. `values` are the fields it gives.

    `cells` are the row as typed, by column; `faults` what is wrong with it; `before` the cells that change.
    `version` is that of the record when it was compared, `written` the one that the import has written.
    """

    DECISIONS = (
        ("insert", says("new", "新增")),
        ("change", says("changed", "变更")),
        ("unchanged", says("unchanged", "未变")),
        ("refused", says("refused", "不予导入")),
    )
    of = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    decision = models.CharField(max_length=10, choices=DECISIONS)
    object_id = models.BigIntegerField(null=True)
    version = models.PositiveIntegerField(null=True)
    written = models.PositiveIntegerField(null=True)
    values = models.JSONField(default=dict)
    cells = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    faults = models.JSONField(default=list)

    class Meta:
        indexes = (models.Index(fields=("of", "decision", "number")),)
        constraints = (models.UniqueConstraint(fields=("of", "number"), name="one_row_an_import"),)

    def __str__(self) -> str:
        return f"{self.of_id}:{self.number} {self.decision}"


class ColumnMapping(Record):
    """What an officer said that headers of their own mean, for the next workbook of the same table."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    table = models.CharField(max_length=40)
    headers = models.JSONField(default=dict)

    class Meta:
        verbose_name = says("columns of one's own", "自有列名")
        constraints = (models.UniqueConstraint(fields=("account", "table"), name="one_mapping_a_table"),)

    def __str__(self) -> str:
        return f"{self.account_id} {self.table}"

    @classmethod
    def seen_by(cls, account: Account) -> models.Q:
        """One's own."""
        return models.Q(account=account)
