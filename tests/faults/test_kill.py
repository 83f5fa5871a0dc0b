"""A power cut at any moment: what was acknowledged is there once, nothing is there by half, and work goes on.

Six people work at the same time: one imports a workbook, one approves rules, one puts people forward, one
reports difficulties, one hands requests over and one notes who has arrived. At a random moment server and
worker are killed with -9 and started again. Whoever got no answer then sends the same form again, as a
browser would.
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from threading import Thread, Timer
from typing import TYPE_CHECKING

import pytest
import requests

from tests.faults.inside import clerk_in
from tests.faults.prepared import running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.faults.inside import Clerk
    from tests.faults.installation import Browser, Installation

MOMENTS = [pytest.param(4, id="4-moments"), pytest.param(50, id="50-moments", marks=pytest.mark.long)]
ROWS = 300
#: What the others have to do while a workbook is imported.
RULE_SETS, PEOPLE, REPORTS, HANDED, ARRIVALS = 4, 6, 4, 4, 4
PATIENCE = 120
OFFICERS = ("qingxi_officer", "panel", "university_officer", "secondee", "responder", "office")


@dataclass
class Form:
    """A form that was filled in: sent again as often as it takes, always with the same fields."""

    browser: Browser
    path: str
    fields: dict[str, str]
    files: dict[str, tuple[str, bytes]] | None = None
    led_to: str = ""

    def send(self) -> bool:
        """Send it. Returns: whether an answer came back."""
        try:
            answer = self.browser.post(self.path, self.fields, self.files)
        except requests.RequestException:
            return False
        assert answer.status_code == 302, f"{self.path}: {answer.status_code}"
        self.led_to = answer.headers["Location"]
        return True


class Desk:
    """What one officer has to do, one form after the other; it goes on where it was cut off."""

    def __init__(self, *forms: Callable[[Desk], Form]) -> None:
        self._still = list(forms)
        self.at: Form | None = None
        self.done: list[Form] = []
        self.failed: Exception | None = None

    def work(self) -> None:
        """Fill in and send until everything is acknowledged or no answer comes."""
        try:
            while self.at or self._still:
                self.at = self.at or self._still[0](self)
                if not self.at.send():
                    return
                self.done.append(self.at)
                self.at, self._still = None, self._still[1:]
        except requests.RequestException:
            return
        except Exception as error:
            self.failed = error

    @property
    def is_empty(self) -> bool:
        """Whether everything was acknowledged."""
        return not self._still


class Morning:
    """What the six have to do before, during and after one power cut."""

    def __init__(
        self,
        number: int,
        browsers: dict[str, Browser],
        at: str,
        rules: list[str],
        people: list[int],
        asked: list[int],
        placed: list[int],
    ) -> None:
        self.name, self.rules, self.people = f"M{number}-", rules, people
        self.asked, self.placed = asked, placed
        self.texts = [f"{self.name}{each} 鱼塘死鱼" for each in range(REPORTS)]
        self.importing = Desk(
            lambda _: _uploading(browsers["qingxi_officer"], self.name, at),
            lambda desk: _confirming(browsers["qingxi_officer"], desk.done[0].led_to),
        )
        self.approving = Desk(*(_approving(browsers["panel"], cohort) for cohort in rules))
        self.nominating = Desk(*(_nominating(browsers["university_officer"], person) for person in people))
        self.reporting = Desk(*(_reporting(browsers["secondee"], text) for text in self.texts))
        self.handing = Desk(*(_handing_over(browsers["responder"], pk) for pk in asked))
        self.arriving = Desk(*(_arriving(browsers["office"], pk) for pk in placed))

    @property
    def desks(self) -> tuple[Desk, ...]:
        """All six."""
        return (
            self.importing, self.approving, self.nominating, self.reporting, self.handing, self.arriving,
        )  # fmt: skip

    def work(self) -> None:
        """All six at the same time, until they are done or cut off."""
        threads = [Thread(target=desk.work) for desk in self.desks]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for desk in self.desks:
            if desk.failed:
                raise desk.failed

    def is_there(self, clerk: Clerk) -> None:
        """What was acknowledged is there once; of the rest all or nothing."""
        for place, cohort in enumerate(self.rules):
            (stored,) = clerk.rules_of(cohort)
            assert stored["is_sealed"] == (stored["state"] == "frozen") == bool(stored["approved_by"])
            assert stored["state"] == "frozen" or place >= len(self.approving.done)
        for place, person in enumerate(self.people):
            stored = clerk.nominations_of(person)
            assert [each["is_seen"] for each in stored] in ([], [True])
            assert stored or place >= len(self.nominating.done)
        reported = clerk.reported(self.name)
        assert len(set(reported)) == len(reported) >= len(self.reporting.done)
        for place, pk in enumerate(self.asked):
            stored = clerk.request(pk)
            assert stored["leads"] == [stored["unit"]]
            assert stored["steps"].count("hand_over") == (stored["unit"] == "U02")
            assert stored["unit"] == "U02" or place >= len(self.handing.done)
        for place, pk in enumerate(self.placed):
            stored = clerk.placement(pk)
            there = stored["state"] == "in_post"
            assert (stored["has_arrived"], stored["version"]) == (there, 2 if there else 1)
            assert bool(stored["told"]) == there >= (place < len(self.arriving.done))
        states = clerk.states_of_imports(f"{self.name}orders.csv")
        assert len(states) in ((1,) if self.importing.done else (0, 1))
        assert states == [] or states[0] in ("reading", "ready", "confirmed", "done")
        assert states not in (["reading"], ["ready"]) or not self.importing.is_empty
        # The worker may be writing just now: looked at before and after.
        said_before, written = self.is_said_to_be_written(clerk), self.is_written(clerk)
        assert said_before <= written <= self.is_said_to_be_written(clerk)

    def is_said_to_be_written(self, clerk: Clerk) -> bool:
        """Whether the import says that it is done."""
        return clerk.states_of_imports(f"{self.name}orders.csv") == ["done"]

    def is_written(self, clerk: Clerk) -> bool:
        """Whether the rows of the workbook are there, all of them; some of them is a failure."""
        found = clerk.titles(self.name)
        assert len(found) in (0, ROWS)
        assert len(set(found)) == len(found)
        return bool(found)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A running server and worker."""
    with running(tmp_path_factory, worker=True) as made:
        yield made


