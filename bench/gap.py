"""Generalised assignment: every instance of a folder through the public API, against its published optimum.

    python bench/gap.py ../shared/data/gap [name …]

Agents are orders with a hard budget each, jobs are people who all must be placed, and fit is what is saved
against the dearest job. Prints a table: instance, cost found, bound, optimum, how the bound is shown,
seconds of the processor.
"""

from __future__ import annotations

import argparse
import csv
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from shanhai.matching import Problem, Result, solve
from shanhai.matching.criteria import Given
from shanhai.matching.groups import where
from shanhai.matching.rules import AtLeast, Budget

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Instance:
    """Costs and amounts of each agent for each job, and what each agent has."""

    cost: Ints  # (agents, jobs)
    amount: Ints  # (agents, jobs)
    limit: Ints  # (agents,)

    @property
    def dearest(self) -> int:
        return int(self.cost.max()) + 1

    def cost_of(self, fit: int) -> int:
        """What a plan of all jobs costs."""
        return self.cost.shape[1] * self.dearest - fit


def read(path: Path) -> Instance:
    """Agents, jobs, costs by agent, amounts by agent, limits: the order of the OR library."""
    numbers = [int(word) for word in path.read_text().split()]
    agents, jobs = numbers[:2]
    tables = np.array(numbers[2 : 2 + 2 * agents * jobs], np.int64).reshape(2, agents, jobs)
    limit = np.array(numbers[2 + 2 * agents * jobs :][:agents], np.int64)
    return Instance(tables[0], tables[1], limit)


def drawn(family: str, agents: int, jobs: int, rng: np.random.Generator) -> Instance:
    """An instance of type a, b, c or d by the published recipe (Martello and Toth 1981, "An algorithm for the
    generalized assignment problem"; Chu and Beasley 1997, "A genetic algorithm for the generalised assignment
    problem").

    Costs and amounts are independent in a to c and opposed in d; there is room for all jobs with some to
    spare in a, less in b, and for hardly more than all in c and d.
    """
    if family == "d":
        amount = rng.integers(1, 101, (agents, jobs))
        cost = 111 - amount + rng.integers(-10, 11, (agents, jobs))
    else:
        amount, cost = rng.integers(5, 26, (agents, jobs)), rng.integers(10, 51, (agents, jobs))
    if family in "cd":
        return Instance(cost, amount, 8 * amount.sum(1) // (10 * agents))
    cheapest = np.bincount(cost.argmin(0), amount[cost.argmin(0), np.arange(jobs)], agents).max()
    room = 0.6 * 15 * jobs / agents + 0.4 * cheapest
    return Instance(cost, amount, np.full(agents, int(room if family == "a" else 0.7 * room)))


def problem_of(instance: Instance) -> Problem:
    """The instance as people, orders and rules."""
    agents, jobs = instance.cost.shape
    people = [f"J{k:03}" for k in range(jobs)]
    orders = [f"A{k:02}" for k in range(agents)]
    gain = instance.dearest - instance.cost
    points = [(people[j], orders[a], int(gain[a, j])) for a in range(agents) for j in range(jobs)]
    budgets = [
        Budget(
            id=f"room of {order}",
            per="given",
            limit=int(instance.limit[a]),
            orders=where(order=order),
            amounts=tuple((people[j], order, int(instance.amount[a, j])) for j in range(jobs)),
        )
        for a, order in enumerate(orders)
    ]
    return Problem.of(
        people=[{"id": name} for name in people],
        orders=[{"id": name, "seats": jobs} for name in orders],
        criteria=[Given(weight=1, pairs=tuple(points), only=True)],
        rules=[*budgets, AtLeast(id="every job", limit=1, each="person")],
        seed="gap",
    )


def optima(folder: Path) -> dict[str, int]:
    """Published optima by instance."""
    with (folder / "OPTIMA.csv").open() as lines:
        return {row["instance"]: int(row["optimum"]) for row in csv.DictReader(lines)}


def run(path: Path, time_limit: float) -> tuple[Instance, Result, float]:
    """Read and solve one instance; with the seconds of the processor that it took."""
    instance, began = read(path), time.process_time()
    result = solve(problem_of(instance), time_limit=time_limit)
    return instance, result, time.process_time() - began


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--time-limit", type=float, default=60.0)
    arguments = parser.parse_args()
    known = optima(arguments.folder)
    print(f"{'instance':10}{'cost':>8}{'bound':>8}{'optimum':>9}  {'proof':8}{'seconds':>8}")
    for name in arguments.names or sorted(known):
        instance, result, seconds = run(arguments.folder / name, arguments.time_limit)
        fit = result.stage("fit")
        cost, bound = instance.cost_of(fit.value), instance.cost_of(fit.bound)
        print(f"{name:10}{cost:8}{bound:8}{known[name]:9}  {fit.proof:8}{seconds:8.1f}", flush=True)


if __name__ == "__main__":
    main()
