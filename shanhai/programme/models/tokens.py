"""Tokens: with one a program acts for an account, with no more permissions than the token names."""

from __future__ import annotations

from django.db import models

from shanhai.pages.words import says
from shanhai.programme.models.accounts import Account
from shanhai.programme.models.programmes import Programme
from shanhai.programme.models.records import Record


class Token(Record):
    """A token of an account. Its text is told once, when it is made; only a digest of it is kept."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="tokens")
    name = models.CharField(says("what it is for", "用途"), max_length=120)
    programme = models.ForeignKey(
        Programme,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=says("programme", "工程"),
    )
    permissions = models.JSONField(says("permissions", "权限"), default=list)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(says("made", "创建时间"), auto_now_add=True)
    until = models.DateTimeField(says("until", "止"))
    ended_at = models.DateTimeField(says("ended", "停用时间"), null=True, blank=True)

    class Meta:
        verbose_name = says("token", "令牌")
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def seen_by(cls, account: Account) -> models.Q:
        """One's own."""
        return models.Q(account=account)
