"""The head of the page: what it is, how far it is proven, and the figures that matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.telling.numbers import Count, fit_text
from shanhai.telling.page.markup import Content, Markup, tag
from shanhai.telling.page.ridges import ridges
from shanhai.telling.phrases import outcome
from shanhai.telling.phrases import page as phrases
from shanhai.telling.stages import status_sentences
from shanhai.telling.wishes import wish_rank

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shanhai.telling.page.context import Page


def masthead(page: Page) -> Markup:
    """Return the header with title, status and figures."""
    names, result = page.voice.names, page.account.result
    kicker = names.programme or page.say(phrases.PRODUCT)
    title = page.say(phrases.PLAN_OF, cohort=names.cohort) if names.cohort else page.say(phrases.PLAN)
    status = tag(
        "div",
        tag("p", page.say(outcome.STATUS_TITLES[result.status]), class_=f"stamp {result.status}"),
        tag("p", page.voice.sentences(*status_sentences(result, page.voice)), class_="status"),
        tag("p", page.say(phrases.PROPOSAL), class_="note"),
        class_="verdict",
    )
    return tag(
        "header",
        ridges(page.fingerprints.get("plan") or page.account.problem.fingerprint),
        tag("div", tag("p", kicker, class_="kicker"), tag("h1", title), status, class_="title"),
        figures(page),
        class_="masthead",
    )


def figures(page: Page) -> Markup:
    """Return the four headline figures."""
    account, result = page.account, page.account.result
    placements = result.placements
    people, placed = account.problem.n_people, len(account.by_person)
    seats, filled = sum(account.seats.values()), len(placements)
    kept = sum(report.violation == 0 for report in result.rules)
    mean = sum(each.fit for each in placements) // max(filled, 1)
    split = [
        page.say(
            phrases.BY_DIRECTION,
            direction=page.direction(name),
            count=Count(account.placed_by_direction[name]),
        )
        for name in account.directions
        if name
    ]
    lowest = fit_text(min((each.fit for each in placements), default=0), account.full)
    return tag(
        "dl",
        _figure(
            Count(placed),
            page.say(phrases.OF, whole=Count(people)),
            page.say(phrases.PEOPLE_PLACED),
            [
                *split,
                page.say(phrases.LEFT_OVER, count=Count(people - placed)),
            ],
        ),
        _figure(
            Count(filled),
            page.say(phrases.OF, whole=Count(seats)),
            page.say(phrases.SEATS_FILLED),
            [
                page.say(phrases.LEFT_EMPTY, count=Count(seats - filled)),
            ],
        ),
        _figure(
            fit_text(mean, account.full),
            page.say(phrases.OF_ONE),
            page.say(phrases.AVERAGE_FIT),
            [
                page.say(phrases.LOWEST_FIT, lowest=lowest, fit=lowest),
                *_wished(page),
            ],
        ),
        _figure(
            Count(kept),
            page.say(phrases.OF, whole=Count(len(result.rules))),
            page.say(phrases.RULES_KEPT),
            [
                page.say(phrases.BENT, count=len(result.rules) - kept)
                if kept < len(result.rules)
                else page.say(phrases.ALL_KEPT),
            ],
        ),
        class_="figures",
    )


def _wished(page: Page) -> list[str]:
    account = page.account
    if not any(account.problem.people.wishes):
        return []
    met = sum(bool(wish_rank(account, each.person, each.order)) for each in account.result.placements)
    return [page.say(phrases.WISHED, count=Count(met))]


def _figure(value: Content, whole: str, label: str, notes: Iterable[str]) -> Markup:
    shown = tag("dd", tag("b", str(value)), tag("span", whole), class_="value")
    return tag("div", tag("dt", label), shown, [tag("dd", note) for note in notes])
