"""Passkeys in a real browser with a virtual key: added, used to sign in alone, and as a second factor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cast import PASSWORD
from tests.faults.prepared import laid
from tests.journeys.chromium import Reader
from tests.journeys.keys import add_key, plug_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.faults.installation import Installation


@pytest.fixture(scope="module")
def small_house(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A running installation with the cast alone."""
    with laid(tmp_path_factory) as made:
        made.python("from tests.cast import gather; gather()")
        made.start_server()
        yield made


@pytest.fixture
def reader(browser: Browser, small_house: Installation) -> Iterator[Reader]:
    """Somebody at a browser; keys are bound to a name, so the house is called by its name."""
    someone = Reader(browser, small_house.address.replace("127.0.0.1", "localhost"))
    yield someone
    someone.leave()
    assert someone.complaints == []


def _sign_out(reader: Reader) -> None:
    page = reader.go("/account/sign-out/")
    page.click("main form button")
    page.wait_for_url("**/account/sign-in/**")


def test_a_passkey_signs_in_alone(reader: Reader, small_house: Installation) -> None:
    plug_in(reader)
    reader.sign_in("office", PASSWORD)
    add_key(reader, alone=True)
    told = small_house.python(
        "from shanhai.programme.models import Account, Event\n"
        "from shanhai.programme.states import state\n"
        "a = Account.objects.get(username='office')\n"
        "print([f['kind'] for f in a.factors], Event.objects.about(a).last().payload.after == state(a))"
    )
    assert told == "['webauthn', 'recovery_codes'] True"
    _sign_out(reader)
    reader.page.click("#passkey_sign_in")
    reader.page.wait_for_selector(".bar details.menu")


def test_a_key_is_a_second_factor(reader: Reader) -> None:
    plug_in(reader)
    reader.sign_in("panel", PASSWORD)
    add_key(reader, alone=False)
    _sign_out(reader)
    reader.page.fill("input[name=login]", "panel")
    reader.page.fill("input[name=password]", PASSWORD)
    reader.page.press("input[name=password]", "Enter")
    reader.page.wait_for_url("**/account/second-factor/sign-in/**")
    reader.page.click("#use_key")
    reader.page.wait_for_selector(".bar details.menu")
