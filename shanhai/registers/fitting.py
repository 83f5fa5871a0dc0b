"""Where the registers ask the engine: how many an order reaches, and which offers answer which orders.

Works on plain rows of the workbook's tables. Counts of people leave this file only in bands of five.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from shanhai.matching import criteria
from shanhai.matching.answers.shortfall import code_matches
from shanhai.matching.tables import ORDER_KINDS
from shanhai.registers.rules import Band, band
from shanhai.workbook import BookErrors
from shanhai.workbook.records import book_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from shanhai.matching import Problem
    from shanhai.matching.answers.shortfall import CodeMatch
    from shanhai.matching.scoring import Scoring
    from shanhai.matching.tables import Ints

    Row = Mapping[str, Any]

_REQUIRED = (
    criteria.Qualified(),
    criteria.LevelRange(),
    criteria.Dates(),
    criteria.Direction(),
    criteria.Recused(),
)
_WHOLE = "whole"
_FIELDS = {
    "level_range": ("level_min", "level_max"),
    "dates": ("start", "end"),
    "direction": ("direction",),
    "recused": ("host", "place"),
}
_OF_PEOPLE = (
    "id", "home", "native", "level", "industry", "experience", "start", "end", "directions", "expertise",
    "qualifications", "barred",
)  # fmt: skip
_WEIGHTS = (criteria.Expertise(weight=80), criteria.Industry(weight=20))
_MOST = 5


@dataclass(frozen=True)
class World:
    """What orders, people and offers refer to: rows of organisations, places and codes of expertise."""

    organisations: Sequence[Row] = ()
    places: Sequence[Row] = ()
    expertise: Sequence[Row] = ()

    @cached_property
    def organisation_ids(self) -> frozenset[str]:
        """The ids of the organisations."""
        return frozenset(str(row["id"]) for row in self.organisations)

    @cached_property
    def place_ids(self) -> frozenset[str]:
        """The ids of the places."""
        return frozenset(str(row["id"]) for row in self.places)

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes of expertise."""
        return frozenset(str(row["id"]) for row in self.expertise)


@dataclass(frozen=True)
class Shut:
    """A requirement, and how many it shuts out by itself; `wants` names the qualification, if it is one."""

    kind: str
    count: Band
    wants: str = ""


@dataclass(frozen=True)
class Reach:
    """How many people an order reaches: all there are, those eligible, and of these who know something of it.

    `skilled` is None where no expertise is asked for; `shut` leaves out what shuts out fewer than five.
    """

    people: Band
    eligible: Band
    skilled: Band | None
    shut: tuple[Shut, ...]


def reach_of(order: Row, people: Iterable[Row], world: World) -> Reach | None:
    """How many people would have been eligible for an order, and what shuts the others out, most first.

    Returns: None where there are no people, or where the order cannot be read yet.
    """
    rows = [_as_asked(person, world) for person in people]
    whole = {**_asked(order, world), "id": _WHOLE}
    singles = dict(_singles(whole))
    try:
        problem = _problem(rows, [whole, *singles.values()], world)
    except BookErrors:
        return None
    if not rows:
        return None
    scoring = criteria.compile_all(problem.replace(criteria=(*_REQUIRED, *_WEIGHTS)))
    able = scoring.eligible_block(slice(0, len(rows)))
    counts = able.sum(axis=0).tolist()
    shut = [_shut(key, len(rows) - counts[problem.order_row[key]]) for key in singles]
    everybody, there = np.arange(len(rows)), np.zeros(len(rows), np.int64)
    knows = able[:, 0] & (scoring.parts_of(everybody, there)["expertise"] > 0)
    return Reach(
        people=band(len(rows)),
        eligible=band(counts[0]),
        skilled=band(int(knows.sum())) if whole["asks"] else None,
        shut=tuple(sorted((each for each in shut if not each.count.is_few), key=_most_first)),
    )


def _most_first(shut: Shut) -> tuple[int, str, str]:
    return -shut.count.least, shut.kind, shut.wants


@dataclass(frozen=True)
class Suggestion:
    """An offer that would answer an order. `fit` is out of 100; `best` says that each is the other's best."""

    order: str
    offer: str
    fit: int
    matches: tuple[CodeMatch, ...]
    best: bool


