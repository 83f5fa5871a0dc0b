"""How pricing, master and memory grow with size, and what a million by a million would need.

python -m bench.scaling [--sizes 5000,10000,20000] [--stages fit]

Every size runs in a process of its own. Seconds are of processor time, so that a busy machine measures the
same: those of pricing are shared by two threads, those of the master are one thread's.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bench.families import family
from shanhai.matching.network.nested import solve_nested
from shanhai.matching.network.pricers import LocalPricer, Terms

if TYPE_CHECKING:
    from shanhai.matching.factors import Factors
    from shanhai.matching.network.pricing import Best

ROOT = Path(__file__).parents[1]
SIZES = (5_000, 10_000, 20_000, 40_000, 80_000)
ORDERS_PER_PERSON = 1.3
MILLION = 1_000_000
Case = dict[str, Any]


class TimedPricer(LocalPricer):
    """Prices, and notes the time and the pairs of each call."""

    calls: list[tuple[float, int]] = []  # noqa: RUF012 - one measurement in each process

    def price(self, rows: np.ndarray, columns: np.ndarray, terms: Terms) -> tuple[Best, Best]:
        start = time.process_time()
        found = super().price(rows, columns, terms)
        self.calls.append((time.process_time() - start, len(rows) * len(columns)))
        return found


def measure(n: int, stages: tuple[str, ...]) -> Case:
    """One solve with proof; kernels are compiled and loaded before the clock starts."""
    m = int(n * ORDERS_PER_PERSON)
    solve_nested(family("clustered", 700, 800, caps=True), stages=stages)
    problem = family("clustered", n, m, caps=True)
    TimedPricer.calls.clear()
    start = time.process_time()
    plan = solve_nested(problem, stages=stages, pricer_of=timed)
    total = time.process_time() - start
    pricing = sum(seconds for seconds, _ in TimedPricer.calls)
    pairs = sum(count for _, count in TimedPricer.calls)
    return {
        "n": n,
        "m": m,
        "total": total,
        "pricing": pricing,
        "a_pass": pricing / pairs * n * m,
        "passes": pairs / (n * m),
        "calls": len(TimedPricer.calls),
        "rest": total - pricing,
        "pairs_known": plan.search.master.arcs,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "proven": plan.status == "proven",
    }


def timed(factors: Factors) -> TimedPricer:
    """A pricer that notes its time."""
    return TimedPricer(factors)


def exponent(sizes: np.ndarray, values: np.ndarray) -> tuple[float, float]:
    """The power of the number of people that values grow with, and the value fitted at a million."""
    power, level = np.polyfit(np.log(sizes), np.log(np.maximum(values, 1e-9)), 1)
    return float(power), float(np.exp(level + power * np.log(MILLION)))


def at_a_million(cases: list[Case]) -> list[tuple[str, str, float]]:
    """What is needed there, how it was worked out, and the figure."""
    sizes = np.array([c["n"] for c in cases], float)
    last = cases[-1]
    passes = last["passes"] * last["a_pass"] * (MILLION / last["n"]) ** 2
    power, rest = exponent(sizes, np.array([c["rest"] for c in cases]))
    each, base = np.polyfit(sizes, np.array([c["peak_mb"] for c in cases]), 1)
    known_power, known = exponent(sizes, np.array([c["pairs_known"] for c in cases], float))
    return [
        ("pricing, processor s", "the largest size, times the pairs", passes),
        ("rest (master, sample), s of one core", f"people to the power {power:.2f}", rest),
        ("pairs known to the master", f"people to the power {known_power:.2f}", known),
        ("memory, MB", "a base and so much for each person", base + each * MILLION),
        ("cores at which pricing takes no longer than the rest", "their quotient", passes / rest),
    ]


def table(cases: list[Case]) -> str:
    """What was measured, and what it grows to."""
    lines = [
        "| people × orders | processor s | of it pricing | one pass | passes | rest (master, sample) "
        "| pairs known | peak MB |",
        "|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {c['n']:,} × {c['m']:,} | {c['total']:.1f} | {c['pricing']:.1f} | {c['a_pass']:.2f} "
        f"| {c['passes']:.2f} | {c['rest']:.1f} | {c['pairs_known']:,} | {c['peak_mb']:.0f} |"
        for c in cases
    ]
    lines += ["", "| 1,000,000 × 1,300,000 | worked out from | |", "|---|---|---|"]
    lines += [f"| {what} | {how} | {figure:,.0f} |" for what, how, figure in at_a_million(cases)]
    return "\n".join(lines)


def main() -> None:
    """Measure all sizes and print the table."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--sizes", default=",".join(map(str, SIZES)))
    words.add_argument("--stages", default="fit")
    words.add_argument("--one", type=int, help="measure this size in this process, print JSON")
    words.add_argument("--table", help="print the table of measurements kept in this file, one JSON a line")
    given = words.parse_args()
    if given.table:
        print(table([json.loads(line) for line in Path(given.table).read_text().splitlines()]))
        return
    stages = tuple(given.stages.split(","))
    if given.one:
        print(json.dumps(measure(given.one, stages)))
        return
    cases = []
    for size in map(int, given.sizes.split(",")):
        command = [sys.executable, "-m", "bench.scaling", "--stages", given.stages, "--one", str(size)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
        cases.append(json.loads(done.stdout.splitlines()[-1]))
        print(json.dumps(cases[-1]), file=sys.stderr, flush=True)
    print(table(cases))


if __name__ == "__main__":
    main()
