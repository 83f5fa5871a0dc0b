"""The sheets of plan.xlsx as plain rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import shanhai
from shanhai.telling.answers import person_text
from shanhai.telling.losses import both_ways
from shanhai.telling.phrases import outcome, terms
from shanhai.telling.phrases import page as words
from shanhai.telling.phrases import plan_sheets as titles
from shanhai.telling.reasons import reason_title, shortage_sentence, unplaced_sentence
from shanhai.telling.rule_words import criterion_words, rule_sentence, rule_title
from shanhai.telling.stages import (
    stage_asks,
    stage_gap,
    stage_title,
    stage_value,
    status_sentences,
    summary_sentences,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from shanhai.matching.result import Placement
    from shanhai.sheets.words import Words
    from shanhai.telling.account import Account
    from shanhai.telling.voice import Voice

Cell = str | int | float
FIT = "0.00"


@dataclass(frozen=True)
class Sheet:
    """One sheet: its title, its columns, and its rows.

    `formats` gives the number format of a column by its place.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    formats: Mapping[int, str] = field(default_factory=dict)


def plan_sheets(
    account: Account, voice: Voice, findings: Sequence[str] | None, fingerprints: Mapping[str, str]
) -> list[Sheet]:
    """Return all sheets of plan.xlsx in their order."""
    return [
        _placements(account, voice),
        _unplaced(account, voice),
        _empty(account, voice),
        _rules(account, voice),
        _proof(account, voice),
        _explanations(account, voice),
        _notes(account, voice, findings, fingerprints),
    ]


def _say(voice: Voice, *phrases: Words) -> list[str]:
    return [voice.say(phrase) for phrase in phrases]


def _points(points: int, account: Account) -> float:
    return round(points / account.full, 4)


def _as_heading(words: str) -> str:
    """With a capital at its head, as all headings have."""
    return words[:1].upper() + words[1:]


def _placements(account: Account, voice: Voice) -> Sheet:
    columns = [
        *_say(voice, titles.PERSON_ID, words.PERSON, words.HOME, titles.ORDER_ID, words.ORDER, words.HOST),
        *_say(voice, words.PLACE, words.DIRECTION, words.TIER, words.FIT_COLUMN),
        *(_as_heading(criterion_words(name, voice)) for name in account.most),
    ]
    rows = [_placement(each, account, voice) for each in account.result.placements]
    return Sheet(voice.say(titles.PLACEMENTS), columns, rows, {at: FIT for at in range(9, len(columns))})


def _placement(each: Placement, account: Account, voice: Voice) -> list[Cell]:
    return [
        each.person,
        voice.person(each.person),
        voice.organisation(account.home(each.person)),
        each.order,
        voice.order_title(each.order),
        voice.organisation(account.host(each.order)),
        voice.place(account.host_place(each.order)),
        voice.say(terms.DIRECTIONS[account.direction(each.order)]),
        account.tier(each.order),
        _points(each.fit, account),
        *(_points(each.parts.get(name, 0), account) for name in account.most),
    ]


def _unplaced(account: Account, voice: Voice) -> Sheet:
    columns = _say(voice, titles.PERSON_ID, words.PERSON, words.HOME, words.REASON, words.WHY)
    rows = [
        (
            each.person,
            voice.person(each.person),
            voice.organisation(account.home(each.person)),
            reason_title(each.reason, voice),
            unplaced_sentence(each, account.problem, voice),
        )
        for each in account.unplaced.values()
    ]
    return Sheet(voice.say(titles.UNPLACED), columns, rows)


def _empty(account: Account, voice: Voice) -> Sheet:
    columns = _say(
        voice, titles.ORDER_ID, words.ORDER, words.HOST, words.PLACE, words.DIRECTION, words.TIER,
        words.SEATS,
        words.EMPTY, words.WHY,
    )  # fmt: skip
    rows = [
        (
            each.order,
            voice.order_title(each.order),
            voice.organisation(account.host(each.order)),
            voice.place(account.host_place(each.order)),
            voice.say(terms.DIRECTIONS[account.direction(each.order)]),
            account.tier(each.order),
            account.seats[each.order],
            each.empty,
            shortage_sentence(account.result.shortages[each.shortage], account.problem, voice),
        )
        for each in account.result.empty
    ]
    return Sheet(voice.say(titles.EMPTY_SEATS), columns, rows)


