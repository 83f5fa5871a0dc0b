"""Run measurements, print tables and keep them: see bench/README.md.

python -m bench must | growth | families | peers | passes | edits | cold | sample | all [--quick]
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from bench import must as figures
from bench import sample as programme
from bench.report import write_report

ROOT = Path(__file__).parents[1]
LIMIT = 400
SIZES = ((217, 260), (1000, 1200), (5000, 6000), (10_000, 12_000), (45_300, 60_900), (200_000, 260_000))
BIG = (45_300, 60_900)
STAGED = ["seats", "fit"]
WHOLE = ["seats", "fit", "ties"]
# Peers are left out from the size on at which they need minutes or many gigabytes; the largest that they
# reach stand among the figures (`must`).
PEER_UP_TO = {
    "scipy linear_sum_assignment": 5000,
    "scipy csgraph": 5000,
    "top-50 shortlist": 5000,
    "lap lapjv": 5000,
    "POT emd": 5000,
    "OR-Tools assignment": 5000,
    "OR-Tools min-cost flow": 5000,
    "HiGHS LP": 217,
    "HiGHS MILP": 217,
    "CP-SAT": 217,
    "PyPI matching": 217,
    "PyPI algmatch": 217,
}
KNOWS_CAPS = ("OR-Tools min-cost flow", "HiGHS LP", "HiGHS MILP", "CP-SAT")
Case = dict[str, Any]


def growth(quick: bool) -> list[Case]:
    """From 217 to 200,000 people, clustered, with caps: fit alone, and seats first."""
    sizes = SIZES[:4] if quick else SIZES
    fit = [_solve("clustered", *size, caps=True) for size in sizes]
    staged = [_solve("clustered", *size, caps=True, stages=STAGED) for size in sizes[:5]]
    often = [_solve("clustered", *size, caps=True, stages=STAGED, most=3) for size in sizes[:5]]
    return fit + staged + often


def families(quick: bool) -> list[Case]:
    """Every family at 5,000, 10,000 and 45,300: fit alone, and all stages with caps and capacities 1 to 3."""
    sizes = SIZES[2:3] if quick else (*SIZES[2:4], BIG)
    names = ("clustered", "uniform", "ties", "crowd")
    fit = [_solve(name, *size, caps=caps) for size in sizes for name in names for caps in (False, True)]
    whole = [
        _solve(name, *size, caps=True, stages=WHOLE, most=3) for size in sizes for name in (*names, "liaison")
    ]
    return fit + whole


def peers(quick: bool) -> list[Case]:
    """Ours and the others, each in a process of its own, on the same problems."""
    out = []
    for n, m in SIZES[: 2 if quick else 3]:
        for name in ("clustered", "crowd") if n <= 1000 else ("clustered",):
            for caps in (False, True):
                out.append(_solve(name, n, m, caps=caps) | {"repeat": 3})
                for peer, most in PEER_UP_TO.items():
                    if n <= most and (not caps or peer in KNOWS_CAPS):
                        out.append(
                            {"what": "peer", "peer": peer, "family": name, "n": n, "m": m, "caps": caps}
                        )
    return out


def passes(quick: bool) -> list[Case]:
    """The fused pass beside bare products."""
    n, m = SIZES[3] if quick else BIG
    return [{"what": "passes", "family": "clustered", "n": n, "m": m}]


def edits(quick: bool) -> list[Case]:
    """Bans, withdrawals and pins: re-solved warm, beside the whole solve."""
    sizes = SIZES[:3] if quick else SIZES[:5]
    return [
        _solve(name, *size, caps=True, stages=STAGED) | {"edits": 9}
        for name in ("clustered", "crowd", "liaison")
        for size in sizes
    ]


def cold(quick: bool) -> list[Case]:
    """The first solve of a process, and the very first one after installation (empty cache)."""
    case = {"what": "cold", "family": "clustered", "n": 1000, "m": 1200, "caps": True}
    return [case, case | {"first": True}]


def sample(quick: bool) -> list[Case]:
    """The sample programme: plan, proof, and every kind of what-if."""
    return programme.cases(quick)


def must(quick: bool) -> list[Case]:
    """The figures that have to be reached, whatever the size."""
    return figures.cases()


PARTS = {f.__name__: f for f in (must, growth, families, peers, passes, edits, cold, sample)}


def main(arguments: list[str]) -> None:
    """Run one part or all; keep the results of each part in bench/results."""
    if unknown := [a for a in arguments if a != "--quick" and a not in (*PARTS, "all")]:
        print(__doc__.strip())
        sys.exit(0 if unknown == ["--help"] else f"There is no part {unknown[0]!r}.")
    quick = "--quick" in arguments
    wanted = [a for a in arguments if not a.startswith("-")] or ["all"]
    names = list(PARTS) if wanted == ["all"] else wanted
    if quick and "must" in names:
        names.remove("must")
    folder = ROOT / "bench" / "results"
    folder.mkdir(exist_ok=True)
    for name in names:
        results, load = [], os.getloadavg()[0]
        for case in PARTS[name](quick):
            results.append(measure(case))
            print(json.dumps(results[-1], ensure_ascii=False), flush=True)
        if not quick:
            measured = {"on": date.today().isoformat(), "load": round(load, 1), "cases": results}
            kept = json.dumps(measured, indent=1) + "\n"
            (folder / f"{name}.json").write_text(kept, encoding="utf-8")
        if name == "must":
            print("\n".join(figures.table(results)))
    if not quick:
        write_report(folder, ROOT / "docs" / "method")


def measure(case: Case) -> Case:
    """One case in a process of its own; the kernels' cache is a new folder when the case is a first call."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("OPENBLAS")}
    if case.get("first"):
        environment["NUMBA_CACHE_DIR"] = tempfile.mkdtemp()
    command = [sys.executable, "-m", "bench.one", json.dumps(case)]
    # A session of its own, so that a peer's process ends with the one that started it.
    running = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        out, errors = running.communicate(timeout=LIMIT)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        running.communicate()
        return case | {"failed": f"more than {LIMIT} s", "stopped_after": LIMIT}
    if running.returncode:
        said = errors.strip().splitlines() or ["killed"]
        return case | {"failed": said[-1][:120]}
    return dict(json.loads(out.strip().splitlines()[-1]))


def _solve(name: str, n: int, m: int, *, caps: bool, stages: list[str] | None = None, most: int = 1) -> Case:
    case = {
        "what": "solve",
        "family": name,
        "n": n,
        "m": m,
        "caps": caps,
        "most": most,
        "stages": stages or ["fit"],
    }
    return case | {"with_pass": True, "repeat": 5 if n < 1000 else 1}


if __name__ == "__main__":
    main(sys.argv[1:])
