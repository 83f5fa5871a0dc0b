"""What is written down of a stage once it is settled, and what can go wrong before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shanhai.matching.certificate import Leaf, Node, leaves_of
from shanhai.matching.rows import UNBOUNDED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shanhai.matching.certificate import Variable
    from shanhai.matching.columns.lagrange import Bound, Prices
    from shanhai.matching.columns.linear import Stage
    from shanhai.matching.columns.relaxation import Relaxed
    from shanhai.matching.tables import Ints


class NoPlan(Exception):
    """No plan keeps the hard rules and the values of the stages before.

    `proofs` are the contradictions that show it, behind splits on some variables; none where it rests on the
    solver's word.
    """

    def __init__(self, proofs: Sequence[Relaxed] = (), split_on: frozenset[Variable] = frozenset()) -> None:
        super().__init__()
        self.proofs, self.split_on = proofs, split_on


class WrongGuess(Exception):
    """A stage does not reach the bound of its relaxation together with those before it.

    `within`: the contradiction speaks of none but so many of the stages, from the first on; `split_on`: what
    had to be whole for it to show.
    """

    def __init__(self, within: int, split_on: frozenset[Variable] = frozenset()) -> None:
        super().__init__()
        self.within, self.split_on = within, split_on


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
    def size(self) -> int:
        """How many parts the proof has."""
        return 0 if self.node is None else sum(1 for _ in leaves_of(self.node))

    @property
    def most(self) -> int:
        """What the proof keeps later plans from passing: the bound, where prices prove it."""
        return self.bound if self.node is not None else UNBOUNDED


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
