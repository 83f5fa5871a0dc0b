"""The map of the province as one SVG picture: land, sea, heights, rivers, borders and names of places."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from shanhai.haiyue.geography import Place, places
from shanhai.haiyue.material import ATTRIBUTE
from shanhai.haiyue.names import Name
from shanhai.haiyue.relief import high_ground, rivers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shanhai.haiyue.outlines import Point

# The part of the plane that is shown, in hundreds of metres; the picture counts in them as well.
LEFT, RIGHT, BOTTOM, TOP = 80, 4320, 40, 4200
# The land of the neighbours, from the northern coast round the west to the southern one; metres.
NEIGHBOURS = (
    (224_000, 380_000), (238_000, 396_000), (231_000, 408_000), (242_000, 421_000), (0, 421_000),
    (0, 0), (226_000, 0), (230_000, 9_000), (221_000, 30_000),
)  # fmt: skip
SHADES = ("#e3e8d0", "#cfd9b8", "#b7c69d")
FILLS = {"mountain": "#6f8f52", "island": "#3f7fa6"}
CAPTION = Name("海岳省（虚构）", "海岳省（虛構）", "Haiyue (invented)")
STYLE = (
    "text{font-family:'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',sans-serif;"
    "text-anchor:middle;fill:#2c332b;paint-order:stroke;stroke:#fbfaf4;stroke-width:12px;stroke-linejoin:round}"
    ".c{font-size:46px}.t{font-size:64px;font-weight:700}.h{font-size:110px;font-weight:700}"
    "path{fill:none;stroke-linejoin:round}.l{fill-rule:evenodd}.b{stroke:#8d8a7c;stroke-width:4.5}"
    ".k{stroke:#6d6a5e;stroke-width:8}.r{stroke:#8db9d2;stroke-width:10}circle{fill:#a5402d}"
)


def map_svg(language: str = "zh-hans") -> str:
    """The map with names in "zh-hans", "zh-hant" or "en"."""
    said = ATTRIBUTE[language]
    counties = [place for place in places() if place.outline]
    title = getattr(CAPTION, said)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {RIGHT - LEFT} {TOP - BOTTOM}" role="img">',
        f"<title>{title}</title><style>{STYLE}</style>",
        f'<rect width="{RIGHT - LEFT}" height="{TOP - BOTTOM}" fill="#dbe8ee"/>',
        _area([NEIGHBOURS], "#ecebe6"),
        _area([ring for place in counties for ring in place.outline], "#f5f2e7"),
        *(_area(rings, shade) for shade, (_, rings) in zip(SHADES, high_ground(), strict=True)),
        *(
            _area(place.outline, f"{FILLS[place.traits[0]]};fill-opacity:.3")
            for place in counties
            if place.traits
        ),
        *(f'<path class="r" d="{_line(course)}"/>' for course in rivers()),
        f'<path class="b" d="{"".join(_line(ring) + "z" for place in counties for ring in place.outline)}"/>',
        *(f'<path class="k" d="{_city_border(city)}"/>' for city in places() if city.kind == "city"),
        *(_label(place, getattr(place.short, said)) for place in counties),
        *(_label(place, getattr(place.short, said)) for place in places() if place.kind == "city"),
        f'<text class="h" x="620" y="250">{title}</text>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _area(rings: Iterable[Sequence[Point]], fill: str) -> str:
    drawn = "".join(_line(ring) + "z" for ring in rings)
    return f'<path class="l" style="stroke:none;fill:{fill}" d="{drawn}"/>'


def _line(points: Sequence[Point]) -> str:
    """A line from point to point, every step told from the one before."""
    placed = [_at(point) for point in points]
    steps = (f"{x2 - x1} {y2 - y1}" for (x1, y1), (x2, y2) in pairwise(placed))
    return f"M{placed[0][0]} {placed[0][1]}l" + ",".join(steps)


def _city_border(city: Place) -> str:
    """The border of a city: the lines of its counties that no two of them share."""
    counties = [place for place in places() if place.parent == city.id]
    lines = {
        (a, b)
        for county in counties
        for ring in county.outline
        for a, b in zip(ring, ring[1:] + ring[:1], strict=True)
    }
    following = dict(sorted((a, b) for a, b in lines if (b, a) not in lines))
    drawn = ""
    while following:
        ring = [*following.popitem()]
        while ring[-1] in following:
            ring.append(following.pop(ring[-1]))
        drawn += _line(ring)
    return drawn


def _label(place: Place, name: str) -> str:
    x, y = _at((round(place.east * 1000), round(place.north * 1000)))
    if place.kind == "city":
        return f'<text class="t" x="{x}" y="{y - 34}">{name}</text>'
    return f'<circle cx="{x}" cy="{y}" r="9"/><text class="c" x="{x}" y="{y + 56}">{name}</text>'


def _at(point: Point) -> tuple[int, int]:
    """A point of the province in the picture, where north is up and y grows downward."""
    return point[0] // 100 - LEFT, TOP - point[1] // 100
