"""What stands on a plan, as plain values: placements with their seats, reasons, shortages and rules."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from shanhai.sheets import LANGUAGES
from shanhai.telling.numbers import full_fit
from shanhai.telling.reasons import shortage_sentence, unplaced_sentence
from shanhai.telling.rule_words import rule_title
from shanhai.telling.stages import conflict_sentences
from shanhai.telling.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shanhai.matching.result import Result
    from shanhai.plans.fitting.changes import Change
    from shanhai.plans.fitting.sealed import Sealed

    Values = dict[str, Any]
    Seats = Mapping[tuple[int, int], int]


@dataclass(frozen=True)
class Standing:
    """The rows of a plan by the names of their fields; `figures` are those of the plan itself."""

    figures: Values
    placed: list[Values]
    left_out: list[Values]
    short: list[Values]
    people: list[int]
    orders: list[int]


def standing(
    result: Result, base: Sealed, changes: Sequence[Change], by_hand: Sequence[str], old_seats: Seats
) -> Standing:
    """Everything to be written down of a result. `old_seats`: seats of a plan before, kept by who stays."""
    voices = {language: Voice.about(result.problem, language, base.book.names) for language in LANGUAGES}
    return Standing(
        figures=_figures(result, base, voices),
        placed=_placed(result, base, changes, old_seats),
        left_out=_left_out(result, base, by_hand, voices),
        short=_short(result, base, voices),
        people=list(base.people.values()),
        orders=list(base.orders.values()),
    )


def conflict_told(result: Result, base: Sealed) -> dict[str, list[str]]:
    """Which rules cannot all hold, and the cheapest bend, in every language."""
    assert result.conflict is not None
    voices = {language: Voice.about(result.problem, language, base.book.names) for language in LANGUAGES}
    return {
        language: conflict_sentences(result.conflict, result.problem, voice)
        for language, voice in voices.items()
    }


def stages_of(result: Result) -> list[Values]:
    """The stages as plan.json has them."""
    return [
        {"name": each.name, "value": each.value, "bound": each.bound, "proof": each.proof}
        for each in result.stages
    ]


def _figures(result: Result, base: Sealed, voices: Mapping[str, Voice]) -> Values:
    problem = result.problem
    return {
        "status": result.status,
        "stages": stages_of(result),
        "rules": [*_rules(result, voices), *_idle(base)],
        "people": problem.n_people,
        "placed": len({each.person for each in result.placements}),
        "seats": int(problem.orders.seats.sum()),
        "filled": len(result.placements),
        "full": full_fit(problem),
    }


def _rules(result: Result, voices: Mapping[str, Voice]) -> list[Values]:
    rules = {rule.id: rule for rule in result.problem.rules}
    return [
        {
            "code": report.rule,
            "binds": report.binding,
            "violation": report.violation,
            "strength": rules[report.rule].strength,
            "said": {
                language: rule_title(rules[report.rule], result.problem, voice)
                for language, voice in voices.items()
            },
        }
        for report in result.rules
    ]


def _idle(base: Sealed) -> list[Values]:
    return [{"code": code, "idle": True} for code in base.idle]


def _placed(result: Result, base: Sealed, changes: Sequence[Change], old_seats: Seats) -> list[Values]:
    pinned = {pair for change in changes for pair in change.pairs if change.kind in ("pin", "swap")}
    rows = [
        {
            "person_id": base.people[each.person],
            "nomination_id": base.nominations[each.person],
            "order_id": base.orders[each.order],
            "fit": each.fit,
            "parts": dict(each.parts),
            "is_overridden": (each.person, each.order) in pinned,
        }
        for each in sorted(result.placements, key=lambda each: (each.order, each.person))
    ]
    _give_seats(rows, old_seats)
    return rows


def _give_seats(rows: list[Values], old_seats: Seats) -> None:
    """Number the seats of each order from 1; whoever stays in an order keeps the seat."""
    taken: dict[int, set[int]] = {}
    for row in rows:
        if seat := old_seats.get((row["person_id"], row["order_id"])):
            row["seat"] = seat
            taken.setdefault(row["order_id"], set()).add(seat)
    for row in rows:
        if "seat" not in row:
            held = taken.setdefault(row["order_id"], set())
            row["seat"] = next(seat for seat in range(1, len(held) + 2) if seat not in held)
            held.add(row["seat"])


def _left_out(
    result: Result, base: Sealed, by_hand: Sequence[str], voices: Mapping[str, Voice]
) -> list[Values]:
    return [
        {
            "person_id": base.people[each.person],
            "nomination_id": base.nominations[each.person],
            "reason": "by_hand" if each.person in by_hand else each.reason,
            "data": asdict(each),
            "told": {
                language: unplaced_sentence(each, result.problem, voice) for language, voice in voices.items()
            },
        }
        for each in result.unplaced
    ]


def _short(result: Result, base: Sealed, voices: Mapping[str, Voice]) -> list[Values]:
    return [
        {
            "order_id": base.orders[each.order],
            "empty": each.empty,
            "data": asdict(result.shortages[each.shortage]),
            "told": {
                language: shortage_sentence(result.shortages[each.shortage], result.problem, voice)
                for language, voice in voices.items()
            },
        }
        for each in result.empty
    ]
