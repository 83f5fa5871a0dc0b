"""The map of flows: land, a line for each flow as wide as its people are many, and labels that do not
overlap.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shanhai.telling.flows import ends
from shanhai.telling.page.arcs import arc_path, gathering_points
from shanhai.telling.page.labels import Label, place_labels
from shanhai.telling.page.markup import Markup, join, tag

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shanhai.matching.tables import Places
    from shanhai.telling.flows import Flow
    from shanhai.telling.voice import Voice
    from shanhai.workbook.book import Ring

WIDTH = 1000.0
MARGIN = 34.0
Point = tuple[float, float]


@dataclass(frozen=True)
class Chart:
    """Kilometres on paper: where each place stands in the picture, and the picture's height."""

    at: Mapping[str, Point]
    land: Mapping[str, str]
    height: float


def chart_of(places: Places, outlines: Mapping[str, Sequence[Ring]]) -> Chart | None:
    """Return the picture's geometry, or None when no place has coordinates."""
    seats = {
        name: (float(east), float(north))
        for name, east, north in zip(places.id, places.east, places.north, strict=True)
        if east == east and north == north
    }
    corners = [point for rings in outlines.values() for ring in rings for point in ring]
    points = corners + list(seats.values())
    if not points:
        return None
    west, south = min(x for x, _ in points), min(y for _, y in points)
    east, north = max(x for x, _ in points), max(y for _, y in points)
    scale = (WIDTH - 2 * MARGIN) / max(east - west, (north - south) / 1.4, 1.0)

    def put(point: Point) -> Point:
        return MARGIN + (point[0] - west) * scale, MARGIN + (north - point[1]) * scale

    at = {name: put(point) for name, point in seats.items()}
    for name, rings in outlines.items():
        at.setdefault(name, put(_middle(rings[0])))
    land = {
        name: _land_path([[put(point) for point in ring] for ring in rings])
        for name, rings in outlines.items()
    }
    return Chart(at, land, 2 * MARGIN + (north - south) * scale)


def land_definitions(chart: Chart) -> Markup:
    """Return the outlines, once for all maps of the page."""
    shapes = [tag("path", id=f"land-{at}", d=path) for at, path in enumerate(chart.land.values())]
    drawing = tag("defs", tag("g", shapes, id="land"))
    return tag("svg", drawing, class_="definitions", aria_hidden="true", width=0, height=0)


def flow_map(
    chart: Chart, found: list[Flow], direction: str, places: Places, title: str, voice: Voice
) -> Markup:
    """Return the map of one direction."""
    drawn = [flow for flow in found if flow.origin in chart.at and flow.target in chart.at]
    parts = [
        tag("title", title, id=f"map-{direction}-title"),
        tag("g", _land(chart, ends(drawn, "target")), class_="ground"),
        tag("g", _arcs(chart, drawn, direction, places, voice), class_="arcs"),
        tag("g", _ends(chart, drawn), class_="ends"),
        *_labels(chart, drawn, voice),
    ]
    return tag(
        "svg",
        parts,
        class_=f"map {direction or 'none'}",
        viewbox=f"0 0 {WIDTH:.0f} {chart.height:.0f}",
        role="img",
        aria_labelledby=f"map-{direction}-title",
    )


def _land(chart: Chart, arrivals: Mapping[str, int]) -> list[Markup]:
    if not chart.land:
        return []
    most = max(arrivals.values(), default=1)
    number = {name: at for at, name in enumerate(chart.land)}
    waters = [tag("use", href="#land", class_=f"water water-{depth}") for depth in (3, 2, 1)]
    tints = [
        tag("use", href=f"#land-{number[name]}", class_=f"tint tint-{1 + (4 * count - 1) // most}")
        for name, count in arrivals.items()
        if name in number
    ]
    return [
        *waters,
        tag("use", href="#land", class_="land"),
        *tints,
        tag("use", href="#land", class_="borders"),
    ]


def _arcs(chart: Chart, drawn: list[Flow], direction: str, places: Places, voice: Voice) -> list[Markup]:
    side = "target" if direction != "up" else "origin"
    gather = gathering_points(chart.at, places, list(ends(drawn, side)))
    out = []
    for flow in reversed(drawn):
        start, stop = chart.at[flow.origin], chart.at[flow.target]
        via = gather.get(getattr(flow, side), stop)
        path = arc_path(start, stop, via, is_gathered_last=side == "target")
        words = f"{voice.place(flow.origin)} → {voice.place(flow.target)}: {flow.people}"
        out.append(tag("path", tag("title", words), d=path, stroke_width=f"{_width(flow.people):.1f}"))
    return out


def _width(people: int) -> float:
    # The square root keeps one person visible beside forty.
    return 1.1 + 1.5 * (people - 1) ** 0.5 if people > 1 else 1.3


def _ends(chart: Chart, drawn: list[Flow]) -> list[Markup]:
    rings = [
        tag("circle", class_="from", cx=f"{x:.1f}", cy=f"{y:.1f}", r=f"{4 + 1.6 * count**0.5:.1f}")
        for (x, y), count in ((chart.at[name], count) for name, count in ends(drawn, "origin").items())
    ]
    dots = [
        tag("circle", class_="to", cx=f"{x:.1f}", cy=f"{y:.1f}", r=f"{2.4 + 1.3 * count**0.5:.1f}")
        for (x, y), count in ((chart.at[name], count) for name, count in ends(drawn, "target").items())
    ]
    return rings + dots


def _labels(chart: Chart, drawn: list[Flow], voice: Voice) -> list[Markup]:
    """Two sets of labels: small ones for wide screens and paper, fewer and larger ones for a phone."""
    weight: dict[str, int] = {}
    for side in ("origin", "target"):
        for name, count in ends(drawn, side).items():
            weight[name] = max(weight.get(name, 0), count)
    names = sorted(weight, key=lambda name: (-weight[name], name))
    wanted = [Label(voice.place(name), *chart.at[name], 5 + 1.5 * weight[name] ** 0.5) for name in names]
    sizes = {"wide": (20.0, len(wanted)), "narrow": (29.0, 12)}
    return [
        tag(
            "g",
            [
                tag("text", each.text, x=f"{each.x:.1f}", y=f"{each.y:.1f}", text_anchor=each.anchor)
                for each in place_labels(wanted[:most], size, WIDTH, chart.height)
            ],
            class_=f"labels {name}",
            aria_hidden="true",
        )
        for name, (size, most) in sizes.items()
    ]


def _middle(ring: Sequence[Point]) -> Point:
    return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)


def _land_path(rings: list[list[Point]]) -> str:
    return "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z" for ring in rings)


def legend(words: Sequence[str]) -> Markup:
    """Return what ring, dot and line stand for: `words` for from, to and the line."""
    marks = (
        tag("circle", class_="from", cx=9, cy=8, r=6),
        tag("circle", class_="to", cx=9, cy=8, r=5),
        join(tag("path", d="M1 4h16", stroke_width=1.3), tag("path", d="M1 11h16", stroke_width=5)),
    )
    items = [
        tag("li", tag("svg", mark, width=18, height=16, aria_hidden="true"), word)
        for mark, word in zip(marks, words, strict=True)
    ]
    return tag("ul", items, class_="map-legend")
