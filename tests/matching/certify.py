"""Certificates of tiny problems, made without the engine's solver.

Brute force finds the plan, linear programmes on the proof's own rows give the prices; where one bound is not
enough the plans are split.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import linprog

from shanhai.matching.certificate import Certificate, Leaf, Node, Split, StageProof
from shanhai.matching.proof import keys
from shanhai.matching.proof.bounds import Pricer
from shanhai.matching.proof.charges import CertificateError, Full, Model
from shanhai.matching.proof.fairness import Fairness
from shanhai.matching.proof.lines import OPEN, Line, Lines
from shanhai.matching.proof.stages import Goal, goals, only, tie
from shanhai.matching.result import Plan
from tests.matching.brute import Brute

if TYPE_CHECKING:
    from shanhai.matching import Problem

SHIFT = 20
# What it costs a linear programme to break a row: more than any stage of a tiny problem can be worth.
PENALTY = 1e7

Limits = tuple[int, int]


def certified(problem: Problem) -> tuple[Plan, Certificate]:
    """The best plan of a tiny problem with prices (or trees of prices) for every stage."""
    certifier = Certifier(problem)
    stages = [certifier.stage(goal) for goal in certifier.goals]
    for goal in (certifier.only, *(each for k in (1, 2, 3) for each in (tie(k), certifier.only))):
        stage = certifier.stage(goal)
        if goal.name != "only" or stage.node is not None:
            stages.append(stage)
        if goal.name == "only" and stage.node is not None:
            break
    return certifier.plan, Certificate(tuple(stages))


class Certifier:
    """Proves one stage after the other."""

    def __init__(self, problem: Problem) -> None:
        self.brute = Brute(problem)
        judged = self.brute.judge()
        self.chosen = judged.chosen[0]
        self.values = self.brute.values(self.chosen)
        facts = self.brute.facts
        self.pairs = self.brute.scored.pairs()
        self.fairness = Fairness(facts, self.pairs, problem.fair_over) if problem.fair_over else None
        self.goals = goals(problem, facts, conflict=judged.conflict, fairness=self.fairness, old=None)
        self.only = only(facts, self.chosen)
        hard = {rule.id for rule in problem.rules if rule.strength == "hard"}
        self.model = Model(
            facts=facts,
            lines=Lines(problem.rules, facts),
            soft=frozenset(rule.id for rule in problem.rules if judged.conflict or rule.id not in hard),
            fairness=self.fairness,
            order_row=problem.order_row,
            words=tuple(
                keys.words(problem.seed, side, ids)
                for side, ids in (("person", problem.people.id), ("order", problem.orders.id))
            ),
            most_score=self.brute.scored.most_score,
            full=Full.nothing(problem.n_people),
        )
        people, orders = zip(*self.chosen, strict=True) if self.chosen else ((), ())
        self.plan = Plan(np.array(people, np.int64), np.array(orders, np.int64))

    def stage(self, goal: Goal) -> StageProof:
        """The proof of one stage; without a node where that would be too deep a tree."""
        value = self.values.of(goal, self.fairness)
        pricer = Pricer(self.model, self.pairs, goal, SHIFT)
        node = self._node(goal, pricer, value, {}, 8)
        sieve = node if isinstance(node, Leaf) else None
        if sieve is not None:
            self.model = replace(self.model, full=pricer.sift(sieve, value)[1])
        if goal.name != "only":
            between = value, value if node is not None else OPEN
            self.model = replace(self.model, earlier={**self.model.earlier, goal.name: (goal, between)})
        return StageProof(goal.name, value, node, SHIFT, sieve)

    def _node(
        self, goal: Goal, pricer: Pricer, value: int, cuts: dict[Any, Limits], depth: int
    ) -> Node | None:
        programme = Programme(self, goal, cuts)
        prices, found = programme.solve()
        leaf = Leaf(prices)
        try:
            bound = pricer._evaluated(leaf, cuts).total
        except CertificateError:
            return None
        if bound is None or bound >> SHIFT <= value:
            return leaf
        split = programme.split(found)
        if split is None or depth == 0:
            return None
        name, at = split
        low, high = programme.limits[name]
        below = self._node(goal, pricer, value, {**cuts, name: (low, at)}, depth - 1)
        above = self._node(goal, pricer, value, {**cuts, name: (at + 1, high)}, depth - 1) if below else None
        return Split(name, at, below, above) if below and above else None


class Programme:
    """One stage as a linear programme on the open pairs."""

    def __init__(self, certifier: Certifier, goal: Goal, cuts: dict[Any, Limits]) -> None:
        self.certifier, self.model = certifier, certifier.model
        facts, lines = self.model.facts, self.model.lines
        people, orders = facts.people, facts.orders
        self.open = [
            (int(block.rows[row, 0]), int(np.broadcast_to(block.columns, block.open.shape)[row, at]))
            for _, block in certifier.pairs
            for row, at in np.argwhere(block.open)
        ]
        names: list[Any] = [("pair", people[i].id, orders[j].id) for i, j in self.open]
        names += [("aux", *name) for name in lines.aux]
        names += [("aux", *seat) for seat in self.model.fairness.below] if self.model.fairness else []
        for rule in sorted(self.model.soft):
            names += [(side, rule, label) for label in lines.breakable(rule) for side in ("short", "over")]
        self.column = {name: at for at, name in enumerate(names)}
        self.limits = {
            name: cuts.get(name) or ((0, 1) if name[0] == "pair" else self.model.limits(name))
            for name in names
        }
        self.objective = self._of_goal(goal)
        self.rows = list(self._rows())

    def solve(self) -> tuple[dict[Any, int], dict[Any, float]]:
        """Prices of the rows, rounded, and where the variables lie."""
        a, b, owner = [], [], []
        for name, coefficients, low, high in self.rows:
            for sign, limit in ((1, high), (-1, low)):
                if abs(limit) < OPEN:
                    a.append(np.append(sign * coefficients, -1))
                    b.append(sign * limit)
                    owner.append((name, sign))
        cost = np.append(-self.objective, PENALTY)
        limits = [*(self.limits[name] for name in self.column), (0, None)]
        limits = [(low, max(low, high)) if high is not None else (low, high) for low, high in limits]
        found = linprog(cost, A_ub=np.array(a) if a else None, b_ub=b or None, bounds=limits, method="highs")
        prices: dict[Any, int] = {}
        for (name, sign), marginal in zip(owner, found.ineqlin.marginals if a else [], strict=True):
            if name is not None:
                prices[name] = prices.get(name, 0) + sign * round(-marginal * 2**SHIFT)
        return prices, dict(zip(self.column, found.x, strict=False))

    def split(self, found: dict[Any, float]) -> tuple[Any, int] | None:
        """A variable to split on: one that is not whole, else a pair or an aux that is still free."""
        for name, value in found.items():
            if name[0] in ("pair", "aux") and abs(value - round(value)) > 1e-6:
                return name, int(np.floor(value))
        for name, (low, high) in self.limits.items():
            if low < high and name[0] in ("pair", "aux"):
                return name, min(high - 1, max(low, int(found[name])))
        return None

    def _rows(self) -> Any:
        facts = self.model.facts
        for i, person in enumerate(facts.people):
            yield None, self._on_pairs(lambda pair, i=i: pair[0] == i), -OPEN, person.capacity
        for j, order in enumerate(facts.orders):
            yield ("seats", order.id), self._on_pairs(lambda pair, j=j: pair[1] == j), 0, order.seats
        for line in self.model.lines.rows.values():
            yield ("rule", line.rule, line.label), self._of_line(line), line.low, line.high
        yield from self._of_fairness(self.model.fairness) if self.model.fairness else ()
        for name, (goal, (value, _)) in self.model.earlier.items():
            yield ("stage", name), self._of_goal(goal), value, OPEN

    def _of_fairness(self, fairness: Fairness) -> Any:
        for group, most in fairness.alone.items():
            inside = set(fairness.orders[group])
            row = self._on_pairs(lambda pair, inside=inside: pair[1] in inside)
            row[[self.column["aux", f"fair:{number}", group] for number in range(1, most + 1)]] = -1
            yield ("fair", group), row, 0, OPEN
        for upper, lower in fairness.below.items():
            if lower is not None:
                row = np.zeros(len(self.column))
                row[self.column["aux", *lower]], row[self.column["aux", *upper]] = 1, -1
                yield ("fair", upper[1], upper[0].removeprefix("fair:")), row, 0, OPEN

    def _on_pairs(self, number: Any) -> Any:
        row = np.zeros(len(self.column))
        row[: len(self.open)] = [number(pair) for pair in self.open]
        return row

    def _of_line(self, line: Line) -> Any:
        row = np.zeros(len(self.column))
        for part in line.parts:
            p = dict(zip(part.people.at.tolist(), part.people.value.tolist(), strict=True))
            q = dict(zip(part.orders.at.tolist(), part.orders.value.tolist(), strict=True))
            for at, (i, j) in enumerate(self.open):
                grid = part.grid
                times = 1 if grid is None else grid.table[grid.person_code[i], grid.order_code[j]]
                row[at] += p.get(i, 0) * q.get(j, 0) * times
        if line.listed is not None:
            listed = {(i, j): value for i, j, value in zip(*line.listed, strict=True)}
            row += self._on_pairs(lambda pair: listed.get(pair, 0))
        for name, coefficient in line.aux:
            row[self.column["aux", line.rule, name]] += coefficient
        for side, unit in (("short", line.unit), ("over", -line.unit)):
            at = self.column.get((side, line.rule, line.label))
            if at is not None:
                row[at] += unit
        return row

    def _of_goal(self, goal: Goal) -> Any:
        brute, seed = self.certifier.brute, self.model.facts.problem.seed
        people, orders = self.model.facts.people, self.model.facts.orders
        row = np.zeros(len(self.column))
        if goal.orders is not None:
            row += self._on_pairs(lambda pair: goal.orders[pair[1]])
        if goal.score:
            row += self._on_pairs(lambda pair: brute.scores[pair])
        if goal.round:
            words = [keys.word(seed, "person", each.id) for each in people]
            others = [keys.word(seed, "order", each.id) for each in orders]
            row += self._on_pairs(lambda pair: keys.key(words[pair[0]], others[pair[1]], goal.round))
        if goal.listed is not None:
            listed = {(i, j): value for i, j, value in zip(*goal.listed, strict=True)}
            row += self._on_pairs(lambda pair: listed.get(pair, 0))
        for (rule, weight), side in itertools.product(goal.slack.items(), ("short", "over")):
            for label in self.model.lines.breakable(rule):
                if (side, rule, label) in self.column:
                    row[self.column[side, rule, label]] += weight
        for group, need in goal.fair.items():
            row[self.column["aux", f"fair:{need}", group]] += 1
        return row
