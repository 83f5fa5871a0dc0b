"""The stages of the objective, in order: what each counts, and what a plan reaches in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from shanhai.matching.proof import keys
from shanhai.matching.proof.lines import Listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shanhai.matching.problem import Problem
    from shanhai.matching.proof.facts import Facts
    from shanhai.matching.proof.fairness import Fairness
    from shanhai.matching.proof.rules import Placed

Ints = npt.NDArray[np.int64]

MOST_ROUNDS = 6


@dataclass(frozen=True, eq=False)
class Goal:
    """One stage: the sum of its coefficients is to be as large as possible.

    Attributes
    ----------
    orders : int64 array (n_orders) or None
        What any placement in each order counts.
    score, round : int
        How often the pair's score counts, and which round's keys count (0: none).
    listed : Listed or None
        What single pairs count.
    slack : dict of rule id to int
        What one unit of violation counts, never above 0.
    fair : dict of class to int
        How many seats a class needs to count 1.
    """

    name: str
    orders: Ints | None = None
    score: int = 0
    round: int = 0
    listed: Listed | None = None
    slack: Mapping[str, int] = field(default_factory=dict)
    fair: Mapping[str, int] = field(default_factory=dict)

    @property
    def counts_slack_only(self) -> bool:
        """Whether nothing counts but violations."""
        return self.orders is None and self.listed is None and not (self.score or self.round or self.fair)

    @property
    def level(self) -> str:
        """The level of a fairness stage, as rows and variables name it."""
        return self.name.removeprefix("fair-") if self.fair else ""


def goals(
    problem: Problem, facts: Facts, *, conflict: bool, fairness: Fairness | None, old: Listed | None
) -> list[Goal]:
    """All stages of the problem down to fit, in order. `old` is the plan that is to change little."""
    weights = {
        strength: {rule.id: -rule.weight for rule in problem.rules if rule.strength == strength}
        for strength in ("hard", "elastic", "priced")
    }
    out = [Goal("bend", slack=weights["hard"])] if conflict else []
    out += [Goal("violations", slack=weights["elastic"])] if weights["elastic"] else []
    tiers = np.array([order.tier for order in facts.orders], np.int64)
    out += [
        Goal(f"seats-{tier}", orders=(tiers == tier).astype(np.int64)) for tier in sorted(set(tiers.tolist()))
    ]
    out += [Goal(f"fair-{step.level}", fair=step.need) for step in fairness.steps] if fairness else []
    out += [Goal("kept", listed=old)] if old is not None else []
    return [*out, Goal("fit", score=1, slack=weights["priced"])]


def tie(number: int) -> Goal:
    """One round of ties: the sum of the seeded keys of the placements."""
    return Goal(f"tie-{number}", round=number)


def only(facts: Facts, placed: Placed) -> Goal:
    """The placements that are not in the plan: where none can be had, there is no other plan as good."""
    i, j = (np.array([pair[side] for pair in placed], np.int64) for side in (0, 1))
    return Goal(
        "only",
        orders=np.ones(len(facts.orders), np.int64),
        listed=Listed(i, j, np.full(len(placed), -1, np.int64)),
    )


class Values:
    """What one plan reaches in every stage.

    Parameters
    ----------
    facts, placed
        The problem and the plan, rows of (person, order).
    scores : dict of (person, order) to int
        The score of every placement.
    units : dict of rule id to int
        By how many units the plan breaks each rule.
    """

    def __init__(
        self, facts: Facts, placed: Placed, scores: Mapping[tuple[int, int], int], units: Mapping[str, int]
    ) -> None:
        self.facts, self.placed, self.scores, self.units = facts, placed, scores, units

    def of(self, goal: Goal, fairness: Fairness | None) -> int:
        """The value of one stage, the larger the better."""
        total = sum(coefficient * self.units[rule] for rule, coefficient in goal.slack.items())
        if goal.orders is not None:
            total += sum(int(goal.orders[j]) for _, j in self.placed)
        if goal.listed is not None:
            total += sum(self._listed(goal.listed))
        if goal.score:
            total += sum(self.scores.values())
        if goal.round:
            total += sum(self._keys(goal.round))
        if fairness is not None:
            total += sum(self._filled(fairness.orders[name]) >= need for name, need in goal.fair.items())
        return total

    def _listed(self, listed: Listed) -> Iterable[int]:
        held = set(self.placed)
        columns = (listed.i.tolist(), listed.j.tolist(), listed.value.tolist())
        return (value for i, j, value in zip(*columns, strict=True) if (i, j) in held)

    def _filled(self, orders: list[int]) -> int:
        inside = set(orders)
        return sum(1 for _, j in self.placed if j in inside)

    def _keys(self, round_number: int) -> Iterable[int]:
        seed, people, orders = self.facts.problem.seed, self.facts.people, self.facts.orders
        for i, j in self.placed:
            person, order = keys.word(seed, "person", people[i].id), keys.word(seed, "order", orders[j].id)
            yield keys.key(person, order, round_number)
