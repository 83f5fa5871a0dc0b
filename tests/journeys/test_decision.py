"""A plan goes its way in a browser: the board, the consultation, the panel, the list, a case, the auditor."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

from tests.cast import PASSWORD
from tests.faults.inside import clerk_in
from tests.faults.prepared import running
from tests.journeys.chromium import Reader
from tests.journeys.keys import add_key, plug_in
from tests.journeys.looking import overflow, violations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from tests.faults.inside import Clerk
    from tests.faults.installation import Installation

SECRET = "JBSWY3DPEHPK3PXP"
COHORT = "/p/haiyue/2022/"


@pytest.fixture(scope="module")
def small_house(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A running installation with the cast alone."""
    with running(tmp_path_factory) as made:
        yield made


@pytest.fixture(scope="module")
def clerk(small_house: Installation) -> Iterator[Clerk]:
    """Somebody inside: a plan is verified, and a panel named."""
    with clerk_in(small_house, "plan_verified", "panel_named") as made:
        yield made


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
    _stands_as_loaded_anew(page)

    # By keyboard alone: undone, redone, undone; then somebody is kept from a place.
    for button in ("undo", "redo", "undo"):
        # Until the answer to the step before is drawn, it cannot be pressed.
        page.focus(f"#{button}:not([disabled])")
        with page.expect_response(lambda answer: "/cursor" in answer.url):
            page.keyboard.press("Enter")
        page.wait_for_selector("#standing")
    page.wait_for_function("() => document.querySelector('#undo').disabled")
    assert _places(page) == before
    chips.nth(0).focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#side [value=forbid]")
    # The focus follows once what was drawn has settled.
    page.wait_for_function("() => document.activeElement.closest('#side') !== null")
    _tab_to(page, "#side [value=forbid]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#undo:not([disabled])")
    assert _places(page) != before
    _stands_as_loaded_anew(page)
    _fine(page)

    # Whoever is selected while a change is under way is told of after it; the change is drawn all the same.
    chips.nth(0).click()
    page.wait_for_selector("#side [value=withdraw]")
    name = chips.nth(1).locator(".name").inner_text()
    page.evaluate("""() => {
      document.querySelector("#side [value=withdraw]").click();
      document.querySelectorAll("#board a.person")[1].click();
    }""")
    page.wait_for_selector(f"#side h2:has-text('{name}')")
    _stands_as_loaded_anew(page)

    # By touch on a phone: another officer sees it, selects, and pins by the button.
    second = come("second_office", width=390, has_touch=True)
    phone = second.go(here.removeprefix(second.address))
    _fine(phone)
    phone.locator("a.person").last.tap()
    phone.wait_for_selector("#side [value=withdraw]")
    _fine(phone)
    phone.tap("#side .ranked [value=pin] >> nth=0")
    tried = "() => document.querySelectorAll('#standing ol.ranked > li').length > 2"
    phone.wait_for_function(tried)
    # Whoever else looks at the board sees it without doing anything.
    page.wait_for_function(tried)


def _stands_as_loaded_anew(page: Page) -> None:
    """What a step put in place piece by piece is what the whole board says."""
    page.wait_for_selector("#figures:not([hx-get])")
    pieces = """each => each.map(one => [one.id, one.innerText, one.matches(":has(.since:not(:empty))")])"""
    shown = "#board .card, #board header, #board a.person"
    drawn = page.locator(shown).evaluate_all(pieces)
    assert any(is_marked for _, _, is_marked in drawn)
    page.reload()
    assert page.locator(shown).evaluate_all(pieces) == drawn


