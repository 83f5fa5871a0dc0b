"""What a person's own record lacks for an order, and what of it meets the order: told from the raw data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.criteria import Expertise, Given
from shanhai.matching.groups import chains
from shanhai.matching.tables import NO_MONTH, month_text

if TYPE_CHECKING:
    from shanhai.matching.problem import Problem


@dataclass(frozen=True)
class Lack:
    """One thing that bars a person from an order.

    `kind` is the criterion; `field` the field of the person's record that would have to differ; `has` what
    stands there ("" for nothing) and `wants` what would do.

    ============  ================  ==========================  ===================================
    kind          field             has                         wants
    ============  ================  ==========================  ===================================
    qualified     qualifications                                the missing qualification
    level_range   level             the level                   "3-5", "3-", "-5"
    dates         start, end        the month, 2022-03          the latest first, earliest last month
    direction     directions        "up across"                 the direction
    recused       native            the native place            (nothing would do)
    recused       barred            the barred unit             (nothing would do)
    given         given             the name of the points      (must be listed)
    ============  ================  ==========================  ===================================
    """

    kind: str
    field: str
    has: str = ""
    wants: str = ""


@dataclass(frozen=True)
class CodeMatch:
    """An asked code, and the held code that meets it best.

    `step` is how far up the tree the two meet: 0 the asked code or one below it, 1 the same broader code, and
    so on; -1 when nothing held meets it. `points` count towards the fit; with evidence for all that is merely
    claimed it would be `proven`, and with full strength in the asked code `most`.
    """

    asked: str
    importance: int
    held: str
    strength: int
    evidenced: bool
    step: int
    points: int
    proven: int
    most: int


def lacks(problem: Problem, i: int, j: int) -> tuple[Lack, ...]:
    """Everything that bars person row i from order row j, by criterion; nothing if eligible."""
    kinds = [criterion.kind for criterion in problem.criteria]
    found = [each for kind in dict.fromkeys(kinds) if kind in _LACKS for each in _LACKS[kind](problem, i, j)]
    return (*found, *_unlisted(problem, i, j))


def code_matches(problem: Problem, i: int, j: int) -> tuple[CodeMatch, ...]:
    """How each asked code of order row j is met by person row i, in the order asked.

    The points add up to the expertise part of the fit, unless the order asks for nothing.
    """
    return tuple(
        match
        for criterion in problem.criteria
        if isinstance(criterion, Expertise)
        for match in _Matching(problem, criterion, i).of(j)
    )


class _Matching:
    """One person's expertise against what orders ask for."""

    def __init__(self, problem: Problem, criterion: Expertise, i: int) -> None:
        self.problem, self.criterion = problem, criterion
        self.held = problem.people.expertise[i]
        self.above = chains(problem.expertise.id, problem.expertise.parent)

    def of(self, j: int) -> list[CodeMatch]:
        """One match for each code that order row j asks for."""
        codes, entries = self.problem.expertise.id, self.criterion.entries(self.problem, [j])
        branches: dict[int, list[tuple[str, int]]] = {}
        for at in np.argsort(entries.level, kind="stable").tolist():
            step = (codes[entries.node[at]], int(entries.share[at]))
            branches.setdefault(int(entries.asked[at]), []).append(step)
        return [
            self._match(asked, importance, branches[asked])
            for asked, importance in self.problem.orders.asks[j]
        ]

    def _match(self, asked: int, importance: int, branch: list[tuple[str, int]]) -> CodeMatch:
        codes, full = self.problem.expertise.id, self.criterion.strength(5, True)
        best = [self._best(node) for node, _ in branch]
        step = next((step for step, (strength, _) in enumerate(best) if strength), -1)
        held, strength, evidenced = self.held[best[step][1]] if step >= 0 else (0, 0, False)
        points, proven, most = (
            self.criterion.weight
            * sum(share * each for (_, share), each in zip(branch, strengths, strict=True))
            for strengths in (
                [strength for strength, _ in best],
                [self._best(node, proven=True)[0] for node, _ in branch],
                [full] * len(branch),
            )
        )
        name = codes[held] if step >= 0 else ""
        return CodeMatch(codes[asked], importance, name, strength, evidenced, step, points, proven, most)

    def _best(self, node: str, proven: bool = False) -> tuple[int, int]:
        """The best strength at or below a code, as it counts, and which held code has it (the first)."""
        strengths = [
            (self.criterion.strength(strength, evidenced or proven), -at)
            for at, (code, strength, evidenced) in enumerate(self.held)
            if node in self.above[code]
        ]
        best, at = max(strengths, default=(0, 0))
        return best, -at


def _qualified(problem: Problem, i: int, j: int) -> list[Lack]:
    has = problem.people.qualifications[i]
    wanted = dict.fromkeys(problem.orders.qualifications[j])
    return [Lack("qualified", "qualifications", wants=each) for each in wanted if each not in has]


def _level_range(problem: Problem, i: int, j: int) -> list[Lack]:
    has, low, high = (
        int(value)
        for value in (problem.people.level[i], problem.orders.level_min[j], problem.orders.level_max[j])
    )
    if has >= low and (high == 0 or has <= high):
        return []
    return [Lack("level_range", "level", str(has or ""), f"{low or ''}-{high or ''}")]


def _dates(problem: Problem, i: int, j: int) -> list[Lack]:
    people, orders = problem.people, problem.orders
    ends = (("start", people.start[i], orders.start[j], 1), ("end", people.end[i], orders.end[j], -1))
    return [
        Lack("dates", field, month_text(int(has)), month_text(int(wants)))
        for field, has, wants, sign in ends
        if NO_MONTH not in (has, wants) and sign * has > sign * wants
    ]


def _direction(problem: Problem, i: int, j: int) -> list[Lack]:
    has, wants = problem.people.directions[i], problem.orders.direction[j]
    return (
        [Lack("direction", "directions", " ".join(has), wants)] if wants and has and wants not in has else []
    )


def _recused(problem: Problem, i: int, j: int) -> list[Lack]:
    places, native, place = problem.places, int(problem.people.native[i]), int(problem.orders.place[j])
    above = chains(places.id, places.parent)
    out = []
    if native >= 0 and place >= 0:
        parent = int(places.parent[native])
        is_parent = place == parent and places.parent[parent] >= 0
        if is_parent or places.id[native] in above[place]:
            out.append(Lack("recused", "native", places.id[native]))
    hosts = chains(problem.organisations.id, problem.organisations.parent)[problem.orders.host[j]]
    covering = {*above[place], *hosts}
    return out + [Lack("recused", "barred", unit) for unit, _ in problem.people.barred[i] if unit in covering]


def _unlisted(problem: Problem, i: int, j: int) -> list[Lack]:
    pair = (problem.people.id[i], problem.orders.id[j])
    return [
        Lack("given", "given", each.name)
        for each in problem.criteria
        if isinstance(each, Given) and each.only and not any(listed[:2] == pair for listed in each.pairs)
    ]


_LACKS = {
    "qualified": _qualified,
    "level_range": _level_range,
    "dates": _dates,
    "direction": _direction,
    "recused": _recused,
}
