"""Section: who goes where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.telling.flows import Flow, flows
from shanhai.telling.numbers import Count, fit_text
from shanhai.telling.page.context import folded, section, table
from shanhai.telling.page.map import chart_of, flow_map, land_definitions, legend
from shanhai.telling.page.markup import Markup, tag
from shanhai.telling.phrases import page as phrases

if TYPE_CHECKING:
    from shanhai.telling.page.context import Page
    from shanhai.telling.page.map import Chart


def flow_section(page: Page) -> Markup:
    """Return the maps of all directions and the table behind them."""
    problem = page.account.problem
    chart = chart_of(problem.places, page.voice.names.outlines)
    found = {name: flows(page.account, name) for name in page.account.directions}
    maps = [_figure(page, chart, name, several) for name, several in found.items() if chart and several]
    words = [page.say(each) for each in (phrases.HOME_HERE, phrases.PLACED_HERE, phrases.LINE_WIDTH)]
    picture = [tag("div", maps, class_="maps"), legend(words)] if maps else tag("p", page.say(phrases.NO_MAP))
    return section(
        "flows",
        page.say(phrases.FLOWS),
        land_definitions(chart) if chart and maps else None,
        picture,
        folded(page.say(phrases.FLOWS_TABLE), _table(page, found)),
        lead=page.say(phrases.FLOWS_LEAD),
    )


def _figure(page: Page, chart: Chart, direction: str, found: list[Flow]) -> Markup:
    people = Count(sum(flow.people for flow in found))
    title = page.say(phrases.FLOWS_TITLE, direction=page.direction(direction), count=people)
    picture = flow_map(chart, found, direction, page.account.problem.places, title, page.voice)
    return tag("figure", tag("figcaption", title), picture)


def _table(page: Page, found: dict[str, list[Flow]]) -> Markup:
    columns = (phrases.FROM, phrases.TO, phrases.DIRECTION, phrases.PEOPLE, phrases.AVERAGE_FIT)
    rows = [
        (
            page.voice.place(flow.origin),
            page.voice.place(flow.target),
            page.direction(direction),
            str(Count(flow.people)),
            fit_text(flow.fit // flow.people, page.account.full),
        )
        for direction, several in found.items()
        for flow in several
    ]
    return table([page.say(each) for each in columns], rows, numbers=(3, 4))
