"""Section: the places that receive, each with its seats as marks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shanhai.telling.numbers import Count, fit_text
from shanhai.telling.page.context import MOST_LISTED, bar, section
from shanhai.telling.page.markup import Markup, join, tag
from shanhai.telling.phrases import page as phrases

if TYPE_CHECKING:
    from shanhai.telling.page.context import Page

MOST_MARKS = 40


@dataclass
class _Card:
    seats: int = 0
    fits: list[int] = field(default_factory=list)


def host_section(page: Page) -> Markup:
    """Return a card for each place (on the way down) or host (otherwise), by direction."""
    content = []
    for direction, cards in _cards(page).items():
        shown = [_card(page, name, card) for name, card in sorted(cards.items(), key=lambda each: each[0])]
        content.append(join(tag("h3", page.direction(direction)), tag("ul", shown, class_="cards")))
    return section("hosts", page.say(phrases.HOSTS), content, lead=page.say(phrases.HOSTS_LEAD))


def _cards(page: Page) -> dict[str, dict[str, _Card]]:
    account = page.account
    out: dict[str, dict[str, _Card]] = {name: {} for name in account.directions}
    for order, seats in account.seats.items():
        direction = account.direction(order)
        card = out[direction].setdefault(_name(page, order, direction), _Card())
        card.seats += seats
        card.fits += [each.fit for each in account.by_order.get(order, ())]
    return out


def _name(page: Page, order: str, direction: str) -> str:
    place, host = page.account.host_place(order), page.account.host(order)
    # Thousands of hosts, each with a card of its own, would not make a picture.
    many = len(page.account.seats) > MOST_LISTED
    if ((direction == "down" or many) and place) or not host:
        return page.voice.place(place) if place else page.voice.order(order)
    return page.voice.organisation(host)


def _card(page: Page, name: str, card: _Card) -> Markup:
    filled = len(card.fits)
    words = page.say(phrases.SEATS_OF, filled=Count(filled), seats=Count(card.seats))
    if card.seats <= MOST_MARKS:
        marks = tag(
            "span", "●" * filled, tag("s", "○" * (card.seats - filled)), class_="marks", aria_hidden="true"
        )
    else:
        marks = bar(filled / card.seats, words, "seats")
    mean = sum(card.fits) // max(filled, 1)
    fit = fit_text(mean, page.account.full)
    label = f"{page.say(phrases.AVERAGE_FIT)} {fit}"
    return tag(
        "li",
        tag("h4", name),
        marks,
        tag("p", words),
        tag("p", bar(mean / page.account.full, label), tag("span", fit), class_="mean") if filled else None,
        class_="card" if filled == card.seats else "card short",
    )