@pytest.fixture(scope="module")
def clerk(house: Installation) -> Iterator[Clerk]:
    """Somebody inside who prepares records and looks at them, and is not killed."""
    with clerk_in(house) as made:
        yield made


@pytest.mark.parametrize("moments", MOMENTS)
def test_after_a_power_cut_everything_acknowledged_is_there_once(house, clerk, moments) -> None:
    browsers = {name: house.browser_of(name) for name in OFFICERS}
    at, *rules = clerk.rules_proposed(1 + RULE_SETS * (moments + 1))
    people = clerk.nominations_opened(PEOPLE * (moments + 1))
    asked = clerk.requests_taken_on(HANDED * (moments + 1))
    placed = clerk.placements_inducted(ARRIVALS * (moments + 1))
    mornings = [
        Morning(n, browsers, at, *(each[n :: moments + 1] for each in (rules, people, asked, placed)))
        for n in range(moments + 1)
    ]
    span = _undisturbed(mornings[0], clerk)
    seed, unanswered = random.Random(20221214), 0
    for place, morning in enumerate(mornings[1:]):
        # One moment in each part of a morning, so that early and late ones are among a few.
        _cut_off(house, morning, seed, span * (place + seed.random()) / moments)
        morning.is_there(clerk)
        unanswered += sum(not desk.is_empty for desk in morning.desks)
        clerk.resume()
        morning.work()
        assert all(desk.is_empty for desk in morning.desks)
    for morning in mornings:
        _wait_for(lambda morning=morning: morning.is_said_to_be_written(clerk))
        morning.is_there(clerk)
        assert morning.is_written(clerk)
    assert unanswered, "No cut fell into anybody's work, so nothing was tried."
    assert clerk.disagreements() == []


def _undisturbed(morning: Morning, clerk: Clerk) -> float:
    """Let a morning pass without a cut. Returns: how many seconds it took until everything was written."""
    began = time.monotonic()
    morning.work()
    _wait_for(lambda: morning.is_said_to_be_written(clerk))
    return time.monotonic() - began


def _cut_off(house: Installation, morning: Morning, seed: random.Random, after: float) -> None:
    """Kill server and worker so many seconds into a morning, in a random order, and start them again."""
    order = seed.sample(("server", "worker"), 2)
    cut = Timer(after, lambda: [house.kill(name) for name in order])
    cut.start()
    morning.work()
    cut.join()
    house.start_worker()
    house.start_server()


def _uploading(browser: Browser, name: str, cohort: str) -> Form:
    page = f"/p/haiyue/imports/new/orders/?cohort={cohort}"
    lines = ["订单编号,订单名称,接收单位,名额", *(f"{name}{n},{name}{n}.,CU11,1" for n in range(ROWS))]
    book = "\n".join(lines).encode()
    return Form(browser, page, browser.hidden(page), {"file": (f"{name}orders.csv", book)})


def _confirming(browser: Browser, page: str) -> Form:
    return Form(browser, f"{page}confirm", browser.hidden(page))


def _approving(browser: Browser, cohort: str) -> Callable[[Desk], Form]:
    page = f"/p/haiyue/{cohort}/rules/1/"
    return lambda _: Form(browser, f"{page}step/", {**browser.hidden(page), "step": "approve"})


def _nominating(browser: Browser, person: int) -> Callable[[Desk], Form]:
    page = "/p/haiyue/2022/nominations/new/"
    return lambda _: Form(browser, page, {**browser.hidden(page), "person": str(person), "why": "能胜任"})


def _reporting(browser: Browser, text: str) -> Callable[[Desk], Form]:
    page = "/p/haiyue/desk/new"
    return lambda _: Form(browser, page, {**browser.hidden(page), "text": text})


def _handing_over(browser: Browser, pk: int) -> Callable[[Desk], Form]:
    page = f"/p/haiyue/desk/{pk}/"
    fields = {"text": "由更专业的单位办理", "unit": "U02"}
    return lambda _: Form(browser, f"{page}step/hand_over", {**browser.hidden(page), **fields})


def _arriving(browser: Browser, pk: int) -> Callable[[Desk], Form]:
    page = f"/p/haiyue/2022/placements/{pk}/"
    return lambda _: Form(
        browser, f"{page}step/", {**browser.hidden(page), "step": "arrive", "on": "2022-09-01"}
    )


def _wait_for(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "The worker does not come to an end."
        # Nothing tells when a job of another process has ended but looking.
        time.sleep(0.1)
