"""The whole page, put together from its sections."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from shanhai.telling.page.composition_section import composition_section
from shanhai.telling.page.context import Audience, Page
from shanhai.telling.page.fit_section import fit_section
from shanhai.telling.page.flow_section import flow_section
from shanhai.telling.page.host_section import host_section
from shanhai.telling.page.left_sections import shortage_section, unplaced_section
from shanhai.telling.page.markup import Markup, tag
from shanhai.telling.page.masthead import masthead
from shanhai.telling.page.proof_section import proof_section
from shanhai.telling.page.rule_section import mutual_section, rule_section
from shanhai.telling.phrases import page as phrases

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shanhai.telling.account import Account
    from shanhai.telling.voice import Voice

HTML_LANGUAGES = {"en": "en", "zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}
CONTENTS = {
    "flows": phrases.FLOWS,
    "composition": phrases.COMPOSITION,
    "hosts": phrases.HOSTS,
    "placements": phrases.FIT,
    "short": phrases.SHORT,
    "unplaced": phrases.UNPLACED,
    "rules": phrases.RULES,
    "mutual": phrases.MUTUAL,
    "proof": phrases.PROOF,
}


def plan_page(
    account: Account,
    voice: Voice,
    *,
    audience: Audience = "panel",
    findings: Sequence[str] | None = None,
    fingerprints: Mapping[str, str] | None = None,
) -> str:
    """Return plan.html: self-contained, asking nothing of any other address.

    `findings` are the sentences of the independent check (None: not made); `fingerprints` go by "plan",
    "engine".
    For the public the page leaves out fits, reasons and wishes of single people.
    """
    page = Page(account, voice, audience, findings, dict(fingerprints or {}))
    sections = [
        flow_section(page),
        composition_section(page),
        host_section(page),
        fit_section(page),
        shortage_section(page),
        unplaced_section(page),
        rule_section(page),
        mutual_section(page) if page.is_panel else None,
        proof_section(page),
    ]
    body = tag(
        "body",
        tag("a", page.say(phrases.SKIP), href="#main", class_="skip"),
        _banner(page),
        masthead(page),
        tag("div", _contents(page), tag("main", sections, id="main"), class_="frame"),
        _banner(page),
        tag("script", Markup(_file("page.js"))),
    )
    return "<!doctype html>\n" + tag("html", _head(page), body, lang=HTML_LANGUAGES[voice.language])


def _head(page: Page) -> Markup:
    names = page.voice.names
    title = " · ".join(part for part in (names.programme, names.cohort, page.say(phrases.PLAN)) if part)
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", title),
        tag("style", Markup(_file("page.css"))),
    )


def _banner(page: Page) -> Markup | None:
    return (
        tag("p", page.say(phrases.INVENTED), class_="invented", role="note")
        if page.voice.names.invented
        else None
    )


def _contents(page: Page) -> Markup:
    shown = {name: words for name, words in CONTENTS.items() if page.is_panel or name != "mutual"}
    links = [tag("li", tag("a", page.say(words), href=f"#{name}")) for name, words in shown.items()]
    return tag("nav", tag("ol", links), aria_label=page.say(phrases.CONTENTS))


@lru_cache(maxsize=4)
def _file(name: str) -> str:
    return files("shanhai.telling.page").joinpath(name).read_text(encoding="utf-8")
