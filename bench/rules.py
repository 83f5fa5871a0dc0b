"""Rules that do not nest: minima, balance, mix and teams on cohorts of the invented province, to the proof.

    python -m bench.rules [--people 500 1000 3000] [--all-rules] [--time-limit 60]

Prints a line for each size: processor seconds of the solve and of the independent proof, how every stage is
shown, and the gap of fit. `--all-rules` keeps all 20 rules of the sample: those whose orders take their
minimum or nobody, and the budgets, are among them.
"""

from __future__ import annotations

import argparse
import dataclasses
import resource
import time
from typing import TYPE_CHECKING

from shanhai.haiyue import haiyue
from shanhai.matching.proof import check
from shanhai.matching.scoring import compile_all
from shanhai.matching.settlement import Start
from shanhai.matching.solve import settle
from shanhai.matching.watch import Watch

if TYPE_CHECKING:
    from shanhai.matching import Problem

# Caps, minima, mix, balance and teams of the sample; a pin and a floor beside them.
MEASURED = (
    "R01",
    "R02",
    "R03",
    "R04",
    "R05",
    "R07",
    "R08",
    "R09",
    "R10",
    "R11",
    "R12",
    "R15",
    "R16",
    "R17",
    "R18",
)
SEATS_PER_PERSON = 260 / 217


def cohort(people: int, *, all_rules: bool) -> Problem:
    """A cohort in the proportions of the sample."""
    problem = haiyue(people, int(people * SEATS_PER_PERSON)).problem
    if all_rules:
        return problem
    return dataclasses.replace(problem, rules=tuple(rule for rule in problem.rules if rule.id in MEASURED))


def measure(problem: Problem, time_limit: float | None) -> str:
    """One line: what was found, how it is shown, and what it took."""
    began, clock = time.process_time(), time.perf_counter()
    settled = settle(problem, compile_all(problem), Watch(time_limit=time_limit), Start())
    solved, wall = time.process_time() - began, time.perf_counter() - clock
    began = time.process_time()
    report = check(problem, settled.plan, settled.certificate)
    proved = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    stages = " ".join(f"{stage.name}:{stage.value}({stage.proof})" for stage in settled.stages)
    state = "proven" if not report.findings and all(stage.proven for stage in report.stages) else "open"
    gap = next((stage.gap for stage in settled.stages if stage.name == "fit"), 0)
    return (
        f"{problem.n_people:6}{solved:9.1f}{wall:9.1f}{proved:9.1f}{peak:8.0f}  {state:7}{gap:10}  {stages}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, nargs="*", default=[500, 1000, 3000])
    parser.add_argument("--all-rules", action="store_true")
    parser.add_argument("--time-limit", type=float)
    arguments = parser.parse_args()
    print(f"{'people':>6}{'solve':>9}{'wall':>9}{'proof':>9}{'MB':>8}  {'state':7}{'fit gap':>10}  stages")
    for people in arguments.people:
        print(measure(cohort(people, all_rules=arguments.all_rules), arguments.time_limit), flush=True)


if __name__ == "__main__":
    main()
