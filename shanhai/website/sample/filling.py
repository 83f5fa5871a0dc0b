"""Fills the sample in one transaction: either all of it is there afterwards, or nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from shanhai.haiyue import haiyue, sample
from shanhai.plans.queries import placements_of
from shanhai.programme.models import Cohort, Programme, Term
from shanhai.programme.trail import writing
from shanhai.website.sample import decisions, desk, placements, plans, province, registers, rounds
from shanhai.website.sample.accounts import make_accounts
from shanhai.workbook.records import records_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shanhai.plans.models import Plan
    from shanhai.programme.models import Account, Organisation, Person, Place
    from shanhai.workbook import Book

#: Of each year: people and seats; 2022 is the sample that the command line knows as well.
SIZES = {"2021": (150, 170), "2023": (48, 60)}
YEARS = ("2021", "2022", "2023")


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
        """The rows of one table of a year's book, their dates in that year's term."""
        later = int(year) - 2022
        return [_moved(row, later) for row in records_of(self.books[year])[table]]


def fill() -> None:
    """Fill an empty database."""
    books = {
        "2021": haiyue(*SIZES["2021"], "haiyue-2021"),
        "2022": sample("haiyue-2022"),
        "2023": haiyue(*SIZES["2023"], "haiyue-2023"),
    }
    with transaction.atomic():
        made = Sample(books)
        _fill_hub(made)
        for year in YEARS:
            # Rules come before orders, as they do in life.
            rounds.freeze_rules(made.accounts, made.cohorts[year], records_of(made.books[year]))
        _fill_registers(made)
        _fill_rounds(made)
        _fill_plans(made)
        desk.fill_desk(made.programme, made.accounts, made.organisations, made.places, made.people["2021"])


def _fill_hub(made: Sample) -> None:
    with writing(by=None, action="sample.fill", reason="虚构样例 · invented sample") as write:
        names = made.books["2022"].names
        made.programme = write.save(Programme(code="haiyue", name=names.programme, invented=True))
        made.places = province.make_places(write, made.rows("2022", "places"), names.outlines)
        made.organisations = province.make_organisations(write, _organisations(made), made.places)
        people = [row for year in YEARS for row in made.rows(year, "people")]
        orders = [row for year in YEARS for row in made.rows(year, "orders")]
        province.make_participations(
            write,
            made.programme,
            made.organisations,
            {row["home"] for row in people},
            {row["host"] for row in orders},
        )
        province.make_codes(write, Term.Scheme.EXPERTISE, made.rows("2022", "expertise"))
        province.make_industries(write)
        province.make_qualifications(write, people, orders)
        made.accounts = make_accounts(write, made.programme, made.organisations)
        for year in YEARS:
            made.cohorts[year] = _make_cohort(made, write, year)
            prefix = "" if year == "2022" else f"{year[2:]}-"
            made.people[year] = province.make_people(
                write, made.rows(year, "people"), made.organisations, made.places, prefix
            )
        _give_account(write, made.accounts["nominee"], next(iter(made.people["2023"].values())))


def _give_account(write, account: Account, person: Person) -> None:
    """Somebody of the sample signs in with a demo account."""
    person.account = account
    account.name = person.name
    write.save(person)
    write.save(account)


def _give_to_placed(made: Sample, plan: Plan) -> None:
    """The account of the secondee is somebody's who has a place in the plan of 2021."""
    placed = list(placements_of(plan))
    home = made.organisations["U042"]
    mine = next((each for each in placed if each.person.home_id == home.pk), placed[0])
    with writing(by=None, action="sample.fill") as write:
        _give_account(write, made.accounts["secondee"], mine.person)


def _fill_registers(made: Sample) -> None:
    for year, cohort in made.cohorts.items():
        registers.hand_in_orders(
            made.accounts, cohort, made.rows(year, "orders"), made.organisations, made.places
        )
    expertise = made.books["2022"].names.expertise
    registers.hand_in_offers(
        made.accounts, made.cohorts["2023"], list(made.people["2022"].values()), expertise
    )
    registers.write_profiles(made.accounts, made.programme, made.organisations, made.places)


def _fill_rounds(made: Sample) -> None:
    for year, cohort in made.cohorts.items():
        rounds.open_nominations(made.accounts, cohort)
        nominate = rounds.nominate_some if year == "2023" else rounds.nominate_all
        nominate(made.accounts, cohort, made.people[year], made.rows(year, "people"))


def _fill_plans(made: Sample) -> None:
    """That of 2021 is signed and public, and its people are placed; that of 2022 lies on the board."""
    signed = plans.make_plan(made.accounts, made.cohorts["2021"])
    _give_to_placed(made, signed)
    placements.fill(made.accounts, decisions.publish(made.accounts, signed))
    plan = plans.make_plan(made.accounts, made.cohorts["2022"])
    plans.try_changes(made.accounts, plan)


def _organisations(made: Sample) -> list[dict[str, Any]]:
    """The organisations of all years, each once."""
    found = {row["id"]: row for year in YEARS for row in made.rows(year, "organisations")}
    return list(found.values())


def _moved(row: dict[str, Any], years: int) -> dict[str, Any]:
    """A row with its dates so many years later."""
    return {
        key: value.replace(year=value.year + years) if isinstance(value, date) else value
        for key, value in row.items()
    }


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
