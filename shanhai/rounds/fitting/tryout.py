"""A rule set tried out on people whom it is not made for: what a plan would fill, and which rules bind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shanhai.haiyue.samples import sample
from shanhai.matching.solve import solve
from shanhai.sheets import LANGUAGES, Words
from shanhai.telling.numbers import fit_text, full_fit
from shanhai.telling.rule_words import rule_title
from shanhai.telling.stages import conflict_sentences, stage_title
from shanhai.telling.voice import Voice
from shanhai.workbook import as_json, check_records, records_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from shanhai.matching.problem import Rule
    from shanhai.matching.result import Result, RuleReport
    from shanhai.rounds.fitting.world import World
    from shanhai.workbook import RecordError
    from shanhai.workbook.book import Book

#: A try-out is looked at by people who wait for it: after so many seconds the best plan so far is told.
MOST_SECONDS = 240.0
TRY_OUT_SEED = "try-out"
_WORLD = ("people", "orders", "organisations", "places", "expertise")
_INVENTED = "haiyue-2022"
_NOBODY = Words("It speaks of people or orders that are not there.", "所指的人员或订单在试算对象中不存在。")

Said = dict[str, str]
Record = dict[str, Any]


class NothingToTry(ValueError):
    """There are no people or no orders to try the rules on, or their rows are wrong."""


def invented_world() -> World:
    """The people and orders of the sample province, none of whom exists."""
    rows = records_of(sample(_INVENTED))
    return {table: as_json(rows[table]) for table in _WORLD}


def try_out(
    lines: Mapping[str, Sequence[Record]], world: World, progress: Callable[[str], None]
) -> dict[str, Any]:
    """Plan the people of a world by these lines. Returns: what came of it, as JSON holds it, without any
    person in it.

    `lines` are rows as `lines.records` makes them; `progress` is called with the name of each stage. Raises:
    NothingToTry.
    """
    if not world.get("people") or not world.get("orders"):
        raise NothingToTry("There are no people or no orders to try the rules on.")
    book, left_out = _book(lines, world)
    last = ""

    def tell(stage: str, value: int, bound: int, seconds: float) -> None:
        nonlocal last
        if stage != last:
            last = stage
            progress(stage)

    result = solve(book.problem, progress=tell, time_limit=MOST_SECONDS)
    return {**_told(result, book), "left_out": left_out}


def stage_words(stage: str) -> Said:
    """What a stage is about, in every language."""
    return {language: stage_title(stage, Voice(language)) for language in LANGUAGES} if stage else {}


def _book(lines: Mapping[str, Sequence[Record]], world: World) -> tuple[Book, list[Record]]:
    """The book of all lines that mean something in this world, and those that were left out."""
    rules, pairs = list(lines["rules"]), list(lines.get("pairs", ()))
    programme = [{**row, "seed": TRY_OUT_SEED} for row in lines.get("programme", ())]
    left_out: list[Record] = []
    while True:
        checked = check_records(
            {**world, "weights": lines["weights"], "rules": rules, "pairs": pairs, "programme": programme}
        )
        if not checked.errors:
            return checked.book, left_out
        wrong = {error.row: error for error in checked.errors if error.table == "rules"}
        lost = {str(error.id) for error in checked.errors if error.table == "pairs"}
        if not wrong and not lost:
            raise NothingToTry("; ".join(str(error) for error in checked.errors[:3]))
        left_out += [_left_out(rules[at], error) for at, error in sorted(wrong.items())]
        rules = [row for at, row in enumerate(rules) if at not in wrong]
        kept = {row["id"] for row in rules} | {row.get("name") or "given" for row in lines["weights"]}
        pairs = [row for row in pairs if row["list"] in kept and row["list"] not in lost]


def _left_out(row: Record, error: RecordError) -> Record:
    why = {language: _NOBODY.text(language) for language in LANGUAGES}
    if error.code not in ("empty_group", "unknown"):
        why = {language: error.what(language) for language in LANGUAGES}
    return {"code": row["id"], "why": why}


def _told(result: Result, book: Book) -> dict[str, Any]:
    problem = result.problem
    total = sum(each.fit for each in result.placements)
    voices = {language: Voice.about(problem, language, book.names) for language in LANGUAGES}
    reports = {report.rule: report for report in result.rules}
    return {
        "status": result.status,
        "people": problem.n_people,
        "placed": len({each.person for each in result.placements}),
        "seats": int(problem.orders.seats.sum()),
        "filled": len(result.placements),
        "fit": fit_text(total // max(len(result.placements), 1), full_fit(problem)),
        "rules": [_rule(rule, reports[rule.id], result, voices) for rule in problem.rules],
        "conflict": _conflict(result, voices),
    }


def _rule(rule: Rule, report: RuleReport, result: Result, voices: Mapping[str, Voice]) -> Record:
    return {
        "code": rule.id,
        "binds": report.binding,
        "bent": report.violation,
        "said": {language: rule_title(rule, result.problem, voice) for language, voice in voices.items()},
    }


def _conflict(result: Result, voices: Mapping[str, Voice]) -> dict[str, list[str]]:
    if result.conflict is None:
        return {}
    return {
        language: conflict_sentences(result.conflict, result.problem, voice)
        for language, voice in voices.items()
    }