def test_a_plan_goes_from_the_office_to_the_auditor(come, clerk, tmp_path) -> None:
    office = come("office")
    page = office.go(f"{COHORT}plans/1/")
    page.click("button[value=hand_in]")
    page.wait_for_selector("button[value=take_back]")
    page = office.go(f"{COHORT}decisions/")
    page.click("form[action$='/open/'] button")
    page.click("ul.tasks a[href*='/decisions/']")
    page.wait_for_selector(".signatures")
    decision = page.url.removeprefix(office.address)
    _fine(page)

    secondee = come("secondee", width=390, has_touch=True)
    _consultation(come("qingxi_officer"), secondee, clerk)
    page = office.go(decision)
    page.click("button[value=open_signing]")
    page.wait_for_selector("input[name=scan]")

    _sign_by_passkey(come("panel"), decision)
    _sign_by_code(come("second_member"), clerk, decision)

    page = office.go(decision)
    _fine(page)
    page.click("button[value=publish]")
    page.click("ul.tasks a")
    page.wait_for_selector("button[value=send_letters]")
    _fine(page)
    public = page.locator("a[href^='/list/']").first.get_attribute("href")

    clerk.explained()
    page = secondee.go(f"{COHORT}own-place/")
    assert page.locator("section.panel p").count() > 2
    _fine(page)

    _case(come, public)
    _audit(come("auditor"), decision, tmp_path)
    assert clerk.disagreements() == []


def _consultation(host: Reader, secondee: Reader, clerk: Clerk) -> None:
    """A host and a person answer for themselves; then the others do."""
    page = host.go(f"{COHORT}consultation/")
    _fine(page)
    page.click("form[action$='/all/'] button >> nth=0")
    page.wait_for_selector(".chip.done")
    page = secondee.go(f"{COHORT}consultation/")
    _fine(page)
    page.tap("button[value=accept]")
    page.wait_for_selector(".chip.done")
    clerk.answered_by_all()


def _sign_by_passkey(reader: Reader, decision: str) -> None:
    plug_in(reader)
    add_key(reader, alone=False)
    page = reader.go(f"{decision}sign/")
    _fine(page)
    page.click("a[href*='/passkeys/again/']")
    page.click("#use_key")
    _say_yes(page)


def _sign_by_code(reader: Reader, clerk: Clerk, decision: str) -> None:
    clerk.has_code_app("second_member", SECRET)
    page = reader.go(f"{decision}sign/")
    page.click("main a.first")
    (counter, *_) = yield_hotp_counters_from_time()
    page.fill("input[name=code]", format_hotp_value(hotp_value(SECRET, counter)))
    page.press("input[name=code]", "Enter")
    _say_yes(page)


def _say_yes(page: Page) -> None:
    page.check("input[name=agrees][value=yes]")
    page.fill("textarea[name=reason]", "核对无误，同意。")
    page.click("button.first")
    page.wait_for_selector(".signatures .signed")


def _case(come: Callable[..., Reader], public: str) -> None:
    """Somebody without an account objects, is answered, and appeals to somebody else."""
    stranger = come("", width=390, has_touch=True)
    page = stranger.go(public)
    _fine(page)
    page = stranger.go(f"{public}object/")
    _fine(page)
    page.fill("textarea[name=text]", "接收单位与公示不符。")
    page.click("button.first")
    page.wait_for_url("**/case/**")
    receipt = page.url
    panel = come("third_member")
    page = panel.go(f"{COHORT}objections/")
    page.click("ul.tasks a")
    _fine(page)
    page.fill("textarea[name=text]", "已听取。")
    page.click("button[value=hear]")
    page.fill("textarea[name=text]", "经核实无误，维持。")
    page.check("input[name=upheld][value=no]")
    page.click("button[value=answer]")
    page.wait_for_selector("dd .chip")
    page = stranger.page
    page.goto(receipt)
    page.fill("textarea[name=text]", "请复核。")
    page.click("button[value=appeal]")
    page.wait_for_load_state()
    page = come("second_office").go(f"{COHORT}objections/")
    assert page.locator("ul.tasks a").count() == 1


def _audit(auditor: Reader, decision: str, folder: Path) -> None:
    """The auditor takes the files, and the plan is proven outside of the application."""
    page = auditor.go(decision)
    _fine(page)
    with page.expect_download() as taken:
        page.click("a[href$='/files/']")
    content = io.BytesIO(taken.value.path().read_bytes())
    with zipfile.ZipFile(content) as package:
        package.extractall(folder)
    command = Path(sys.executable).with_name("shanhai")
    done = subprocess.run([command, "verify", folder / "plan"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


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
