"""Which variable to split on: the one whose split lowers both bounds most, by what splits on it have
brought before.

A variable that has not been split yet is tried first, a few of them for each part (Achterberg, Koch and
Martin 2005,
"Branching rules revisited", call it reliability branching).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.columns.branch import Choice
from shanhai.matching.columns.relaxation import WHOLE, Relaxation, Relaxed

if TYPE_CHECKING:
    from shanhai.matching.certificate import Variable
    from shanhai.matching.columns.parts import Part
    from shanhai.matching.tables import Floats

# Variables looked at for each part, and those of them tried that are not known yet: with a single trial small
# trees get a little smaller, and hard ones twice as large. One will do at first where an old tree told much.
LOOKED_AT, TRIED, MANY = 16, 4, 100
DUST = 1e-13
# The loss of a part in which there is no plan at all.
HOPELESS = 1e9

Gains = dict["Variable", tuple[float, float]]
Look = Callable[["Part"], Relaxed]


@dataclass(eq=False)
class Splitter:
    """Chooses splits for one stage.

    Attributes
    ----------
    gains : dict of variable to (float, float)
        What going down and up by one whole unit costs the bound.
    hurries : bool
        Any plan will do, so that good bounds are not worth many trials.
    only : set of variables
        Nothing else is split on; empty: whatever is not whole.
    looks : int
        Parts looked at so far.
    """

    relaxation: Relaxation
    gains: Gains = field(default_factory=dict)
    hurries: bool = False
    only: frozenset[Variable] = frozenset()
    looks: int = 0

    def __post_init__(self) -> None:
        self._is_informed = bool(self.gains)
        ranks = [_rank(name) for name in self.relaxation.extra_names]
        self._ranks = [np.flatnonzero(np.array(ranks) == rank) for rank in range(3)]

    def split(
        self, part: Part, relaxed: Relaxed, worth: float, look: Look
    ) -> tuple[Choice, Relaxed, Relaxed] | None:
        """The best split of a part and the relaxations of both sides. None: all is whole already.

        Parameters
        ----------
        worth : float
            A loss beyond this is as good as any: the side is bounded then.
        look : callable
            Relaxes a part.
        """
        best: tuple[float, Choice, tuple[Relaxed, Relaxed] | None] | None = None
        tries = 1 if self.hurries or (self._is_informed and self.looks < MANY) else TRIED
        for choice in self._choices(part, relaxed):
            sides = None
            if choice.variable not in self.gains and tries:
                tries -= 1
                self.looks += 2
                sides = look(choice.below), look(choice.above)
                self._learn(choice, relaxed, sides)
            if choice.variable in self.gains:
                score = self._score(choice, worth)
                if best is None or score > best[0]:
                    best = score, choice, sides
        if best is None:
            return None
        _, choice, sides = best
        self.looks += 2
        if sides is None:
            sides = look(choice.below), look(choice.above)
            self._learn(choice, relaxed, sides)
        return choice, *sides

    def _score(self, choice: Choice, worth: float) -> float:
        down, up = self.gains[choice.variable]
        losses = down * choice.fraction, up * (1 - choice.fraction)
        return float(np.prod([min(max(loss, 1e-3), worth) for loss in losses]))

    def _learn(self, choice: Choice, before: Relaxed, sides: tuple[Relaxed, Relaxed]) -> None:
        """Remember what a split has brought, half of it what was known before."""
        losses = [max(_level(before) - _level(side), 0.0) if side.possible else HOPELESS for side in sides]
        away = max(choice.fraction, 1e-6), max(1 - choice.fraction, 1e-6)
        found = [loss / share for loss, share in zip(losses, away, strict=True)]
        known = self.gains.get(choice.variable, found)
        down, up = (
            new if old >= HOPELESS else (old + new) / 2 for old, new in zip(known, found, strict=True)
        )
        self.gains[choice.variable] = down, up

    def _choices(self, part: Part, relaxed: Relaxed) -> list[Choice]:
        """The variables furthest from whole."""
        if relaxed.pairs is None or relaxed.extras is None:
            return []
        # Nearly whole may still break a limit in large units: then whatever is not quite whole decides.
        least = DUST if relaxed.is_whole else WHOLE
        values = np.concatenate((relaxed.extras, relaxed.pairs))
        off = np.abs(values - np.rint(values))
        off[off <= least] = 0.0
        pairs = np.arange(self.relaxation.n_extras, len(off))
        first, later = self._ranks[0], np.append(self._ranks[1], pairs)
        columns = np.concatenate([each[np.argsort(-off[each], kind="stable")] for each in (first, later)])
        if not off[columns].any():
            columns = self._ranks[2][np.argsort(-off[self._ranks[2]], kind="stable")]
        columns = columns[off[columns] > 0]
        if self.only:
            columns = columns[[self._name(int(at)) in self.only for at in columns]]
        return [self._choice(part, int(at), values) for at in columns[:LOOKED_AT]]

    def _choice(self, part: Part, column: int, values: Floats) -> Choice:
        at = int(np.floor(values[column]))
        fraction, number = float(values[column] - at), column - self.relaxation.n_extras
        if number < 0:
            return Choice(self._name(column), at, *part.by_extra(column, at), fraction)
        i, j = int(self.relaxation.i[number]), int(self.relaxation.j[number])
        return Choice(self._name(column), 0, *part.by_pair(i, j), fraction)

    def _name(self, column: int) -> Variable:
        number, problem = column - self.relaxation.n_extras, self.relaxation.model.problem
        if number < 0:
            return self.relaxation.extra_names[column]
        i, j = self.relaxation.i[number], self.relaxation.j[number]
        return "pair", problem.people.id[i], problem.orders.id[j]


def _rank(name: Variable) -> int:
    """What is split on first: the rules' own numbers (whether an order opens, how many of a team come), which
    single pairs can get round; pairs and counted seats; last violations, which are whole once all else is.
    """
    if name[0] in ("short", "over"):
        return 2
    return int(name[1].startswith("fair:"))


def _level(relaxed: Relaxed) -> float:
    return relaxed.bound.total / 2.0**relaxed.bound.shift
