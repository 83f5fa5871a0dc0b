"""A sealed pool of any size in an empty database, written in bulk, for `bench.board`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from shanhai.haiyue import haiyue, sample
from shanhai.programme.models import Cohort, Programme, Term
from shanhai.programme.trail import writing
from shanhai.registers.models import Order
from shanhai.registers.tables import ORDER_ROWS
from shanhai.rounds import actions as rounds_actions
from shanhai.rounds.models import Nomination
from shanhai.website.sample import province, rounds
from shanhai.website.sample.accounts import make_accounts
from shanhai.workbook.records import as_json, records_of

if TYPE_CHECKING:
    from shanhai.programme.models import Account

CODE = "2022"
#: The size of the sample, which is taken as it is.
SAMPLE = (217, 260)


def fill_pool(people: int, seats: int) -> tuple[Account, Cohort]:
    """Programme, rules, orders, dossiers; the pool is sealed. Returns: the office, the cohort."""
    book = sample("haiyue-2022") if (people, seats) == SAMPLE else haiyue(people, seats)
    tables = records_of(book)
    with writing(by=None, action="bench.fill") as write:
        programme = write.save(Programme(code="haiyue", name=book.names.programme, invented=True))
        places = province.make_places(write, tables["places"], book.names.outlines)
        units = province.make_organisations(write, tables["organisations"], places)
        homes, hosts = (
            {row[name] for row in tables[table]} for table, name in (("people", "home"), ("orders", "host"))
        )
        province.make_participations(write, programme, units, homes, hosts)
        province.make_codes(write, Term.Scheme.EXPERTISE, tables["expertise"])
        province.make_industries(write)
        province.make_qualifications(write, tables["people"], tables["orders"])
        accounts = make_accounts(write, programme, units)
        cohort = write.save(Cohort(programme=programme, code=CODE, name=f"{CODE} 年批次"))
        nominees = province.make_people(write, tables["people"], units, places, "")
    rounds.freeze_rules(accounts, cohort, tables)
    cohort.refresh_from_db()
    with writing(by=None, action="bench.fill") as write:
        write.save_all([_order(cohort, row, units, places) for row in tables["orders"]])
    rounds.open_nominations(accounts, cohort)
    cohort.refresh_from_db()
    with writing(by=None, action="bench.fill") as write:
        write.save_all([_nomination(cohort, row, nominees) for row in tables["people"]])
    rounds_actions.seal(by=accounts["office"], cohort=cohort)
    cohort.refresh_from_db()
    return accounts["office"], cohort


def _order(cohort: Cohort, row: dict[str, Any], units: dict[str, Any], places: dict[str, Any]) -> Order:
    values = ORDER_ROWS.values(row) | {
        "host": units[row["host"]],
        "place": places.get(row["place"]),
        "code": row["id"],
    }
    return Order(cohort=cohort, state="accepted", **values)


def _nomination(cohort: Cohort, row: dict[str, Any], people: dict[str, Any]) -> Nomination:
    person = people[row["id"]]
    return Nomination(
        cohort=cohort,
        person=person,
        home=person.home,
        state="cleared",
        wishes=as_json(row["wishes"] or ()),
        directions=as_json(row["directions"] or ()),
        start=row["start"],
        end=row["end"],
        confirmed_at=timezone.now(),
    )
