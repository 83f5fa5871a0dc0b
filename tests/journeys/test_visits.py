"""What is logged on visits arrives once each, however the network breaks and the page is left."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from shanhai.website.sample import PASSWORD
from tests.journeys.chromium import Reader
from tests.journeys.looking import overflow, violations
from tests.journeys.lossy import lossy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from tests.journeys.lossy import Network

VISITS = "/p/haiyue/desk/visits/"
TIMES = [pytest.param(15, id="15-times"), pytest.param(200, id="200-times", marks=pytest.mark.long)]
#: How long a page may still be at work when it is left, in milliseconds.
LEFT_WITHIN = 250


@pytest.fixture
def network(house) -> Iterator[Network]:
    """A network that breaks."""
    with lossy(house.address) as made:
        yield made


@pytest.fixture
def phone(browser, network: Network) -> Iterator[Reader]:
    """The secondee's phone, at the other end of that network."""
    someone = Reader(browser, network.address, width=390, has_touch=True)
    someone.sign_in("secondee", PASSWORD)
    yield someone
    someone.leave()


def _round(phone: Reader) -> str:
    """A round to one county, planned on the phone. Returns: its address."""
    page = phone.go(f"{VISITS}new")
    page.fill("[name=title]", "走访")
    page.fill("[name=firms]", "C0401")
    page.click("main button.first")
    page.wait_for_selector("#kept")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    return page.url


def _log(page: Page, text: str) -> None:
    page.fill("form[data-keeps=request] textarea", text)
    page.click("form[data-keeps=request] button")


class Interruptions:
    """Everything that comes between a phone and its server, one each time."""

    def __init__(self, phone: Reader, network: Network, at: str) -> None:
        self.phone, self.network, self.at = phone, network, at
        self.chance = random.Random(20221214)

    @property
    def page(self) -> Page:
        return self.phone.page

    def nothing(self, text: str) -> None:
        """The network holds."""
        _log(self.page, text)

    def lost_there(self, text: str) -> None:
        """What was sent breaks off before it arrives."""
        self.network.breaks.append("there")
        _log(self.page, text)

    def lost_back(self, text: str) -> None:
        """The server has it, and its answer breaks off."""
        self.network.breaks.append("back")
        _log(self.page, text)

    def busy(self, text: str) -> None:
        """Something in between says that the server is busy."""
        self.network.breaks.append("busy")
        _log(self.page, text)

    def offline(self, text: str) -> None:
        """There is no network, and the page is opened anew from the device."""
        self.network.is_gone = True
        self.page.reload()
        _log(self.page, text)
        self._linger()
        self.network.is_gone = False

    def gone_and_back(self, text: str) -> None:
        """The network goes at some moment after the press, and comes again."""
        _log(self.page, text)
        self._linger()
        self.network.is_gone = True
        self._linger()
        self.network.is_gone = False

    def reloaded(self, text: str) -> None:
        """The page is loaded anew while it sends."""
        self.network.breaks += self.chance.choice(([], ["back"], ["there"]))
        _log(self.page, text)
        self._linger()
        self.page.reload()

    def closed(self, text: str) -> None:
        """The page is closed while it sends, and opened again."""
        self.network.breaks += self.chance.choice(([], ["back"], ["there"]))
        _log(self.page, text)
        self._linger()
        self.page.close()
        self.phone.page = self.phone.context.new_page()
        self.page.goto(self.at)

    def _linger(self) -> None:
        self.page.wait_for_timeout(self.chance.randrange(LEFT_WITHIN))


KINDS = ("nothing", "lost_there", "lost_back", "busy", "offline", "gone_and_back", "reloaded", "closed")


@pytest.mark.parametrize("times", TIMES)
def test_whatever_interrupts_a_phone_each_request_arrives_once(
    phone: Reader, network: Network, times: int
) -> None:
    at = _round(phone)
    between = Interruptions(phone, network, at)
    said = [f"第 {number} 件：缺检验师" for number in range(times)]
    for number, text in enumerate(said):
        getattr(between, KINDS[number % len(KINDS)])(text)
    page = phone.page
    page.wait_for_selector("#kept:not(.warning)")
    assert page.evaluate("Object.keys(localStorage)") == []
    page.reload()
    arrived = [line.split(" ", 1)[1] for line in page.locator("[data-logged] li").all_inner_texts()]
    assert sorted(arrived) == sorted(said)
    assert {"there", "back", "busy"} <= set(network.lost), (
        "Nothing was lost on some way, so nothing was tried."
    )


