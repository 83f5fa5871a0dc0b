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

from shanhai.matching.columns.relaxation import WHOLE, Relaxation, Relaxed

if TYPE_CHECKING:
    from shanhai.matching.certificate import Variable
    from shanhai.matching.columns.parts import Part
    from shanhai.matching.tables import Floats

# Variables looked at for each part, and those of them tried that are not known yet. With a single trial small
# trees get a little smaller, and hard ones twice as large.
LOOKED_AT, TRIED = 16, 4
DUST = 1e-13
# The loss of a part in which there is no plan at all.
HOPELESS = 1e9

Gains = dict["Variable", tuple[float, float]]
Look = Callable[["Part"], Relaxed]


@dataclass(frozen=True, eq=False)
class Choice:
    """A split: `variable` at most `at`, or at least ``at + 1``."""

    variable: Variable
    at: int
    below: Part
    above: Part
    fraction: float


@dataclass(eq=False)
class Splitter:
    """Chooses splits for one stage.

    Attributes
    ----------
    gains : dict of variable to (float, float)
        What going down and up by one whole unit costs the bound.
    hurries : bool
        Any plan will do, so that good bounds are not worth many trials.
    """

    relaxation: Relaxation
    gains: Gains = field(default_factory=dict)
    hurries: bool = False

    def __post_init__(self) -> None:
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
        tries = 1 if self.hurries else TRIED
        for choice in self._choices(part, relaxed):
            sides = None
            if choice.variable not in self.gains and tries:
                tries -= 1
                sides = look(choice.below), look(choice.above)
                self._learn(choice, relaxed, sides)
            if choice.variable in self.gains:
                score = self._score(choice, worth)
                if best is None or score > best[0]:
                    best = score, choice, sides
        if best is None:
            return None
        _, choice, sides = best
        below, above = sides or (look(choice.below), look(choice.above))
        return choice, below, above

    def _score(self, choice: Choice, worth: float) -> float:
        down, up = self.gains[choice.variable]
        losses = down * choice.fraction, up * (1 - choice.fraction)
        return float(np.prod([min(max(loss, 1e-3), worth) for loss in losses]))

    def _learn(self, choice: Choice, before: Relaxed, sides: tuple[Relaxed, Relaxed]) -> None:
        down, up = (max(_level(before) - _level(side), 0.0) if side.possible else HOPELESS for side in sides)
        away = max(choice.fraction, 1e-6), max(1 - choice.fraction, 1e-6)
        self.gains[choice.variable] = down / away[0], up / away[1]

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
        return [self._choice(part, int(at), values) for at in columns[off[columns] > 0][:LOOKED_AT]]

    def _choice(self, part: Part, column: int, values: Floats) -> Choice:
        model, at = self.relaxation.model, int(np.floor(values[column]))
        fraction = float(values[column] - at)
        number = column - self.relaxation.n_extras
        if number < 0:
            return Choice(model.extras.names[column], at, *part.by_extra(column, at), fraction)
        i, j = int(self.relaxation.i[number]), int(self.relaxation.j[number])
        variable = ("pair", model.problem.people.id[i], model.problem.orders.id[j])
        return Choice(variable, 0, *part.by_pair(i, j), fraction)


def _rank(name: Variable) -> int:
    """What is split on first: the rules' own numbers (whether an order opens, how many of a team come), which
    single pairs can get round; pairs and counted seats; last violations, which are whole once all else is.
    """
    if name[0] in ("short", "over"):
        return 2
    return int(name[1].startswith("fair:"))


def _level(relaxed: Relaxed) -> float:
    return relaxed.bound.total / 2.0**relaxed.bound.shift
