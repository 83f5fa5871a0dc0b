"""Accounts: who signs in."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.db import models
from django.db.models.functions import Lower

from shanhai.pages.searching import OrderField, SearchField
from shanhai.pages.words import says
from shanhai.programme.models.records import Record, Visible
from shanhai.programme.standing import Standing


class Accounts(BaseUserManager.from_queryset(Visible)):
    """Finds accounts by the name they sign in with."""

    def get_by_natural_key(self, username: str) -> Account:
        """The account of that name, in whatever case it was typed."""
        return self.get(username__iexact=username)


class Account(Record, AbstractBaseUser):
    """Somebody who can sign in. What they may do stands in the roles that they hold."""

    username = models.CharField(says("sign-in name", "登录名"), max_length=80, unique=True)
    name = models.CharField(says("name", "姓名"), max_length=120)
    email = models.EmailField(says("e-mail", "电子邮箱"), blank=True)
    language = models.CharField(says("language", "语言"), max_length=8, default="zh-hans")
    is_active = models.BooleanField(says("may sign in", "可以登录"), default=True)
    #: Second factors and single sign-on, which allauth keeps: mirrored here, so that the trail tells.
    factors = models.JSONField(says("ways to sign in", "登录方式"), default=list, blank=True, editable=False)
    created = models.DateTimeField(auto_now_add=True)

    search = SearchField("username", people=("name",))
    by_pinyin = OrderField("name", by="pinyin", person=True)
    by_strokes = OrderField("name", by="strokes")

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    not_recorded = frozenset({"last_login"})
    digest_only = frozenset({"password"})
    personal = True

    objects = Accounts()

    class Meta:
        verbose_name = says("account", "账号")
        constraints = (
            models.UniqueConstraint(
                Lower("username"),
                name="one_account_a_name",
                violation_error_message=says("Somebody has this name already.", "该登录名已被使用。"),
            ),
        )

    def __str__(self) -> str:
        return self.name or self.username

    def check_password(self, raw_password: str) -> bool:
        """Whether this is the password. Unlike Django's own it never writes; signing in renews digests."""
        return check_password(raw_password, self.password)

    @cached_property
    def standing(self) -> Standing:
        """What the account may do now: read afresh at each request, so that a demotion holds at once."""
        from shanhai.programme.models.roles import RoleHeld

        return Standing.of(RoleHeld.objects.standing_of(self)) if self.is_active else Standing()

    @classmethod
    def seen_by(cls, account: Account) -> models.Q:
        """One's own; those who hold a role where one may manage accounts or read the trail."""
        from shanhai.programme.models.roles import RoleHeld

        seen = models.Q(pk=account.pk)
        roles = account.standing.within("accounts.read", programme="programme", organisation="organisation")
        if roles:
            seen |= models.Q(pk__in=RoleHeld.objects.filter(roles).values("account"))
        return seen
