"""What `solve` returns, in plain values: the plan, how good it is proven to be, and every reason for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shanhai.matching.certificate import Certificate
    from shanhai.matching.problem import Problem
    from shanhai.matching.tables import Ints

# How a stage's bound is shown: by prices on one look at all pairs, by a tree of them, by the solver's word,
# or not at all.
PROOFS = ("prices", "tree", "solver", "open")
STATUSES = ("proven", "limited", "conflict")


@dataclass(frozen=True)
class Stage:
    """One stage of the objective. Values are the larger the better; violations and bends count negative.

    `name` is "bend", "violations", "seats-<tier>", "fair-<level>", "kept", "fit" or "tie-<round>".
    """

    name: str
    value: int
    bound: int
    proof: str
    seconds: float = 0.0

    @property
    def gap(self) -> int:
        return self.bound - self.value


@dataclass(frozen=True, eq=False)
class Plan:
    """Who goes where: person row ``i[k]`` to order row ``j[k]``, sorted. Nobody twice on one order."""

    i: Ints
    j: Ints


@dataclass(frozen=True)
class Loss:
    """What a change costs: the first stage that gets worse and by how much ("" and 0: it costs nothing).

    `exact` is False where the amount is a lower bound: the change costs at least that much.
    """

    stage: str
    amount: int
    exact: bool


@dataclass(frozen=True)
class Placement:
    """One person in one seat. `parts` are the points of each soft criterion; they add up to `fit`."""

    person: str
    order: str
    fit: int
    parts: Mapping[str, int]


@dataclass(frozen=True)
class Unplaced:
    """Why a person has no place (or, with a capacity above 1, fewer than they offered).

    `reason` is "shut_out" (no order is open to them: `barriers` counts the orders that each hard criterion
    shuts), "rule" (a rule in `rules` holds them back), or "outbid" (open to `open_orders` orders, but
    placing them there, at best in `best_order`, would make the whole worse by `loss`).
    """

    person: str
    reason: str
    open_orders: int
    barriers: Mapping[str, int] = field(default_factory=dict)
    best_order: str = ""
    best_fit: int = 0
    loss: Loss = Loss("", 0, False)
    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shortage:
    """A set of seats that cannot all be filled, and why.

    kind "cut": the `orders` have `seats` seats in all, but only `people` are eligible for any of them and
    these can fill at most `reach` of the seats, so at least ``seats - reach`` stay empty whatever the plan.
    kind "undecided": the search was stopped before it was known whether the order's seats can be filled.
    kind "forced": one more seat of the one order could be filled only by breaking one of `rules` or by
    losing in one of the `stages` before; none of them can be left out of the list.
    """

    kind: str
    orders: tuple[str, ...]
    seats: int
    people: tuple[str, ...] = ()
    reach: int = 0
    rules: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()


@dataclass(frozen=True)
class EmptySeats:
    """An order with empty seats, and the shortage that it belongs to (a number into `Result.shortages`)."""

    order: str
    empty: int
    shortage: int


@dataclass(frozen=True)
class RuleReport:
    """What became of a rule: units of violation, whether it binds, and what it costs.

    `cost` is the loss vector by re-solving without the rule: stage name to what that stage would gain; None
    where not asked.
    """

    rule: str
    violation: int
    binding: bool
    cost: Mapping[str, int] | None = None


@dataclass(frozen=True)
class MutualWish:
    """A person and an order that would both rather have each other than what the plan gives them."""

    person: str
    order: str
    person_has: str
    order_has: str


@dataclass(frozen=True)
class Conflict:
    """Hard rules that cannot all hold: a set with none too many, and the cheapest bend of all rules."""

    rules: tuple[str, ...]
    bend: Mapping[str, int]
    bend_cost: int


@dataclass(frozen=True, eq=False)
class Result:
    """A plan with its proof and its reasons, made by `solve`.

    status "proven": every stage has gap 0. "limited": stopped by a limit or a cancel; stages tell their
    gaps, and the plan may differ on another machine. "conflict": the hard rules cannot all hold; the plan
    bends them as `conflict` says and is best among those that bend so little.
    """

    problem: Problem
    status: str
    plan: Plan
    stages: tuple[Stage, ...]
    certificate: Certificate
    placements: tuple[Placement, ...]
    unplaced: tuple[Unplaced, ...]
    empty: tuple[EmptySeats, ...]
    shortages: tuple[Shortage, ...]
    rules: tuple[RuleReport, ...]
    mutual: tuple[MutualWish, ...]
    conflict: Conflict | None = None
    unique: bool = False
    workings: Any = field(default=None, repr=False)

    def stage(self, name: str) -> Stage:
        """The stage of that name. Raises: KeyError."""
        return {stage.name: stage for stage in self.stages}[name]
