"""Where the pages of the hub stand in the navigation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from shanhai.pages.navigation import Entry, Step
from shanhai.programme import setting_up
from shanhai.programme.models import ErasureRequest
from shanhai.programme.queries.people import own_person, people_of
from shanhai.sheets import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shanhai.programme.models import Account, Cohort

ENTRIES = (
    Entry(
        title=Words("Roster", "人员名册"),
        view="programme:roster",
        of="programme",
        needs=("roster.read",),
        order=29,
        group="rounds",
    ),
    Entry(title=Words("Organisations", "单位"), view="programme:organisations", of="programme", order=70),
    Entry(
        title=Words("Accounts", "账号"),
        view="programme:accounts",
        of="programme",
        needs=("accounts.read",),
        order=80,
    ),
    Entry(
        title=Words("Setting up", "设置"),
        view="programme:setup",
        of="programme",
        needs=("programme.write",),
        order=90,
    ),
    Entry(
        title=Words("Deletions", "删除申请"),
        view="programme:erasures",
        of="programme",
        needs=("erasure.decide",),
        order=85,
    ),
    Entry(
        title=Words("My record", "本人档案"),
        view="programme:own",
        of="site",
        needs=("own.dossier",),
        order=10,
        group="own",
        on_phone=3,
    ),
    Entry(title=Words("My account", "我的账号"), view="own_account", of="site", order=10, in_menu=True),
)


def steps(account: Account, cohort: Cohort) -> Iterator[Step]:
    """What waits for somebody in the hub."""
    programme = cohort.programme
    if cohort.stage == "preparing":
        yield from setting_up.steps(account, programme, has_cohort=True)
    if account.standing.may("erasure.decide", programme=programme.pk):
        open_requests = ErasureRequest.objects.visible_to(account).filter(programme=programme, state="asked")
        if open_requests.exists():
            yield Step(
                title=Words("Decide on a request for deletion", "决定删除申请"),
                why=Words("Somebody has asked that their dossier be deleted.", "有人申请删除本人档案。"),
                url=reverse("programme:erasures", args=[programme.code]),
                label=Words("Look at it", "查看"),
                state="waits",
                order=20,
            )
    if account.standing.may("roster.write", programme=programme.pk):
        yield from _steps_of_roster(account, cohort)
    if account.standing.has("secondee") and own_person(account) is not None:
        yield Step(
            title=Words("Look through your record", "核对本人档案"),
            why=Words(
                "You can correct it, and add evidence of what you know.", "可更正内容，并上传专长佐证。"
            ),
            url=reverse("programme:own"),
            label=Words("Open my record", "打开档案"),
            order=30,
        )


def _steps_of_roster(account: Account, cohort: Cohort) -> Iterator[Step]:
    people = people_of(account, cohort.programme)
    address = reverse("programme:roster", args=[cohort.programme.code])
    if not people.exists():
        yield Step(
            title=Words("Fill your roster", "建立名册"),
            why=Words("Nobody can be put forward who is not on it.", "只有在册人员才能被推荐。"),
            url=address,
            label=Words("To the roster", "前往名册"),
            state="waits",
            order=10,
        )
    elif people.filter(archived_at=None).exclude(corrected={}).exists():
        yield Step(
            title=Words("Look at corrections", "查看更正"),
            why=Words("People have corrected their own records.", "有人更正了本人档案。"),
            url=f"{address}?state=corrected",
            label=Words("Look at them", "查看"),
            state="waits",
            order=15,
        )
