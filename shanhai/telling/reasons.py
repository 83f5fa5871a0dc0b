"""Why a person has no place and why seats stay empty, in sentences for the office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.telling.losses import loss_words
from shanhai.telling.numbers import Count, fit_text, full_fit
from shanhai.telling.phrases import reasons as phrases
from shanhai.telling.rule_words import rule_title
from shanhai.telling.stages import stage_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shanhai.matching.problem import Problem
    from shanhai.matching.result import Shortage, Unplaced
    from shanhai.sheets.words import Words
    from shanhai.telling.voice import Voice


def unplaced_sentence(reason: Unplaced, problem: Problem, voice: Voice, *, is_priced: bool = False) -> str:
    """Why the person has no place, or fewer than they offered; `is_priced`: its price stands beside it."""
    who = voice.person(reason.person)
    if reason.reason == "shut_out":
        barriers = barrier_words(reason.barriers, voice)
        words = phrases.SHUT_OUT if barriers else phrases.SHUT_OUT_UNTOLD
        return voice.say(words, who=who, orders=Count(problem.n_orders), barriers=barriers)
    fields: dict[str, object] = {
        "who": who,
        "orders": Count(reason.open_orders),
        "order": voice.order(reason.best_order),
        "fit": fit_text(reason.best_fit, full_fit(problem)),
    }
    if reason.reason == "rule":
        words = phrases.HELD_BACK if reason.best_order else phrases.HELD_BACK_PLAIN
        return voice.say(words, **fields, rules=rules_named(reason.rules, problem, voice))
    if is_priced:
        return voice.say(phrases.OUTBID_PRICED, **fields)
    return voice.say(phrases.OUTBID, **fields, loss=loss_words(reason.loss, full_fit(problem), voice))


def barrier_words(barriers: Mapping[str, int], voice: Voice) -> str:
    """How many orders each criterion shuts, as parts of a sentence."""
    return voice.clauses(
        voice.say(phrases.BARRIER.get(kind, phrases.BARRIER["given"]), orders=Count(count))
        for kind, count in barriers.items()
        if count
    )


def shortage_sentence(
    shortage: Shortage, problem: Problem, voice: Voice, *, people: int | None = None
) -> str:
    """Why these seats cannot all be filled. `people` counts those eligible where not all are named."""
    if shortage.kind == "cut":
        eligible = len(shortage.people) if people is None else people
        return voice.say(
            _cut_words(is_one=len(shortage.orders) == 1, is_nobody=not eligible),
            n=Count(len(shortage.orders)),
            seats=Count(shortage.seats),
            people=Count(eligible),
            reach=Count(shortage.reach),
            short=Count(shortage.seats - shortage.reach),
        )
    order = voice.order(shortage.orders[0])
    if shortage.kind == "undecided":
        return voice.say(phrases.UNDECIDED, order=order)
    prices = _prices(shortage, problem, voice)
    if not prices:
        return voice.say(phrases.FORCED_OPEN, order=order)
    price = prices[0] if len(prices) == 1 else voice.say(phrases.AND, first=prices[0], second=prices[1])
    return voice.say(phrases.FORCED, order=order, price=price)


def _cut_words(*, is_one: bool, is_nobody: bool) -> Words:
    if is_nobody:
        return phrases.NOBODY_FOR_ONE if is_one else phrases.NOBODY_FOR
    return phrases.CUT_ONE if is_one else phrases.CUT


def _prices(shortage: Shortage, problem: Problem, voice: Voice) -> list[str]:
    out = []
    if shortage.rules:
        out.append(voice.say(phrases.BREAKING, rules=rules_named(shortage.rules, problem, voice)))
    if shortage.stages:
        stages = voice.listing(stage_title(name, voice) for name in shortage.stages)
        out.append(voice.say(phrases.LOSING, stages=stages))
    return out


def reason_title(reason: str, voice: Voice) -> str:
    """The heading above unplaced people who share a reason."""
    return voice.say(phrases.REASON_TITLES[reason])


def shortage_title(kind: str, voice: Voice) -> str:
    """The heading above shortages of one kind."""
    titles: dict[str, Words] = {"cut": phrases.CUT_TITLE, "forced": phrases.FORCED_TITLE}
    return voice.say(titles.get(kind, phrases.UNDECIDED_TITLE))


def rules_named(names: Iterable[str], problem: Problem, voice: Voice) -> str:
    """Rules by title, each in quotes."""
    rules = {rule.id: rule for rule in problem.rules}
    titles = (rule_title(rules[name], problem, voice) if name in rules else name for name in names)
    return voice.listing(voice.say(phrases.RULE_NAMED, rule=title) for title in titles)
