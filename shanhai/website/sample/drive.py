"""The liaison drive at the size of real ones: staff, firms, contacts by the engine, and what firms reported.

Everything in it is invented. It fills an empty database, in batches, through the trail.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from shanhai.desk import actions, queries, rules
from shanhai.desk.actions.steps import set_dates
from shanhai.desk.fitting import contacts
from shanhai.desk.models import Asker, Competence, Request, Step, Topic
from shanhai.haiyue.chance import Chance
from shanhai.haiyue.liaison import TITLES, liaison
from shanhai.placements.actions import begin_links
from shanhai.programme.models import (
    Account,
    Cohort,
    Organisation,
    Person,
    Programme,
    RoleHeld,
)
from shanhai.programme.trail import writing
from shanhai.website.sample import province
from shanhai.website.sample.accounts import PASSWORD
from shanhai.website.sample.desk import write_calendar
from shanhai.workbook.records import records_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from shanhai.programme.models import Place
    from shanhai.programme.trail import Writing
    from shanhai.workbook.book import Book

STAFF, FIRMS, REQUESTS = 45_300, 60_900, 48_900
#: Of a hundred requests so many are answered, as in the drives that are known.
ANSWERED = 92
_ZONE = ZoneInfo("Asia/Shanghai")
_FIRST_DAY, _DAYS = date(2022, 2, 7), 300
_WHY = "虚构样例 · invented sample"
_BATCH = 4_000


@dataclass(frozen=True)
class Size:
    """How much of it."""

    staff: int = STAFF
    firms: int = FIRMS
    requests: int = REQUESTS


def fill_drive(size: Size, say: Callable[[str], None] = print) -> Programme:
    """Fill an empty database with the drive."""
    programme = report_drive(size, say)
    routed = actions.route_waiting(by=None, programme=programme)
    say(f"{sum(bool(each.unit) for each in routed):,} of them are routed in one go")
    follow_drive(programme, say)
    return programme


def report_drive(size: Size, say: Callable[[str], None] = print) -> Programme:
    """Everything up to the requests, which nobody has routed yet."""
    book = liaison(size.staff, size.firms, "liaison-drive").book("zh-hans")
    say(f"{size.staff:,} staff and {size.firms:,} firms are invented")
    drive = _Drive(book, size)
    drive.fill_hub()
    say("places, units, staff and firms are written")
    say(f"{drive.keep_contacts():,} contacts are found by the engine and written")
    drive.make_accounts()
    drive.report()
    say(f"{size.requests:,} requests are written")
    return drive.programme


def follow_drive(programme: Programme, say: Callable[[str], None] = print) -> None:
    """What came of the requests that are with units."""
    office = Account.objects.get(username="drive-office")
    keys = list(Request.objects.filter(programme=programme, state="routed").values_list("pk", flat=True))
    calendar, settings = queries.calendar_of(programme), queries.settings_of(programme)
    for batch in batched(keys):
        with writing(by=office, action="desk.answer", reason=_WHY) as write:
            held = Request.objects.select_for_update(of=("self",)).filter(pk__in=batch)
            moved = list(held.order_by("pk"))
            write.save_all([step for request in moved for step in _moved(request, office)])
            set_dates(moved, calendar, settings)
            write.save_all(moved)
            spoke = list(Asker.objects.filter(request__in=moved, request__state="confirmed"))
            for asker in spoke:
                asker.verdict = "confirmed"
            write.save_all(spoke)
    say("what came of them is written")


class _Drive:
    """The drive while it is being filled in."""

    def __init__(self, book: Book, size: Size) -> None:
        self.book, self.size = book, size
        self.rows = records_of(book)
        self.places: dict[str, Place] = {}
        self.units: dict[str, Organisation] = {}
        self.people: dict[str, Person] = {}
        self.orders = {row["id"]: row for row in self.rows["orders"]}

    def fill_hub(self) -> None:
        """Programme, places, units, staff, firms, topics and the calendar."""
        with writing(by=None, action="sample.fill", reason=_WHY) as write:
            self.programme = write.save(Programme(code="drive", name="海岳省助企联络（虚构）", invented=True))
            self.cohort = write.save(
                Cohort(programme=self.programme, code="2022", name="2022 年批次（虚构）", starts=_FIRST_DAY)
            )
            self.places = province.make_places(write, self.rows["places"], self.book.names.outlines)
            self.units = province.make_organisations(write, self.rows["organisations"], self.places)
            homes = {row["home"] for row in self.rows["people"]}
            hosts = {row["host"] for row in self.orders.values()}
            province.make_participations(write, self.programme, self.units, homes, hosts)
            self.people = province.make_people(write, self.rows["people"], self.units, self.places, "")
            topics = [
                Topic(programme=self.programme, code=code, name=name.hans) for code, name in TITLES.items()
            ]
            write.save_all(topics)
            write.save_all(list(self._competences(sorted(homes))))
            self.office = self._account(write, "office")
        write_calendar(self.programme)

    def make_accounts(self) -> None:
        """An account for each role that works in a drive: the busiest person, firm and home of it."""
        persons, firms = Counter(who for who, _ in self.contacts), Counter(at for _, at in self.contacts)
        person = self.people[max(persons, key=persons.get)]
        homes = Counter(self.people[who].home.code for who, _ in self.contacts)
        home, firm = max(homes, key=homes.get), self.orders[max(firms, key=firms.get)]["host"]
        with writing(by=None, action="sample.fill", reason=_WHY) as write:
            for role, at in (
                ("desk_officer", None), ("host_officer", firm), ("home_officer", home), ("contact", firm),
                ("responder", home), ("panel", None), ("auditor", None),
            ):  # fmt: skip
                self._account(write, role, at)
            person.account = self._account(write, "secondee")
            write.save(person)

    def _account(self, write: Writing, role: str, at: str | None = None) -> Account:
        account = Account(username=f"drive-{role}", name=f"drive-{role}")
        account.set_password(PASSWORD)
        write.save(account)
        organisation = self.units[at] if at else None
        write.save(RoleHeld(account=account, role=role, programme=self.programme, organisation=organisation))
        return account

    def _competences(self, homes: Sequence[str]) -> Iterator[Competence]:
        """Every unit takes some topics everywhere; all together have room for half as much again."""
        codes = list(TITLES)
        room = max(2, self.size.requests * 3 // (2 * len(homes)))
        for number, code in enumerate(homes):
            topics = [codes[(number + step) % len(codes)] for step in (0, 3, 7)]
            yield Competence(
                programme=self.programme, unit=self.units[code], topics=topics, places=[], capacity=room
            )

    def keep_contacts(self) -> int:
        """Who keeps contact with which firm, as the engine finds it."""
        self.contacts = contacts(self.book.problem)
        links = [(self.people[who], self.units[self.orders[order]["host"]]) for who, order in self.contacts]
        return begin_links(by=self.office, cohort=self.cohort, links=links, starts=_FIRST_DAY)

    def report(self) -> None:
        """What firms said on visits, over most of a year."""
        topics = {topic.code: topic for topic in Topic.objects.filter(programme=self.programme)}
        asked = [order for _, order in self.contacts] or list(self.orders)
        for numbers in batched(range(self.size.requests)):
            with writing(by=self.office, action="desk.report", reason=_WHY) as write:
                said = [self.orders[asked[number % len(asked)]] for number in numbers]
                made = [self._request(*each, topics) for each in zip(numbers, said, strict=True)]
                write.save_all(made)
                firms = [self.units[order["host"]] for order in said]
                askers = [
                    Asker(request=each, account=self.office, unit=firm, via="visit", name=firm.name)
                    for each, firm in zip(made, firms, strict=True)
                ]
                write.save_all(askers)
                write.save_all(
                    [
                        _step(each, "report", "received", 0, asker=asker, text=each.text)
                        for each, asker in zip(made, askers, strict=True)
                    ]
                )

    def _request(self, number: int, order: dict, topics: dict[str, Topic]) -> Request:
        chance = Chance("drive", "request", number)
        day = _FIRST_DAY + timedelta(days=chance.below(_DAYS))
        topic = topics[order["asks"][0][0]]
        firm = self.units[order["host"]]
        made = Request(
            programme=self.programme,
            topic=topic,
            place=firm.place,
            text=f"{firm.name}：{topic.name}方面有困难，第 {number + 1} 件，请予协调。",
            at=datetime.combine(day, time(8 + number % 9), tzinfo=_ZONE),
            client_id=f"drive-{number}",
        )
        made.route_by = made.answer_by = made.solve_by = made.next_on = day
        return made


def batched(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    """Keys in the portions of one transaction each."""
    return (keys[start : start + _BATCH] for start in range(0, len(keys), _BATCH))


def _step(request: Request, name: str, state: str, days: int, **more: object) -> Step:
    at = request.at + timedelta(days=days)
    return Step(request=request, name=name, state=state, at=at, on=at.date(), **more)


def _moved(request: Request, office: Account) -> Iterator[Step]:
    """Of a hundred 92 are answered and most of these solved and confirmed; the others wait."""
    chance = Chance("drive", "outcome", request.client_id or "")
    if not chance.happens(ANSWERED):
        return
    way = (("take_on", "taken_on", 1), ("answer", "answered", 3))
    end = chance.weighted(((("solve", "solved", 9), 88), (("cannot", "unsolvable", 9), 6), ((), 6)))
    way += (end,) if end else ()
    if end and chance.happens(90):
        way += (("confirm", "confirmed", 12),)
    for name, state, days in way:
        request.state = state
        request.outcome = rules.OUTCOMES.get(name, request.outcome)
        yield _step(request, name, state, days, by=office)
    request.turn = rules.turn(state, is_asked=False, has_unit=True)
