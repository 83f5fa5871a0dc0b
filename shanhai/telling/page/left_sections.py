"""Sections: seats that stay empty and people without a place, with the reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.telling.answers import wish_text
from shanhai.telling.numbers import Count
from shanhai.telling.page.context import bar, folded, listed, section, table
from shanhai.telling.page.markup import Markup, join, tag
from shanhai.telling.phrases import page as phrases
from shanhai.telling.reasons import reason_title, shortage_sentence, shortage_title, unplaced_sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shanhai.matching.result import EmptySeats, Shortage, Unplaced
    from shanhai.telling.page.context import Page


def shortage_section(page: Page) -> Markup:
    """Return the empty seats, each set with its proof."""
    result = page.account.result
    if not result.empty:
        return section("short", page.say(phrases.SHORT), tag("p", page.say(phrases.NONE_SHORT)))
    empty: dict[int, list[EmptySeats]] = {}
    for each in result.empty:
        empty.setdefault(each.shortage, []).append(each)
    content: list[Markup] = []
    for kind in ("cut", "forced", "undecided"):
        items = [
            _shortage(page, result.shortages[at], several)
            for at, several in empty.items()
            if result.shortages[at].kind == kind
        ]
        if items:
            shown, left_out = listed(page, items)
            heading = tag("h3", shortage_title(kind, page.voice))
            content.append(join(heading, left_out, tag("ul", shown, class_="shortages")))
    return section("short", page.say(phrases.SHORT), content, lead=page.say(phrases.SHORT_LEAD))


def _shortage(page: Page, shortage: Shortage, empty: list[EmptySeats]) -> Markup:
    sentence = tag("p", shortage_sentence(shortage, page.account.problem, page.voice))
    if shortage.kind != "cut":
        return tag("li", sentence)
    reach = page.say(phrases.SHORT_REACH)
    scale = tag(
        "dl",
        tag("dt", page.say(phrases.SHORT_SEATS)),
        tag("dd", bar(1, str(shortage.seats), "hollow"), tag("b", shortage.seats)),
        tag("dt", reach),
        tag("dd", bar(shortage.reach / shortage.seats, str(shortage.reach)), tag("b", shortage.reach)),
        class_="reach",
    )
    seats = {each.order: each.empty for each in empty}
    if len(shortage.orders) == 1:
        named = tag("p", tag("b", page.voice.order(shortage.orders[0])))
        return tag("li", named, sentence, scale)
    others = [order for order in shortage.orders if order not in seats]
    all_of_them = page.say(phrases.ALL_OF_SET, orders=Count(len(shortage.orders)))
    return tag(
        "li",
        sentence,
        scale,
        _orders_table(page, seats, page.say(phrases.EMPTY_OF_SET)),
        folded(all_of_them, _orders_table(page, {**seats, **dict.fromkeys(others, 0)})) if others else None,
    )


def _orders_table(page: Page, empty: Mapping[str, int], caption: str = "") -> Markup:
    columns = [page.say(each) for each in (phrases.ORDER, phrases.TIER, phrases.SEATS, phrases.EMPTY)]
    shown, left_out = listed(page, list(empty.items()))
    rows = [
        (page.voice.order(order), str(page.account.tier(order)), str(page.account.seats[order]), str(number))
        for order, number in shown
    ]
    return join(table(columns, rows, numbers=(1, 2, 3), caption=caption), left_out)


def unplaced_section(page: Page) -> Markup:
    """Return the people without a place, by reason; for the public only how many."""
    unplaced = list(page.account.unplaced.values())
    if not unplaced:
        return section("unplaced", page.say(phrases.UNPLACED), tag("p", page.say(phrases.ALL_PLACED)))
    groups: dict[str, list[Unplaced]] = {}
    for each in unplaced:
        groups.setdefault(each.reason, []).append(each)
    content = [_group(page, reason, people) for reason, people in groups.items()]
    return section("unplaced", page.say(phrases.UNPLACED), content, lead=page.say(phrases.UNPLACED_LEAD))


def _group(page: Page, reason: str, people: list[Unplaced]) -> Markup:
    head = tag("h3", reason_title(reason, page.voice), " ", tag("small", str(Count(len(people)))))
    if not page.is_panel:
        return head
    shown, left_out = listed(page, people)
    items = [
        tag(
            "li",
            tag("b", page.voice.person(each.person)),
            tag("small", page.voice.organisation(page.account.home(each.person))),
            tag("p", unplaced_sentence(each, page.account.problem, page.voice)),
            [tag("p", sentence) for sentence in wish_text(each.person, page.account, page.voice)],
        )
        for each in shown
    ]
    return join(head, left_out, tag("ul", items, class_="reasons"))
