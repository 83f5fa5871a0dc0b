"""The sample's rounds: those of 2021 and 2022 are sealed; in 2023 nominations are coming in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from shanhai.rounds import actions
from shanhai.website.sample.accounts import CLERK
from shanhai.workbook.records import as_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from shanhai.programme.models import Account, Cohort, Person
    from shanhai.rounds.models import Nomination

    Row = Mapping[str, Any]

VETTED_BY, SIGNER = "海岳省审核组（虚构）", "审核 甲"
WHY = "业务骨干，本人愿意到基层锻炼"
#: Of twelve people of 2023: so many are cleared, wait for vetting, were given back; the rest have yet to say.
CLEARED, COMPLETED, RETURNED = 7, 9, 10


def freeze_rules(
    accounts: Mapping[str, Account], cohort: Cohort, tables: Mapping[str, Sequence[Row]]
) -> None:
    """One of the office writes the rules of a book that name nobody, the other approves them."""
    office, second = accounts["office"], accounts["office2"]
    version = actions.new_version(by=office, cohort=cohort, start="empty")
    for row in tables["weights"]:
        actions.write_criterion(
            by=office, rule_set=version, kind=row["criterion"], values=_values(row, "criterion")
        )
    listed = {row["list"] for row in tables["pairs"]}
    for row in tables["rules"]:
        if not _names_people(row, listed):
            actions.write_rule(
                by=office,
                rule_set=version,
                kind=row["kind"],
                code=row["id"],
                values=_values(row, "id", "kind"),
            )
    version = actions.propose(by=office, rule_set=version)
    actions.approve(by=second, rule_set=version)


def open_nominations(accounts: Mapping[str, Account], cohort: Cohort) -> None:
    """The orders are closed, and nominations opened."""
    actions.close_orders(by=accounts["office"], cohort=cohort)
    actions.open_nominations(by=accounts["office"], cohort=cohort)


def nominate_all(
    accounts: Mapping[str, Account], cohort: Cohort, people: Mapping[str, Person], rows: Sequence[Row]
) -> None:
    """Everybody is put forward, says where to, and is cleared; the pool is sealed."""
    for nomination, row in _put_forward(accounts, cohort, people, rows):
        _clear(accounts, _complete(accounts, nomination, row))
    actions.seal(by=accounts["office"], cohort=cohort)


def nominate_some(
    accounts: Mapping[str, Account], cohort: Cohort, people: Mapping[str, Person], rows: Sequence[Row]
) -> None:
    """Everybody is put forward; some are cleared, some wait for vetting, some were given back."""
    for number, (nomination, row) in enumerate(_put_forward(accounts, cohort, people, rows)):
        turn = number % 12
        # Whoever has an account says it themselves, in their own time.
        if turn >= RETURNED or nomination.person.account_id:
            continue
        nomination = _complete(accounts, nomination, row)
        if turn < CLEARED:
            _clear(accounts, nomination)
        elif turn >= COMPLETED:
            actions.return_nomination(
                by=accounts["office"], nomination=nomination, reason="请补充专长的佐证材料。"
            )


def _put_forward(
    accounts: Mapping[str, Account], cohort: Cohort, people: Mapping[str, Person], rows: Sequence[Row]
) -> Iterator[tuple[Nomination, Row]]:
    for row in rows:
        yield (
            actions.put_forward(by=accounts[CLERK], cohort=cohort, person=people[row["id"]], why=WHY),
            row,
        )


def _complete(accounts: Mapping[str, Account], nomination: Nomination, row: Row) -> Nomination:
    values = {"wishes": as_json(row["wishes"] or ()), "directions": as_json(row["directions"] or ())}
    values |= {"start": row["start"], "end": row["end"]}
    return actions.complete(
        by=accounts[CLERK], nomination=nomination, values=values, consents=True, on_paper=True
    )


def _clear(accounts: Mapping[str, Account], nomination: Nomination) -> None:
    on = date(int(nomination.cohort.code), 5, 20)
    actions.vet(
        by=accounts["office"], nomination=nomination, passed=True, body=VETTED_BY, signer=SIGNER, on=on
    )


def _values(row: Row, *but: str) -> dict[str, Any]:
    return {key: as_json(value) for key, value in row.items() if key not in but and value is not None}


def _names_people(row: Row, listed: set[str]) -> bool:
    group = row.get("people")
    named = group is not None and any(attribute == "person" for attribute, _ in group.where)
    return named or row["id"] in listed or bool(row.get("person") or row.get("members"))
