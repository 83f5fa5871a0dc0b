"""The year away in a browser: a secondee on a phone, the host, the home organisation, the office."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shanhai.website.sample import PASSWORD
from tests.journeys.looking import overflow, violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

PLACEMENTS = "/p/haiyue/2021/placements/"


def _fine(page: Page) -> None:
    assert overflow(page) == []
    assert violations(page) == []


def test_a_secondee_on_a_phone_reads_writes_and_answers(reader) -> None:
    someone = reader(width=390, has_touch=True)
    someone.sign_in("secondee", PASSWORD)
    page = someone.go(PLACEMENTS)
    page.click("#list tbody th a")
    page.wait_for_selector(".course")
    _fine(page)
    here = page.url

    page.click("a[href$='/do/diary/']")
    page.fill("textarea[name=text]", "到养殖户家中查看水质，约好下周复查。")
    _fine(page)
    page.click("button.first")
    page.wait_for_url(here)
    assert "约好下周复查" in page.inner_text(".thread")

    page.click("a.first[href*='/reviews/']")
    page.click("button[value=hand_in]")
    page.wait_for_selector(".note.error")
    _fine(page)
    for area in page.locator("textarea").all():
        area.fill("办成培训班一期，形成检测规程。")
    page.click("button[value=hand_in]")
    page.wait_for_url(here)
    assert page.locator("a.first[href*='/reviews/']").count() == 0


@pytest.mark.parametrize("who", ["county", "home", "office"])
def test_units_and_office_find_whose_turn_it_is(reader, who: str) -> None:
    someone = reader()
    someone.sign_in(who, PASSWORD)
    for address in (PLACEMENTS, f"{PLACEMENTS}timeline/", "/p/haiyue/2021/sessions/", "/p/haiyue/2021/"):
        _fine(someone.go(address))
    page = someone.go(PLACEMENTS)
    page.click("#list tbody th a")
    page.wait_for_selector(".course")
    _fine(page)
    if who == "county":
        assert "派出单位\n待答复" in page.inner_text("#longer-term")


def test_on_paper_there_is_nothing_to_press_and_no_month_is_cut_off(reader) -> None:
    someone = reader(width=794)
    someone.sign_in("office", PASSWORD)
    page = someone.go(f"{PLACEMENTS}timeline/")
    page.emulate_media(media="print")
    assert page.evaluate("document.querySelector('.picture svg').getBoundingClientRect().right") <= 794
    page = someone.go(PLACEMENTS)
    page.click("#list tbody th a")
    page.wait_for_selector(".course")
    assert page.locator("details:has(form)").count() > 0
    page.emulate_media(media="print")
    assert page.locator(".button:visible, details:has(form):visible").count() == 0
    assert page.locator(".course:visible").count() == 1


def test_messages_are_read_and_how_they_come_is_chosen(reader) -> None:
    someone = reader(width=390, has_touch=True)
    someone.sign_in("secondee", PASSWORD)
    page = someone.go("/messages/")
    _fine(page)
    page = someone.go("/messages/ways")
    page.select_option("select >> nth=0", "app")
    _fine(page)
    page.click("main button.first")
    page.wait_for_selector("select")
    assert page.input_value("select >> nth=0") == "app"
