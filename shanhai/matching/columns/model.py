"""A problem as a model: scores of all pairs, limits, extra variables and the stages in their order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.sparse import csc_array

from shanhai.matching import ties
from shanhai.matching.columns.fairness import Fairness
from shanhai.matching.columns.linear import Ends, Extras, Limit, Linear, Products, Stage, extremes, limit_of
from shanhai.matching.columns.listing import Listing
from shanhai.matching.rows import UNBOUNDED, Pairs, Row, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from shanhai.matching.certificate import Variable
    from shanhai.matching.columns.lagrange import Prices
    from shanhai.matching.groups import Mask
    from shanhai.matching.problem import Problem, Rule
    from shanhai.matching.tables import Ints

# Up to so many living pairs, their coefficients are kept in one list.
FEW_PAIRS = 400_000


@dataclass(frozen=True, eq=False)
class Slacks:
    """The violation variables of one rule."""

    rule: int
    numbers: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Compiled:
    """A rule's rows, between which ends each can be and, where pairs are few, their coefficients on all
    eligible pairs.
    """

    rows: tuple[Row, ...]
    ends: tuple[Ends, ...]
    block: csc_array | None


class Held(NamedTuple):
    """A settled stage that is kept: at least `value`, at most `most`."""

    stage: Stage
    value: int
    most: int
    prices: Prices


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
    like : Model or None
        A model of the same people, orders and scores: what it has compiled is used again.

    Attributes
    ----------
    limits : list of Limit
        Rows of the rules, then rows for settled stages.
    alive : bool array (n_people, n_orders)
        Pairs that can still be in the plan.
    listing : Listing or None
        The coefficients of living pairs in all limits, where pairs are few.
    earlier : list of (int, Prices)
        The limits that hold settled stages' values, with the prices that bounded these stages.
    """

    def __init__(
        self,
        problem: Problem,
        scores: Ints,
        *,
        bend: bool = False,
        keep: Pairs | None = None,
        like: Model | None = None,
    ) -> None:
        self.problem, self.bend, self.keep = problem, bend, keep
        self.eligible, self.scores = scores >= 0, np.maximum(scores, 0)
        self.n, self.m = scores.shape
        self.capacity, self.seats = problem.people.capacity, problem.orders.seats
        self._words = (
            ties.id_words(problem.seed, "person", problem.people.id),
            ties.id_words(problem.seed, "order", problem.orders.id),
        )
        self._compiled: dict[Rule, Compiled] = like._compiled if like is not None else {}
        self._open_pairs: tuple[Ints, Ints]
        self.fairness: Fairness
        if like is not None:
            self._open_pairs, self.fairness = like._open_pairs, like.fairness
        else:
            i, j = np.nonzero(self.eligible)
            self._open_pairs = i, j
            self.fairness = Fairness.of(problem, self.eligible)
        self.reset()

    def reset(self) -> None:
        """Forget settled stages: limits, extras and living pairs as at the beginning."""
        self.alive = self.eligible.copy()
        self.extras, self.limits, self.slacks = Extras(), list[Limit](), list[Slacks]()
        self.earlier: list[tuple[int, Prices]] = []
        numbers: dict[Variable, int] = {}
        blocks = []
        for at, rule in enumerate(self.problem.rules):
            compiled = self._compile(rule)
            soft = self.bend or rule.strength != "hard"
            made: list[int] = []
            for row, ends in zip(compiled.rows, compiled.ends, strict=True):
                limit, slacks = limit_of(rule.id, row, ends, self.extras, soft, numbers)
                self.limits.append(limit)
                made += slacks
            self.slacks.append(Slacks(at, tuple(made)))
            blocks.append(compiled.block)
        listed = [block for block in blocks if block is not None]
        self.listing = (
            Listing.joined(self._open_pairs[0], self._open_pairs[1], listed)
            if len(listed) == len(blocks)
            else None
        )

    def _compile(self, rule: Rule) -> Compiled:
        if rule not in self._compiled:
            rows, block = rule.rows(self.problem), None
            if len(self._open_pairs[0]) <= FEW_PAIRS:
                functions = [Linear(row.terms, row.pairs) for row in rows]
                block = self.block(functions, *self._open_pairs)
            self._compiled[rule] = Compiled(tuple(rows), tuple(map(extremes, rows)), block)
        return self._compiled[rule]

    def rows_of(self, rule: Rule) -> tuple[Row, ...]:
        """The rows of one of the problem's rules."""
        return self._compile(rule).rows

    def block(self, functions: Sequence[Linear], i: Ints, j: Ints) -> csc_array:
        """Coefficients of functions on pairs. Returns: int64 csc array (n_pairs, n_functions)."""
        k, column, value = coefficients(self, functions, i, j)
        return csc_array((value, (k, column)), shape=(len(i), len(functions)))

    def add_limits(self, limits: Sequence[Limit]) -> None:
        """Further limits, which living pairs must keep."""
        self.limits += limits
        if self.listing is not None and limits:
            functions = [limit.function for limit in limits]
            self.listing = self.listing.plus([self.block(functions, self.listing.i, self.listing.j)])

    def hold(self, stage: Stage, value: int, prices: Prices, possible: Mask, most: int = UNBOUNDED) -> None:
        """Keep a settled stage's value from now on, at `most` what is its bound, and drop the pairs that it
        rules out.
        """
        self.hold_all([Held(stage, value, most, prices)], possible)

    def hold_all(self, held: Iterable[Held], possible: Mask) -> None:
        """Keep the values of several stages, and drop the pairs that they rule out."""
        self.alive &= possible
        if self.listing is not None:
            self.listing = self.listing.among(self.alive)
        limits = []
        for at, (stage, value, most, prices) in enumerate(held, len(self.limits)):
            self.earlier.append((at, prices))
            limits.append(Limit(("stage", stage.name), stage.function, low=value, high=most))
        self.add_limits(limits)
        if self.listing is None and int(self.alive.sum()) <= FEW_PAIRS:
            i, j = np.nonzero(self.alive)
            functions = [limit.function for limit in self.limits]
            self.listing = Listing.joined(i, j, [self.block(functions, i, j)])

    @property
    def few_pairs(self) -> tuple[Ints, Ints] | None:
        """All eligible pairs, None where they are many."""
        return self._open_pairs if len(self._open_pairs[0]) <= FEW_PAIRS else None

    def out_of_reach(self) -> list[Limit]:
        """Limits that no plan keeps, even if it had nothing else to keep. Looked for where pairs are few."""
        if self.listing is None:
            return []
        matrix, sides = self.listing.matrix, self.ranges
        ends = np.zeros((2, len(self.limits)), np.int64)
        np.add.at(ends[0], matrix.indices, np.minimum(matrix.data, 0))
        np.add.at(ends[1], matrix.indices, np.maximum(matrix.data, 0))
        for at, limit in enumerate(self.limits):
            for number, times in limit.function.extras.items():
                ends[:, at] += sorted(times * int(side[number]) for side in sides)
        return [
            limit
            for limit, least, most in zip(self.limits, *ends.tolist(), strict=True)
            if most < limit.low or least > limit.high
        ]

    @property
    def ranges(self) -> tuple[Ints, Ints]:
        """Lowest and highest values of the extras."""
        return np.array(self.extras.low, np.int64), np.array(self.extras.high, np.int64)

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
        yield from self.fairness.stages(self.extras, self.count)
        if self.keep is not None:
            yield Stage("kept", Linear(pairs=self.keep))
        yield self.fit_stage()

    def fit_stage(self) -> Stage:
        return Stage("fit", Linear(fit=1, extras=self.slack_weights("priced")))

    def tie_stage(self, round_number: int) -> Stage:
        return Stage(f"tie-{round_number}", Linear(tie=round_number))

    def only_stage(self, i: Ints, j: Ints) -> Stage:
        """Counts placements outside a plan: 0 at best shows that the plan is the only one.

        (Seats filled are settled by then, so another plan must have a placement that this one has not.)
        """
        everything = self.count(np.ones(self.m, bool))
        return Stage("only", Linear(everything.terms, Pairs(i, j, np.full(len(i), -1))))

    def count(self, orders: Mask) -> Linear:
        """Counts placements in some orders."""
        return Linear((Term(np.ones(self.n, np.int64), orders.astype(np.int64)),))

    def keys(self, round_number: int, i: Ints, j: Ints) -> Ints:
        """Tie keys of pairs (the row numbers broadcast)."""
        return ties.pair_keys(self._words[0][i], self._words[1][j], round_number)

    def reached(self, i: Ints, j: Ints, extras: Ints) -> Ints:
        """What a plan comes to in every limit. Returns: int64 (n_limits)."""
        if self.listing is None:
            limits = self.block([limit.function for limit in self.limits], i, j)
        else:
            limits = self.listing.rows(i, j, self.m)
        of_extras = [
            sum(c * int(extras[k]) for k, c in limit.function.extras.items()) for limit in self.limits
        ]
        total: Ints = limits.sum(axis=0) + np.array(of_extras, np.int64)
        return total

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
    found: Ints = np.where(keys[at] == wanted, total[at], 0)
    return found


def coefficients(model: Model, functions: Sequence[Linear], i: Ints, j: Ints) -> tuple[Ints, Ints, Ints]:
    """Nonzero coefficients of functions on pairs (i, j). Returns: number of the pair, of the function,
    value.
    """
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
    k, column, value = (np.concatenate(part) for part in zip(*parts, strict=True))
    # A function may touch a pair by several terms: add them up.
    keys, place = np.unique(k * max(len(functions), 1) + column, return_inverse=True)
    sums: Ints = np.zeros(len(keys), np.int64)
    np.add.at(sums, place, value)
    kept = np.flatnonzero(sums)
    keys, sums = keys[kept], sums[kept]
    return keys // max(len(functions), 1), keys % max(len(functions), 1), sums


def keep_pairs(i: Ints, j: Ints) -> Pairs:
    """Counts each of these pairs once: what the stage "kept" makes large."""
    return Pairs(i, j, np.ones(len(i), np.int64))
