"""The liaison drive at the size of real ones: staff, firms, contacts by the engine, and what firms reported.

Everything in it is invented. It fills an empty database, in batches, through the trail.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from shanhai.desk import actions, queries
from shanhai.desk.actions.steps import set_all_dates
from shanhai.desk.fitting import contacts
from shanhai.desk.models import Asker, Competence, Liaison, Request, Step, Topic
from shanhai.haiyue.chance import Chance
from shanhai.haiyue.liaison import TITLES, liaison
from shanhai.programme.models import Account, Organisation, Participation, Person, Programme, RoleHeld
from shanhai.programme.trail import writing
from shanhai.website.sample import province
from shanhai.website.sample.accounts import PASSWORD
from shanhai.website.sample.desk import write_calendar
from shanhai.workbook.records import records_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from shanhai.programme.models import Place
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
    book = liaison(size.staff, size.firms, "liaison-drive").book("zh-hans")
    say(f"{size.staff:,} staff and {size.firms:,} firms are invented")
    drive = _Drive(book, size)
    drive.fill_hub()
    say("places, units, staff and firms are written")
    say(f"{drive.keep_contacts():,} contacts are found by the engine and written")
    drive.report()
    say(f"{size.requests:,} requests are written")
    routed = actions.route_waiting(by=None, programme=drive.programme)
    say(f"{sum(bool(each.unit) for each in routed):,} of them are routed in one go")
    drive.follow()
    say("what came of them is written")
    return drive.programme


class _Drive:
    """The drive while it is being filled in."""

    def __init__(self, book: Book, size: Size) -> None:
        self.book, self.size = book, size
        self.rows = records_of(book)
        self.places: dict[str, Place] = {}
        self.units: dict[str, Organisation] = {}
        self.people: dict[str, Person] = {}

    def fill_hub(self) -> None:
        """Programme, places, units, an account for each role, staff, firms, topics and the calendar."""
        with writing(by=None, action="sample.fill", reason=_WHY) as write:
            self.programme = write.save(Programme(code="drive", name="海岳省助企联络（虚构）", invented=True))
            self.places = province.make_places(write, self.rows["places"], self.book.names.outlines)
            self.units = province.make_organisations(write, self.rows["organisations"], self.places)
            homes = {row["home"] for row in self.rows["people"]}
            write.save_all(
                [
                    Participation(programme=self.programme, organisation=self.units[code], is_home=True)
                    for code in sorted(homes)
                ]
            )
            self.people = province.make_people(write, self.rows["people"], self.units, self.places, "")
            self._make_accounts(write, sorted(homes)[0])
            topics = [
                Topic(programme=self.programme, code=code, name=name.hans) for code, name in TITLES.items()
            ]
            write.save_all(topics)
            write.save_all(list(self._competences(sorted(homes))))
        write_calendar(self.programme)

    def _make_accounts(self, write, unit: str) -> None:
        for role, at in (("office", None), ("responder", unit), ("auditor", None)):
            account = Account(username=f"drive-{role}", name=f"drive-{role}")
            account.set_password(PASSWORD)
            write.save(account)
            organisation = self.units[at] if at else None
            held = RoleHeld(account=account, role=role, programme=self.programme, organisation=organisation)
            write.save(held)
            if role == "office":
                self.office = account

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
        found = contacts(self.book.problem)
        with writing(by=None, action="desk.liaison", reason=_WHY) as write:
            write.save_all(
                [
                    Liaison(
                        programme=self.programme,
                        person=self.people[person],
                        firm=self.units[self._host[order]],
                        fit=fit,
                    )
                    for person, order, fit in found
                ]
            )
        self.contacts = found
        return len(found)

    @property
    def _host(self) -> dict[str, str]:
        if not hasattr(self, "_hosts"):
            self._hosts = {row["id"]: row["host"] for row in self.rows["orders"]}
        return self._hosts

    def report(self) -> None:
        """What firms said on visits, over most of a year."""
        orders = {row["id"]: row for row in self.rows["orders"]}
        topics = {topic.code: topic for topic in Topic.objects.filter(programme=self.programme)}
        asked = [order for _, order, _ in self.contacts] or list(orders)
        for start in range(0, self.size.requests, _BATCH):
            numbers = range(start, min(start + _BATCH, self.size.requests))
            with writing(by=self.office, action="desk.report", reason=_WHY) as write:
                made = [self._request(n, orders[asked[n % len(asked)]], topics) for n in numbers]
                write.save_all(made)
                askers = [Asker(request=each, account=self.office, via="visit") for each in made]
                write.save_all(askers)
                write.save_all(
                    [
                        self._step(each, "report", "received", 0, asker=asker, text=each.text)
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

    def _step(self, request: Request, name: str, state: str, days: int, **more: object) -> Step:
        at = request.at + timedelta(days=days)
        return Step(request=request, name=name, state=state, at=at, on=at.date(), **more)

    def follow(self) -> None:
        """Of a hundred 92 are answered and most of these solved and confirmed; the others wait."""
        keys = list(
            Request.objects.filter(programme=self.programme, state="routed").values_list("pk", flat=True)
        )
        calendar, settings = queries.calendar_of(self.programme), queries.settings_of(self.programme)
        for start in range(0, len(keys), _BATCH):
            with writing(by=self.office, action="desk.answer", reason=_WHY) as write:
                held = Request.objects.select_for_update(of=("self",)).filter(
                    pk__in=keys[start : start + _BATCH]
                )
                moved = list(held.order_by("pk"))
                write.save_all([step for request in moved for step in self._moved(request)])
                set_all_dates(moved, calendar, settings)
                write.save_all(moved)

    def _moved(self, request: Request) -> Iterator[Step]:
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
            request.outcome = {"answer": "answered", "solve": "solved", "cannot": "unsolvable"}.get(
                name, request.outcome
            )
            yield self._step(request, name, state, days, by=self.office)
        request.turn = {"confirmed": "", "solved": "asker", "unsolvable": "asker"}.get(state, "unit")
