"""What a programme needs before its first round, told to whoever sets it up for as long as it is lacking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from shanhai.pages.navigation import Step
from shanhai.programme.actions.setup import PERMISSION
from shanhai.programme.models import Invitation, Participation, Place, RoleHeld
from shanhai.programme.permissions import ROLES
from shanhai.sheets import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shanhai.programme.models import Account, Programme

_APPROVERS = tuple(name for name, role in ROLES.items() if "rules.approve" in role.permissions)
_OFFICERS = frozenset({"host_officer", "home_officer"})
_SECOND = Words(
    "Nobody approves what they wrote themselves, so an office is two people at least.",
    "任何人不得审定自己起草的内容，项目办至少需要两人。",
)
_EACH_ITS_OFFICER = Words(
    "Hosts write orders, homes put people forward: each by an officer of its own.",
    "接收单位填写订单，派出单位推荐人选，均由本单位经办人办理。",
)


def steps(account: Account, programme: Programme, *, has_cohort: bool) -> Iterator[Step]:
    """The first cohort, who takes part, and who acts for them."""
    if not account.standing.may(PERMISSION, programme=programme.pk):
        return
    if not has_cohort:
        yield Step(
            title=Words("Open the first cohort", "设立第一个批次"),
            why=Words(
                "Rules, orders and nominations belong to a cohort.", "规则、订单和推荐都属于某一批次。"
            ),
            url=reverse("programme:cohort_new", args=[programme.code]),
            label=Words("Open a cohort", "设立批次"),
            state="waits",
            order=0,
        )
    if not _has_both_sides(programme):
        view = "organisations" if Place.objects.exists() else "places"
        yield Step(
            title=Words("Enter who sends and who receives", "录入派出单位和接收单位"),
            why=Words(
                "First the places, then the organisations: one by one, or from a workbook.",
                "先录入地区，再录入单位：可逐个填写，也可用工作簿导入。",
            ),
            url=reverse(f"programme:{view}", args=[programme.code]),
            label=Words("Enter them", "录入"),
            state="waits",
            order=1,
        )
    if why := _who_is_lacking(programme):
        yield Step(
            title=Words("Invite a second person and the officers", "邀请第二人和各单位经办人"),
            why=why,
            url=reverse("programme:invite", args=[programme.code]),
            label=Words("Invite somebody", "邀请"),
            state="waits",
            order=2,
        )


def _has_both_sides(programme: Programme) -> bool:
    parts = Participation.objects.filter(programme=programme)
    return parts.filter(is_home=True).exists() and parts.filter(is_host=True).exists()


def _who_is_lacking(programme: Programme) -> Words | None:
    """Why somebody has still to be invited; whoever has an invitation is no longer lacking."""
    held = RoleHeld.objects.in_force().filter(programme=programme, account__is_active=True)
    asked = Invitation.objects.filter(
        programme=programme, used_at=None, withdrawn_at=None, expires_at__gt=timezone.now()
    )
    approvers = held.filter(role__in=_APPROVERS).values("account").distinct().count()
    if approvers + asked.filter(role__in=_APPROVERS).count() < 2:
        return _SECOND
    known = {*held.values_list("role", flat=True), *asked.values_list("role", flat=True)}
    return None if known >= _OFFICERS else _EACH_ITS_OFFICER
