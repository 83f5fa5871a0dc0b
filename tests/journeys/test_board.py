"""A board in a browser: by mouse, by touch on a phone, and by keyboard alone; others see what is tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cast import PASSWORD
from tests.faults.inside import Clerk
from tests.faults.installation import installation
from tests.journeys.chromium import Reader
from tests.journeys.looking import overflow, violations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from tests.faults.installation import Installation

COHORT = "/p/haiyue/2022/"


@pytest.fixture
def small_house(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A running installation with the cast alone."""
    with installation(tmp_path_factory.mktemp("decision"), empty=True) as made:
        made.run("-m", "shanhai.website", "migrate", "--no-input", "--verbosity", "0")
        made.start_server()
        yield made


@pytest.fixture
def clerk(small_house: Installation) -> Iterator[Clerk]:
    """Somebody inside: a plan is verified, and a panel named."""
    made = Clerk(small_house)
    made.gather_cast()
    made.plan_verified()
    made.panel_named()
    yield made
    made.leave()


@pytest.fixture
def come(browser: Browser, small_house: Installation) -> Iterator[Callable[..., Reader]]:
    """Somebody signs in at a browser of their own; nothing may go wrong in it unheard."""
    readers: list[Reader] = []

    def sign_in(username: str, **named: object) -> Reader:
        reader = Reader(browser, small_house.address.replace("127.0.0.1", "localhost"), **named)
        readers.append(reader)
        if username:
            reader.sign_in(username, PASSWORD)
        return reader

    yield sign_in
    for each in readers:
        each.leave()
    assert [complaint for each in readers for complaint in each.complaints] == []


def _fine(page: Page) -> None:
    assert overflow(page) == []
    assert violations(page) == []


def test_a_board_is_worked_by_mouse_touch_and_keyboard_alone(come, clerk) -> None:
    office = come("office")
    page = office.go(f"{COHORT}plans/1/")
    page.fill("input[name=title] >> nth=-1", "试排")
    page.click("form[action$='/boards/'] button")
    page.wait_for_selector("#board")
    here = page.url
    _fine(page)

    # By mouse: one is dragged onto the other, and they change places.
    before = _places(page)
    chips = page.locator("#board a.person")
    chips.nth(0).drag_to(chips.nth(1))
    page.wait_for_selector("#undo:not([disabled])")
    assert _places(page) == dict(zip(before, reversed(before.values()), strict=True))

    # By keyboard alone: undone, redone, undone; then somebody is kept from a place.
    for button in ("undo", "redo", "undo"):
        page.focus(f"#{button}")
        with page.expect_response(lambda answer: "/cursor" in answer.url):
            page.keyboard.press("Enter")
        page.wait_for_selector("#standing")
    page.wait_for_function("() => document.querySelector('#undo').disabled")
    assert _places(page) == before
    chips.nth(0).focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#side [value=forbid]")
    assert page.evaluate("() => document.activeElement.closest('#side') !== null")
    _tab_to(page, "#side [value=forbid]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#undo:not([disabled])")
    assert _places(page) != before
    _fine(page)

    # By touch on a phone: another officer sees it, selects, and pins by the button.
    second = come("second_office", width=390, has_touch=True)
    phone = second.go(here.removeprefix(second.address))
    _fine(phone)
    phone.locator("a.person").last.tap()
    phone.wait_for_selector("#side [value=withdraw]")
    _fine(phone)
    phone.tap("#side .ranked [value=pin] >> nth=0")
    tried = "() => document.querySelectorAll('#standing ol.ranked > li').length > 1"
    phone.wait_for_function(tried)
    # Whoever else looks at the board sees it without doing anything.
    page.wait_for_function(tried)


def _places(page: Page) -> dict[str, str]:
    """Who stands on which card of the board."""
    return page.locator("#board article").evaluate_all(
        "cards => Object.fromEntries(cards.flatMap(card => [...card.querySelectorAll('a.person .name')]"
        ".map(name => [name.textContent, card.dataset.order])))"
    )


def _tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there."""
    for _ in range(40):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached by Tab.")
