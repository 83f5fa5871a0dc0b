"""The figures that the engine has to reach: ratios within one run, each with whether it is reached.

python -m bench must
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

Case = dict[str, Any]
Cases = dict[str, Case]

BIG = {"n": 45_300, "m": 60_900}
STAGED = {"stages": ["seats", "fit"]}
OURS = {"what": "solve", "family": "clustered", "caps": False, "stages": ["fit"], "repeat": 1}
PEER = {"what": "peer", "family": "clustered", "caps": False}
LSA, FLOW, LP = "scipy linear_sum_assignment", "OR-Tools min-cost flow", "HiGHS LP"
WIDTH = 64

CASES: Cases = {
    "big": OURS | BIG | {"caps": True, "with_pass": True},
    "big staged": OURS | BIG | STAGED | {"caps": True, "with_pass": True, "most": 3, "edits": 12},
    "pass": {"what": "passes", "family": "clustered"} | BIG,
    "big crowd": OURS | BIG | {"family": "crowd", "caps": True},
    "5k": OURS | {"n": 5000, "m": 6000, "repeat": 3},
    "5k lsa": PEER | {"n": 5000, "m": 6000, "peer": LSA},
    "5k crowd": OURS | {"n": 5000, "m": 6000, "family": "crowd", "repeat": 3},
    "5k crowd lsa": PEER | {"n": 5000, "m": 6000, "family": "crowd", "peer": LSA},
    "5k edits": OURS | STAGED | {"n": 5000, "m": 6000, "caps": True, "repeat": 3, "edits": 30},
    "10k": OURS | {"n": 10_000, "m": 12_000},
    "10k lsa": PEER | {"n": 10_000, "m": 12_000, "peer": LSA},
    "10k flow": PEER | {"n": 10_000, "m": 12_000, "peer": FLOW},
    "1k caps": OURS | {"n": 1000, "m": 1200, "caps": True, "repeat": 5},
    "1k caps LP": PEER | {"n": 1000, "m": 1200, "caps": True, "peer": LP},
    "small": OURS | {"n": 217, "m": 260, "caps": True, "repeat": 20},
    "rules": {"what": "rules", "people": 3000},
}


class AtLeast(float):
    """A ratio to a peer that was stopped: it would have taken longer."""


def _seconds(one: str, other: str) -> Callable[[Cases], float]:
    def ratio(found: Cases) -> float:
        stopped = found[one].get("stopped_after")
        if stopped:
            return AtLeast(stopped / found[other]["seconds"])
        return float(found[one]["seconds"] / found[other]["seconds"])

    return ratio


def _memory(one: str, other: str) -> Callable[[Cases], float]:
    return lambda found: found[one]["peak_mb"] / found[other]["peak_mb"]


def _passes(name: str) -> Callable[[Cases], float]:
    return lambda found: found[name]["seconds"] / found[name]["pass_seconds"]


def _peak_passes(found: Cases) -> float:
    """The whole solve over one pass at the speed of square products."""
    flops = 2.0 * BIG["n"] * BIG["m"] * WIDTH
    return float(found["big"]["seconds"] * found["pass"]["peak_gflops"] * 1e9 / flops)


def _edit_share(found: Cases) -> float:
    return float(found["5k edits"]["seconds"] / found["5k edits"]["edit_seconds"])


# What is measured, how, the limit, and whether less is better.
FIGURES: tuple[tuple[str, Callable[[Cases], float], float, bool], ...] = (
    ("45,300 × 60,900 with caps, solve with proof ÷ one fused pass", _passes("big"), 4.5, True),
    ("the same ÷ one pass at sgemm peak", _peak_passes, 6.5, True),
    ("the same, seats first, 1 to 3 units each", _passes("big staged"), 9.0, True),
    ("fused pass, % of sgemm peak", lambda found: 100 * found["pass"]["of_peak"], 65, False),
    ("45,300 × 60,900, peak MB", lambda found: found["big"]["peak_mb"], 700, True),
    ("everybody wants the same at 45,300 × 60,900, s", lambda found: found["big crowd"]["seconds"], 45, True),
    ("5k: linear_sum_assignment ÷ ours, time", _seconds("5k lsa", "5k"), 12, False),
    ("10k: linear_sum_assignment ÷ ours, time", _seconds("10k lsa", "10k"), 20, False),
    ("10k: linear_sum_assignment ÷ ours, memory", _memory("10k lsa", "10k"), 10, False),
    (
        "5k, everybody wants the same: linear_sum_assignment ÷ ours",
        _seconds("5k crowd lsa", "5k crowd"),
        100,
        False,
    ),
    ("10k: min-cost flow on all arcs ÷ ours, time", _seconds("10k flow", "10k"), 20, False),
    ("10k: min-cost flow on all arcs ÷ ours, memory", _memory("10k flow", "10k"), 20, False),
    ("1k with caps: HiGHS LP ÷ ours, time", _seconds("1k caps LP", "1k caps"), 300, False),
    ("5k: whole solve ÷ median what-if", _edit_share, 25, False),
    ("45,300: the slowest what-if, s", lambda found: found["big staged"]["worst_edit_seconds"], 2, True),
    (
        "3,000 people with minima, balance, mix and teams, s",
        lambda found: found["rules"]["seconds"],
        15,
        True,
    ),
    ("217 × 260 with caps, ms", lambda found: 1000 * found["small"]["seconds"], 10, True),
)


def cases() -> list[Case]:
    """Everything to measure, by name."""
    return [case | {"name": name} for name, case in CASES.items()]


def table(measured: list[Case]) -> list[str]:
    """The figures, and whether each is reached; a plan that is not proven reaches none."""
    found = {case["name"]: case for case in measured if "peer" in case or case.get("proven", True)}
    rows = ["| figure | must | measured | reached |", "|---|--:|--:|---|"]
    for title, figure, limit, less in FIGURES:
        sign = "≤" if less else "≥"
        try:
            value = figure(found)
        except (KeyError, TypeError):
            rows.append(f"| {title} | {sign} {limit:g} | – | not measured |")
            continue
        reached = value <= limit if less else value >= limit
        more = "> " if isinstance(value, AtLeast) else ""
        rows.append(f"| {title} | {sign} {limit:g} | {more}{value:,.2f} | {'yes' if reached else '**no**'} |")
    failed = [f"{case['name']}: {case['failed']}" for case in measured if "failed" in case]
    unproven = [case["name"] for case in measured if case.get("proven") is False]
    if failed or unproven:
        rows += ["", f"Failed: {'; '.join(failed) or 'none'}. Not proven: {', '.join(unproven) or 'none'}."]
    return rows
