"""Edits of any kind, for what-ifs that are drawn at random."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shanhai.matching import Result, rules
from shanhai.matching.whatif import DropRule, Edit, Forbid, Pin, SetRule, Swap, Withdraw

if TYPE_CHECKING:
    from tests.matching.random_problems import Rng

STRENGTHS = ["hard", "elastic", "priced"]


def any_edit(rng: Rng, result: Result) -> Edit:
    """Any edit, of a kind drawn at random; some name what cannot be."""
    problem = result.problem
    person, order = str(rng.choice(problem.people.id)), str(rng.choice(problem.orders.id))
    strength = {"strength": str(rng.choice(STRENGTHS)), "weight": int(rng.choice([1, 700]))}
    each, limit = str(rng.choice(["", "home", "place", "order"])), int(rng.integers(0, 4))
    minimum = rules.OrderMinimum(id="minimum", or_none=bool(rng.integers(2)), **strength)
    kinds: list[Edit] = [
        Pin(person, order),
        Forbid(person, order),
        Withdraw(person),
        SetRule(rules.AtMost(id="cap", limit=limit, each=each, **strength)),
        SetRule(minimum),
    ]
    if problem.rules:
        rule = problem.rules[int(rng.integers(len(problem.rules)))]
        kinds += [DropRule(rule.id), SetRule(replace(rule, strength=strength["strength"]))]
    if result.placements:
        one, other = (result.placements[int(at)] for at in rng.integers(len(result.placements), size=2))
        kinds += [Forbid(one.person, one.order), Swap(one.person, other.person)]
    return kinds[int(rng.integers(len(kinds)))]
