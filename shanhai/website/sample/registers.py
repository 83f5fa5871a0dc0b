"""The sample's orders, offers, needs and profiles: the clerk hands them in, the office accepts them."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from shanhai.haiyue.geography import programme_counties
from shanhai.haiyue.registers import specialities
from shanhai.registers import actions
from shanhai.registers.tables import ORDER_ROWS
from shanhai.website.sample.accounts import CLERK

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shanhai.programme.models import Account, Cohort, Organisation, Person, Place, Programme

    Row = Mapping[str, Any]

#: A unit that puts forward so many people also offers help in what they know best.
PEOPLE_OF_AN_OFFER = 3
NEEDS_OF_A_COUNTY = ("冷链仓储的运营人才", "数字化改造的技术指导", "品牌策划与电商运营")


def hand_in_orders(
    accounts: Mapping[str, Account],
    cohort: Cohort,
    rows: Sequence[Row],
    organisations: Mapping[str, Organisation],
    places: Mapping[str, Place],
) -> None:
    """Write, hand in and accept every order of a year."""
    clerk, office = accounts[CLERK], accounts["office"]
    for row in rows:
        values = ORDER_ROWS.values(row)
        values |= {"host": organisations[row["host"]], "place": places.get(row["place"])}
        order = actions.write_order(by=clerk, cohort=cohort, values=values)
        order = actions.move(by=clerk, entry=order, step="submit", expected=order.version)
        actions.move(by=office, entry=order, step="accept", expected=order.version)


def hand_in_offers(
    accounts: Mapping[str, Account], cohort: Cohort, people: Sequence[Person], expertise: Mapping[str, str]
) -> None:
    """Units with several people offer help in what most of these know."""
    by_home: dict[Organisation, list[Person]] = defaultdict(list)
    for person in people:
        by_home[person.home].append(person)
    for home, several in by_home.items():
        if len(several) < PEOPLE_OF_AN_OFFER:
            continue
        known = Counter(code for person in several for code, *_ in person.expertise)
        best = [code for code, _ in sorted(known.items(), key=lambda each: (-each[1], each[0]))[:3]]
        values = {
            "organisation": home,
            "title": f"{expertise.get(best[0], best[0])}等方面的指导",
            "kinds": ["part_time", "challenge"],
            "expertise": [[code, 4, False] for code in best],
            "capacity": len(several),
        }
        offer = actions.write_offer(by=accounts[CLERK], cohort=cohort, values=values)
        offer = actions.move(by=accounts[CLERK], entry=offer, step="submit", expected=offer.version)
        actions.move(by=accounts["office"], entry=offer, step="accept", expected=offer.version)


def write_profiles(
    accounts: Mapping[str, Account],
    programme: Programme,
    organisations: Mapping[str, Organisation],
    places: Mapping[str, Place],
) -> None:
    """Every county of the programme says what it lives from, and some what they lack."""
    known = specialities()
    for number, county in enumerate(programme_counties()):
        keeper = organisations.get("C" + county.id.removeprefix("HY"))
        if keeper is None:
            continue
        lives_from = [known[key] for key in county.lives_from]
        lacks = NEEDS_OF_A_COUNTY[number % len(NEEDS_OF_A_COUNTY)]
        actions.write_profile(
            by=accounts[CLERK],
            programme=programme,
            place=places[county.id],
            keeper=keeper,
            values={
                "speciality": "、".join(each.name.hans for each in lives_from),
                "industries": [each.industry for each in lives_from],
                "needs": lacks,
            },
        )
        if number % 4 == 0:
            actions.write_need(
                by=accounts[CLERK],
                programme=programme,
                values={"host": keeper, "place": places[county.id], "title": lacks, "source": "profile"},
            )