def test_a_round_opens_without_a_network_and_says_what_stands_on_the_device(
    phone: Reader, network: Network
) -> None:
    _round(phone)
    page = phone.page
    network.is_gone = True
    page.reload()
    _log(page, "仓库漏雨")
    assert "在本设备" in page.inner_text("[data-logged]")
    page.reload()
    assert "仓库漏雨" in page.inner_text("[data-logged]")
    assert page.locator("#kept.warning").count() == 1
    assert overflow(page) == []
    network.is_gone = False
    page.wait_for_selector("#kept:not(.warning)")
    assert "已送达" in page.inner_text("[data-logged]")
    assert violations(page) == []


def _sign_out(page: Page) -> list[str]:
    """Sign out and say yes to whatever is asked. Returns: what was asked."""
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.click(".bar-end details.menu summary")
    page.click("form[data-loses] button")
    return asked


def test_signing_out_clears_the_device_after_asking_and_the_round_opens_no_more(
    phone: Reader, network: Network
) -> None:
    at = _round(phone)
    page = phone.page
    network.breaks += ["there"] * 99
    _log(page, "不该留下")
    asked = _sign_out(page)
    page.wait_for_selector("input[name=login]")
    assert "有 1 条走访内容尚未送达" in asked[0]
    page.wait_for_function("Object.keys(localStorage).length === 0")
    assert page.evaluate("caches.keys()") == []
    network.is_gone = True
    with pytest.raises(Exception, match="ERR_"):
        page.goto(at)


def test_signing_out_without_a_network_loses_nothing(phone: Reader, network: Network) -> None:
    at = _round(phone)
    page = phone.page
    network.is_gone = True
    _log(page, "仍在本机")
    page.on("dialog", lambda dialog: dialog.accept())
    page.click(".bar-end details.menu summary")
    with page.expect_event("requestfailed", lambda sent: "sign-out" in sent.url):
        page.click("form[data-loses] button", no_wait_after=True)
    page.close()
    network.is_gone = False
    page = phone.page = phone.context.new_page()
    page.goto(at)
    page.wait_for_selector("#kept:not(.warning)")
    page.reload()
    assert "仍在本机" in page.inner_text("[data-logged]")


def test_the_next_reader_of_the_device_neither_sees_nor_loses_what_another_has_kept(
    phone: Reader, network: Network
) -> None:
    at = _round(phone)
    page = phone.page
    network.breaks += ["there"] * 99
    _log(page, "等本人再登录")
    # The session ends without a word, as it does after some hours.
    phone.context.clear_cookies()
    phone.sign_in("county", PASSWORD)
    assert "等本人再登录" not in page.content()
    page.wait_for_function("caches.keys().then(names => names.length === 0)")
    asked = _sign_out(page)
    page.wait_for_selector("input[name=login]")
    assert asked == []
    network.breaks.clear()
    phone.sign_in("secondee", PASSWORD)
    page.goto(at)
    page.wait_for_selector("[data-logged] .chip.done")
    assert page.inner_text("[data-logged]").count("等本人再登录") == 1
    page.reload()
    assert page.inner_text("[data-logged]").count("等本人再登录") == 1


def test_what_the_server_never_takes_says_why_and_holds_nothing_up(phone: Reader, network: Network) -> None:
    _round(phone)
    page = phone.page
    page.evaluate(
        """() => {
            const visit = Number(document.querySelector("[data-visit]").dataset.visit);
            const odd = { id: crypto.randomUUID(), at: 0, what: "odd", visit, text: "读不懂" };
            const account = document.getElementById("kept").dataset.account;
            localStorage.setItem(`shanhai.visits.${account}.${odd.id}`, JSON.stringify(odd));
        }"""
    )
    page.reload()
    page.wait_for_selector("[data-logged] .chip.bad")
    _log(page, "后面的一件")
    page.wait_for_selector("[data-logged] .chip.done")
    assert page.locator("[data-logged] button").count() == 2
