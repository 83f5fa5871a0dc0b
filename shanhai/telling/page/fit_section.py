"""Section: the fit of every placement with its parts, to be searched and opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.telling.answers import wish_text
from shanhai.telling.explanations import placement_sentences
from shanhai.telling.numbers import fit_text
from shanhai.telling.page.context import listed, section, table
from shanhai.telling.page.markup import Markup, tag
from shanhai.telling.page.spread import spread
from shanhai.telling.phrases import page as phrases
from shanhai.telling.rule_words import criterion_words

if TYPE_CHECKING:
    from shanhai.matching.result import Placement
    from shanhai.telling.page.context import Page


def fit_section(page: Page) -> Markup:
    """Return the spread of fits, what fit consists of, and all placements."""
    placements = page.account.result.placements
    if not placements:
        return section("placements", page.say(phrases.FIT), tag("p", page.say(phrases.NO_PLACEMENTS)))
    content = [spread(page), _key(page), _controls(page)] if page.is_panel else [_controls(page)]
    shown, left_out = listed(page, placements)
    rows = [_row(page, each) for each in shown]
    return section(
        "placements",
        page.say(phrases.FIT),
        content,
        left_out,
        _heads(page),
        tag("ol", rows, class_="placements", id="list"),
        lead=page.say(phrases.FIT_LEAD),
    )


def _key(page: Page) -> Markup:
    items = [
        tag(
            "li",
            tag("i", class_=f"swatch part-{at % 8}"),
            criterion_words(name, page.voice),
            tag("b", fit_text(most, page.account.full)),
        )
        for at, (name, most) in enumerate(page.account.most.items())
    ]
    return tag("div", tag("h3", page.say(phrases.CRITERIA)), tag("ul", items, class_="key-list"))


def _controls(page: Page) -> Markup:
    """Search and sorting; shown only where the script runs."""
    search = tag(
        "input",
        type="search",
        id="search",
        placeholder=page.say(phrases.SEARCH),
        aria_label=page.say(phrases.SEARCH),
    )
    options = [
        tag("option", page.say(phrases.SORT_NAME), value="list"),
        tag("option", page.say(phrases.SORT_FIT), value="fit"),
    ]
    sort = tag("label", page.say(phrases.SORT), " ", tag("select", options, id="sort"))
    count = tag(
        "output",
        tag("b", len(listed(page, page.account.result.placements)[0]), id="shown"),
        " ",
        page.say(phrases.SHOWN),
        for_="search",
    )
    return tag(
        "form", search, sort if page.is_panel else None, count, class_="controls", hidden=True, id="controls"
    )


def _heads(page: Page) -> Markup:
    heads = [phrases.PERSON, phrases.HOME, phrases.ORDER, phrases.FIT_COLUMN]
    shown = heads if page.is_panel else heads[:3]
    return tag("div", [tag("span", page.say(each)) for each in shown], class_="row heads", aria_hidden="true")


def _row(page: Page, placement: Placement) -> Markup:
    voice, account = page.voice, page.account
    direction = account.direction(placement.order)
    cells = [
        tag("b", voice.person(placement.person)),
        tag("span", voice.organisation(account.home(placement.person)), class_="home"),
        tag(
            "span",
            tag("i", page.direction(direction)[:1] if direction else "·", class_=f"way {direction}"),
            " ",
            voice.order(placement.order),
            class_="to",
        ),
    ]
    if not page.is_panel:
        return tag("li", tag("div", cells, class_="row"))
    fit = fit_text(placement.fit, account.full)
    cells.append(tag("span", _parts_bar(page, placement), tag("b", fit), class_="fit"))
    opened = tag(
        "div",
        tag("p", voice.sentences(*placement_sentences(placement, account, voice))),
        [tag("p", sentence) for sentence in wish_text(placement.person, account, voice)],
        _parts_table(page, placement),
        class_="opened",
    )
    return tag("li", tag("details", tag("summary", cells, class_="row"), opened), data_fit=placement.fit)


def _parts_bar(page: Page, placement: Placement) -> Markup:
    parts = [
        tag(
            "i",
            class_=f"part-{at % 8}",
            style=f"width:{100 * placement.parts.get(name, 0) / page.account.full:.1f}%",
        )
        for at, (name, most) in enumerate(page.account.most.items())
    ]
    return tag("span", parts, class_="parts", aria_hidden="true")


def _parts_table(page: Page, placement: Placement) -> Markup:
    rows = [
        (
            criterion_words(name, page.voice),
            fit_text(placement.parts.get(name, 0), page.account.full),
            fit_text(most, page.account.full),
        )
        for name, most in page.account.most.items()
    ]
    return table(
        [page.say(each) for each in (phrases.CRITERION, phrases.POINTS, phrases.MOST)], rows, numbers=(1, 2)
    )
