"""The browser of the journeys: the machine's own Chromium, which fetches nothing by itself."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
PATIENCE_MS = 20_000


def executable() -> str | None:
    """Where Chromium is: named by SHANHAI_CHROMIUM, or found on the path; None when there is none."""
    named = os.environ.get("SHANHAI_CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
        yield browser
        browser.close()


class Reader:
    """Somebody at a browser of their own. Whatever goes wrong in their browser is kept in `complaints`."""

    def __init__(self, browser: Browser, address: str, *, width: int = 1440, **named: object) -> None:
        self.address = address
        self.complaints: list[str] = []
        self.context: BrowserContext = browser.new_context(
            viewport={"width": width, "height": 900}, locale="zh-CN", reduced_motion="reduce", **named
        )
        self.context.set_default_timeout(PATIENCE_MS)
        self.page: Page = self.context.new_page()
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(f"{self.page.url}: {error}"))

    def go(self, path: str) -> Page:
        """Open a page of the house."""
        self.page.goto(self.address + path)
        return self.page

    def sign_in(self, username: str, password: str) -> Page:
        """Sign in by the form."""
        self.go("/")
        self.page.fill("input[name=login]", username)
        self.page.fill("input[name=password]", password)
        self.page.press("input[name=password]", "Enter")
        self.page.wait_for_selector(".bar details.menu")
        return self.page

    def choose(self, language: str) -> None:
        """Choose another language on the page: the account keeps it, or a cookie."""
        with self.page.expect_navigation():
            self.page.click(f'.languages button[value="{language}"]')

    def leave(self) -> None:
        """Close the browser."""
        self.context.close()

    def _hear(self, message) -> None:
        # What was not found or not allowed is an answer, which the journeys judge by themselves.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.complaints.append(f"{self.page.url}: {message.text}")
