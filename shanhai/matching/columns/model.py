"""A problem as a model: its eligible pairs, limits, extra variables and the stages in their order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from shanhai.matching import ties
from shanhai.matching.columns.coefficients import coefficients, lookup, values
from shanhai.matching.columns.eligible import MOST_LISTED, Eligible
from shanhai.matching.columns.fairness import Fairness
from shanhai.matching.columns.lagrange import Lagrangian
from shanhai.matching.columns.linear import Ends, Extras, Limit, Linear, Stage, extremes, largest, limit_of
from shanhai.matching.columns.listing import Listing
from shanhai.matching.rows import UNBOUNDED, Pairs, Row, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from scipy.sparse import csc_array

    from shanhai.matching.certificate import Variable
    from shanhai.matching.columns.lagrange import Prices
    from shanhai.matching.groups import Mask
    from shanhai.matching.laminar import Laminar
    from shanhai.matching.network.nested import NestedPlan
    from shanhai.matching.problem import Problem, Rule
    from shanhai.matching.scoring import Scoring
    from shanhai.matching.tables import Ints


@dataclass(frozen=True, eq=False)
class Slacks:
    """The violation variables of one rule."""

    rule: int
    numbers: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Compiled:
    """A rule's rows, between which ends each can be, what no pair counts for more than in each and, where
    pairs are few, their coefficients on all eligible pairs.
    """

    rows: tuple[Row, ...]
    ends: tuple[Ends, ...]
    most: tuple[int, ...]
    block: csc_array | None


class Held(NamedTuple):
    """A settled stage that is kept: at least `value`, at most `most`."""

    stage: Stage
    value: int
    most: int
    prices: Prices


@dataclass
class Known:
    """What has been found out about a problem on the way: the caps that nest, and the plan that keeps only
    them.
    """

    laminar: Laminar | None = None
    nested: NestedPlan | None = None


class Model:
    """What the route for rules that do not nest works on.

    Parameters
    ----------
    problem : Problem
    scoring : Scoring
    bend : bool
        Let hard rules be violated too, as little as can be (stage "bend").
    keep : Pairs or None
        Pairs of an earlier plan, of which as many as possible are kept (stage "kept", before fit).
    like : Model or None
        A model of the same people, orders and criteria: what it has compiled is used again.

    Attributes
    ----------
    limits : list of Limit
        Rows of the rules, then rows for settled stages.
    eligible : Eligible
        All pairs that nothing bars.
    listing : Listing or None
        The pairs that can still be in the plan, with their coefficients in all limits. None where they are
        too many to list: then all eligible pairs can.
    earlier : list of (int, Prices)
        The limits that hold settled stages' values, with the prices that bounded these stages.
    """

    def __init__(
        self,
        problem: Problem,
        scoring: Scoring,
        *,
        bend: bool = False,
        keep: Pairs | None = None,
        like: Model | None = None,
    ) -> None:
        self.problem, self.bend, self.keep = problem, bend, keep
        self.scoring = scoring
        self.n, self.m = scoring.n_people, scoring.n_orders
        self.capacity, self.seats = problem.people.capacity, problem.orders.seats
        self._words = (
            ties.id_words(problem.seed, "person", problem.people.id),
            ties.id_words(problem.seed, "order", problem.orders.id),
        )
        self._compiled: dict[Rule, Compiled] = like._compiled if like is not None else {}
        self._largest: dict[int, tuple[Linear, int]] = {}
        self._vectors: dict[bytes, Ints] = like._vectors if like is not None else {}
        self.eligible: Eligible = like.eligible if like is not None else Eligible(scoring)
        self.known: Known = like.known if like is not None else Known()
        self.listing: Listing | None = None
        self.fairness: Fairness = like.fairness if like is not None else self._fairness()
        self.extras, self.limits, self.slacks = Extras(), list[Limit](), list[Slacks]()
        self._add_rules()
        self._first = self.extras.copy(), tuple(self.limits), self.listing
        self._entries = _entries(self.limits)
        self.reset()

    def reset(self) -> None:
        """Forget settled stages: limits, extras and living pairs as at the beginning."""
        extras, limits, self.listing = self._first
        self.extras, self.limits = extras.copy(), list(limits)
        self.earlier: list[tuple[int, Prices]] = []
        self._lagrangian: Lagrangian | None = None

    def _add_rules(self) -> None:
        """The rules' rows as limits, with what they need beside pairs."""
        numbers: dict[Variable, int] = {}
        blocks, largest_of = [], list[int]()
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
            largest_of += compiled.most
        self._most = np.array(largest_of, np.int64)
        listed, keys = [block for block in blocks if block is not None], self.eligible.keys
        self.listing = None if keys is None else Listing.joined(keys, self.n, self.m, listed)

    def _fairness(self) -> Fairness:
        mask = self.eligible.mask if self.problem.fair_over else np.zeros((self.n, self.m), bool)
        return Fairness.of(self.problem, mask)

    def _compile(self, rule: Rule) -> Compiled:
        if rule not in self._compiled:
            rows, block, keys = (
                tuple(self._shared(row) for row in rule.rows(self.problem)),
                None,
                self.eligible.keys,
            )
            functions = [Linear(row.terms, row.pairs) for row in rows]
            if keys is not None:
                block = self.block(functions, keys // self.m, keys % self.m)
            most = tuple(map(self.largest, functions))
            self._compiled[rule] = Compiled(rows, tuple(map(extremes, rows)), most, block)
        return self._compiled[rule]

    def _shared(self, row: Row) -> Row:
        """The row with each vector that rows have in common kept once."""
        return replace(row, terms=tuple(Term(self._kept(term.p), self._kept(term.q)) for term in row.terms))

    def _kept(self, vector: Ints) -> Ints:
        return self._vectors.setdefault(vector.tobytes(), vector)

    def rows_of(self, rule: Rule) -> tuple[Row, ...]:
        """The rows of one of the problem's rules."""
        return self._compile(rule).rows

    def block(self, functions: Sequence[Linear], i: Ints, j: Ints) -> csc_array:
        """Coefficients of functions on pairs. Returns: int64 csc array (n_pairs, n_functions)."""
        return coefficients(self, functions, i, j)

    def values(self, function: Linear, i: Ints, j: Ints) -> Ints:
        """What one function is worth on pairs. Returns: int64 (n_pairs)."""
        return values(self, function, i, j)

    def largest(self, function: Linear) -> int:
        """No pair, open or not, counts for more than this in a function."""
        known = self._largest.get(id(function))
        if known is None or known[0] is not function:
            self._largest[id(function)] = known = function, largest(function, self.n, self._most_fit)
        return known[1]

    @cached_property
    def _most_fit(self) -> int:
        return sum(criterion.most for criterion in self.problem.criteria)

    @property
    def most(self) -> Ints:
        """For each limit, what no pair, open or not, counts for more than. Returns: int64 (n_limits)."""
        later = [self.largest(limit.function) for limit in self.limits[len(self._most) :]]
        return np.append(self._most, np.array(later, np.int64))

    @property
    def entries(self) -> Ints:
        """Coefficients of extras in limits. Returns: int64 (3, entries): extra, limit, coefficient."""
        # Limits of rules come first and stay; those of stages come and go.
        return np.concatenate((self._entries, _entries(self.limits, len(self._first[1]))), axis=1)

    def fit(self, i: Ints, j: Ints) -> Ints:
        """Fit of pairs, 0 for those that are barred."""
        return self.eligible.scores(i, j)

    def open_pairs(self) -> tuple[Ints, Ints]:
        """The pairs that can still be in the plan, where they are listed; else none of them."""
        if self.listing is None:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        return self.listing.i, self.listing.j

    def is_open(self, i: Ints, j: Ints) -> Mask:
        """Which of these pairs can still be in the plan."""
        if self.listing is None:
            return self.eligible.among(i, j)
        found: Mask = self.listing.places(i * self.m + j) >= 0
        return found

    def add_limits(self, limits: Sequence[Limit]) -> None:
        """Further limits, which living pairs must keep."""
        self.limits += limits
        self._lagrangian = None
        if self.listing is not None and limits:
            functions = [limit.function for limit in limits]
            self.listing = self.listing.plus([self.block(functions, self.listing.i, self.listing.j)])

    def hold(
        self, stage: Stage, value: int, prices: Prices, possible: Ints | None, most: int = UNBOUNDED
    ) -> None:
        """Keep a settled stage's value from now on, at `most` what is its bound, and drop the pairs that it
        rules out.
        """
        self.hold_all([Held(stage, value, most, prices)], possible)

    def hold_all(self, held: Iterable[Held], possible: Ints | None) -> None:
        """Keep the values of several stages, and drop the pairs that they rule out.

        `possible` are the keys of those that stay; None: all.
        """
        self._lagrangian = None
        if possible is not None and self.listing is not None:
            self.listing = self.listing.among(possible)
        limits = []
        for at, (stage, value, most, prices) in enumerate(held, len(self.limits)):
            self.earlier.append((at, prices))
            limits.append(Limit(("stage", stage.name), stage.function, low=value, high=most))
        self.add_limits(limits)
        if possible is not None and self.listing is None and len(possible) <= MOST_LISTED:
            functions = [limit.function for limit in self.limits]
            block = self.block(functions, possible // self.m, possible % self.m)
            self.listing = Listing.joined(possible, self.n, self.m, [block])

    def out_of_reach(self) -> list[Limit]:
        """Limits that no plan keeps, even if it had nothing else to keep. Looked for where pairs are few."""
        if self.listing is None:
            return []
        matrix, sides = self.listing.matrix, self.ranges
        ends = np.zeros((2, len(self.limits)), np.int64)
        np.add.at(ends[0], matrix.indices, np.minimum(matrix.data, 0))
        np.add.at(ends[1], matrix.indices, np.maximum(matrix.data, 0))
        number, at, times = self.entries
        of_extras = np.sort([times * side[number] for side in sides], axis=0)
        for end, each in zip(ends, of_extras, strict=True):
            np.add.at(end, at, each)
        return [
            limit
            for limit, least, most in zip(self.limits, *ends.tolist(), strict=True)
            if most < limit.low or least > limit.high
        ]

    @property
    def lagrangian(self) -> Lagrangian:
        """Evaluates prices where the model stands now."""
        if self._lagrangian is None or len(self._lagrangian.ranges[0]) != len(self.extras):
            self._lagrangian = Lagrangian(self)
        return self._lagrangian

    def number_of(self, variable: Variable) -> int | None:
        """The number of an extra; None where there is no such variable."""
        names = self.extras.names
        return names.index(variable) if variable in names else None

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
            limits = self.listing.rows(i, j)
        total: Ints = limits.sum(axis=0).astype(np.int64)
        number, at, times = self.entries
        np.add.at(total, at, times * extras[number])
        return total

    def value(self, function: Linear, i: Ints, j: Ints, extras: Ints) -> int:
        """What the function comes to for the plan of pairs (i, j) and these extras."""
        total = sum(int((term.p[i] * term.q[j]).sum()) for term in function.terms)
        if function.pairs is not None:
            total += int(lookup(function.pairs, self.m, i, j).sum())
        if function.fit:
            total += function.fit * int(self.fit(i, j).sum())
        if function.tie:
            total += int(self.keys(function.tie, i, j).sum())
        return total + sum(times * int(extras[number]) for number, times in function.extras.items())


def _entries(limits: Sequence[Limit], first: int = 0) -> Ints:
    """Coefficients of extras in the limits from `first` on. Returns: int64 (3, entries)."""
    found = [
        (number, at, times)
        for at, limit in enumerate(limits[first:], first)
        for number, times in limit.function.extras.items()
    ]
    return np.array(found, np.int64).reshape(-1, 3).T


def keep_pairs(i: Ints, j: Ints) -> Pairs:
    """Counts each of these pairs once: what the stage "kept" makes large."""
    return Pairs(i, j, np.ones(len(i), np.int64))
