"""From an empty installation to a sealed pool, each doing their part in a browser of their own.

The county and the person put forward use a phone, the university reads traditional Chinese, and an officer of
the county writes an order by the keyboard alone.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from shanhai.sheets import Words
from tests.faults.installation import installation
from tests.journeys.chromium import Reader
from tests.journeys.looking import overflow, violations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.faults.installation import Installation

PASSWORD = "a long enough phrase"
COHORT = "/p/qingshan/2023"
#: More keys than this to reach something is no way to work.
MOST_KEYS = 120


@pytest.fixture
def empty_house(browser: Browser, tmp_path) -> Iterator[tuple[Installation, str]]:
    """An installation in which there is nothing but a programme, and the link for its office."""
    with installation(tmp_path / "house") as made:
        told = made.run("-m", "shanhai.cli", "found", "qingshan", "青山交流工程", "--json")
        made.start_server()
        made.start_worker()
        yield made, json.loads(told)["invitation"]


class Officer(Reader):
    """Somebody who fills in forms."""

    def accept(self, link: str, username: str, name: str = "") -> None:
        """Come in by an invitation."""
        self.go(link)
        self.fill(
            username=username, password1=PASSWORD, password2=PASSWORD, **({"name": name} if name else {})
        )
        self.send()
        assert self.page.locator(".bar details.menu").count(), f"{username} did not get in: {self.page.url}"

    def fill(self, **fields: str) -> None:
        """Type into the fields of the form, or choose."""
        for name, value in fields.items():
            field = self.page.locator(f'main [name="{name}"]').first
            if field.evaluate("each => each.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    def send(self, button: str = "main form button.first") -> None:
        """Send the form, and make sure that nothing was refused."""
        with self.page.expect_navigation():
            self.page.locator(button).first.click()
        errors = self.page.locator("main .error, main .errors, main .note.error").all_inner_texts()
        assert errors == [], f"{self.page.url}: {errors}"

    def write(self, path: str, **fields: str) -> None:
        """Open a page with a form, fill it in and send it."""
        self.go(path)
        self.fill(**fields)
        self.send()

    def press(self, text: str) -> None:
        """Press the button that says this, in the language that is read."""
        language = self.page.get_attribute("html", "lang")
        self.send(f"main button:has-text('{Words('', text).text(language)}')")

    def invite(self, name: str, role: str, organisation: str = "") -> str:
        """Invite somebody. Returns: the link to be handed over."""
        fields = {"organisation": organisation} if organisation else {}
        self.write("/p/qingshan/accounts/invite/", name=name, role=role, **fields)
        return self.link()

    def link(self) -> str:
        """The invitation's link, as the page shows it."""
        found = re.search(r"/account/invitation/[\w:-]+/", self.page.content())
        assert found, f"no link at {self.page.url}"
        return found.group()


class OnPhone(Officer):
    """Somebody with a phone: no page may be wider than it, and each is as accessible as on a desk."""

    def __init__(self, browser: Browser, address: str) -> None:
        super().__init__(browser, address, width=390, has_touch=True, is_mobile=True)

    def go(self, path: str) -> Page:
        """Open a page, and look whether it fits."""
        page = super().go(path)
        self._look()
        return page

    def send(self, button: str = "main form button.first") -> None:
        """Send the form with a finger."""
        with self.page.expect_navigation():
            self.page.locator(button).first.tap()
        errors = self.page.locator("main .error, main .errors, main .note.error").all_inner_texts()
        assert errors == [], f"{self.page.url}: {errors}"
        self._look()

    def follow(self, text: str) -> None:
        """Follow the link that says this."""
        with self.page.expect_navigation():
            self.page.locator(f"main a:has-text('{text}')").first.tap()
        self._look()

    def _look(self) -> None:
        assert overflow(self.page) == [], self.page.url
        assert violations(self.page) == [], self.page.url


