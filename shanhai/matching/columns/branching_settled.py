"""What is written down of a stage once it is settled, and what can go wrong before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shanhai.matching.certificate import Leaf, Node
from shanhai.matching.rows import UNBOUNDED

if TYPE_CHECKING:
    from shanhai.matching.columns.lagrange import Bound, Prices
    from shanhai.matching.columns.linear import Stage
    from shanhai.matching.tables import Ints


class NoPlan(Exception):
    """The hard rules cannot all hold."""


class WrongGuess(Exception):
    """A stage does not reach the bound of its relaxation together with those before it."""


@dataclass(frozen=True, eq=False)
class Settled:
    """A stage with its value, its proven bound, how that is shown, the prices of its first bound, and the
    keys of the pairs that it leaves possible (None: all that were).
    """

    stage: Stage
    value: int
    bound: int
    proof: str
    node: Node | None
    prices: Prices
    first: Bound
    sieve: Node | None
    seconds: float
    possible: Ints | None

    @property
    def most(self) -> int:
        """What the proof keeps later plans from passing: the value itself, where prices prove it."""
        return self.value if self.bound == self.value and self.node is not None else UNBOUNDED


@dataclass(frozen=True, eq=False)
class Proof:
    """A stage's bound: by prices, by a tree of them, or (None) by the solver's word; what leaves pairs
    out, and which stay.
    """

    node: Node | None
    sieve: Node | None
    possible: Ints | None

    @property
    def kind(self) -> str:
        return "solver" if self.node is None else "prices" if isinstance(self.node, Leaf) else "tree"
