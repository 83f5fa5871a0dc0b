"""The small fixed cast of the web tests: two programmes, their organisations, and accounts for every role.

Haiyue is the programme; Linhai is a foreign one. Of Haiyue the university with its college is home and the
institute its sister; the county of Qingxi with its hospital is host, and the county of Songmen a foreign one.
Linhai has a county and a school of its own. All of them are invented.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from shanhai.programme.models import (
    Account,
    Cohort,
    Organisation,
    Participation,
    Person,
    Place,
    Programme,
    RoleHeld,
)
from shanhai.programme.trail import writing

PASSWORD = "a long enough phrase"


@dataclass
class Cast:
    """Everybody and everything, by name."""

    haiyue: Programme = None
    linhai: Programme = None
    cohort: Cohort = None
    foreign_cohort: Cohort = None
    places: dict[str, Place] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Account:
        """The account of that name: `cast.office`, `cast.qingxi_officer`."""
        if name.startswith("__"):
            raise AttributeError(name)
        return self.accounts[name]


#: account → role, programme, organisation
ACCOUNTS = {
    "office": ("office", "haiyue", None),
    "second_office": ("office", "haiyue", None),
    "qingxi_officer": ("host_officer", "haiyue", "qingxi"),
    "hospital_officer": ("host_officer", "haiyue", "hospital"),
    "songmen_officer": ("host_officer", "haiyue", "songmen"),
    "university_officer": ("home_officer", "haiyue", "university"),
    "college_officer": ("home_officer", "haiyue", "college"),
    "institute_officer": ("home_officer", "haiyue", "institute"),
    "secondee": ("secondee", "haiyue", None),
    "second_secondee": ("secondee", "haiyue", None),
    "responder": ("responder", "haiyue", "university"),
    "panel": ("panel", "haiyue", None),
    "auditor": ("auditor", "haiyue", None),
    "technician": ("technician", "haiyue", None),
    "foreign_office": ("office", "linhai", None),
    "foreign_host": ("host_officer", "linhai", "foreign_county"),
    "foreign_home": ("home_officer", "linhai", "foreign_school"),
    "former": ("office", "haiyue", None),
}
#: Whose role has ended: they still sign in, and have nothing left to see.
ENDED = {"former"}


def gather() -> Cast:
    """Write the cast into an empty database."""
    cast = Cast()
    with writing(by=None, action="test.cast") as write:
        cast.haiyue = write.save(Programme(code="haiyue", name="海岳交流工程", invented=True))
        cast.linhai = write.save(Programme(code="linhai", name="临海交流工程", invented=True))
        cast.cohort = write.save(Cohort(programme=cast.haiyue, code="2022", name="2022 年批次"))
        cast.foreign_cohort = write.save(Cohort(programme=cast.linhai, code="2022", name="2022 年批次"))
        _gather_places(cast, write)
        _gather_organisations(cast, write)
        _gather_accounts(cast, write)
        _gather_people(cast, write)
    return cast


def _gather_places(cast: Cast, write) -> None:
    province = write.save(Place(code="HY", name="海岳省", kind="province"))
    cast.places["province"] = province
    for key, code, name in (
        ("qingxi", "C11", "青溪县"),
        ("songmen", "C12", "松门县"),
        ("far", "C90", "远江县"),
    ):
        cast.places[key] = write.save(
            Place(code=code, name=name, kind="county", parent=province, traits=["mountain"])
        )


def _gather_organisations(cast: Cast, write) -> None:
    rows = (
        ("university", "U01", "海岳大学", None, "university", "province"),
        ("college", "U011", "海岳大学林学院", "university", "university", "province"),
        ("institute", "U02", "海岳渔业研究所", None, "institute", "province"),
        ("qingxi", "CU11", "青溪县人民政府", None, "government", "qingxi"),
        ("hospital", "CU111", "青溪县医院", "qingxi", "hospital", "qingxi"),
        ("songmen", "CU12", "松门县人民政府", None, "government", "songmen"),
        ("foreign_county", "CU90", "远江县人民政府", None, "government", "far"),
        ("foreign_school", "U90", "临海学院", None, "university", "far"),
    )
    for key, code, name, parent, kind, place in rows:
        above = cast.organisations.get(parent)
        path = f"{above.path if above else '/'}{code}/"
        made = Organisation(
            code=code, name=name, parent=above, path=path, kind=kind, place=cast.places[place]
        )
        cast.organisations[key] = write.save(made)
        programme = cast.linhai if key.startswith("foreign_") else cast.haiyue
        is_home = kind in ("university", "institute")
        write.save(
            Participation(programme=programme, organisation=made, is_home=is_home, is_host=not is_home)
        )


def _gather_accounts(cast: Cast, write) -> None:
    for name, (role, programme, organisation) in ACCOUNTS.items():
        account = Account(username=name, name=name.replace("_", " "), language="en")
        account.set_password(PASSWORD)
        cast.accounts[name] = write.save(account)
        write.save(
            RoleHeld(
                account=account,
                role=role,
                programme=getattr(cast, programme),
                organisation=cast.organisations.get(organisation),
                since=timezone.now() - timedelta(days=9),
                until=timezone.now() - timedelta(days=1) if name in ENDED else None,
            )
        )


def _gather_people(cast: Cast, write) -> None:
    for key, name, home in (
        ("li", "李　明", "university"),
        ("wang", "王　芳", "college"),
        ("chen", "陈　海", "institute"),
        ("zhou", "周　行", "foreign_school"),
    ):
        person = Person(code=f"P-{key}", name=name, home=cast.organisations[home], level=5)
        cast.people[key] = write.save(person)
    for key, account in (("li", "secondee"), ("chen", "second_secondee")):
        cast.people[key].account = cast.accounts[account]
        write.save(cast.people[key])
