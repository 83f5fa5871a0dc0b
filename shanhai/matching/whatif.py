"""What if …: the plan settled again after an edit, and what that changes. Asked of a result, answered with
its proof.

>>> difference = what_if(result, [Pin("P07", "D12")])
>>> difference.loss, difference.moved
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from shanhai.matching import rules
from shanhai.matching.groups import where
from shanhai.matching.network.nested import NestedPlan
from shanhai.matching.result import Loss, Result
from shanhai.matching.settlement import Start
from shanhai.matching.solve import settle, told
from shanhai.matching.watch import Progress, Watch

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from shanhai.matching.problem import Problem, Rule


class Edit(Protocol):
    """A change of the problem; `result` is the plan that the change starts from."""

    def apply(self, problem: Problem, result: Result) -> Problem: ...


@dataclass(frozen=True)
class Pin:
    """This person goes to this order."""

    person: str
    order: str

    def apply(self, problem: Problem, result: Result) -> Problem:
        rule = rules.Pin(id=f"what if: {self.person} in {self.order}", person=self.person, order=self.order)
        return problem.with_rule(rule)


@dataclass(frozen=True)
class Forbid:
    """This person does not go to this order."""

    person: str
    order: str

    def apply(self, problem: Problem, result: Result) -> Problem:
        _known(problem, self.person, self.order)
        group, orders = where(person=self.person), where(order=self.order)
        rule = rules.Ban(id=f"what if: {self.person} not in {self.order}", people=group, orders=orders)
        return problem.with_rule(rule)


@dataclass(frozen=True)
class Withdraw:
    """This person is no longer available. Pins of the person lapse."""

    person: str

    def apply(self, problem: Problem, result: Result) -> Problem:
        _known(problem, self.person)
        kept = tuple(r for r in problem.rules if not (isinstance(r, rules.Pin) and r.person == self.person))
        rule = rules.Ban(id=f"what if: {self.person} withdraws", people=where(person=self.person))
        return dataclasses.replace(problem, rules=kept).with_rule(rule)


@dataclass(frozen=True)
class Swap:
    """Two people who have one place each change places."""

    one: str
    other: str

    def apply(self, problem: Problem, result: Result) -> Problem:
        _known(problem, self.one, self.other)
        mine, theirs = (_only_order(result, person) for person in (self.one, self.other))
        return Pin(self.other, mine).apply(Pin(self.one, theirs).apply(problem, result), result)


@dataclass(frozen=True)
class SetRule:
    """A rule is added, or takes the place of the one with the same id."""

    rule: Rule

    def apply(self, problem: Problem, result: Result) -> Problem:
        return problem.with_rule(self.rule)


@dataclass(frozen=True)
class DropRule:
    """A rule is left out."""

    rule: str

    def apply(self, problem: Problem, result: Result) -> Problem:
        kept = tuple(each for each in problem.rules if each.id != self.rule)
        if len(kept) == len(problem.rules):
            known = ", ".join(each.id for each in problem.rules)
            raise ValueError(f"There is no rule {self.rule!r} to leave out. There are: {known}.")
        return dataclasses.replace(problem, rules=kept)


@dataclass(frozen=True, eq=False)
class Difference:
    """What an edit changes.

    Attributes
    ----------
    before, after : Result
    loss : Loss
        The first stage that gets worse (or, with a negative amount, better) and by how much; exact when
        both are proven.
    stages : mapping of stage name to (before, after)
        Values of all stages that both have, ties left out.
    moved : tuple of (person, orders before, orders after)
        Everybody whose places change.
    touched : tuple of str
        Rules whose violation changes.
    hurt : str
        The person whose fit falls most ("" if nobody's does), by `hurt_by` points; whoever withdraws is not
        meant.
    """

    before: Result
    after: Result
    loss: Loss
    stages: Mapping[str, tuple[int, int]]
    moved: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
    touched: tuple[str, ...]
    hurt: str
    hurt_by: int


def what_if(
    result: Result,
    edits: Sequence[Edit],
    *,
    least_change: bool = False,
    progress: Progress | None = None,
    time_limit: float | None = None,
) -> Difference:
    """Settle the problem again after the edits, warm from the result.

    Parameters
    ----------
    least_change : bool
        Keep as many placements as can be before fit is looked at (for withdrawals after the decision).

    Raises
    ------
    ValueError
        When an edit names somebody or something that is not there, or asks for what cannot be.
    """
    problem = result.problem
    for edit in edits:
        problem = edit.apply(problem, result)
    search, keep = result.workings.search, (result.plan.i, result.plan.j) if least_change else None
    if isinstance(search, NestedPlan):
        start = Start(nested=search, useful=search.known_pairs(), keep=keep)
    else:
        start = Start(before=search, keep=keep)
    settled = settle(problem, result.workings.scoring, Watch(progress, time_limit), start)
    leaving = [edit.person for edit in edits if isinstance(edit, Withdraw)]
    return compare(result, told(settled, with_reasons=False), leaving=leaving)


def compare(before: Result, after: Result, *, leaving: Collection[str] = ()) -> Difference:
    """Two plans of the same people and orders, person by person. Those `leaving` are not told to be hurt."""
    values = {each.name: each.value for each in after.stages}
    stages = {
        each.name: (each.value, values[each.name])
        for each in before.stages
        if each.name in values and not each.name.startswith(("tie", "only"))
    }
    old, new = orders_by_person(before), orders_by_person(after)
    moved = tuple(
        (p, old.get(p, ()), new.get(p, ()))
        for p in sorted(old.keys() | new.keys())
        if old.get(p) != new.get(p)
    )
    hurt, hurt_by = _hurt(before, after, leaving)
    return Difference(
        before, after, _loss(before, after, stages), stages, moved, _touched(before, after), hurt, hurt_by
    )


def orders_by_person(result: Result) -> dict[str, tuple[str, ...]]:
    """The orders that each placed person goes to, sorted."""
    out: dict[str, list[str]] = {}
    for placement in result.placements:
        out.setdefault(placement.person, []).append(placement.order)
    return {person: tuple(sorted(orders)) for person, orders in out.items()}


def _loss(before: Result, after: Result, stages: Mapping[str, tuple[int, int]]) -> Loss:
    exact = all(not stage.gap for result in (before, after) for stage in result.stages)
    if after.conflict is not None and before.conflict is None:
        return Loss("bend", after.conflict.bend_cost, exact)
    for name, (was, now) in stages.items():
        if was != now:
            return Loss(name, was - now, exact)
    return Loss("", 0, exact)


def _touched(before: Result, after: Result) -> tuple[str, ...]:
    was = {each.rule: each.violation for each in before.rules}
    return tuple(each.rule for each in after.rules if each.violation != was.get(each.rule, 0))


def _hurt(before: Result, after: Result, leaving: Collection[str]) -> tuple[str, int]:
    fits = [dict.fromkeys(result.problem.people.id, 0) for result in (before, after)]
    for fit, result in zip(fits, (before, after), strict=True):
        for placement in result.placements:
            fit[placement.person] += placement.fit
    was, now = fits
    falls = np.array([was[person] - now[person] if person not in leaving else 0 for person in was], np.int64)
    if not len(falls) or falls.max() <= 0:
        return "", 0
    return list(was)[int(falls.argmax())], int(falls.max())


def _known(problem: Problem, person: str, *rest: str) -> None:
    if person not in problem.person_row:
        raise ValueError(f"There is no person {person!r} in this problem. Give the id of a nominated person.")
    for name in rest:
        if name not in problem.order_row and name not in problem.person_row:
            raise ValueError(f"There is no order or person {name!r} in this problem. Give one of its ids.")


def _only_order(result: Result, person: str) -> str:
    orders = orders_by_person(result).get(person, ())
    if len(orders) != 1:
        raise ValueError(f"{person} has {len(orders)} places; a swap needs one each. Pin and forbid instead.")
    return orders[0]
