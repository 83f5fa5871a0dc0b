"""Why people have no place, or fewer than they offered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.result import Loss, Unplaced
from shanhai.matching.tables import Ints

if TYPE_CHECKING:
    from shanhai.matching.problem import Problem
    from shanhai.matching.result import Plan
    from shanhai.matching.scoring import Mask, Scoring, Whole

PAIRS_AT_ONCE = 2**22
MOST_AT_ONCE = 512
# The loss is asked for the orders of best fit only, since each question costs time.
LOOKED_AT = 8

LossOf = Callable[[int, int], Loss]
RulesOf = Callable[[int, Ints], tuple[str, ...]]


def reasons(
    problem: Problem, scoring: Scoring, plan: Plan, stages: Sequence[str], loss: LossOf, rules: RulesOf
) -> tuple[Unplaced, ...]:
    """A reason for everybody who offers more than the plan takes, by person id.

    Parameters
    ----------
    stages : sequence of str
        The names of the stages in their order; a loss in a later one is the smaller loss.
    loss : callable
        What forcing person row i onto order row j costs, or at least costs.
    rules : callable
        The ids of the rules that hold person row i back from the empty seats among some order rows, none when
        no rule does.
    """
    spare = problem.people.capacity - np.bincount(plan.i, minlength=problem.n_people)
    short = np.flatnonzero(spare > 0)
    found = []
    at_once = max(1, min(MOST_AT_ONCE, PAIRS_AT_ONCE // max(1, problem.n_orders)))
    for start in range(0, len(short), at_once):
        people = short[start : start + at_once]
        free = _not_held(problem, plan, people)
        scores, barred = scoring.block(people), scoring.barred_block(people)
        for at, person in enumerate(people.tolist()):
            able = np.flatnonzero((scores[at] >= 0) & free[at])
            if len(able):
                choice = _Choice(problem, person, able, scores[at], stages, loss)
                found.append(choice.told(rules(person, able)))
            else:
                barriers = {kind: int(block[at].sum()) for kind, block in barred.items() if block[at].any()}
                found.append(Unplaced(problem.people.id[person], "shut_out", 0, barriers))
    return tuple(sorted(found, key=lambda each: each.person))


def _not_held(problem: Problem, plan: Plan, people: Ints) -> Mask:
    """Which orders each person has no place on yet. Returns: bool array (people, n_orders)."""
    free = np.ones((len(people), problem.n_orders), bool)
    held = np.isin(plan.i, people)
    free[np.searchsorted(people, plan.i[held]), plan.j[held]] = False
    return free


class _Choice:
    """The orders open to one person, and the one where placing them would cost least."""

    def __init__(
        self, problem: Problem, person: int, able: Ints, scores: Whole, stages: Sequence[str], loss: LossOf
    ) -> None:
        self.problem, self.person, self.able, self.scores = problem, person, able, scores
        self.losses = {j: loss(person, j) for j in best_fits(problem, able, scores, LOOKED_AT)}
        # Dictionaries keep the order of fit, and the first of equal losses is taken.
        self.best = min(self.losses, key=lambda j: weight_of(self.losses[j], stages))

    def told(self, rules: tuple[str, ...]) -> Unplaced:
        return Unplaced(
            person=self.problem.people.id[self.person],
            reason="rule" if rules else "outbid",
            open_orders=len(self.able),
            best_order=self.problem.orders.id[self.best],
            best_fit=int(self.scores[self.best]),
            loss=self.losses[self.best],
            rules=rules,
        )


def best_fits(problem: Problem, able: Ints, scores: Ints | Whole, most: int) -> list[int]:
    """Those of some order rows where the fit is best, the best first; equal ones by id."""
    if len(able) > most:
        edge = np.partition(scores[able], -most)[-most]
        able = able[scores[able] >= edge]
    return sorted(able.tolist(), key=lambda j: (-scores[j], problem.orders.id[j]))[:most]


def weight_of(loss: Loss, stages: Sequence[str]) -> tuple[int, int]:
    """A key that sorts losses, the smallest first: none, then those in late stages before early ones."""
    return (-stages.index(loss.stage) if loss.stage else -len(stages), loss.amount)
