"""The desk in a browser: reported once on a phone, followed by each role until the asker confirms."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from shanhai.website.sample import PASSWORD
from tests.desk.pictures import a_photo
from tests.journeys.looking import overflow, violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.chromium import Reader

DESK = "/p/haiyue/desk/"


def _fine(page: Page) -> None:
    assert overflow(page) == []
    assert violations(page) == []


def _come(reader, who: str, **named: object) -> Reader:
    someone = reader(**named)
    someone.sign_in(who, PASSWORD)
    return someone


def _report(someone: Reader, text: str, topic: str = "T01") -> str:
    """Report a difficulty. Returns: the address of the request."""
    page = someone.go(f"{DESK}new")
    page.fill("textarea[name=text]", text)
    page.select_option("select[name=topic]", topic)
    page.click("main button.first")
    page.wait_for_selector(".desk-turn")
    return page.url


def _take(page: Page, name: str, text: str = "", unit: str = "") -> None:
    """Take a step by its form, opened first where it is folded."""
    form = page.locator(f"form[action$='/step/{name}']")
    if not form.is_visible():
        page.click(f"details:has(form[action$='/step/{name}']) > summary")
    if unit:
        form.locator("select[name=unit]").select_option(unit)
    if text:
        form.locator("textarea").fill(text)
    with page.expect_navigation():
        form.locator("button").click()


def _turn(page: Page) -> str:
    """Whose turn the page says that it is."""
    return page.inner_text(".desk-turn strong, .desk-turn p")


def test_a_difficulty_is_reported_once_and_followed_until_the_asker_confirms(reader) -> None:
    phone = _come(reader, "secondee", width=390, has_touch=True)
    page = phone.go(f"{DESK}new")
    page.fill("textarea[name=text]", "虾塘水色发黑，虾苗三天死了一半，请派人检测。")
    page.select_option("select[name=topic]", "T01")
    photo = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": a_photo()}
    page.set_input_files("input[name=photos]", photo)
    _fine(page)
    page.click("main button.first")
    page.wait_for_selector(".desk-turn")
    _fine(page)
    assert page.locator(".desk-photos img").count() == 1
    at = page.url

    office = _come(reader, "office")
    office.page.goto(at)
    if office.page.locator("form[action$='/step/route']").count():
        _take(office.page, "route", unit="U042")
    _fine(office.page)

    unit = _come(reader, "responder")
    unit.page.goto(at)
    assert "轮到贵单位：海" in _turn(unit.page)
    _take(unit.page, "take_on")
    _take(unit.page, "answer", "明天上午到塘取样。")
    _take(unit.page, "solve", "已取样化验，换水增氧，复查正常。")
    _fine(unit.page)
    assert "诉求人" in _turn(unit.page)

    page.goto(at)
    assert "轮到您：请确认是否解决" in _turn(page)
    assert "换水增氧" in page.inner_text(".thread")
    _take(page, "confirm")
    assert "本人已确认" in page.inner_text(".lead")
    assert "已办结" in page.inner_text(".desk-turn")
    _fine(page)
    phone.go("/p/haiyue/2021/")
    _fine(page)


def test_the_office_puts_two_together_hands_over_and_every_figure_opens_its_list(reader) -> None:
    county, phone = _come(reader, "county"), _come(reader, "secondee", width=390)
    first = _report(phone, "码头冷库电压不稳，冷链经常中断。")
    second = _report(county, "码头冷库电压不稳，冷链中断三次。")
    office = _come(reader, "office")
    page = office.page
    page.goto(second)
    _fine(page)
    number = first.rstrip("/").rpartition("/")[2]
    if not page.locator("#into").is_visible():
        page.click("details:has(#into) > summary")
    page.fill("#into", f"R{int(number):06d}")
    with page.expect_navigation():
        page.locator("form:has(#into) button").click()
    assert page.url == first
    _take(
        page,
        "route" if page.locator("form[action$='/step/route']").count() else "hand_over",
        "改由海大办理",
        "U042",
    )
    county.page.goto(second)
    assert "已并入" in county.page.inner_text("main")
    page = office.go(f"{DESK}figures/")
    _fine(page)
    page.locator(".totals dd a").first.click()
    page.wait_for_selector("#list")
    page = office.go(f"{DESK}?mark=escalated")
    assert page.locator("#list tbody tr").count() >= 1
    _fine(page)
    for address in ("shortages/", "units/", "setup/", "knowledge/"):
        _fine(office.go(DESK + address))


@pytest.mark.skipif("SHANHAI_HOUSE" in os.environ, reason="a house that runs elsewhere keeps its own time")
def test_what_the_clock_escalates_a_unit_hands_over_and_the_asker_sees_who_has_it(reader, house) -> None:
    phone, office = _come(reader, "secondee", width=390), _come(reader, "office")
    at = _report(phone, "石岭冷库停电，鱼货化冻。")
    office.page.goto(at)
    _take(office.page, "route", unit="U042")
    number = int(at.rstrip("/").rpartition("/")[2])
    house.python(
        "from shanhai.desk.actions import take; from shanhai.desk.models import Request\n"
        f"take(by=None, request=Request.objects.get(pk={number}), name='escalate')"
    )
    unit = _come(reader, "responder")
    unit.page.goto(at)
    assert "超期督办" in unit.page.inner_text(".thread")
    _fine(unit.page)
    _take(unit.page, "hand_over", "冷库在石岭，请县里先协调供电。", "C0404")
    assert unit.page.url.endswith("/queue/")
    phone.page.goto(at)
    assert "请县里先协调供电" in phone.page.inner_text(".thread")
    assert "石岭县" in _turn(phone.page)
    _fine(phone.page)


@pytest.mark.parametrize("who", ["home", "county", "auditor"])
def test_each_role_finds_what_is_theirs(reader, who: str) -> None:
    someone = _come(reader, who, width=390 if who == "county" else 1280)
    _fine(someone.go("/p/haiyue/2021/"))
    page = someone.go(DESK if who == "auditor" else f"{DESK}queue/")
    _fine(page)
    if who == "auditor":
        page.locator("#list tbody a").first.click()
        page.wait_for_selector(".desk-turn")
        assert "诉求人" not in [each.strip() for each in page.locator("main h2").all_inner_texts()]
        assert page.locator("main form").count() == 0
        _fine(page)


def test_somebody_at_home_asks_by_a_link_and_the_auditor_does_not_see_it(reader) -> None:
    phone = _come(reader, "secondee", width=390)
    page = phone.go(f"{DESK}welfare/")
    page.click("main form button.first")
    link = page.inner_text(".desk-address")
    _fine(page)
    family = reader(width=390)
    family.page.goto(link)
    _fine(family.page)
    family.page.fill("textarea[name=text]", "母亲需要陪诊一次。")
    family.page.check("input[name=consents]")
    family.page.click("main button.first")
    family.page.wait_for_selector(".desk-turn")
    assert "/desk/follow/" in family.page.url
    _fine(family.page)
    office = _come(reader, "office")
    assert "母亲需要陪诊" in office.go(f"{DESK}?kind=welfare").inner_text("#list")
    auditor = _come(reader, "auditor")
    assert "母亲需要陪诊" not in auditor.go(f"{DESK}?kind=welfare").inner_text("main")


def test_a_citizen_writes_by_the_public_form_and_follows_it(reader) -> None:
    office = _come(reader, "office")
    page = office.go(f"{DESK}setup/")
    page.check("input[name=is_public]")
    with page.expect_navigation():
        page.locator("form:has(input[name=is_public]) button.first").click()
    citizen = reader(width=390)
    page = citizen.go("/desk/haiyue/")
    _fine(page)
    page.fill("textarea[name=text]", "村口路灯不亮。")
    page.check("input[name=consents]")
    page.click("main button.first")
    page.wait_for_selector(".desk-turn")
    _fine(page)
    assert "诉求台" in _turn(page)
