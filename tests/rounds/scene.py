"""How far a round has come: each function brings the cast's cohort one step further."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile

from shanhai.programme.models import Cohort
from shanhai.registers import actions as registers
from shanhai.rounds import actions, queries
from shanhai.rounds.fitting import books

if TYPE_CHECKING:
    from shanhai.programme.models import Person
    from shanhai.registers.models import Order
    from shanhai.rounds.models import Nomination, RuleSet
    from tests.cast import Cast


def fresh(cast: Cast) -> Cohort:
    """The cohort as it stands in the database now."""
    return Cohort.objects.select_related("programme").get(pk=cast.cohort.pk)


def rules_drafted(cast: Cast) -> RuleSet:
    """A draft by the office: the usual criteria and one rule."""
    draft = actions.new_version(by=cast.office, cohort=cast.cohort)
    actions.write_rule(
        by=cast.office, rule_set=draft, kind="at_most", values={"number": 3, "each": "home"}, code="release"
    )
    draft.refresh_from_db()
    return draft


def book_of(version: RuleSet) -> SimpleUploadedFile:
    """The lines of a version as the workbook that the office downloads."""
    lines = queries.lines_of(version)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rules.xlsx"
        books.write_book(lines.rules, lines.criteria, path, "zh-hans", "")
        return SimpleUploadedFile("rules.xlsx", path.read_bytes())


def signed_lines(version: int, rows: dict[str, Any]) -> str:
    """Lines that were looked at, as the page sends them along to be confirmed."""
    return signing.dumps(rows, salt=f"rounds.book.{version}", compress=True)


def rules_frozen(cast: Cast) -> RuleSet:
    """Rules that the office wrote and the panel approved."""
    draft = actions.propose(by=cast.office, rule_set=rules_drafted(cast))
    return actions.approve(by=cast.panel, rule_set=draft)


def order_accepted(cast: Cast, title: str = "林业技术员", **values: object) -> Order:
    """An order of Qingxi that the office accepted."""
    given = {"title": title, "host": cast.organisations["qingxi"], "seats": 2, "direction": "down", **values}
    order = registers.write_order(by=cast.qingxi_officer, cohort=fresh(cast), values=given)
    order = registers.move(by=cast.qingxi_officer, entry=order, step="submit", expected=order.version)
    return registers.move(by=cast.office, entry=order, step="accept", expected=order.version)


def nominations_open(cast: Cast) -> Cohort:
    """Rules frozen, one order accepted and closed, nominations open."""
    rules_frozen(cast)
    order_accepted(cast)
    actions.close_orders(by=cast.office, cohort=fresh(cast))
    return actions.open_nominations(by=cast.office, cohort=fresh(cast))


def put_forward(cast: Cast, whom: str = "li") -> Nomination:
    """Somebody put forward by their home."""
    by = cast.institute_officer if whom == "chen" else cast.university_officer
    return actions.put_forward(by=by, cohort=fresh(cast), person=cast.people[whom], why="能胜任")


def completed(cast: Cast, nomination: Nomination, **values: object) -> Nomination:
    """The dossier confirmed: by the person where they have an account, else from paper."""
    given = {"wishes": ["C11"], "directions": ["down"], **values}
    account = nomination.person.account
    by = account or cast.university_officer
    return actions.complete(
        by=by, nomination=nomination, values=given, consents=True, on_paper=account is None
    )


def cleared(cast: Cast, nomination: Nomination) -> Nomination:
    """Vetted with a yes."""
    vetting = actions.vet(
        by=cast.office,
        nomination=nomination,
        passed=True,
        body="省委组织部（虚构）",
        signer="周某",
        on=date(2022, 3, 1),
    )
    return vetting.nomination


def in_the_pool(cast: Cast, *whom: Person | str) -> None:
    """These people cleared, and the pool sealed."""
    for each in whom:
        cleared(cast, completed(cast, put_forward(cast, each)))
    actions.seal(by=cast.office, cohort=fresh(cast))
