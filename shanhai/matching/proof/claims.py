"""What a result says besides its plan and its bounds, counted again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.proof.report import Finding, StageCheck
from shanhai.matching.proof.survey import Survey

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shanhai.matching.proof.facts import Facts
    from shanhai.matching.proof.rules import Placed
    from shanhai.matching.proof.scored import Scored
    from shanhai.matching.result import Result, Shortage, Unplaced

# What a bound may rest on by what is claimed for it; to claim less than there is does no harm.
CLAIMED_BY = {
    "prices": ("prices",),
    "tree": ("prices", "tree"),
    "solver": ("prices", "tree", "solver"),
    "open": ("prices", "tree", "solver", "open"),
}


@dataclass(frozen=True, eq=False)
class Found:
    """What the check has found out for itself before it looks at what the result says."""

    facts: Facts
    scored: Scored
    placed: Placed
    units: Mapping[str, int]
    stages: tuple[StageCheck, ...]
    conflict: bool
    unique: bool


def disputed(found: Found, result: Result) -> Iterator[Finding]:
    """Everything that the result says and that is not so."""
    yield from _stages(found, result)
    yield from _status(found, result)
    yield from _conflict(found, result)
    yield from _rules(found, result)
    unknown = list(_unknown_names(found, result))
    yield from unknown
    if not unknown:
        yield from _placements(found, result)
        yield from _empty(found, result)
        rows = {order.id: j for j, order in enumerate(found.facts.orders)}
        cuts = {at: each for at, each in enumerate(result.shortages) if each.kind == "cut"}
        survey = Survey(found.scored, (rows[name] for cut in cuts.values() for name in cut.orders))
        yield from _unplaced(found, result, survey)
        for number, cut in cuts.items():
            yield from _cut(found, survey, number, cut)
        yield from _mutual(found, result)


def _stages(found: Found, result: Result) -> Iterator[Finding]:
    names = [stage.name for stage in result.stages]
    if names != [stage.stage for stage in found.stages][: len(names)]:
        yield Finding("stages_differ", (", ".join(names), ", ".join(stage.stage for stage in found.stages)))
        return
    for stage, check in zip(result.stages, found.stages, strict=False):
        if stage.value != check.value:
            yield Finding("stage_value", (stage.name, stage.value, check.value))
        if check.bound is not None and stage.bound < check.bound:
            yield Finding("bound_overstated", (stage.name, stage.bound, check.bound))
        if stage.bound < check.value:
            yield Finding("bound_below_value", (stage.name, stage.bound, check.value))
        if check.by not in CLAIMED_BY.get(stage.proof, ()):
            yield Finding("proof_overstated", (stage.name, stage.proof, check.by))


def _status(found: Found, result: Result) -> Iterator[Finding]:
    conflict = found.stages[0].stage == "bend" and found.stages[0].value < 0
    # A search that was stopped may have bent rules without knowing whether it had to.
    in_doubt = result.status == "limited" and any(stage.gap for stage in result.stages)
    if (result.status == "conflict") != conflict and not in_doubt:
        yield Finding("status_wrong", (result.status, "conflict" if conflict else "no conflict"))
    if result.status not in ("proven", "limited", "conflict"):
        yield Finding("status_wrong", (result.status, ""))
    if result.status == "proven":
        claimed = {stage.name: stage for stage in result.stages}
        for check in found.stages:
            stage = claimed.get(check.stage)
            if stage is None or stage.gap != 0 or check.by == "open":
                yield Finding("status_unproven", (check.stage,))
    word = any(stage.stage == "only" and stage.by == "solver" for stage in found.stages)
    if result.unique and not (found.unique or word):
        yield Finding("unique_unproven", ())


def _conflict(found: Found, result: Result) -> Iterator[Finding]:
    hard = {rule.id: rule for rule in found.facts.problem.rules if rule.strength == "hard"}
    bent = {name: found.units[name] for name in hard if found.units[name]}
    said = dict(result.conflict.bend) if result.conflict else {}
    for name in sorted({*bent, *(name for name, units in said.items() if units)}):
        if result.status == "conflict" and bent.get(name, 0) != said.get(name, 0):
            yield Finding("bend_differs", (name, said.get(name, 0), bent.get(name, 0)))
    if result.conflict is None:
        if result.status == "conflict":
            yield Finding("status_wrong", (result.status, "no conflict is told"))
        return
    cost = sum(hard[name].weight * units for name, units in bent.items())
    if result.conflict.bend_cost != cost:
        yield Finding("bend_cost", (result.conflict.bend_cost, cost))
    for name in (*result.conflict.rules, *said):
        if name not in hard:
            yield Finding("conflict_rule", (name,))
    if not result.conflict.rules:
        yield Finding("conflict_rule", ("",))
    stage = found.stages[0]
    if not found.conflict and stage.by in ("prices", "tree"):
        yield Finding("conflict_unproven", (stage.bound if stage.bound is not None else 0,))


def _rules(found: Found, result: Result) -> Iterator[Finding]:
    said = {report.rule: report.violation for report in result.rules}
    for name, units in found.units.items():
        if name in said and said[name] != units:
            yield Finding("rule_differs", (name, said[name], units))
    for report in result.rules:
        if report.rule not in found.units:
            yield Finding("unknown_name", ("rules", report.rule))


def _unknown_names(found: Found, result: Result) -> Iterator[Finding]:
    people = {person.id for person in found.facts.people}
    orders = {order.id for order in found.facts.orders}
    orders_or_none = {*orders, ""}
    named: list[tuple[str, str, set[str]]] = []
    for placement in result.placements:
        named += [("placements", placement.person, people), ("placements", placement.order, orders)]
    for unplaced in result.unplaced:
        named += [("unplaced", unplaced.person, people), ("unplaced", unplaced.best_order, orders_or_none)]
    named += [("empty", empty.order, orders) for empty in result.empty]
    for shortage in result.shortages:
        named += [("shortages", name, orders) for name in shortage.orders]
        named += [("shortages", name, people) for name in shortage.people]
        named += [("shortages", name, set(found.units)) for name in shortage.rules]
    for mutual in result.mutual:
        named += [("mutual", mutual.person, people), ("mutual", mutual.order, orders)]
    yield from (Finding("unknown_name", (where, name)) for where, name, known in named if name not in known)


def _placements(found: Found, result: Result) -> Iterator[Finding]:
    people, orders = found.facts.people, found.facts.orders
    ours = {(people[i].id, orders[j].id): (i, j) for i, j in found.placed}
    theirs = Counter((each.person, each.order) for each in result.placements)
    for name in sorted({*ours, *theirs}):
        if theirs[name] != (name in ours):
            yield Finding("placement_differs", name)
    for each in result.placements:
        if (each.person, each.order) in ours:
            parts = found.scored.parts(*ours[each.person, each.order])
            if each.fit != sum(parts.values()):
                yield Finding("fit_differs", (each.person, each.order, each.fit, sum(parts.values())))
            for part in sorted({*parts, *each.parts}):
                said, points = each.parts.get(part, 0), parts.get(part, 0)
                if said != points:
                    yield Finding("part_differs", (each.person, each.order, part, said, points))


def _unplaced(found: Found, result: Result, survey: Survey) -> Iterator[Finding]:
    places = Counter(i for i, _ in found.placed)
    rows = {person.id: i for i, person in enumerate(found.facts.people)}
    left = {person.id for i, person in enumerate(found.facts.people) if places[i] < person.capacity}
    told = Counter(each.person for each in result.unplaced)
    for name in sorted({*left, *told}):
        if told[name] != (name in left):
            yield Finding("unplaced_differs", (name,))
    columns = {order.id: j for j, order in enumerate(found.facts.orders)}
    for each in result.unplaced:
        i = rows[each.person]
        yield from _reason(each, int(survey.open[i]), places[i])
        ours = survey.barriers(i) if each.barriers else {}
        for name in sorted({*ours, *each.barriers}):
            if ours.get(name, 0) != each.barriers.get(name, 0):
                yield Finding("barriers", (each.person, name, each.barriers.get(name, 0), ours.get(name, 0)))
        if each.best_order:
            j = columns[each.best_order]
            fit = sum(found.scored.parts(i, j).values())
            if each.best_fit != fit or found.scored.bars(i, j):
                yield Finding("best_fit", (each.person, each.best_order, each.best_fit, fit))


def _reason(said: Unplaced, open_to: int, places: int) -> Iterator[Finding]:
    """The number of open orders, with or without those that the person has, and whether the reason fits."""
    if said.open_orders not in (open_to, open_to - places):
        yield Finding("open_orders", (said.person, said.open_orders, open_to))
    known = said.reason in ("shut_out", "rule", "outbid")
    if not known or (said.reason == "shut_out") != (open_to == places):
        yield Finding("reason_wrong", (said.person, said.reason))


def _empty(found: Found, result: Result) -> Iterator[Finding]:
    filled = Counter(j for _, j in found.placed)
    ours = {order.id: max(0, order.seats - filled[j]) for j, order in enumerate(found.facts.orders)}
    theirs: Counter[str] = Counter()
    for each in result.empty:
        theirs[each.order] += each.empty
    for name, empty in ours.items():
        if theirs[name] != empty:
            yield Finding("empty_differs", (name, theirs[name], empty))
    for each in result.empty:
        inside = 0 <= each.shortage < len(result.shortages)
        if not inside or each.order not in result.shortages[each.shortage].orders:
            yield Finding("shortage_missing", (each.order, each.shortage))


def _cut(found: Found, survey: Survey, number: int, cut: Shortage) -> Iterator[Finding]:
    """The seats asked for, who could fill any of them, and how many these could fill at most."""
    facts = found.facts
    columns = {order.id: j for j, order in enumerate(facts.orders)}
    orders = [columns[name] for name in dict.fromkeys(cut.orders)]
    every_seat = [order.seats for order in facts.orders]
    seats = sum(every_seat[j] for j in orders)
    if seats != cut.seats:
        yield Finding("cut_seats", (number, cut.seats, seats))
    named = set(cut.people)
    outside = np.array([person.id not in named for person in facts.people], bool)
    for j in orders:
        for i in np.flatnonzero(survey.people(j) & outside).tolist():
            yield Finding("cut_people", (number, facts.people[i].id, facts.orders[j].id))
    reach = survey.exceeds(orders, every_seat, [person.capacity for person in facts.people], cut.reach)
    if reach > cut.reach:
        yield Finding("cut_reach", (number, cut.reach, reach))
    if cut.reach >= cut.seats:
        yield Finding("cut_not_short", (number, cut.seats, cut.reach))


def _mutual(found: Found, result: Result) -> Iterator[Finding]:
    """Either has named the other, and they are not together already."""
    people = {person.id: person for person in found.facts.people}
    orders = {order.id: order for order in found.facts.orders}
    placed = {(found.facts.people[i].id, found.facts.orders[j].id) for i, j in found.placed}
    for each in result.mutual:
        person, order = people[each.person], orders[each.order]
        wished = not {order.id, *order.host, *order.place}.isdisjoint(person.wishes)
        apart = (each.person, each.order) not in placed
        has = not each.person_has or (each.person, each.person_has) in placed
        held = not each.order_has or (each.order_has, each.order) in placed
        if not (wished and person.id in order.wishes and apart and has and held):
            yield Finding("mutual_wrong", (each.person, each.order))
