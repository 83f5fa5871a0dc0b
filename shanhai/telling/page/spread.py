"""How fits are spread: one mark for each placement."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from shanhai.telling.page.context import folded, table
from shanhai.telling.page.markup import Markup, tag
from shanhai.telling.phrases import page as phrases

if TYPE_CHECKING:
    from shanhai.telling.page.context import Page

BINS = 50
WIDTH, STEP = 1000, 1000 / BINS
MOST_MARKS = 600


def spread(page: Page) -> Markup:
    """Return a dot plot of the fits, down as circles and up as diamonds, with its table.

    With very many placements a mark stands for several, so that the picture stays one.
    """
    account = page.account
    placed = sorted(
        account.result.placements,
        key=lambda each: (account.directions.index(account.direction(each.order)), each.fit),
    )
    count: Counter[tuple[int, str]] = Counter(
        (_bin(each.fit, account.full), account.direction(each.order)) for each in placed
    )
    each_stands_for = 1 + len(placed) // MOST_MARKS
    stacks: Counter[int] = Counter()
    marks = []
    for (at, direction), number in sorted(count.items(), key=lambda item: (item[0][0], item[0][1] != "down")):
        for _ in range(-(-number // each_stands_for)):
            marks.append((at, stacks[at], direction))
            stacks[at] += 1
    tallest = max(stacks.values(), default=1)
    height = tallest * 17 + 40
    drawn = [_mark(at, height - 40 - 17 * level, direction) for at, level, direction in marks]
    picture = tag(
        "svg", tag("title", page.say(phrases.FIT_SPREAD)), _axis(height), drawn,
        class_="spread", viewbox=f"0 0 {WIDTH} {height}", role="img",
    )  # fmt: skip
    caption = page.say(phrases.FIT_SPREAD) + (f" (1 : {each_stands_for})" if each_stands_for > 1 else "")
    legend = [
        tag("span", mark, page.direction(name), class_=f"key {name or 'none'}") for name, mark in _keys(page)
    ]
    figure = tag("figure", tag("figcaption", caption, " ", legend), picture, class_="spread-figure")
    return tag("div", figure, folded(page.say(phrases.FIT_SPREAD_TABLE), _table(page, count)))


def _bin(fit: int, full: int) -> int:
    return min(fit * BINS // full, BINS - 1) if fit > 0 else 0


def _keys(page: Page) -> list[tuple[str, Markup]]:
    return [(name, _key(name)) for name in page.account.directions]


def _key(direction: str) -> Markup:
    name = f"dot {direction or 'none'}"
    circle, diamond = (
        tag("circle", class_=name, cx=6, cy=6, r=5),
        tag("path", class_=name, d="M6 0l6 6-6 6-6-6z"),
    )
    return tag("svg", circle if direction == "down" else diamond, width=12, height=12, aria_hidden="true")


def _mark(at: int, y: float, direction: str) -> Markup:
    x = (at + 0.5) * STEP
    if direction == "down":
        return tag("circle", class_="dot down", cx=f"{x:.0f}", cy=f"{y - 8:.0f}", r=7)
    return tag("path", class_=f"dot {direction or 'none'}", d=f"M{x:.0f} {y - 16:.0f}l8 8-8 8-8-8z")


def _axis(height: float) -> list[Markup]:
    y = height - 36
    ticks = [
        tag(
            "text",
            f"{tick / 10:.1f}",
            x=tick * 100,
            y=y + 28,
            text_anchor="start" if tick == 0 else "end" if tick == 10 else "middle",
        )
        for tick in range(0, 11, 2)
    ]
    return [
        tag(
            "path", class_="axis", d=f"M0 {y}H{WIDTH}" + "".join(f"M{tick * 100} {y}v6" for tick in range(11))
        ),
        *ticks,
    ]


def _table(page: Page, count: Counter[tuple[int, str]]) -> Markup:
    columns = [page.say(phrases.FIT_FROM), *(page.direction(name) for name in page.account.directions)]
    rows = [
        (f"{at / BINS:.2f}", *(str(count[at, name]) for name in page.account.directions))
        for at in sorted({at for at, _ in count}, reverse=True)
    ]
    return table(columns, rows, numbers=range(len(columns)))
