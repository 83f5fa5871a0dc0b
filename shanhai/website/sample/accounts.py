"""The demo accounts: one a role, two for the office, since nobody approves what they wrote themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import make_password

from shanhai.programme.models import Account, RoleHeld
from shanhai.sheets import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shanhai.programme.models import Organisation, Programme
    from shanhai.programme.trail import Writing

PASSWORD = "haiyue-demo-2022"
#: Hands in what the sample's counties and units have handed in. Nobody can sign in with it.
CLERK = "sample-clerk"


@dataclass(frozen=True)
class DemoAccount:
    """An account to try things out with. `at` is the id of the organisation that it acts for."""

    username: str
    name: str
    role: str
    what: Words
    at: str = ""


ACCOUNTS = (
    DemoAccount("office", "项目办 甲", "office", Words("programme office", "项目办")),
    DemoAccount(
        "office2", "项目办 乙", "office", Words("programme office, second person", "项目办（第二人）")
    ),
    DemoAccount(
        "county", "枫岭经办", "host_officer", Words("host officer of a county", "接收县经办人"), "C0401"
    ),
    DemoAccount(
        "home", "海大经办", "home_officer", Words("home officer of a university", "派出高校经办人"), "U042"
    ),
    DemoAccount("secondee", "", "secondee", Words("secondee of 2021", "2021 年挂职人员")),
    DemoAccount("nominee", "", "secondee", Words("somebody put forward in 2023", "2023 年被推荐人")),
    DemoAccount("responder", "海大承办", "responder", Words("responder", "承办人"), "U042"),
    DemoAccount("panel", "审议 甲", "panel", Words("panel member", "审议小组成员")),
    DemoAccount("panel2", "审议 乙", "panel", Words("panel member, second", "审议小组成员（第二人）")),
    DemoAccount("panel3", "审议 丙", "panel", Words("panel member, third", "审议小组成员（第三人）")),
    DemoAccount("auditor", "审计 甲", "auditor", Words("auditor", "审计人员")),
    DemoAccount("technician", "技术 甲", "technician", Words("technician", "技术人员")),
)


def make_accounts(
    write: Writing, programme: Programme, organisations: Mapping[str, Organisation]
) -> dict[str, Account]:
    """Write the demo accounts with their roles, and the clerk, who acts for every organisation."""
    made = {}
    # Hashing is slow on purpose; a password that is printed for everybody needs no salt of each one's own.
    password = make_password(PASSWORD)
    for demo in ACCOUNTS:
        account = Account(username=demo.username, name=demo.name or demo.username, password=password)
        made[demo.username] = write.save(account)
        at = organisations[demo.at] if demo.at else None
        write.save(RoleHeld(account=account, role=demo.role, programme=programme, organisation=at))
    clerk = Account(username=CLERK, name="样例录入")
    clerk.set_unusable_password()
    made[CLERK] = write.save(clerk)
    roles = ("host_officer", "home_officer")
    tops = [each for each in organisations.values() if each.parent_id is None]
    write.save_all(
        [
            RoleHeld(account=clerk, role=role, programme=programme, organisation=top)
            for role in roles
            for top in tops
        ]
    )
    return made
