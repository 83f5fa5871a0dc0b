"""Every kind of page looks right at three widths, in three languages, in light and dark, and is accessible.

The pictures are written to the folder that SHANHAI_SCREENSHOTS names, or to out/screenshots/. An ordinary run
looks at the dark pages in simplified Chinese only, a long one (SHANHAI_LONG) in every language.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from shanhai.website.sample import ACCOUNTS, PASSWORD
from tests.journeys.looking import overflow, texts, undrawn, untranslated, violations
from tests.journeys.walking import Place, walk

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.chromium import Reader

ROOT = Path(__file__).parents[2]
PICTURES = Path(os.environ.get("SHANHAI_SCREENSHOTS") or ROOT / "out" / "screenshots")
WIDTHS = (390, 820, 1440)
LANGUAGES = ("zh-hans", "zh-hant", "en")
SCHEMES = ("light", "dark")
IS_LONG = bool(os.environ.get("SHANHAI_LONG"))
SIGNED_OUT = ("/account/sign-in/", "/account/password/reset/", "/nowhere")


def _look(reader: Reader, name: str, path: str) -> list[str]:
    """Whatever is wrong with a page in any language, width or scheme."""
    wrong: list[str] = []
    read: dict[str, list[str]] = {}
    page = reader.go(path)
    for language in LANGUAGES:
        reader.choose(language)
        read[language] = texts(page)
        wrong += [f"{language}: cannot be drawn: {sign!r}" for sign in undrawn(read[language])]
        wrong += [f"{language}: {each}" for each in _shapes(page, name, language)]
    wrong += [f"not translated: {text!r}" for text in untranslated(read["zh-hans"], read["en"])]
    wrong += _accessible(page)
    return [f"{path}: {each}" for each in wrong]


def _shapes(page: Page, name: str, language: str) -> list[str]:
    wrong = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        wrong += [f"wider than {width}: {each}" for each in overflow(page)]
        for scheme in SCHEMES if language == LANGUAGES[0] or IS_LONG else SCHEMES[:1]:
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=PICTURES / f"{name}-{language}-{width}-{scheme}.png", full_page=True)
    return wrong


def _accessible(page: Page) -> list[str]:
    page.emulate_media(color_scheme="light")
    found = [f"axe: {each}" for each in violations(page)]
    page.emulate_media(color_scheme="dark")
    found += [f"axe, dark: {each}" for each in violations(page, ["color-contrast"])]
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    page.emulate_media(color_scheme="light")
    return found + [f"axe, phone: {each}" for each in violations(page)]


def _file_name(place: Place) -> str:
    return re.sub(r"[^a-z0-9]+", "-", f"{place.route}-{place.by}".lower())


@pytest.fixture(scope="module")
def seen_routes() -> set[str]:
    """The routes that somebody has looked at already; each is looked at once, the home page by every role."""
    return set()


@pytest.mark.long
@pytest.mark.parametrize("account", [demo.username for demo in ACCOUNTS])
def test_every_page_that_a_role_comes_to_looks_right(reader, seen_routes: set[str], account: str) -> None:
    someone = reader()
    someone.sign_in(account, PASSWORD)
    wrong: list[str] = []
    for place in walk(someone, account):
        if place.route not in seen_routes or place.path == "/":
            seen_routes.add(place.route)
            wrong += _look(someone, _file_name(place), place.path)
    assert wrong == []


@pytest.mark.parametrize("path", SIGNED_OUT)
def test_what_one_sees_before_signing_in_looks_right(reader, path: str) -> None:
    name = "signed-out-" + path.strip("/").replace("/", "-")
    assert _look(reader(), name, path) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_the_specimen_of_the_parts_looks_right(browser, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto((ROOT / "docs/develop/parts.html").as_uri())
    wrong = overflow(page)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.screenshot(path=PICTURES / f"parts-{width}-{scheme}.png", full_page=True)
        wrong += violations(page)
    page.close()
    assert wrong == []
