"""Changes of a plan as the engine understands them: which pins, bans and rules they come to in the end.

A change means the same wherever it stands: a swap, for instance, names the two orders that it means. So a
list of changes is a problem of its own, whoever solves it, warm or cold.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from shanhai.matching import rules
from shanhai.matching.groups import where
from shanhai.matching.whatif import DropRule
from shanhai.workbook import check_records, records_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shanhai.matching.problem import Problem, Rule
    from shanhai.workbook import Book

#: How the rules that overrides come to are told from those of the rule set.
MARK = "override"


class ChangeError(ValueError):
    """A change that cannot be made; `code` is a key of `words.REFUSALS`, `data` what it fills in."""

    def __init__(self, code: str, **data: str) -> None:
        super().__init__(f"{code}: {data}")
        self.code, self.data = code, data


@dataclass(frozen=True)
class Change:
    """One change, by the engine's ids. A swap moves `person` to `order` and `other` to `other_order`."""

    kind: str
    person: str = ""
    order: str = ""
    other: str = ""
    other_order: str = ""
    rule: str = ""
    values: tuple[tuple[str, Any], ...] = ()

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The person and order pairs that it names."""
        found = ((self.person, self.order), (self.other, self.other_order))
        return tuple(pair for pair in found if pair[0] and pair[1])


@dataclass
class Standing:
    """What a list of changes comes to, beside changed rules."""

    pins: dict[tuple[str, str], None] = field(default_factory=dict)
    bans: dict[tuple[str, str], None] = field(default_factory=dict)
    gone: dict[str, None] = field(default_factory=dict)


def changed(book: Book, changes: Sequence[Change], by_hand: Sequence[str] = ()) -> Problem:
    """The problem after all changes. People in `by_hand` go nowhere but where they are pinned.

    Raises: ChangeError for a change that names nobody, or asks for what cannot be.
    """
    problem = book.problem
    for each in changes:
        _check(each, problem)
        if each.kind in ("set_rule", "drop_rule"):
            problem = _with_rule(book, problem, each)
    standing = standing_of(changes, problem)
    problem = _without_pins_of(problem, standing.gone)
    for added in _rules(standing, by_hand):
        problem = problem.with_rule(added)
    return problem


def standing_of(changes: Sequence[Change], problem: Problem) -> Standing:
    """Who is pinned, kept away or taken out in the end."""
    standing = Standing()
    for each in changes:
        if each.kind not in ("set_rule", "drop_rule"):
            _count(standing, each, problem)
    return standing


def leaving(changes: Sequence[Change]) -> set[str]:
    """Who withdraws by these changes: they are not hurt by it."""
    return {each.person for each in changes if each.kind == "withdraw"}


def fits(changes: Sequence[Change], problem: Problem) -> None:
    """Go on only if every pin can stand beside the others. Raises: ChangeError.

    More people pinned than an order has seats, or a person more often than they offer, is no plan at all.
    """
    standing = standing_of(changes, problem)
    seats = dict(zip(problem.orders.id, problem.orders.seats.tolist(), strict=True))
    for order, count in Counter(order for _, order in standing.pins).items():
        if count > seats[order]:
            raise ChangeError("no_seat_left", order=order, seats=str(seats[order]))


def rule_changed(book: Book, rule: str, values: Mapping[str, Any]) -> Rule:
    """The rule with other values, by the columns of the sheet "rules". Raises: ChangeError."""
    rows = records_of(book)
    row = next((each for each in rows["rules"] if each["id"] == rule), None)
    if row is None:
        raise ChangeError("unknown_rule", rule=rule)
    tables = {
        name: found for name, found in rows.items() if name not in ("rules", "weights", "programme", "map")
    }
    checked = check_records({**tables, "rules": [{**row, **values}]})
    wrong = [error for error in checked.errors if error.table == "rules"]
    if wrong:
        raise ChangeError("faulty_rule", what=str(wrong[0]))
    (made,) = checked.book.problem.rules
    return made


def _without_pins_of(problem: Problem, gone: Mapping[str, None]) -> Problem:
    """Pins that the rules themselves give to somebody who is gone lapse."""
    lapsed = {rule.id for rule in problem.rules if isinstance(rule, rules.Pin) and rule.person in gone}
    kept = tuple(rule for rule in problem.rules if rule.id not in lapsed)
    return problem if not lapsed else replace(problem, rules=kept)


def _check(change: Change, problem: Problem) -> None:
    for name in filter(None, (change.person, change.other)):
        if name not in problem.person_row:
            raise ChangeError("unknown_person", person=name)
    for name in filter(None, (change.order, change.other_order)):
        if name not in problem.order_row:
            raise ChangeError("unknown_order", order=name)


def _with_rule(book: Book, problem: Problem, change: Change) -> Problem:
    if change.kind == "set_rule":
        now = replace(book, problem=problem)
        return problem.with_rule(rule_changed(now, change.rule, dict(change.values)))
    if change.rule not in {each.id for each in problem.rules}:
        raise ChangeError("unknown_rule", rule=change.rule)
    return DropRule(change.rule).apply(problem, None)  # type: ignore[arg-type]


def _count(standing: Standing, change: Change, problem: Problem) -> None:
    """Take a change into account: what comes later outdoes what was said of the same people before."""
    if change.kind == "withdraw":
        standing.gone[change.person] = None
        _unpin(standing, change.person)
    elif change.kind == "forbid":
        standing.pins.pop((change.person, change.order), None)
        standing.bans[change.person, change.order] = None
    else:
        for person, order in change.pairs:
            _pin(standing, person, order, problem)


def _pin(standing: Standing, person: str, order: str, problem: Problem) -> None:
    standing.gone.pop(person, None)
    standing.bans.pop((person, order), None)
    pinned = [pair for pair in standing.pins if pair[0] == person and pair[1] != order]
    capacity = int(problem.people.capacity[problem.person_row[person]])
    # Somebody who offers one place and is pinned anew has it where they were pinned last.
    for pair in pinned[: max(0, len(pinned) + 1 - capacity)]:
        del standing.pins[pair]
    standing.pins[person, order] = None


def _unpin(standing: Standing, person: str) -> None:
    for pair in [pair for pair in standing.pins if pair[0] == person]:
        del standing.pins[pair]


def _rules(standing: Standing, by_hand: Sequence[str]) -> list[Rule]:
    pinned = {person for person, _ in standing.pins}
    away = dict.fromkeys([*standing.gone, *(each for each in by_hand if each not in pinned)])
    made: list[Rule] = [
        rules.Pin(id=f"{MARK}: {person} in {order}", person=person, order=order)
        for person, order in sorted(standing.pins)
    ]
    made += [
        rules.Ban(
            id=f"{MARK}: {person} not in {order}", people=where(person=person), orders=where(order=order)
        )
        for person, order in sorted(standing.bans)
    ]
    made += [
        rules.Ban(id=f"{MARK}: {person} nowhere", people=where(person=person)) for person in sorted(away)
    ]
    return made