class ByKeyboard(Reader):
    """Somebody without a mouse."""

    def reach(self, selector: str) -> None:
        """Press Tab until the focus stands on what is meant."""
        for _ in range(MOST_KEYS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"Tab does not lead to {selector} at {self.page.url}.")

    def enter(self, selector: str) -> None:
        """Go to a link or button, and press Enter."""
        self.reach(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def type(self, selector: str, text: str) -> None:
        """Go to a field and type into it."""
        self.reach(selector)
        self.page.keyboard.type(text)

    def write_an_order(self, username: str) -> None:
        """From the sign-in to an order that is handed in."""
        self.go("/")
        self.type("input[name=login]", username)
        self.type("input[name=password]", PASSWORD)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.reach(".rooms details:has(a[href$='/orders/']) summary")
        self.page.keyboard.press("Enter")
        self.enter('.rooms a[href$="/orders/"]')
        self.enter('main a[href$="/orders/new"]')
        self.type("main [name=name]", "乡村规划师")
        self.enter("main form button.first")
        self.enter('main form[action*="submit"] button')


def test_from_an_empty_installation_to_a_sealed_pool(browser, empty_house) -> None:
    made, link = empty_house
    office, second, university = (Officer(browser, made.address) for _ in range(3))
    county, person = (OnPhone(browser, made.address) for _ in range(2))
    keyboard = ByKeyboard(browser, made.address)

    # The office sets the programme up.
    office.accept(link, "office", "项目办甲")
    office.write("/p/qingshan/setup/places/new/", id="P1", name="青山省", kind="province")
    office.write("/p/qingshan/setup/places/new/", id="P11", name="云溪县", kind="county", parent="P1")
    office.write(
        "/p/qingshan/organisations/new/",
        id="U1",
        name="青山大学",
        place="P1",
        kind="university",
        is_home="yes",
    )
    office.write(
        "/p/qingshan/organisations/new/",
        id="C1",
        name="云溪县人民政府",
        place="P11",
        kind="government",
        is_host="yes",
    )
    office.write("/p/qingshan/setup/codes/new/expertise/", id="K01", name="林业")
    office.write(
        "/p/qingshan/setup/cohorts/new/", code="2023", name="2023 年批次", starts="2023-07", ends="2025-06"
    )
    second.accept(office.invite("项目办乙", "office"), "second")
    county.accept(office.invite("云溪经办", "host_officer", "C1"), "county")
    university.accept(office.invite("青大经办", "home_officer", "U1"), "university")
    university.choose("zh-hant")

    # The county orders whom it needs; the office accepts.
    county.write(
        f"{COHORT}/orders/new", name="林业技术员", host="C1", seats="1", direction="down", asks="K01:5"
    )
    county.press("提交")
    office.go(f"{COHORT}/orders/")
    office.page.click("main table a:has-text('林业技术员')")
    office.press("受理")
    keyboard.write_an_order("county")
    office.go(f"{COHORT}/orders/")
    office.page.click("main table a:has-text('乡村规划师')")
    office.press("受理")

    # Rules before names: one writes, another approves.
    office.go(f"{COHORT}/rules/")
    office.press("开始")
    assert "/rules/1/" in office.page.url
    office.press("提交审定")
    second.go(f"{COHORT}/rules/1/")
    second.press("审定并冻结")
    assert "已冻结" in second.page.content()

    # Only now names.
    office.go(f"{COHORT}/round/")
    office.press("截止")
    office.press("开放推荐")
    university.write(
        "/p/qingshan/roster/new/", id="R1", name="林　远", home="U1", level="5", expertise="K01:4*"
    )
    university.press("生成邀请链接")
    person.accept(university.link(), "lin")
    university.go(f"{COHORT}/nominations/new/")
    university.send()
    person.go(f"{COHORT}/nominations/")
    person.follow("林")
    person.follow("完善")
    person.fill(wishes="云溪县")
    person.page.locator("main [name=directions][value=down]").tap()
    person.page.locator("main [name=consents]").tap()
    person.send()
    office.go(f"{COHORT}/nominations/")
    office.page.click("main table a:has-text('林')")
    office.page.click("main a:has-text('录入')")
    office.fill(body="青山省审核组（虚构）", signer="审核甲", on="2023-05-20", passed="yes")
    office.send()

    # The pool is sealed.
    office.go(f"{COHORT}/round/")
    office.press("封存")
    sealed = office.page.content()
    assert re.search(r"[0-9a-f]{64}", sealed)
    assert re.search(r'class="past">人选库封存', sealed)
    # And what comes next is told, as on every page before.
    assert "下一步：</strong>项目办启动匹配计算" in sealed
    everybody = (office, second, county, university, person, keyboard)
    assert [complaint for each in everybody for complaint in each.complaints] == []
