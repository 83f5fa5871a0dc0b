"""Section: who makes up the placements, against the shares that rules ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.telling.composition import Share, kinds_by_direction, shares
from shanhai.telling.numbers import Count, percent
from shanhai.telling.page.context import section, table
from shanhai.telling.page.markup import Markup, join, tag
from shanhai.telling.phrases import page as phrases
from shanhai.telling.rule_words import kind_words, rule_title, value_words

if TYPE_CHECKING:
    from collections import Counter

    from shanhai.telling.page.context import Page


def composition_section(page: Page) -> Markup:
    """Return one bullet chart for each mix rule, then the placements by kind of home organisation."""
    found = shares(page.account)
    charts = tag("ul", [_bullet(page, share) for share in found], class_="bullets") if found else None
    return section(
        "composition",
        page.say(phrases.COMPOSITION),
        charts or tag("p", page.say(phrases.NO_TARGET)),
        _kinds(page),
        lead=page.say(phrases.COMPOSITION_LEAD) if found else "",
    )


def _bullet(page: Page, share: Share) -> Markup:
    rule = next(rule for rule in page.account.problem.rules if rule.id == share.rule)
    title = rule_title(rule, page.account.problem, page.voice)
    if share.label:
        title = f"{title} · {value_words(getattr(rule, 'each', ''), share.label, page.voice)}"
    low, high = share.least or 0, 100 if share.most is None else share.most
    at = 100 * share.people / share.of if share.of else 0
    value = page.say(
        phrases.SHARE_IS,
        share=percent(share.people, share.of),
        people=Count(share.people),
        of=Count(share.of),
    )
    state = page.say(phrases.MET if share.is_kept else phrases.NOT_MET)
    track = tag(
        "div",
        tag("i", class_="wanted", style=f"left:{low}%;width:{high - low}%"),
        tag("i", class_="has", style=f"left:{at:.1f}%"),
        class_="track",
        aria_hidden="true",
    )
    words = tag(
        "p",
        tag("b", value),
        tag("span", f"{page.say(phrases.TARGET)}: {_target(page, share)}"),
        tag(
            "span",
            ("✓ " if share.is_kept else "✗ ") + state,
            class_="state " + ("good" if share.is_kept else "bad"),
        ),
    )
    return tag("li", tag("h3", title), track, words)


def _target(page: Page, share: Share) -> str:
    if share.most is None:
        return page.say(phrases.TARGET_LEAST, least=share.least)
    if share.least is None:
        return page.say(phrases.TARGET_MOST, most=share.most)
    return page.say(phrases.TARGET_BETWEEN, least=share.least, most=share.most)


def _kinds(page: Page) -> Markup | None:
    found = kinds_by_direction(page.account)
    if not any(kind for count in found.values() for kind in count):
        return None
    rows = [_stack(page, direction, count) for direction, count in found.items()]
    return join(
        tag("h3", page.say(phrases.COMPOSITION_PLAIN)),
        tag("div", rows, class_="stacks"),
        _kinds_table(page, found),
    )


def _stack(page: Page, direction: str, count: Counter[str]) -> Markup:
    total = count.total()
    parts = [
        tag(
            "i",
            tag("span", f"{_kind(page, kind)} {number}"),
            class_=f"part part-{at % 8}",
            style=f"flex-grow:{number}",
            title=f"{_kind(page, kind)}: {number} ({percent(number, total)})",
        )
        for at, (kind, number) in enumerate(count.most_common())
    ]
    return tag(
        "div", tag("b", page.direction(direction)), tag("div", parts, class_="stack", aria_hidden="true")
    )


def _kinds_table(page: Page, found: dict[str, Counter[str]]) -> Markup:
    kinds = sorted({kind for count in found.values() for kind in count})
    columns = [page.say(phrases.COMPOSITION_PLAIN), *(page.direction(name) for name in found)]
    rows = [
        (_kind(page, kind), *(_part(count[kind], count.total()) for count in found.values()))
        for kind in kinds
    ]
    return table(columns, rows, numbers=range(1, len(columns)))


def _kind(page: Page, kind: str) -> str:
    return kind_words(kind, page.voice) or "–"


def _part(number: int, total: int) -> str:
    return f"{number} ({percent(number, total)})" if number else "–"
