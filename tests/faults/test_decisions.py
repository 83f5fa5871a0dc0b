"""Plans and decisions under a power cut, and two officers at the same moment: everything is done once."""

from __future__ import annotations

import os
import random
import time
from dataclasses import dataclass
from threading import Timer
from typing import TYPE_CHECKING

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

from tests.faults.inside import clerk_in
from tests.faults.prepared import running
from tests.faults.test_kill import Form, _wait_for
from tests.faults.test_two_at_once import at_once, clicking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.faults.inside import Clerk
    from tests.faults.installation import Browser, Installation

COHORT = "/p/haiyue/2022/"
SECRET = "JBSWY3DPEHPK3PXP"
MEMBERS = ("panel", "second_member")
#: How many seconds after a step was sent the power may go; and in which steps it does in an ordinary run.
SPAN = 0.4
CUT_IN = ("ask", f"sign {MEMBERS[1]}", "publish")


@dataclass(frozen=True)
class Step:
    """One form of a round: who sends it from which page to where, and what has to hold afterwards."""

    name: str
    who: str
    page: str
    to: str
    fields: dict[str, str]
    holds: Callable[[], bool]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A running server and worker with the cast."""
    with running(tmp_path_factory, worker=True) as made:
        yield made


@pytest.fixture(scope="module")
def clerk(house: Installation) -> Iterator[Clerk]:
    """Somebody inside, who is not killed: a pool is sealed, and a panel named."""
    with clerk_in(house, "pool_sealed", "panel_named") as made:
        yield made


@pytest.fixture(scope="module")
def browsers(house: Installation, clerk: Clerk) -> dict[str, Browser]:
    """A browser for each, signed in; the members set up their apps afterwards."""
    made = {name: house.browser_of(name) for name in ("office", "second_office", *MEMBERS)}
    for name in MEMBERS:
        clerk.has_code_app(name, SECRET)
    return made


# One test, for each part goes on where the one before has ended, and two processes share the tests.
def test_a_round_lasts_through_power_cuts_and_two_at_the_same_moment(house, clerk, browsers) -> None:
    _after_a_power_cut_a_step_is_done_once(house, clerk, browsers)
    _of_two_who_move_a_plan_one_is_told(clerk, browsers)
    _two_who_sign_have_both_signed(clerk, browsers)


def _after_a_power_cut_a_step_is_done_once(
    house: Installation, clerk: Clerk, browsers: dict[str, Browser]
) -> None:
    seed = random.Random(20221214)
    for step in _steps(clerk):
        if step.name == "open_signing":
            clerk.answered_by_all()
        if step.name == "send_letters":
            clerk.window_over()
        if step.name.startswith("sign "):
            _confirm(browsers[step.who], step.page)
        page = browsers[step.who].hidden(step.page)
        form = Form(browsers[step.who], step.to, {**page, **step.fields})
        if step.name in CUT_IN or "SHANHAI_LONG" in os.environ:
            _send_in_a_power_cut(house, form, seed.random() * SPAN)
            clerk.resume_plans()
        else:
            assert form.send()
        _wait_for(step.holds)
    (decision,) = clerk.decisions_of()
    assert (decision["state"], decision["plan"], decision["lists"]) == ("signed", "signed", ["settled"])
    assert decision["signed"] == sorted(MEMBERS)
    assert set(clerk.letters_told().values()) == {1}
    assert clerk.disagreements() == []


def _of_two_who_move_a_plan_one_is_told(clerk: Clerk, browsers: dict[str, Browser]) -> None:
    names = ("office", "second_office")
    number = clerk.plan_verified()
    # The worker of the installation may have been quicker to take the plan up, and be at it still.
    _wait_for(lambda: _states_of(clerk)[number] == "verified")
    page = f"{COHORT}plans/{number}/"
    steps = {name: clicking(browsers[name], page, to=f"{page}step", step="hand_in") for name in names}
    assert sorted(answer.status_code for answer in at_once(steps).values()) == [302, 409]
    assert _states_of(clerk)[number] == "proposed"
    steps = {
        name: clicking(
            browsers[name],
            f"{COHORT}decisions/",
            to=f"{COHORT}decisions/open/",
            plan=str(clerk.key_of_plan(number)),
        )
        for name in names
    }
    assert sorted(answer.status_code for answer in at_once(steps).values()) == [302, 422]
    assert sum(each["state"] == "consulting" for each in clerk.decisions_of()) == 1
    assert clerk.disagreements() == []


def _states_of(clerk: Clerk) -> dict[int, str]:
    return {each["number"]: each["state"] for each in clerk.plans_of()}


def _two_who_sign_have_both_signed(clerk: Clerk, browsers: dict[str, Browser]) -> None:
    former, decision = clerk.decisions_of()
    clerk.answered_by_all()
    page = f"{COHORT}decisions/{decision['pk']}/"
    names = ("office", "second_office")
    steps = {name: clicking(browsers[name], page, to=f"{page}step/", step="open_signing") for name in names}
    assert sorted(answer.status_code for answer in at_once(steps).values()) == [302, 409]
    for name in MEMBERS:
        _confirm(browsers[name], f"{page}sign/")
    yes = {"agrees": "yes", "reason": "核对无误。"}
    steps = {name: clicking(browsers[name], f"{page}sign/", **yes) for name in MEMBERS}
    assert [answer.status_code for answer in at_once(steps).values()] == [302, 302]
    former, decision = clerk.decisions_of()
    assert (former["state"], former["plan"]) == ("replaced", "replaced")
    assert (decision["state"], decision["plan"], decision["signed"]) == ("signed", "signed", sorted(MEMBERS))
    assert clerk.disagreements() == []


def _steps(clerk: Clerk) -> Iterator[Step]:
    """A round from the plan to the letters, as officers and members send it."""
    plan, decisions = f"{COHORT}plans/1/", f"{COHORT}decisions/"

    def decided(**wanted: object) -> Callable[[], bool]:
        return lambda: any(wanted.items() <= each.items() for each in clerk.decisions_of())

    def planned(state: str) -> Callable[[], bool]:
        return lambda: (
            [each["state"] for each in clerk.plans_of()] == [state]
            and all(each["rows"] == 2 for each in clerk.plans_of())
        )

    yield Step("ask", "office", f"{COHORT}plans/", f"{COHORT}plans/ask", {"title": "一"}, planned("verified"))
    yield Step("hand_in", "office", plan, f"{plan}step", {"step": "hand_in"}, planned("proposed"))
    opened = {"plan": str(clerk.key_of_plan(1))}
    yield Step(
        "open", "office", decisions, f"{decisions}open/", opened, decided(state="consulting", signed=[])
    )
    page = f"{decisions}{clerk.decisions_of()[0]['pk']}/"
    given = ("office", page, f"{page}step/")
    yield Step("open_signing", *given, {"step": "open_signing"}, decided(state="signing", signed=[]))
    for count, who in enumerate(MEMBERS, 1):
        yes = {"agrees": "yes", "reason": "核对无误。"}
        holds = decided(signed=sorted(MEMBERS[:count]))
        yield Step(f"sign {who}", who, f"{page}sign/", f"{page}sign/", yes, holds)
    yield Step("publish", *given, {"step": "publish"}, decided(lists=["published"], places=2))
    listed = f"{COHORT}publications/1/"
    letters = {"step": "send_letters"}
    yield Step("send_letters", "office", listed, f"{listed}step/", letters, decided(lists=["settled"]))


def _send_in_a_power_cut(house: Installation, form: Form, after: float) -> None:
    """Send a form, kill server and worker meanwhile, start them again, and send it as often as it takes."""
    cut = Timer(after, lambda: [house.kill(name) for name in ("server", "worker")])
    cut.start()
    form.send()
    cut.join()
    house.start_worker()
    house.start_server()
    while not form.send():
        time.sleep(0.1)


def _confirm(browser: Browser, page: str) -> None:
    """Show the second factor once more, as the page of signing asks for it."""
    again = f"/account/second-factor/again/?next={page}"
    # A code that was used is not taken again: then that of the moment after.
    codes = [format_hotp_value(hotp_value(SECRET, counter)) for counter in yield_hotp_counters_from_time()]
    assert any(browser.send(again, {"code": code}).status_code == 302 for code in codes)
