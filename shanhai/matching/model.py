"""A problem as a model: scores of all pairs, limits, extra variables and the stages in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from shanhai.matching import ties
from shanhai.matching.certificate import Variable
from shanhai.matching.groups import classes
from shanhai.matching.linear import Extras, Limit, Linear, Products, Stage, limit_of
from shanhai.matching.problem import Problem
from shanhai.matching.rows import Pairs, Term
from shanhai.matching.tables import Ints


@dataclass(frozen=True, eq=False)
class Slacks:
    """The violation variables of one rule."""

    rule: int
    numbers: tuple[int, ...]


class Model:
    """What the route for rules that do not nest works on.

    Parameters
    ----------
    problem : Problem
    scores : int array (n_people, n_orders)
        Fit of every pair; negative: not eligible.
    bend : bool
        Let hard rules be violated too, as little as can be (stage "bend").
    keep : Pairs or None
        Pairs of an earlier plan, of which as many as possible are kept (stage "kept", before fit).

    Attributes
    ----------
    limits : list of Limit
        Rows of the rules, then rows for settled stages.
    alive : bool array (n_people, n_orders)
        Pairs that can still be in the plan.
    """

    def __init__(self, problem: Problem, scores: Ints, *, bend: bool = False, keep: Pairs | None = None) -> None:
        self.problem, self.bend, self.keep = problem, bend, keep
        self.eligible, self.scores = scores >= 0, np.maximum(scores, 0)
        self.n, self.m = scores.shape
        self.capacity, self.seats = problem.people.capacity, problem.orders.seats
        self._words = (
            ties.id_words(problem.seed, "person", problem.people.id),
            ties.id_words(problem.seed, "order", problem.orders.id),
        )
        self.reset()
        self.fair_levels = list(fair_levels(problem, self.eligible)) if problem.fair_over else []

    def reset(self) -> None:
        """Forget settled stages: limits, extras and living pairs as at the beginning."""
        self.alive = self.eligible.copy()
        self.extras, self.limits, self.slacks = Extras(), list[Limit](), list[Slacks]()
        numbers: dict[Variable, int] = {}
        for at, rule in enumerate(self.problem.rules):
            soft = self.bend or rule.strength != "hard"
            made: list[int] = []
            for row in rule.rows(self.problem):
                limit, slacks = limit_of(rule.id, row, self.extras, soft, numbers)
                self.limits.append(limit)
                made += slacks
            self.slacks.append(Slacks(at, tuple(made)))

    def slack_weights(self, strength: str) -> dict[int, int]:
        """Minus the rule's weight for each unit of violation of the rules of that strength."""
        rules = self.problem.rules
        return {
            number: -rules[each.rule].weight
            for each in self.slacks
            if rules[each.rule].strength == strength
            for number in each.numbers
        }

    def stages(self) -> Iterator[Stage]:
        """The stages before the ties, in order. Those that cannot differ between plans are left out."""
        if self.bend:
            yield Stage("bend", Linear(extras=self.slack_weights("hard")))
        if elastic := self.slack_weights("elastic"):
            yield Stage("violations", Linear(extras=elastic))
        for tier in np.unique(self.problem.orders.tier):
            yield Stage(f"seats-{tier}", self.count(self.problem.orders.tier == tier))
        for level in self.fair_levels:
            yield self._fair_stage(level)
        if self.keep is not None:
            yield Stage("kept", Linear(pairs=self.keep))
        yield Stage("fit", Linear(fit=1, extras=self.slack_weights("priced")))

    def tie_stage(self, round_number: int) -> Stage:
        return Stage(f"tie-{round_number}", Linear(tie=round_number))

    def only_stage(self, i: Ints, j: Ints) -> Stage:
        """Counts placements outside a plan: 0 at best shows that the plan is the only one.

        (Seats filled are settled by then, so another plan must have a placement that this one has not.)
        """
        everything = self.count(np.ones(self.m, bool))
        return Stage("only", Linear(everything.terms, Pairs(i, j, np.full(len(i), -1))))

    def count(self, orders: np.typing.NDArray[np.bool_]) -> Linear:
        """Counts placements in some orders."""
        return Linear((Term(np.ones(self.n, np.int64), orders.astype(np.int64)),))

    def _fair_stage(self, level: FairLevel) -> Stage:
        limits, reached = [], {}
        for name, orders, need in level.classes:
            number = self.extras.add(("aux", f"fair:{level.number}", name), 0, 1)
            reached[number] = 1
            filled = self.count(orders)
            limits.append(Limit(("fair", str(level.number), name), Linear(filled.terms, extras={number: -need}), low=0))
        return Stage(f"fair-{level.number}", Linear(extras=reached), tuple(limits))

    def keys(self, round_number: int, i: Ints, j: Ints) -> Ints:
        """Tie keys of pairs (the row numbers broadcast)."""
        return ties.pair_keys(self._words[0][i], self._words[1][j], round_number)

    def value(self, function: Linear, i: Ints, j: Ints, extras: Ints) -> int:
        """What the function comes to for the plan of pairs (i, j) and these extras."""
        total = sum(int((term.p[i] * term.q[j]).sum()) for term in function.terms)
        if function.pairs is not None:
            total += int(lookup(function.pairs, self.m, i, j).sum())
        if function.fit:
            total += function.fit * int(self.scores[i, j].sum())
        if function.tie:
            total += int(self.keys(function.tie, i, j).sum())
        return total + sum(times * int(extras[number]) for number, times in function.extras.items())


