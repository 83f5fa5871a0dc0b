"""Stages, statuses and conflicts in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.telling.numbers import Count, fit_text, full_fit
from shanhai.telling.phrases import outcome
from shanhai.telling.rule_words import rule_title

if TYPE_CHECKING:
    from shanhai.matching.problem import Problem
    from shanhai.matching.result import Conflict, Result, Stage
    from shanhai.telling.voice import Voice


def split_stage(name: str) -> tuple[str, str]:
    """A stage's kind and number: "seats-2" is ("seats", "2"), "fit" is ("fit", "")."""
    kind, _, number = name.partition("-")
    return kind, number


def stage_title(name: str, voice: Voice) -> str:
    """What the stage is about, as a noun."""
    kind, number = split_stage(name)
    return voice.say(outcome.STAGES[kind], tier=number)


def stage_asks(name: str, voice: Voice) -> str:
    """What the stage asks for, as a sentence."""
    kind, number = split_stage(name)
    return voice.say(outcome.STAGE_ASKS[kind], tier=number)


def stage_value(name: str, value: int, problem: Problem) -> str:
    """A value or bound of a stage as shown: violations positive, fit in perfect fits, seeds as they are."""
    kind, _ = split_stage(name)
    if kind == "fit":
        return f"{value / full_fit(problem):,.2f}"
    return f"{abs(value) if kind in ('bend', 'violations') else value:,}"


def stage_gap(stage: Stage, problem: Problem) -> str:
    """The gap between value and bound in the same unit as both; an open fit gap never shows as 0.00."""
    kind, _ = split_stage(stage.name)
    if kind != "fit":
        return f"{stage.gap:,}"
    shown = f"{stage.gap / full_fit(problem):,.2f}"
    return "< 0.01" if stage.gap and shown == "0.00" else shown


def status_sentences(result: Result, voice: Voice) -> list[str]:
    """What is proven of the plan, in sentences."""
    out = [voice.say(outcome.STATUS[result.status])]
    if result.status == "proven":
        out.append(voice.say(outcome.UNIQUE if result.unique else outcome.NOT_UNIQUE))
    if result.conflict:
        out += conflict_sentences(result.conflict, result.problem, voice)
    trusted = [stage_title(stage.name, voice) for stage in result.stages if stage.proof == "solver"]
    if trusted:
        named = voice.listing(voice.quoted(title) for title in trusted)
        out.append(voice.say(outcome.REST_ON_SOLVER, stages=named))
    elif all(stage.proof in ("prices", "tree") for stage in result.stages):
        out.append(voice.say(outcome.ALL_CHECKED))
    return out


def conflict_sentences(conflict: Conflict, problem: Problem, voice: Voice) -> list[str]:
    """Which rules cannot all hold, and the cheapest bend."""
    rules = {rule.id: rule for rule in problem.rules}
    titles = {name: rule_title(rules[name], problem, voice) for name in (*conflict.rules, *conflict.bend)}
    named = voice.listing(voice.quoted(titles[name]) for name in conflict.rules)
    bends = voice.listing(
        voice.say(outcome.BEND_ONE, rule=titles[name], units=Count(units))
        for name, units in conflict.bend.items()
    )
    return [
        voice.say(outcome.CONFLICT, rules=named),
        voice.say(outcome.BEND, cost=Count(conflict.bend_cost), bends=bends),
    ]


def summary_sentences(result: Result, voice: Voice) -> list[str]:
    """The plan in four figures."""
    problem, placements = result.problem, result.placements
    placed = len({each.person for each in placements})
    seats = int(problem.orders.seats.sum())
    total = sum(each.fit for each in placements)
    kept = sum(report.violation == 0 for report in result.rules)
    mean = fit_text(total // max(len(placements), 1), full_fit(problem))
    return [
        voice.say(outcome.SUMMARY_PEOPLE, placed=Count(placed), people=Count(problem.n_people)),
        voice.say(outcome.SUMMARY_SEATS, filled=Count(len(placements)), seats=Count(seats)),
        voice.say(outcome.SUMMARY_FIT, fit=mean),
        voice.say(outcome.SUMMARY_RULES, kept=Count(kept), rules=Count(len(result.rules))),
    ]
