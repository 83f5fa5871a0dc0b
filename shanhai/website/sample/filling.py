"""Fills the sample in one transaction: either all of it is there afterwards, or nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from shanhai.haiyue import haiyue, sample
from shanhai.programme.models import Cohort, Programme
from shanhai.programme.trail import writing
from shanhai.website.sample import province, registers, rounds
from shanhai.website.sample.accounts import make_accounts
from shanhai.workbook.records import records_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shanhai.programme.models import Account, Organisation, Person, Place
    from shanhai.workbook import Book

PEOPLE_2021, SEATS_2021 = 180, 210


@dataclass
class Sample:
    """What the sample is made of while it is being filled in."""

    books: Mapping[str, Book]
    programme: Programme = None
    places: dict[str, Place] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    cohorts: dict[str, Cohort] = field(default_factory=dict)
    people: dict[str, dict[str, Person]] = field(default_factory=dict)

    def rows(self, year: str, table: str) -> list[dict[str, Any]]:
        """The rows of one table of a year's book."""
        return records_of(self.books[year])[table]


def fill() -> None:
    """Fill an empty database."""
    books = {
        "2021": haiyue(PEOPLE_2021, SEATS_2021, "haiyue-2021"),
        "2022": sample("haiyue-2022"),
    }
    with transaction.atomic():
        made = Sample(books)
        _fill_hub(made)
        _fill_registers(made)
        _fill_rounds(made)


def _fill_hub(made: Sample) -> None:
    with writing(by=None, action="sample.fill", reason="虚构样例 · invented sample") as write:
        names = made.books["2022"].names
        made.programme = write.save(Programme(code="haiyue", name=names.programme, invented=True))
        made.places = province.make_places(write, made.rows("2022", "places"), names.outlines)
        made.organisations = province.make_organisations(write, _organisations(made), made.places)
        people = [*made.rows("2021", "people"), *made.rows("2022", "people")]
        orders = [*made.rows("2021", "orders"), *made.rows("2022", "orders")]
        province.make_participations(
            write,
            made.programme,
            made.organisations,
            {row["home"] for row in people},
            {row["host"] for row in orders},
        )
        province.make_expertise(write, made.rows("2022", "expertise"))
        province.make_qualifications(write, people, orders)
        made.accounts = make_accounts(write, made.programme, made.organisations)
        for year in ("2021", "2022"):
            made.cohorts[year] = _make_cohort(made, write, year)
            prefix = "" if year == "2022" else "21-"
            made.people[year] = province.make_people(
                write, made.rows(year, "people"), made.organisations, made.places, prefix
            )
        _give_account(made, write)


def _give_account(made: Sample, write) -> None:
    """One of those put forward in 2022 signs in with the account of the secondee."""
    account = made.accounts["secondee"]
    home = made.organisations["U042"]
    person = next(each for each in made.people["2022"].values() if each.home_id == home.pk)
    person.account = account
    account.name = person.name
    write.save(person)
    write.save(account)


def _fill_registers(made: Sample) -> None:
    for year, cohort in made.cohorts.items():
        registers.hand_in_orders(
            made.accounts, cohort, made.rows(year, "orders"), made.organisations, made.places
        )
    expertise = made.books["2022"].names.expertise
    registers.hand_in_offers(
        made.accounts, made.cohorts["2022"], list(made.people["2022"].values()), expertise
    )
    registers.write_profiles(made.accounts, made.programme, made.organisations, made.places)


def _fill_rounds(made: Sample) -> None:
    for year, cohort in made.cohorts.items():
        tables = records_of(made.books[year])
        rounds.freeze_rules(made.accounts, cohort, tables)
        rounds.open_nominations(made.accounts, cohort)
        nominate = rounds.nominate_some if year == "2022" else rounds.nominate_all
        nominate(made.accounts, cohort, made.people[year], tables["people"])


def _organisations(made: Sample) -> list[dict[str, Any]]:
    """The organisations of both years, each once."""
    found = {row["id"]: row for year in ("2021", "2022") for row in made.rows(year, "organisations")}
    return list(found.values())


def _make_cohort(made: Sample, write, year: str) -> Cohort:
    return write.save(
        Cohort(
            programme=made.programme,
            code=year,
            name=f"{year} 年批次",
            previous=made.cohorts.get(str(int(year) - 1)),
            starts=date(int(year), 7, 1),
            ends=date(int(year) + 2, 6, 30),
        )
    )
