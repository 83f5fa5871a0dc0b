"""Searches run one at a time; what somebody waits for goes first, and the rest stands still or gives way."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

from shanhai.plans.fitting.searches import Searches

if TYPE_CHECKING:
    from shanhai.matching.watch import Progress

PATIENCE = 30


class Long:
    """A search that tells of its progress until it is let go, and how often it was begun."""

    def __init__(self) -> None:
        self.begun, self.told, self.let_go = 0, Event(), Event()

    def __call__(self, told: Progress) -> int:
        self.begun += 1
        while not self.let_go.is_set():
            self.told.set()
            told("fit", 0, 0, 0.0)
        return self.begun


def test_what_is_searched_for_already_is_not_searched_for_twice() -> None:
    searches, long = Searches(), Long()
    first = searches.ask("plan", long)
    assert searches.ask("plan", long) is first
    long.let_go.set()
    assert first.result(PATIENCE) == 1


def test_a_search_gives_way_to_one_that_is_waited_for_and_is_begun_anew() -> None:
    searches, long = Searches(), Long()
    price = searches.ask("price", long)
    assert long.told.wait(PATIENCE)
    assert searches.ask("plan", lambda told: "found", is_urgent=True).result(PATIENCE) == "found"
    assert not price.done()
    long.let_go.set()
    assert price.result(PATIENCE) == 2


def test_while_a_change_is_taken_a_search_stands_still_and_goes_on_afterwards() -> None:
    searches, long = Searches(), Long()
    price = searches.ask("price", long)
    assert long.told.wait(PATIENCE)
    with searches.held():
        assert _stands_still(long)
        long.let_go.set()
        assert not price.done()
    assert price.result(PATIENCE) == 1


def test_while_a_change_is_taken_nothing_is_begun_but_what_is_waited_for() -> None:
    searches = Searches()
    with searches.held():
        price = searches.ask("price", lambda told: "found")
        assert searches.ask("plan", lambda told: "found", is_urgent=True).result(PATIENCE) == "found"
        assert not price.done()
    assert price.result(PATIENCE) == "found"


def test_a_search_that_stands_still_goes_on_when_somebody_waits_for_it() -> None:
    searches, long = Searches(), Long()
    with searches.held():
        price = searches.ask("price", long)
        assert not long.told.wait(0.05)
        searches.ask("price", long, is_urgent=True)
        assert long.told.wait(PATIENCE)
        long.let_go.set()
        assert price.result(PATIENCE) == 1


def _stands_still(search: Long) -> bool:
    """Whether a search that has been telling tells no more."""
    for _ in range(100):
        search.told.clear()
        if not search.told.wait(0.05):
            return True
    return False
