"""The sample programme: the plan, its proof, and every kind of single what-if.

python -m bench sample [--quick]

Seconds are of processor time, so that a busy machine measures the same; everything runs warm, on one thread.
"""

from __future__ import annotations

import random
import time
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from shanhai.haiyue import sample
from shanhai.matching import solve
from shanhai.matching.proof import check
from shanhai.matching.rules import AtMost, Floor
from shanhai.matching.whatif import DropRule, Forbid, Pin, SetRule, Swap, Withdraw, what_if

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from shanhai.matching import Problem, Result
    from shanhai.matching.whatif import Edit

Case = dict[str, Any]
NAME = "haiyue-2022"
# What an answer to a question may take.
AT_ONCE = 0.3
LIMITS = ("limit", "keep", "tolerance", "least", "most")


def all_rules() -> Problem:
    """The sample as it is, every kind of rule on."""
    return sample(NAME).problem


def caps_only() -> Problem:
    """Only its hard caps, which nest."""
    problem = all_rules()
    caps = (rule for rule in problem.rules if isinstance(rule, AtMost | Floor) and rule.strength == "hard")
    return replace(problem, rules=tuple(caps))


def leximin() -> Problem:
    """Every rule, and fairness over counties."""
    return replace(all_rules(), fair_over="place")


PROBLEMS: dict[str, Callable[[], Problem]] = {
    "all rules": all_rules,
    "caps only": caps_only,
    "all rules and leximin": leximin,
}


def plan(case: Case) -> Case:
    """One problem planned with all reasons, and the plan proven from the problem alone."""
    problem = PROBLEMS[case["problem"]]()
    solve(problem)
    seconds, result = _timed(lambda: solve(problem), case["repeat"])
    proof, report = _timed(lambda: check(problem, result.plan, result.certificate), case["repeat"])
    by_word = sum(stage.proof in ("solver", "open") for stage in result.stages)
    return {
        "plan_seconds": seconds,
        "proof_seconds": proof,
        "proven": result.status == "proven" and report.ok and not by_word,
        "stages": len(result.stages),
        "value": result.stage("fit").value,
    }


def what_ifs(case: Case) -> Case:
    """Every edit of one kind: how long the answers take with their proof, and told at once with a bound."""
    result = _planned()
    taken, early, gaps = [], [], []
    proven = 0
    for edit in EDITS[case["edit"]](result, random.Random(2022), case["most"]):
        seconds, difference = _timed(lambda edit=edit: what_if(result, [edit]))
        taken.append((seconds, str(edit)))
        proven += _is_proven(difference.after)
        seconds, difference = _timed(lambda edit=edit: what_if(result, [edit], time_limit=0))
        early.append(seconds)
        if not _is_proven(difference.after):
            gaps.append(difference.after.stage("fit").gap / difference.after.stage("fit").value)
    worst, what = max(taken)
    seconds = [each for each, _ in taken]
    return {
        "early_worst": max(early),
        "early_slow": sum(each > AT_ONCE for each in early),
        "early_open": len(gaps),
        "early_gap": max(gaps, default=0.0),
        "edits": len(taken),
        "median": float(np.median(seconds)),
        "worst": worst,
        "worst_edit": what,
        "slow": sum(each > AT_ONCE for each in seconds),
        "proven": proven == len(taken),
    }


def _is_proven(result: Result) -> bool:
    return all(not stage.gap for stage in result.stages)


def _rules_left_out(result: Result, _: random.Random, __: int) -> Iterator[Edit]:
    for rule in result.problem.rules:
        yield DropRule(rule.id)


def _limits_moved(result: Result, _: random.Random, __: int) -> Iterator[Edit]:
    """Every number of a rule, one more and one less."""
    for rule in result.problem.rules:
        for name in LIMITS:
            limit = getattr(rule, name, None)
            for step in (-1, 1):
                if isinstance(limit, int) and limit + step >= 0:
                    yield SetRule(replace(rule, **{name: limit + step}))


def _forbidden(result: Result, draw: random.Random, most: int) -> Iterator[Edit]:
    for each in draw.sample(result.placements, most):
        yield Forbid(each.person, each.order)


