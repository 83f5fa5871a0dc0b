"""Where the desk asks the engine: which unit each waiting request goes to, all of them in one go.

Requests are the orders and units the people of a `Problem`: a unit has room for so many, has to take the
topic and the place, the nearer one is better, and the first half of its room counts more than the rest, so
that nobody is filled to the brim while a neighbour has nothing to do. Plain rows in, plain reasons out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from shanhai.matching import Problem, criteria
from shanhai.matching.laminar import laminar_of
from shanhai.matching.network.nested import solve_nested
from shanhai.matching.scoring import compile_all
from shanhai.matching.settlement import Start
from shanhai.matching.solve import settle
from shanhai.matching.watch import Watch
from shanhai.sheets import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

#: One row of a problem has room for so many at most; a unit with more room stands in several rows.
_MOST_ROOM = 1_000
_ROOMY = "A"
_FAR_KM = 400
_CRITERIA = (
    criteria.Qualified(),
    criteria.Travel(weight=70, full_km=_FAR_KM),
    criteria.Industry(weight=30),
)

#: Why a request went to a unit, or to none yet.
REASONS: dict[str, Words] = {
    "best": Words(
        "Of {count} units that take {topic} in {place} and have room, {unit} fits best by distance and load.",
        "有 {count} 个单位可办理{place}的{topic}且有余量，按距离和在办数量，{unit}最合适。",
    ),
    "only": Words(
        "{unit} is the only unit with room that takes {topic} in {place}.",
        "{unit}是唯一可办理{place}的{topic}且有余量的单位。",
    ),
    "by_hand": Words("The desk chose {unit} by hand.", "诉求台人工选定{unit}。"),
    "handed_over": Words("{unit} was chosen by whoever had it before.", "由原承办方移交{unit}。"),
    "no_topic": Words(
        "It names no topic, so somebody of the desk has to read it.", "未选择事项类别，需诉求台人工阅处。"
    ),
    "nobody": Words("No unit says that it takes {topic} in {place}.", "没有单位填写可办理{place}的{topic}。"),
    "full": Words(
        "Every unit that takes {topic} in {place} has as many requests as it can do at once.",
        "可办理{place}的{topic}的单位均已满额。",
    ),
}


@dataclass(frozen=True)
class Asked:
    """A request that waits: its key, topic and place by their codes ("" for none)."""

    key: str
    topic: str
    place: str


@dataclass(frozen=True)
class Unit:
    """A unit: topics and places that it takes (no places: everywhere), room left, and where it stands."""

    key: str
    topics: frozenset[str]
    places: frozenset[str]
    room: int
    at: str = ""


@dataclass(frozen=True)
class Routed:
    """Where a request goes: the unit's key ("" for none), why, and of how many that take its topic there.

    `of` counts those with room when it went to a unit, all of them when it went to none.
    """

    request: str
    unit: str
    why: str
    of: int = 0


@dataclass(frozen=True)
class Map:
    """The tree of places, and where they lie: rows with id, parent, east and north."""

    rows: Sequence[Mapping[str, Any]] = ()
    _above: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False)

    @cached_property
    def parents(self) -> dict[str, str]:
        """The place above each place."""
        return {row["id"]: row["parent"] or "" for row in self.rows}

    def up_from(self, place: str) -> tuple[str, ...]:
        """A place with all that it lies in."""
        if place not in self._above:
            found, at = [], place
            while at and at not in found:
                found.append(at)
                at = self.parents.get(at, "")
            self._above[place] = tuple(found)
        return self._above[place]


def takes(unit: Unit, topic: str, place: str, places: Map) -> bool:
    """Whether a unit says that it can give this: the topic, at that place or in something that it lies in."""
    if topic not in unit.topics:
        return False
    return not unit.places or not place or not unit.places.isdisjoint(places.up_from(place))


def route(requests: Sequence[Asked], units: Sequence[Unit], places: Map) -> list[Routed]:
    """Which unit each request goes to: as many as can be, none beyond what its unit has room for."""
    able = _able(requests, units, places)
    roomy = {pair: sum(unit.room > 0 for unit in found) for pair, found in able.items()}
    fitted = _fitted([each for each in requests if able[each.topic, each.place]], units, places)
    return [
        _told(each, len(able[pair]), roomy[pair], fitted.get(each.key, ""))
        for each in requests
        for pair in [(each.topic, each.place)]
    ]


def contacts(problem: Problem) -> list[tuple[str, str]]:
    """Who keeps contact with which firm: ids of person and order."""
    plan = settle(problem, compile_all(problem), Watch(None, None), Start()).plan
    return [
        (problem.people.id[i], problem.orders.id[j])
        for i, j in zip(plan.i.tolist(), plan.j.tolist(), strict=True)
    ]


def _able(
    requests: Iterable[Asked], units: Sequence[Unit], places: Map
) -> dict[tuple[str, str], tuple[Unit, ...]]:
    """For every topic and place that is asked for, the units that take it, with room or without."""
    wanted = {(each.topic, each.place) for each in requests}
    return {
        (topic, place): tuple(unit for unit in units if topic and takes(unit, topic, place, places))
        for topic, place in wanted
    }


def _fitted(requests: Sequence[Asked], units: Sequence[Unit], places: Map) -> dict[str, str]:
    roomy = [unit for unit in units if unit.room > 0]
    if not requests or not roomy:
        return {}
    known = {row["id"] for row in places.rows}
    asked = sorted({each.place for each in requests if each.place})
    people = [row for unit in roomy for row in _rows_of(unit, asked, places)]
    orders = [
        {
            "id": f"request {each.key}",
            "place": each.place if each.place in known else None,
            "industry": _ROOMY,
            "qualifications": [f"topic {each.topic}", *([f"in {each.place}"] if each.place else [])],
        }
        for each in requests
    ]
    problem = Problem.of(
        people=people,
        orders=orders,
        organisations=[
            {"id": f"unit {unit.key}", "place": unit.at if unit.at in known else None} for unit in roomy
        ],
        places=places.rows,
        criteria=_CRITERIA,
    )
    return {requests[j].key: problem.people.id[i].split(" ")[0] for i, j in _best(problem)}


def _best(problem: Problem) -> Iterator[tuple[int, int]]:
    """As many as can be, then as well as can be. No lot is drawn among equals: no unit has a claim to one."""
    nested = laminar_of(problem, compile_all(problem)).nested
    plan = solve_nested(nested, stages=("seats", "fit"))
    return zip(plan.person.tolist(), plan.order.tolist(), strict=True)


def _rows_of(unit: Unit, asked: Sequence[str], places: Map) -> list[dict[str, Any]]:
    """A unit as rows of people: the first half of its room, which counts more, and the rest."""
    inside = [
        place for place in asked if not unit.places or not unit.places.isdisjoint(places.up_from(place))
    ]
    held = [f"topic {topic}" for topic in sorted(unit.topics)] + [f"in {place}" for place in inside]
    first = (unit.room + 1) // 2
    parts = [(part, _ROOMY) for part in _parts(first)] + [(part, "") for part in _parts(unit.room - first)]
    return [
        {
            "id": f"{unit.key} {number}",
            "home": f"unit {unit.key}",
            "capacity": part,
            "industry": industry,
            "qualifications": held,
        }
        for number, (part, industry) in enumerate(parts)
    ]


def _parts(room: int) -> list[int]:
    """A number as a sum of numbers that one row can hold."""
    whole, rest = divmod(room, _MOST_ROOM)
    return [_MOST_ROOM] * whole + ([rest] if rest else [])


def _told(each: Asked, able: int, roomy: int, unit: str) -> Routed:
    if not each.topic:
        return Routed(each.key, "", "no_topic")
    if not able:
        return Routed(each.key, "", "nobody")
    if not unit:
        return Routed(each.key, "", "full", able)
    return Routed(each.key, unit, "best" if roomy > 1 else "only", roomy)
