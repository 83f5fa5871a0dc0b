"""The parts that a tree has split all plans into, and what is known of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shanhai.matching.certificate import Leaf, Node, Split

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from shanhai.matching.certificate import Variable
    from shanhai.matching.columns.model import Model
    from shanhai.matching.columns.parts import Part
    from shanhai.matching.columns.relaxation import Relaxed

# The bound of a part that holds no plan.
EMPTY = -(2**62)


@dataclass(frozen=True, eq=False)
class Choice:
    """A split: `variable` at most `at`, or at least ``at + 1``. `fraction` is how far above `at` it was."""

    variable: Variable
    at: int
    below: Part
    above: Part
    fraction: float = 0.0


@dataclass(eq=False)
class Branch:
    """A part of all plans, what is known of it, and how it was split, if it was.

    `is_old`: its bound rests on the prices of a search before, and may be far from the best.
    """

    part: Part
    relaxed: Relaxed
    choice: Choice | None = None
    below: Branch | None = None
    above: Branch | None = None
    is_old: bool = False

    @property
    def bound(self) -> int:
        return self.relaxed.bound.whole if self.relaxed.possible else EMPTY

    @property
    def level(self) -> float:
        """The bound, with what is lost when it is rounded down."""
        return self.relaxed.bound.total / 2.0**self.relaxed.bound.shift


def leaves(branch: Branch) -> Iterator[Branch]:
    """The parts of a tree that were not split."""
    if branch.below is None or branch.above is None:
        yield branch
    else:
        yield from leaves(branch.below)
        yield from leaves(branch.above)


def split_on(branch: Branch) -> Iterator[Variable]:
    """The variables of all splits of a tree."""
    if branch.choice is not None and branch.below is not None and branch.above is not None:
        yield branch.choice.variable
        yield from split_on(branch.below)
        yield from split_on(branch.above)


def sides(model: Model, part: Part, variable: Variable, at: int) -> tuple[Part, Part] | None:
    """The two parts that a split makes of one; None where the model has no such variable."""
    if variable[0] == "pair":
        return part.by_pair(model.problem.person_row[variable[1]], model.problem.order_row[variable[2]])
    number = model.number_of(variable)
    return None if number is None else part.by_extra(number, at)


def told(branch: Branch, leaf_of: Callable[[Branch], Leaf | None]) -> Node | None:
    """The tree as a certificate has it. `leaf_of` tells a part's prices, None where they cannot be told."""
    if branch.choice is None or branch.below is None or branch.above is None:
        return leaf_of(branch)
    below, above = told(branch.below, leaf_of), told(branch.above, leaf_of)
    if below is None or above is None:
        return None
    return Split(branch.choice.variable, branch.choice.at, below, above)
