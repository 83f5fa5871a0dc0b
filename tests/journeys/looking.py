"""Looks at a page as a machine can: does it overflow, can every sign be drawn, is every text translated."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache
from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
#: Two words of Latin letters in a row: a phrase, not a code or a name.
PHRASE = re.compile(r"[A-Za-z]{2,}[ ,.]+[A-Za-z]{2,}")
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
_TEXTS = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [document.title];
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (parent.closest('script, style, noscript, [lang]:not(html)')) continue;
    texts.push(walker.currentNode.data.trim());
  }
  for (const name of ['aria-label', 'placeholder', 'title', 'alt'])
    for (const element of document.querySelectorAll(`[${name}]`))
      if (!element.closest('[lang]:not(html)')) texts.push(element.getAttribute(name).trim());
  return texts.filter(Boolean);
}"""
_BEYOND = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.body.querySelectorAll('*')]
    .filter(element => element.getBoundingClientRect().right > width + 1)
    .slice(0, 5)
    .map(each => each.tagName + '.' + each.className + ': ' + each.textContent.trim().slice(0, 40));
}"""


def overflow(page: Page) -> list[str]:
    """What stands out beyond the right edge, when the page as a whole can be scrolled sideways."""
    return page.evaluate(_BEYOND)


def texts(page: Page) -> list[str]:
    """Everything that a person reads or hears on the page, except what is marked as another language."""
    return page.evaluate(_TEXTS)


def untranslated(chinese: list[str], english: list[str]) -> list[str]:
    """Phrases without any Chinese that stand on the Chinese page just as on the English one."""
    same = set(chinese) & set(english)
    return sorted(text for text in same if PHRASE.search(text) and not HAN.search(text) and "@" not in text)


def undrawn(shown: list[str]) -> list[str]:
    """Signs that no font of this machine has, and signs of broken text."""
    signs = {sign for text in shown for sign in text if ord(sign) > 0x7F and not HAN.match(sign)}
    broken = {sign for sign in signs if sign == "\ufffd" or 0xE000 <= ord(sign) <= 0xF8FF}
    return sorted(broken | {sign for sign in signs if not _has_font(sign)})


def violations(page: Page, rules: list[str] | None = None) -> list[str]:
    """What axe finds against WCAG 2.2 AA: rule, what is wrong, and the first places."""
    wanted = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": STANDARD}
    found = Axe().run(page, options={"runOnly": wanted, "resultTypes": ["violations"]}).response["violations"]
    return [
        f"{each['id']}: {each['help']}: {[node['html'][:160] for node in each['nodes'][:3]]}"
        for each in found
    ]


@cache
def _has_font(sign: str) -> bool:
    if sign.isspace() or not sign.isprintable() or shutil.which("fc-list") is None:
        return True
    listed = subprocess.run(
        ["fc-list", f":charset={ord(sign):x}"], capture_output=True, text=True, check=True
    )
    return bool(listed.stdout.strip())
