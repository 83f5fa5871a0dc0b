"""Problems whose rules are nothing but caps that nest: recognised, handed to the network, and its proof
named.

A cap nests when it counts all placements of a group of people, or all of a group of orders, and any two
groups of one side are either apart or one inside the other. Pins and bans decide single pairs, or take
people or orders out altogether; they go beside the caps, as an edit of their plan.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching import ties
from shanhai.matching.caps import caps_of
from shanhai.matching.certificate import Certificate, Leaf, StageProof
from shanhai.matching.decided import Decided, decided_by
from shanhai.matching.network.nesting import NO_GROUP, NestedProblem, Nesting
from shanhai.matching.network.replan import Edit
from shanhai.matching.network.stages import Prices, StageOutcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shanhai.matching.caps import Cap
    from shanhai.matching.certificate import RowName
    from shanhai.matching.network.nested import NestedPlan
    from shanhai.matching.problem import Problem
    from shanhai.matching.scoring import Scoring
    from shanhai.matching.tables import Ints


@dataclass(frozen=True, eq=False)
class Laminar:
    """A problem of nested caps, and the rows that its groups stand for."""

    nested: NestedProblem
    homes: tuple[Cap, ...]
    hosts: tuple[Cap, ...]
    decided: tuple[Decided, ...] = ()

    @property
    def edit(self) -> Edit:
        """All pins and bans together."""
        out = Edit()
        for each in self.decided:
            out = out.joined(each.edit)
        return out

    @property
    def caps(self) -> tuple[Cap, ...]:
        """The caps of both sides."""
        return self.homes + self.hosts


def laminar_of(problem: Problem, scoring: Scoring) -> Laminar | None:
    """The problem in the network's terms, or None when some rule does not nest."""
    if problem.fair_over:
        return None
    caps: tuple[list[Cap], list[Cap]] = ([], [])
    decided: list[Decided] = []
    for rule in problem.rules:
        single, found = decided_by(problem, scoring, rule), caps_of(problem, rule)
        if single is not None:
            decided.append(single)
        elif found is None:
            return None
        for cap in found or ():
            caps[cap.side].append(cap)
    sides = [
        _nesting(size, each)
        for size, each in zip((problem.people.capacity, problem.orders.seats), caps, strict=True)
    ]
    if sides[0] is None or sides[1] is None:
        return None
    (people, homes), (orders, hosts) = sides[0], sides[1]
    words = [
        ties.id_words(problem.seed, side, ids)
        for side, ids in (("person", problem.people.id), ("order", problem.orders.id))
    ]
    nested = NestedProblem(scoring.factors, people, orders, problem.orders.tier, words[0], words[1])
    return Laminar(nested, homes, hosts, tuple(decided))


def _nesting(size: Ints, caps: list[Cap]) -> tuple[Nesting, tuple[Cap, ...]] | None:
    """One side's groups as a forest; None when two of them overlap without one holding the other."""
    # From the largest to the smallest: whatever holds a member so far must hold the whole of the next group.
    ordered = sorted(caps, key=lambda each: (-len(each.members), each.name))
    group = np.full(len(size), NO_GROUP, np.int64)
    parent = np.full(len(ordered), NO_GROUP, np.int64)
    for at, cap in enumerate(ordered):
        around = np.unique(group[cap.members])
        if len(around) > 1:
            return None
        parent[at] = around[0] if len(around) else NO_GROUP
        group[cap.members] = at
    limit = np.array([cap.cap for cap in ordered], np.int64)
    return Nesting.of(size, group, parent, limit), tuple(ordered)


def stages_of(laminar: Laminar, plan: NestedPlan) -> list[StageOutcome]:
    """The network's stages, and those of tiers in which no seat can be filled at all.

    The network leaves out all that is under a cap of 0; a price of 1 on every such cap proves its tiers.
    """
    nested = laminar.nested
    tiers = np.ones(nested.factors.m, np.int64) if nested.tier is None else nested.tier
    prices = replace(
        Prices.free(nested.people, nested.orders),
        home=(nested.people.cap == 0).astype(np.int64),
        host=(nested.orders.cap == 0).astype(np.int64),
    )
    told = {stage.name: stage for stage in plan.stages}
    seats = []
    for tier in np.unique(tiers):
        name = f"seats-{tier}"
        closed = StageOutcome(name, 0, 0, prices, (tiers == tier).astype(np.int64))
        seats.append(told.pop(name, closed))
    return [*seats, *told.values()]


def certificate_of(problem: Problem, laminar: Laminar, plan: NestedPlan) -> Certificate:
    """The network's prices under the names that a certificate uses.

    The prices of fit hold those of all seats in their digits, so the sieve of fit leaves out whatever a
    sieve of the seats would: there is none of these, which spares the proof half its looks at all pairs.
    """
    proofs: list[StageProof] = []
    stages = stages_of(laminar, plan)
    decided = binding(laminar, next(stage for stage in stages if stage.name == "fit"))
    for stage in stages:
        leaf = Leaf(
            _named(problem, laminar, stage, [proof.stage for proof in proofs])
            | {name: sign * stage.decided for name, sign in decided.items() if stage.decided}
        )
        sieve = None if stage.name.startswith("seats") else leaf
        proofs.append(StageProof(stage.name, stage.value, leaf, sieve=sieve))
    return Certificate(tuple(proofs))


def binding(laminar: Laminar, stage: StageOutcome) -> dict[RowName, int]:
    """The pins and bans that hold something back at the prices of a stage of seats or fit; with which sign a
    proof has to price them.

    A pin whose pair gains anyhow holds nobody, nor does a ban whose pairs would all lose.
    """
    nested, prices = laminar.nested, stage.prices
    worth_i = prices.person + nested.people.sum_up(prices.home)
    worth_j = prices.order + nested.orders.sum_up(prices.host) - stage.weights

    def gains(pairs: Sequence[tuple[int, int]]) -> Ints:
        i, j = np.array(pairs, np.int64).reshape(-1, 2).T
        score = nested.factors.score_of(i, j)
        worth: Ints = worth_i[i] + worth_j[j]
        return (score if stage.name == "fit" else np.minimum(score, 0)) - worth

    return {each.name: each.sign for each in laminar.decided if each.binds(gains)}


def _named(problem: Problem, laminar: Laminar, stage: StageOutcome, before: list[str]) -> dict[RowName, int]:
    """A stage's prices by row. What it counts for seats of earlier tiers is a price on those stages' rows."""
    prices = stage.prices
    named: dict[RowName, int] = {
        ("seats", name): price
        for name, price in zip(problem.orders.id, prices.order.tolist(), strict=True)
        if price
    }
    for caps, priced in ((laminar.homes, prices.home), (laminar.hosts, prices.host)):
        named |= {cap.name: price for cap, price in zip(caps, priced.tolist(), strict=True) if price}
    for tier in np.unique(problem.orders.tier):
        # Orders under a cap of 0 count nothing.
        weight = int(stage.weights[problem.orders.tier == tier].max())
        if weight and f"seats-{tier}" in before:
            named["stage", f"seats-{tier}"] = -weight
    return named
