"""Which variable to split on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.relaxation import WHOLE, Relaxation, Relaxed

if TYPE_CHECKING:
    from shanhai.matching.certificate import Variable
    from shanhai.matching.parts import Part
    from shanhai.matching.tables import Floats

DUST = 1e-13


@dataclass(frozen=True, eq=False)
class Choice:
    """A split: `variable` at most `at`, or at least ``at + 1``."""

    variable: Variable
    at: int
    below: Part
    above: Part


class Splitter:
    """Chooses the variable whose split promises to lower both bounds most."""

    def __init__(self, relaxation: Relaxation) -> None:
        self.relaxation = relaxation

    def choose(self, part: Part, relaxed: Relaxed) -> Choice | None:
        """The split of a part. None: its relaxation has nothing that is not whole."""
        if relaxed.pairs is None or relaxed.extras is None:
            return None
        # Nearly whole may still break a limit in large units: then whatever is not quite whole decides.
        least = DUST if relaxed.is_whole else WHOLE
        model, off = self.relaxation.model, _distance(relaxed.extras)
        if off.max(initial=0.0) > least:
            number = int(off.argmax())
            at = int(np.floor(relaxed.extras[number]))
            return Choice(model.extras.names[number], at, *part.by_extra(number, at))
        off = _distance(relaxed.pairs)
        if off.max(initial=0.0) <= least:
            return None
        column = int(off.argmax())
        i, j = int(self.relaxation.i[column]), int(self.relaxation.j[column])
        variable = ("pair", model.problem.people.id[i], model.problem.orders.id[j])
        return Choice(variable, 0, *part.by_pair(i, j))

    def learn(self, choice: Choice, up: int, parent: Relaxed, child: Relaxed) -> None:
        """Remember what a split has brought."""


def _distance(values: Floats) -> Floats:
    return np.abs(values - np.rint(values))
