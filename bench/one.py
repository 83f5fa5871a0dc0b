"""One measurement in a process of its own: prints one line of JSON.

python -m bench.one '{"what": "solve", "family": "clustered", "n": 1000, "m": 1200, "caps": true}'
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bench.families import family
from shanhai.matching.network.nested import solve_nested
from shanhai.matching.network.pricing import price
from shanhai.matching.network.replan import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

Case = dict[str, Any]


def main() -> None:
    """Measure the case given as JSON."""
    case = json.loads(sys.argv[1])
    measured = MEASURES[case["what"]](case)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(case | {"peak_mb": round(peak)} | measured))


def solve(case: Case) -> Case:
    """The whole solve with proof, warm (kernels compiled and loaded before the clock starts)."""
    stages = tuple(case.get("stages", ["fit"]))
    solve_nested(_small(case), stages=stages)
    solve_nested(family("clustered", 700, 800, caps=True), stages=stages)
    problem = _problem(case)
    pass_seconds = full_pass(problem) if case.get("with_pass") else None
    start = time.process_time()
    seconds, plan = _timed(lambda: solve_nested(problem, stages=stages), case.get("repeat", 1))
    processor = (time.process_time() - start) / case.get("repeat", 1)
    edits = [_timed(lambda edit=edit: plan.what_if(edit))[0] for edit in _edits(plan, case.get("edits", 0))]
    return {
        "seconds": seconds,
        "processor_seconds": processor,
        "pass_seconds": pass_seconds,
        "edit_seconds": float(np.median(edits)) if edits else None,
        "worst_edit_seconds": max(edits, default=None),
        "value": plan.stage("fit").value,
        "proven": plan.status == "proven",
        "placed": len(plan.person),
    }


def _edits(plan: Any, count: int) -> Iterator[Edit]:
    """So many edits: a ban, a withdrawal, a pin of somebody placed, and again."""
    draw = np.random.default_rng(count)
    # The first of a process compiles.
    plan.what_if(Edit(people=[int(plan.person[0])])) if count else None
    for k in range(count):
        at = int(draw.integers(len(plan.person)))
        person, order = int(plan.person[at]), int(plan.order[at])
        other = int(plan.order[int(draw.integers(len(plan.order)))])
        yield (Edit(bans=[(person, order)]), Edit(people=[person]), Edit(pins=[(person, other)]))[k % 3]


def rules(case: Case) -> Case:
    """Rules that do not nest, on a cohort of the invented province; warm, as `solve` is."""
    from bench.rules import cohort
    from shanhai.matching.scoring import compile_all
    from shanhai.matching.settlement import Start
    from shanhai.matching.solve import settle
    from shanhai.matching.watch import Watch

    def run(people: int) -> Any:
        problem = cohort(people, all_rules=False)
        return _timed(lambda: settle(problem, compile_all(problem), Watch(), Start()))

    # Large enough for all that the measured one needs, the network among it, to be compiled and loaded.
    run(case["people"] // 3)
    seconds, settled = run(case["people"])
    return {"seconds": seconds, "proven": all(not stage.gap for stage in settled.stages)}


def sample(case: Case) -> Case:
    """The sample programme; imported late, since what reads workbooks takes memory."""
    from bench.sample import plan, what_ifs

    return plan(case) if case["what"] == "sample_plan" else what_ifs(case)


def peer(case: Case) -> Case:
    """Another solver on the same problem, its matrix ready-made, in a process without the engine."""
    from bench.peers import keep

    with tempfile.TemporaryDirectory() as folder:
        keep(_problem(case), Path(folder))
        command = [sys.executable, "-m", "bench.peers", folder, case["peer"]]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


def passes(case: Case) -> Case:
    """The fused pass, a bare blocked product and the peak of a square one, two threads each."""
    from bench.products import bare_product, peak

    problem = _problem(case)
    flops = 2.0 * problem.factors.n * problem.factors.m * problem.factors.X.shape[1]
    full_pass(_small(case))
    rounds = [(full_pass(problem), bare_product(problem.factors), peak()) for _ in range(3)]
    fused, bare = (min(r[k] for r in rounds) for k in (0, 1))
    best = max(r[2] for r in rounds)
    return {
        "seconds": fused,
        "bare_seconds": bare,
        "peak_gflops": best / 1e9,
        "of_peak": flops / fused / best,
    }


def cold(case: Case) -> Case:
    """Importing and the first solve of a process, kernels taken from the cache on disk."""
    seconds, plan = _timed(lambda: solve_nested(_problem(case), stages=("seats", "fit", "ties")))
    return {"seconds": seconds, "import_seconds": time.process_time(), "proven": plan.status == "proven"}


def full_pass(problem: Any) -> float:
    """Seconds of one pass over every pair in which no pair violates, as in the last round of a solve."""
    factors = problem.factors
    worth = np.full(factors.n, factors.top + 1)
    bias = np.zeros(factors.m, np.int64)
    return _timed(lambda: price(factors, bias, worth, least=1, row_floor=worth, column_floor=0))[0]


def _problem(case: Case) -> Any:
    return family(
        case["family"], case["n"], case["m"], caps=case.get("caps", False), most=case.get("most", 1)
    )


def _small(case: Case) -> Any:
    return family(case["family"], 60, 70, caps=case.get("caps", False))


def _timed(run: Any, repeat: int = 1) -> tuple[float, Any]:
    best = float("inf")
    for _ in range(repeat):
        start = time.perf_counter()
        out = run()
        best = min(best, time.perf_counter() - start)
    return best, out


MEASURES = {
    "solve": solve,
    "peer": peer,
    "passes": passes,
    "cold": cold,
    "rules": rules,
    "sample_plan": sample,
    "sample_edits": sample,
}

if __name__ == "__main__":
    main()