def lookup(pairs: Pairs, m: int, i: Ints, j: Ints) -> Ints:
    """The numbers of `pairs` on pairs (i, j), 0 where there is none; pairs listed twice add up."""
    if not len(pairs.i):
        return np.zeros(len(i), np.int64)
    keys, place = np.unique(pairs.i * m + pairs.j, return_inverse=True)
    total = np.zeros(len(keys), np.int64)
    np.add.at(total, place, pairs.value)
    wanted = i * m + j
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, total[at], 0)


def coefficients(model: Model, functions: list[Linear], i: Ints, j: Ints) -> tuple[Ints, Ints, Ints]:
    """Nonzero coefficients of functions on pairs (i, j). Returns: number of the pair, of the function, value."""
    parts = [Products(functions, model.n, model.m).on(i, j)]
    everyone = np.arange(len(i))
    for row, function in enumerate(functions):
        dense = np.zeros(len(i), np.int64)
        if function.pairs is not None:
            dense += lookup(function.pairs, model.m, i, j)
        if function.fit:
            dense += function.fit * model.scores[i, j]
        if function.tie:
            dense += model.keys(function.tie, i, j)
        if dense.any():
            parts.append((everyone, np.full(len(i), row), dense))
    k, row, value = (np.concatenate(part) for part in zip(*parts, strict=True))
    # A function may touch a pair by several terms: add them up.
    keys, place = np.unique(k * max(len(functions), 1) + row, return_inverse=True)
    total = np.zeros(len(keys), np.int64)
    np.add.at(total, place, value)
    kept = total != 0
    return keys[kept] // max(len(functions), 1), keys[kept] % max(len(functions), 1), total[kept]


@dataclass(frozen=True, eq=False)
class FairLevel:
    """One step of the leximin: for each class the seats it needs to have reached this share."""

    number: int
    classes: tuple[tuple[str, np.typing.NDArray[np.bool_], int], ...]


def fair_levels(problem: Problem, eligible: np.typing.NDArray[np.bool_]) -> Iterator[FairLevel]:
    """The shares that can occur, the smallest first.

    Making as many classes as possible reach each share in turn is leximin: of two lists of shares the one is better
    that has fewer classes below the first share at which the lists differ.
    """
    groups = [(name, inside) for name, inside in classes(problem.tables, problem.fair_over)]
    alone = [most_alone(problem, eligible, inside) for _, inside in groups]
    shares = sorted({Fraction(k, most) for most in alone for k in range(1, most + 1)})
    for number, share in enumerate(shares, 1):
        needs = [
            (name, inside, -((-share.numerator * most) // share.denominator))
            for (name, inside), most in zip(groups, alone, strict=True)
            if most
        ]
        yield FairLevel(number, tuple(needs))


def most_alone(problem: Problem, eligible: np.typing.NDArray[np.bool_], orders: np.typing.NDArray[np.bool_]) -> int:
    """The most seats of these orders that eligible people could fill if nobody else asked for them."""
    j = np.flatnonzero(orders)
    i = np.flatnonzero(eligible[:, j].any(1))
    k, l = np.nonzero(eligible[np.ix_(i, j)])  # noqa: E741
    source, sink = 0, 1 + len(i) + len(j)
    tail = np.concatenate((np.zeros(len(i), np.int64), 1 + k, 1 + len(i) + np.arange(len(j))))
    head = np.concatenate((1 + np.arange(len(i)), 1 + len(i) + l, np.full(len(j), sink)))
    room = np.concatenate((problem.people.capacity[i], np.ones(len(k), np.int64), problem.orders.seats[j]))
    graph = csr_array((room.astype(np.int32), (tail, head)), shape=(sink + 1, sink + 1))
    return int(maximum_flow(graph, source, sink).flow_value)


def keep_pairs(i: Ints, j: Ints) -> Pairs:
    """Counts each of these pairs once: what the stage "kept" makes large."""
    return Pairs(i, j, np.ones(len(i), np.int64))


