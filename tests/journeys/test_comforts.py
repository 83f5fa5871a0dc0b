"""What the pages do for their reader: lists that follow, menus by keyboard, typing that is never lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from shanhai.website.sample import PASSWORD
from tests.journeys.chromium import Reader

if TYPE_CHECKING:
    from playwright.sync_api import Page

ORGANISATIONS = "/p/haiyue/organisations/"
SETTINGS = "/p/haiyue/setup/"


@pytest.fixture
def office(reader) -> Reader:
    """The programme office at a browser."""
    someone = reader()
    someone.sign_in("office", PASSWORD)
    return someone


def _count(page: Page) -> int:
    return int(re.search(r"\d+", page.inner_text("#list .list-count"))[0])


def test_a_list_follows_what_is_typed(office: Reader) -> None:
    page = office.go(ORGANISATIONS)
    whole = _count(page)
    with page.expect_response(lambda answer: "q=" in answer.url):
        page.fill("#list-q", "医院")
    page.wait_for_url("**q=*")
    page.wait_for_selector("#list a[href='?']")
    assert 0 < _count(page) < whole
    assert all("医院" in name for name in page.locator("#list tbody th").all_inner_texts())


def test_a_list_works_without_scripts(browser, house) -> None:
    someone = Reader(browser, house.address, java_script_enabled=False)
    someone.sign_in("office", PASSWORD)
    page = someone.go(ORGANISATIONS)
    page.fill("#list-q", "医院")
    with page.expect_navigation():
        page.press("#list-q", "Enter")
    assert all("医院" in name for name in page.locator("#list tbody th").all_inner_texts())
    someone.leave()


def test_a_list_is_kept_and_found_again_under_its_name(office: Reader) -> None:
    page = office.go(f"{ORGANISATIONS}?q=医院")
    page.click("#list summary")
    page.fill("#view-name", "各县医院")
    with page.expect_navigation():
        page.press("#view-name", "Enter")
    page = office.go(ORGANISATIONS)
    page.click("#list summary")
    with page.expect_navigation():
        page.click("text=各县医院")
    assert page.input_value("#list-q") == "医院"


def test_the_first_key_leads_past_the_bar_and_escape_closes_a_menu(office: Reader) -> None:
    page = office.go("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.focus(".bar-end details.menu summary")
    page.keyboard.press("Enter")
    assert page.is_visible(".bar-end .menu-body")
    page.keyboard.press("Escape")
    assert not page.is_visible(".bar-end .menu-body")


def test_a_group_of_the_bar_opens_by_keyboard_and_closes_when_left(office: Reader) -> None:
    page = office.go("/")
    page.focus(".rooms details:first-of-type summary")
    page.keyboard.press("Enter")
    assert page.is_visible(".rooms .menu-body a")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.rooms details[open] a')")
    page.focus(".rooms details:last-of-type summary")
    assert not page.is_visible(".rooms .menu-body a")


def test_nothing_typed_is_lost_when_the_session_ends(office: Reader) -> None:
    page = office.go(SETTINGS)
    page.fill("input[name=needs_label]", "借力清单")
    office.context.clear_cookies(name="sessionid")
    page.press("input[name=needs_label]", "Enter")
    page.fill("input[name=login]", "office")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/resume")
    with page.expect_navigation():
        page.click("main form button.first")
    assert office.go(SETTINGS).input_value("input[name=needs_label]") == "借力清单"


def test_a_form_of_an_older_sign_in_is_not_lost_either(office: Reader, browser) -> None:
    page = office.go(SETTINGS)
    page.fill("input[name=offers_label]", "给力清单")
    page.eval_on_selector_all(
        "input[name=csrfmiddlewaretoken]", "all => all.forEach(each => each.value = 'x'.repeat(64))"
    )
    page.press("input[name=offers_label]", "Enter")
    page.wait_for_selector("main form input[type=hidden][name=offers_label]", state="attached")
    with page.expect_navigation():
        page.click("main form button.first")
    assert office.go(SETTINGS).input_value("input[name=offers_label]") == "给力清单"
