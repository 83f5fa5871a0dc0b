"""Certificates: why no plan is better, in numbers that anybody can check by multiplying and adding.

Lagrange's bound. Take any whole prices ``pi`` on rows, in units of ``2**-shift``. A price > 0 charges the
row's upper limit, a price < 0 its lower limit. For the objective ``c`` (whole numbers) put

    reduced(v) = c(v) * 2**shift - sum over rows r of pi[r] * a[r](v)          for every variable v
    bound      = sum over rows of pi[r] * (high[r] if pi[r] > 0 else low[r])
               + sum over people of their capacity's worth of best positive reduced pairs
               + sum over all other variables of max(reduced * low, reduced * high)

No plan that keeps the rows is worth more than ``floor(bound / 2**shift)``, whatever the prices are. Rows
are: the seats of each order (a person's capacity stays inside the bound), the rows of the rules, and one
row for each earlier stage, "as good as proven" (a stage that is not proven: "at least as good").

What must be full. Where a sieve is a single leaf, later plans cannot afford to leave a priced row short of
its limit, nor a person unused: if ``bound - |price| < value * 2**shift`` the row stands at that limit in
every later plan, and both its limits are that one from then on (so a later price on it may have either
sign); if ``bound - t < value * 2**shift`` for what a person's weakest counted pair adds, t, the person uses
the whole capacity in every later plan, and the bound of a later stage takes exactly that many of the
person's best pairs, be they negative. In the same way a pair that is counted stands in every later plan if
leaving it out, which costs its reduced value less that of the person's best pair not counted (or 0), is more
than the bound can spare; later bounds count such a pair whatever it is worth.

Where one bound is not enough the plans are split in two again and again (`Split`), and every `Leaf` has
prices of its own: a tree of bounds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# ("seats", order id) · ("rule", rule id, row label) · ("stage", stage name)
# ("fair", class): filled seats and those that count · ("fair", class, k): its k-th counts after the one below
RowName = tuple[str, ...]
# ("pair", person id, order id) · ("use", person id): their placements · ("fill", order id): its filled seats
# ("aux", rule id, name) · ("aux", "fair:<k>", class): its k-th filled seat
# ("short", rule id, label) · ("over", rule id, label)
Variable = tuple[str, ...]


@dataclass(frozen=True)
class Leaf:
    """A bound by prices, for all plans that the splits above leave.

    Prices left out are 0; unit ``2**-shift``.
    """

    prices: Mapping[RowName, int]


@dataclass(frozen=True)
class Split:
    """Either the variable is at most `at` (`below`), or it is more (`above`): no plan is left out."""

    variable: Variable
    at: int
    below: Node
    above: Node


Node = Leaf | Split


def leaves_of(node: Node) -> Iterator[Leaf]:
    """All leaves of a tree of prices."""
    if isinstance(node, Leaf):
        yield node
    else:
        yield from leaves_of(node.below)
        yield from leaves_of(node.above)


@dataclass(frozen=True)
class StageProof:
    """Why the stage's value cannot be beaten.

    Attributes
    ----------
    stage : str
    value : int
        What the plan reaches, the larger the better (violations count negative).
    node : Leaf, Split or None
        None: the bound rests on the solver's word.
    shift : int
        Prices are in units of ``2**-shift``.
    sieve : Leaf, Split or None
        Prices by which pairs are left out of all later stages: those that are in no plan of this value by
        the bound of any leaf. Forcing pair (i, j) turns a leaf's bound into: bound - (what person i adds) +
        reduced(i, j) + (the best positive ``capacity - 1`` others of i); if that is < ``value * 2**shift``
        at every leaf, the pair is out.
    """

    stage: str
    value: int
    node: Node | None
    shift: int = 0
    sieve: Node | None = None


@dataclass(frozen=True)
class Certificate:
    """The proofs of all stages, in order."""

    stages: tuple[StageProof, ...] = field(default=())