def _pinned(result: Result, draw: random.Random, most: int) -> Iterator[Edit]:
    """People to orders that are open to them."""
    problem, scores = result.problem, result.workings.scoring.block(slice(None))
    open_to = [pair for pair in zip(*np.nonzero(scores >= 0), strict=True)]
    for i, j in draw.sample(open_to, most):
        yield Pin(problem.people.id[i], problem.orders.id[j])


def _swapped(result: Result, draw: random.Random, most: int) -> Iterator[Edit]:
    """Any two; most are shut out at each other's place."""
    for _ in range(most):
        one, other = draw.sample(result.placements, 2)
        yield Swap(one.person, other.person)


def _withdrawn(result: Result, draw: random.Random, most: int) -> Iterator[Edit]:
    for person in draw.sample(result.problem.people.id, most):
        yield Withdraw(person)


EDITS: dict[str, Callable[[Result, random.Random, int], Iterator[Edit]]] = {
    "a rule left out": _rules_left_out,
    "a limit one more or less": _limits_moved,
    "a placement forbidden": _forbidden,
    "somebody pinned to an open order": _pinned,
    "two swapped": _swapped,
    "somebody withdrawn": _withdrawn,
}


@cache
def _planned() -> Result:
    return solve(all_rules())


def _timed(run: Callable[[], Any], repeat: int = 1) -> tuple[float, Any]:
    best = float("inf")
    for _ in range(repeat):
        start = time.process_time()
        out = run()
        best = min(best, time.process_time() - start)
    return best, out


def cases(quick: bool) -> list[Case]:
    """The measurements of the part "sample"."""
    plans = [{"what": "sample_plan", "problem": name, "repeat": 1 if quick else 3} for name in PROBLEMS]
    edits = [{"what": "sample_edits", "edit": name, "most": 8 if quick else 40} for name in EDITS]
    return [*plans, *edits]


def tables(measured: list[Case]) -> list[str]:
    """Both tables, for the page."""
    plans = [each for each in measured if each["what"] == "sample_plan"]
    edits = [each for each in measured if each["what"] == "sample_edits"]
    return [
        "| problem | plan, s | proof, s | both, s | stages | fit | proven |",
        "|---|--:|--:|--:|--:|--:|---|",
        *map(_plan_row, plans),
        "",
        "| what if … | edits | median, s | worst, s | over 0.3 s | proven | the worst |",
        "|---|--:|--:|--:|--:|---|---|",
        *map(_edit_row, edits),
        "",
        "The same told at once, without a search: how far each plan may be from the best is told with it.",
        "",
        "| what if … | worst, s | over 0.3 s | not proven | fit is short of its bound by at most |",
        "|---|--:|--:|--:|--:|",
        *map(_early_row, edits),
    ]


def _plan_row(case: Case) -> str:
    if "failed" in case:
        return f"| {case['problem']} | – | | | | | {case['failed']} |"
    plan_seconds, proof = case["plan_seconds"], case["proof_seconds"]
    return (
        f"| {case['problem']} | {plan_seconds:.3f} | {proof:.3f} | {plan_seconds + proof:.3f} "
        f"| {case['stages']} | {case['value']:,} | {'yes' if case['proven'] else 'no'} |"
    )


def _edit_row(case: Case) -> str:
    if "failed" in case:
        return f"| {case['edit']} | | – | – | | | {case['failed']} |"
    return (
        f"| {case['edit']} | {case['edits']} | {case['median']:.2f} | {case['worst']:.2f} | {case['slow']} "
        f"| {'yes' if case['proven'] else 'no'} | `{_short(case['worst_edit'])}` |"
    )


def _early_row(case: Case) -> str:
    if "failed" in case:
        return f"| {case['edit']} | – | | | {case['failed']} |"
    return (
        f"| {case['edit']} | {case['early_worst']:.2f} | {case['early_slow']} | {case['early_open']} "
        f"| {case['early_gap']:.1%} |"
    )


def _short(edit: str) -> str:
    """An edit as it is written, a rule by its own fields alone."""
    inner = edit.removeprefix("SetRule(rule=").removesuffix(")") if edit.startswith("SetRule") else edit
    return inner.split(", people=")[0].split(", orders=")[0]
