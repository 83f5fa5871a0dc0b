"""Brute force: every plan of a tiny problem, judged stage by stage with the proof's scalar readings."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from shanhai.matching.proof.facts import Facts
from shanhai.matching.proof.rules import counts
from shanhai.matching.proof.scored import Scored
from shanhai.matching.proof.stages import Goal, Values, goals, tie

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shanhai.matching import Problem
    from shanhai.matching.proof.lines import Listed

Plan = tuple[tuple[int, int], ...]
MOST_PLANS = 20_000


@dataclass(frozen=True)
class Judged:
    """Everything that is true of a tiny problem.

    `values` are the stages down to fit in order, `best` the plans that reach them all, `chosen` those left
    when the seeded keys have decided, `bend_cost` is the weight of the cheapest bend (0: no conflict).
    """

    conflict: bool
    values: dict[str, int]
    best: list[Plan]
    chosen: list[Plan]
    bend_cost: int


@dataclass(frozen=True)
class BruteFairness:
    """What each class alone could fill, by trying every way; the shape that stages are judged with."""

    orders: dict[str, list[int]]
    alone: dict[str, int]
    steps: list[FairStep]


@dataclass(frozen=True)
class FairStep:
    level: int
    share: Fraction
    need: dict[str, int]


class Brute:
    """All plans of a problem and what each is worth."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.facts = Facts(problem)
        self.scored = Scored(self.facts)
        n, m = range(len(self.facts.people)), range(len(self.facts.orders))
        self.open = [[j for j in m if not self.scored.bars(i, j)] for i in n]
        self.scores = {(i, j): sum(self.scored.parts(i, j).values()) for i in n for j in self.open[i]}
        self.counts = counts(problem.rules, self.facts)

    def plans(self) -> Iterator[Plan]:
        """Every plan that keeps capacities and seats."""
        seats = [order.seats for order in self.facts.orders]
        choices = [
            [chosen for size in range(person.capacity + 1) for chosen in itertools.combinations(orders, size)]
            for person, orders in zip(self.facts.people, self.open, strict=True)
        ]
        for combined in itertools.product(*choices):
            filled = Counter(j for chosen in combined for j in chosen)
            if all(filled[j] <= seats[j] for j in filled):
                yield tuple((i, j) for i, chosen in enumerate(combined) for j in chosen)

    def values(self, plan: Plan) -> Values:
        units = {each.rule.id: each.units(plan) for each in self.counts}
        return Values(self.facts, plan, {pair: self.scores[pair] for pair in plan}, units)

    def judge(self, old: Listed | None = None) -> Judged:
        """The best plans, stage by stage; of an `old` plan as much as can be is kept before fit counts."""
        plans = [(plan, self.values(plan)) for plan in self.plans()]
        bend = Goal(
            "bend", slack={rule.id: -rule.weight for rule in self.problem.rules if rule.strength == "hard"}
        )
        fairness = self.fairness() if self.problem.fair_over else None
        cost = -max(values.of(bend, None) for _, values in plans)
        stages = goals(self.problem, self.facts, conflict=cost > 0, fairness=fairness, old=old)
        if not cost:
            plans = [(plan, values) for plan, values in plans if values.of(bend, None) == 0]
        reached = {}
        for goal in stages:
            plans, reached[goal.name] = _best(plans, goal, fairness)
        best = [plan for plan, _ in plans]
        for number in (1, 2, 3):
            plans, _ = _best(plans, tie(number), None)
        return Judged(cost > 0, reached, best, [plan for plan, _ in plans], cost)

    def can_hold(self, rule_ids: set[str]) -> bool:
        """Whether some plan keeps all of these rules."""
        chosen = [each for each in self.counts if each.rule.id in rule_ids]
        return any(all(each.units(plan) == 0 for each in chosen) for plan in self.plans())

    def fairness(self) -> BruteFairness:
        """The fairness steps, with what a class alone can fill found among all plans."""
        chains = [
            order.place if self.problem.fair_over == "place" else order.host for order in self.facts.orders
        ]
        members = {
            chain[0]: [j for j, each in enumerate(chains) if each[:1] == chain[:1]]
            for chain in chains
            if chain
        }
        alone = {name: 0 for name in members}
        for plan in self.plans():
            filled = Counter(j for _, j in plan)
            for name, orders in members.items():
                alone[name] = max(alone[name], sum(filled[j] for j in orders))
        alone = {name: most for name, most in alone.items() if most}
        shares = sorted({Fraction(k, most) for most in alone.values() for k in range(1, most + 1)})
        steps = []
        for level, share in enumerate(shares, start=1):
            need = {
                name: next(k for k in range(most + 1) if Fraction(k, most) >= share)
                for name, most in alone.items()
            }
            steps.append(FairStep(level, share, need))
        return BruteFairness({name: members[name] for name in alone}, alone, steps)


def _best(
    plans: list[tuple[Plan, Values]], goal: Goal, fairness: BruteFairness | None
) -> tuple[list[tuple[Plan, Values]], int]:
    reached = [values.of(goal, fairness) for _, values in plans]  # type: ignore[arg-type]
    most = max(reached)
    return [each for each, value in zip(plans, reached, strict=True) if value == most], most
