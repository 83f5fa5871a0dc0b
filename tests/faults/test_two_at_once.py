"""Two officers at the same moment: one wins, the other is told what changed, and nothing is lost."""

from __future__ import annotations

from functools import partial
from threading import Barrier, Thread
from typing import TYPE_CHECKING

import pytest

from tests.faults.inside import clerk_in
from tests.faults.prepared import running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import requests

    from tests.faults.inside import Clerk
    from tests.faults.installation import Browser, Installation

#: Rounds of each kind in an ordinary run, and in a long one.
ROUNDS = [pytest.param(8, id="8-rounds"), pytest.param(200, id="200-rounds", marks=pytest.mark.long)]
ORDERS = "/p/haiyue/2022/orders/"
DESK = "/p/haiyue/desk/"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A running server with the cast, the same for all tests of this file."""
    with running(tmp_path_factory) as made:
        yield made


@pytest.fixture(scope="module")
def clerk(house: Installation) -> Iterator[Clerk]:
    """Somebody inside who prepares records and looks at them."""
    with clerk_in(house) as made:
        yield made


@pytest.fixture(scope="module")
def browsers(house: Installation, clerk: Clerk) -> dict[str, Browser]:
    """A browser for each officer, signed in."""
    names = ("qingxi_officer", "office", "second_office", "panel", "responder", "secondee")
    return {name: house.browser_of(name) for name in names}


@pytest.mark.parametrize("rounds", ROUNDS)
def test_of_two_who_change_an_order_one_wins_and_the_other_sees_both_values(clerk, browsers, rounds) -> None:
    names = ("qingxi_officer", "office")
    for pk in clerk.orders_in("draft", rounds):
        page = f"{ORDERS}{pk}/edit"
        typed = {name: f"{pk} by {name}" for name in names}
        steps = {
            name: clicking(browsers[name], page, name=typed[name], host="CU11", seats="1") for name in names
        }
        answers = at_once(steps)
        winner, loser = one_won(answers)
        assert f"“{typed[winner]}”" in answers[loser].text
        assert f'value="{typed[loser]}"' in answers[loser].text
        stored = clerk.order(pk)
        assert (stored["title"], stored["version"]) == (typed[winner], 2)
    assert clerk.disagreements() == []


@pytest.mark.parametrize("rounds", ROUNDS)
def test_of_two_who_accept_an_order_one_does_and_the_other_is_told(clerk, browsers, rounds) -> None:
    names = ("office", "second_office")
    for pk in clerk.orders_in("submitted", rounds):
        page = f"{ORDERS}{pk}/"
        before = clerk.order(pk)["version"]
        steps = {name: clicking(browsers[name], page, to=f"{page}step/accept") for name in names}
        winner, _ = one_won(at_once(steps))
        stored = clerk.order(pk)
        assert (stored["state"], stored["checked_by"], stored["version"]) == ("accepted", winner, before + 1)
    assert clerk.disagreements() == []


@pytest.mark.parametrize("rounds", ROUNDS)
def test_of_two_who_approve_rules_one_freezes_them_and_the_other_is_told(clerk, browsers, rounds) -> None:
    names = ("panel", "second_office")
    for cohort in clerk.rules_proposed(rounds):
        page = f"/p/haiyue/{cohort}/rules/1/"
        steps = {name: clicking(browsers[name], page, to=f"{page}step/", step="approve") for name in names}
        winner, _ = one_won(at_once(steps))
        assert clerk.rules_of(cohort) == [{"state": "frozen", "approved_by": winner, "is_sealed": True}]
    assert clerk.disagreements() == []


@pytest.mark.parametrize("rounds", ROUNDS)
def test_a_second_click_at_the_same_moment_does_the_work_once(clerk, browsers, rounds) -> None:
    first = browsers["qingxi_officer"]
    second = first.second_window()
    page = f"{ORDERS}new"
    for number in range(rounds):
        title = f"clicked twice {rounds}-{number}."
        sent = {**first.hidden(page), "name": title, "host": "CU11", "seats": "1"}
        answers = at_once({each: partial(each.post, page, sent) for each in (first, second)})
        assert [each.status_code for each in answers.values()] == [302, 302]
        assert answers[first].headers["Location"] == answers[second].headers["Location"]
        assert clerk.titles(title) == [title]
    assert clerk.disagreements() == []


@pytest.mark.parametrize("rounds", ROUNDS)
def test_of_a_hand_over_and_an_answer_one_is_done_and_the_other_is_told(clerk, browsers, rounds) -> None:
    for pk in clerk.requests_taken_on(rounds):
        page = f"{DESK}{pk}/"
        steps = {
            "office": clicking(browsers["office"], page, to=f"{page}step/hand_over", text="请办", unit="U02"),
            "responder": clicking(browsers["responder"], page, to=f"{page}step/solve", text="已办"),
        }
        answers = {who: answer.status_code for who, answer in at_once(steps).items()}
        (winner,) = [who for who, status in answers.items() if status == 302]
        # Whoever had it before sees it no longer; may not, if they came upon it just before.
        assert (answers["office"], answers["responder"]) in ((302, 404), (302, 403), (409, 302))
        stored = clerk.request(pk)
        assert stored["leads"] == [stored["unit"]] == ["U02" if winner == "office" else "U01"]
        assert stored["state"] == ("routed" if winner == "office" else "solved")
        assert len(stored["steps"]) == 4
    assert clerk.disagreements() == []


@pytest.mark.parametrize("rounds", ROUNDS)
def test_of_two_merged_into_each_other_one_goes_on_with_both_askers(clerk, browsers, rounds) -> None:
    pairs = clerk.requests_taken_on(2 * rounds)
    for one, other in zip(pairs[::2], pairs[1::2], strict=True):
        steps = {
            name: clicking(browsers[name], f"{DESK}{pk}/", to=f"{DESK}{pk}/merge", into=f"R{into:06d}")
            for name, pk, into in (("office", one, other), ("second_office", other, one))
        }
        assert sorted(answer.status_code for answer in at_once(steps).values()) in ([302, 409], [302, 422])
        stored = [clerk.request(pk) for pk in (one, other)]
        assert sorted((each["state"] == "merged", each["askers"]) for each in stored) == [
            (False, 2),
            (True, 0),
        ]
    assert clerk.disagreements() == []


def test_of_two_who_write_on_a_review_one_does_and_the_other_is_told(clerk, browsers) -> None:
    placement, review = clerk.review_asked()
    page = f"/p/haiyue/2022/placements/{placement}/reviews/{review}/"
    first = browsers["qingxi_officer"]
    steps = {
        text: clicking(each, page, step="write", done=text)
        for each, text in ((first, "甲"), (first.second_window(), "乙"))
    }
    winner, _ = one_won(at_once(steps))
    stored = clerk.review(review)
    assert (stored["state"], stored["answers"]["done"]) == ("draft", winner)
    assert clerk.disagreements() == []


@pytest.mark.parametrize("rounds", ROUNDS)
def test_a_report_that_is_sent_by_two_clicks_is_one_request(clerk, browsers, rounds) -> None:
    first = browsers["secondee"]
    second = first.second_window()
    for number in range(rounds):
        text = f"按了两次 {rounds}-{number}。"
        sent = {**first.hidden(f"{DESK}new"), "text": text}
        answers = at_once({each: partial(each.post, f"{DESK}new", sent) for each in (first, second)})
        assert len({each.headers["Location"] for each in answers.values()}) == 1
        assert clerk.reported(text) == [text]
    assert clerk.disagreements() == []


def clicking(browser: Browser, page: str, *, to: str = "", **typed: str) -> Callable[[], requests.Response]:
    """Open a page with a form, and stop with the finger on the button."""
    return partial(browser.post, to or page, {**browser.hidden(page), **typed})


def at_once(steps: dict[object, Callable[[], requests.Response]]) -> dict[object, requests.Response]:
    """What is answered to steps that are taken at the same moment, by who takes them."""
    ready, answers = Barrier(len(steps)), {}

    def take(who: object) -> None:
        ready.wait()
        answers[who] = steps[who]()

    threads = [Thread(target=take, args=(who,)) for who in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def one_won(answers: dict[str, requests.Response]) -> tuple[str, str]:
    """Who won and who was told that somebody else was faster."""
    by_status = {answer.status_code: who for who, answer in answers.items()}
    assert sorted(by_status) == [302, 409], {who: answer.status_code for who, answer in answers.items()}
    return by_status[302], by_status[409]