def _rules(account: Account, voice: Voice) -> Sheet:
    columns = _say(
        voice,
        titles.RULE_ID,
        words.RULE,
        titles.DEMANDS,
        words.STRENGTH,
        titles.VIOLATION,
        words.BINDING,
        words.COST,
    )
    reports = {report.rule: report for report in account.result.rules}
    rows = []
    for rule in account.problem.rules:
        if report := reports.get(rule.id):
            binding = voice.say(titles.YES if report.binding else titles.NO)
            cost = "" if report.cost is None else both_ways(report.cost, account.full, voice)[1] or "0"
            title, sentence = (
                rule_title(rule, account.problem, voice),
                rule_sentence(rule, account.problem, voice),
            )
            strength = voice.say(terms.STRENGTHS_SHORT[rule.strength])
            rows.append((rule.id, title, sentence, strength, report.violation, binding, cost))
    return Sheet(voice.say(titles.RULES), columns, rows)


def _proof(account: Account, voice: Voice) -> Sheet:
    columns = _say(voice, words.STAGE, words.NOTE, words.VALUE, words.BOUND, words.GAP, words.SHOWN_BY)
    rows = [
        (
            stage_title(stage.name, voice),
            stage_asks(stage.name, voice),
            stage_value(stage.name, stage.value, account.problem),
            stage_value(stage.name, stage.bound, account.problem),
            stage_gap(stage, account.problem),
            voice.say(outcome.PROOFS[stage.proof]),
        )
        for stage in account.result.stages
    ]
    return Sheet(voice.say(titles.PROOF), columns, rows)


def _explanations(account: Account, voice: Voice) -> Sheet:
    columns = _say(
        voice,
        titles.PERSON_ID,
        words.PERSON,
        words.HOME,
        titles.PLACED_AT,
        words.FIT_COLUMN,
        titles.EXPLANATION,
    )
    return Sheet(voice.say(titles.EXPLANATIONS), columns, list(_told(account, voice)), {4: FIT})


def _told(account: Account, voice: Voice) -> Iterator[Sequence[Cell]]:
    """One row for each person, placed or not."""
    for person in account.problem.people.id:
        placed = account.by_person.get(person, [])
        fit: Cell = _points(sum(each.fit for each in placed) // len(placed), account) if placed else ""
        yield (
            person,
            voice.person(person),
            voice.organisation(account.home(person)),
            voice.listing(voice.order(each.order) for each in placed),
            fit,
            "\n".join(person_text(person, account, voice)),
        )


def _notes(
    account: Account, voice: Voice, findings: Sequence[str] | None, fingerprints: Mapping[str, str]
) -> Sheet:
    names, problem = voice.names, account.problem
    if findings is None:
        check = voice.say(words.NOT_VERIFIED)
    else:
        check = "\n".join(findings) or voice.say(words.VERIFIED)
    notes: list[tuple[Words, str]] = [
        (titles.SAMPLE, voice.say(words.INVENTED) if names.invented else ""),
        (titles.PROGRAMME, names.programme),
        (titles.COHORT, names.cohort),
        (titles.STATUS, voice.say(outcome.STATUS_TITLES[account.result.status])),
        (titles.SUMMARY, voice.sentences(*summary_sentences(account.result, voice))),
        (words.PROOF, voice.sentences(*status_sentences(account.result, voice))),
        (titles.CHECK, check),
        (titles.HOW_FIT, voice.say(titles.HOW_FIT_TOLD)),
        (titles.EDITING, voice.say(titles.EDITING_TOLD)),
        (words.PLAN, voice.say(words.PROPOSAL)),
        (words.PROBLEM_PRINT, problem.fingerprint),
        (words.RULES_PRINT, problem.rules_fingerprint),
        (words.PLAN_PRINT, fingerprints.get("plan", "")),
        (words.ENGINE_PRINT, fingerprints.get("engine", shanhai.__version__)),
        (words.SEED, problem.seed),
    ]
    columns = _say(voice, titles.SUBJECT, titles.CONTENT)
    return Sheet(voice.say(titles.NOTES), columns, [(voice.say(name), text) for name, text in notes if text])