@dataclass(frozen=True, eq=False)
class Suggestions:
    """Which offers answer which orders, both ways."""

    problem: Problem
    scoring: Scoring
    scores: Ints

    def for_order(self, order: str, most: int = _MOST) -> list[Suggestion]:
        """The offers that fit an order best."""
        j = self.problem.order_row[order]
        return [self._told(i, j) for i in _ranked(self.scores[:, j], self.problem.people.id, most)]

    def for_offer(self, offer: str, most: int = _MOST) -> list[Suggestion]:
        """The orders that an offer fits best."""
        i = self.problem.person_row[offer]
        return [self._told(i, j) for j in _ranked(self.scores[i], self.problem.orders.id, most)]

    def _told(self, i: int, j: int) -> Suggestion:
        score = self.scores[i, j]
        return Suggestion(
            order=self.problem.orders.id[j],
            offer=self.problem.people.id[i],
            fit=int(score) // 1_000,
            matches=tuple(match for match in code_matches(self.problem, i, j) if match.step >= 0),
            best=bool(score == self.scores[:, j].max() and score == self.scores[i].max()),
        )


def suggest(orders: Iterable[Row], offers: Iterable[Row], world: World) -> Suggestions:
    """Hold every offer against every order: kind of help, dates, direction, qualifications, expertise.

    An offer that knows nothing of what is asked for is no suggestion, however free it is.
    """
    asked = [_with_kind(_asked(order, world)) for order in orders]
    problem = _problem([_as_person(offer, world) for offer in offers], asked, world)
    wanted = (criteria.Qualified(), criteria.Dates(), criteria.Direction(), *_WEIGHTS)
    problem = problem.replace(criteria=wanted)
    scoring = criteria.compile_all(problem)
    scores = scoring.block(slice(0, problem.n_people)).astype(np.int64)
    share = scoring.shares["expertise"]
    knows = share.x.astype(np.int64) @ share.y.T.astype(np.int64) > 0
    asks = np.array([bool(each) for each in problem.orders.asks], bool)
    scores[~(knows & asks)] = -1
    return Suggestions(problem, scoring, scores)


def _problem(people: Sequence[Row], orders: Sequence[Row], world: World) -> Problem:
    return book_of(
        {
            "people": people,
            "orders": orders,
            "organisations": world.organisations,
            "places": world.places,
            "expertise": world.expertise,
        }
    ).problem


def _asked(order: Row, world: World) -> dict[str, Any]:
    """What an order asks for, without people named and codes that there are not."""
    kept = {key: value for key, value in order.items() if key not in ("wishes", "name", "note", "groups")}
    kept["asks"] = _of_codes(order.get("asks"), world)
    return {**kept, "seats": kept.get("seats") or 1, "minimum": None, "tier": None}


def _singles(whole: Row) -> Iterator[tuple[str, dict[str, Any]]]:
    """The order with one requirement alone, for each that it has."""
    where = {"host": whole.get("host"), "place": whole.get("place")}
    for each in whole.get("qualifications") or ():
        key = f"qualified {each}"
        yield key, {"id": key, "qualifications": (each,)}
    for kind, fields in _FIELDS.items():
        given = {name: whole[name] for name in fields if whole.get(name)}
        if given:
            yield kind, {"id": kind, **(where if kind == "recused" else given)}


def _shut(key: str, count: int) -> Shut:
    kind, _, wants = key.partition(" ")
    return Shut(kind, band(count), wants)


def _as_person(offer: Row, world: World) -> dict[str, Any]:
    """An offer as somebody whom orders could be given to; the kinds of help are qualifications of theirs."""
    kinds = offer.get("kinds") or ORDER_KINDS
    kept = {key: offer.get(key) for key in ("id", "industry", "start", "end", "directions", "capacity")}
    return {
        **kept,
        "expertise": _of_codes(offer.get("expertise"), world),
        "qualifications": (*(offer.get("qualifications") or ()), *map(_kind_word, kinds)),
    }


def _with_kind(order: Row) -> dict[str, Any]:
    kind = _kind_word(order.get("kind") or "post")
    return {**order, "qualifications": (*(order.get("qualifications") or ()), kind)}


def _kind_word(kind: str) -> str:
    return f"kind of help: {kind}"


def _as_asked(person: Row, world: World) -> dict[str, Any]:
    """A person of an earlier cohort, without wishes and without what has left the registers since."""
    row = {key: person.get(key) for key in _OF_PEOPLE}
    row["home"] = row["home"] if row["home"] in world.organisation_ids else None
    row["native"] = row["native"] if row["native"] in world.place_ids else None
    known = world.place_ids | world.organisation_ids
    row["barred"] = tuple(tuple(each) for each in row["barred"] or () if each[0] in known)
    row["expertise"] = _of_codes(row["expertise"], world)
    return row


def _of_codes(listed: Any, world: World) -> tuple[tuple[Any, ...], ...]:
    return tuple(tuple(each) for each in listed or () if each[0] in world.codes)


def _ranked(scores: Ints, ids: Sequence[str], most: int) -> list[int]:
    able = np.flatnonzero(scores >= 0).tolist()
    return sorted(able, key=lambda row: (-scores[row], ids[row]))[:most]
