"""What each reader is told of a plan, in three languages: the person, the host of an order, the panel.

A person's text is made of their own record, the orders, the rules and losses told in bands. The loss is
worked out exactly (the plan is settled again with the person pinned), so that the band does not depend on
which of several equal bounds a search happened to find.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.costs import cost_of
from shanhai.plans import words
from shanhai.sheets import LANGUAGES
from shanhai.telling.account import Account
from shanhai.telling.answers import Told
from shanhai.telling.asking import explainer_of
from shanhai.telling.losses import both_ways
from shanhai.telling.numbers import Count
from shanhai.telling.order_answers import order_sentences
from shanhai.telling.phrases import explained as phrases
from shanhai.telling.phrases import rules as rule_phrases
from shanhai.telling.rule_words import criterion_words, rule_title
from shanhai.telling.stages import status_sentences, summary_sentences
from shanhai.telling.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from shanhai.matching.answers.explain import Explainer, OrderExplained
    from shanhai.matching.result import Result
    from shanhai.workbook import Book

Texts = dict[str, list[str]]

#: Each loss is a search of its own: up to so many people they are worked out exactly.
EXACT_UP_TO = 1_000
#: The panel is told of no more than so many pairs.
MOST_MUTUAL = 40


class Explaining:
    """Tells of one plan. `by_hand` are the people whom only an override places."""

    def __init__(self, result: Result, book: Book, by_hand: tuple[str, ...] = ()) -> None:
        self.result, self._by_hand = result, frozenset(by_hand)
        self._account = Account(result)
        self._voices = {language: Voice.about(result.problem, language, book.names) for language in LANGUAGES}

    def person(self, person: str) -> Texts:
        """What the person reads: why there, why not at each wish, what it would have taken, whom to ask."""
        explained = self._explainer.person(person)

        def said(voice: Voice) -> list[str]:
            told = Told(self._account, voice, you=True).person(explained, alternatives=False)
            if person in self._by_hand:
                told.append(voice.say(words.BY_HAND_YOU))
            return [*told, voice.say(words.WHOM_TO_ASK)]

        return self._in_all(said)

    def host(self, order: str) -> Texts:
        """What the host reads: why this person; or why nobody, and what to change in the order."""
        placed = {each.person for each in self._account.by_order.get(order, ())}
        explained = replace(self._explainer, may_see=placed.__contains__).order(order)

        def said(voice: Voice) -> list[str]:
            # How many others came close says nothing to a host.
            shown = replace(explained, close_hidden=0)
            return [*order_sentences(shown, self._account, voice), *self._what_to_change(explained, voice)]

        return self._in_all(said)

    def panel(self) -> Texts:
        """What whoever judges the plan reads: the whole, what is proven, and what each rule costs."""
        costs = {
            report.rule: cost_of(self.result, report.rule) for report in self.result.rules if report.binding
        }

        def said(voice: Voice) -> list[str]:
            return [
                *summary_sentences(self.result, voice),
                *status_sentences(self.result, voice),
                *self._costs(costs, voice),
            ]

        return self._in_all(said)

    def wishes(self) -> Texts:
        """What the panel alone reads: who and which host would rather have each other."""

        def said(voice: Voice) -> list[str]:
            return [
                voice.say(words.MUTUAL, person=voice.person(each.person), order=voice.order(each.order))
                for each in self.result.mutual[:MOST_MUTUAL]
            ] or [voice.say(words.NOTHING_MUTUAL)]

        return self._in_all(said)

    @cached_property
    def _explainer(self) -> Explainer:
        exact = self.result.problem.n_people <= EXACT_UP_TO
        return explainer_of(self.result, exact=exact, most=0)

    def _in_all(self, said: Callable[[Voice], list[str]]) -> Texts:
        return {language: said(voice) for language, voice in self._voices.items()}

    @cached_property
    def _barred(self) -> Mapping[str, np.ndarray]:
        return self.result.workings.scoring.barred_block(np.arange(self.result.problem.n_people))

    def _what_to_change(self, explained: OrderExplained, voice: Voice) -> list[str]:
        if explained.seats == len(explained.placed) + explained.placed_hidden or not explained.eligible:
            return []
        bars = {kind: count for kind, count in explained.barriers.items() if count}
        if not bars:
            return []
        told = voice.clauses(
            voice.say(phrases.BARS.get(kind, phrases.BARS["given"]), people=Count(count))
            for kind, count in bars.items()
        )
        eased = self._eased(explained.order)
        best = max(eased, key=lambda kind: (eased[kind], kind), default="")
        if not best or not eased[best]:
            return [voice.say(words.ORDER_BARS, bars=told)]
        criterion = criterion_words(best, voice)
        return [voice.say(words.ORDER_OPENS, bars=told, only=Count(eased[best]), criterion=criterion)]

    def _eased(self, order: str) -> dict[str, int]:
        """How many people each criterion alone bars from an order, where a host may ease it."""
        j = self.result.problem.order_row[order]
        columns = {kind: block[:, j] for kind, block in self._barred.items()}
        times = sum((column.astype(int) for column in columns.values()), np.zeros(1, int))
        return {
            kind: int((column & (times == 1)).sum()) for kind, column in columns.items() if kind != "recused"
        }

    def _costs(self, costs: Mapping[str, Mapping[str, int]], voice: Voice) -> list[str]:
        rules = {rule.id: rule for rule in self.result.problem.rules}
        told = []
        for name, cost in costs.items():
            loss, gain = both_ways(cost, self._account.full, voice)
            if gain:
                phrase = rule_phrases.COSTS_MIXED if loss else rule_phrases.COSTS
                title = rule_title(rules[name], self.result.problem, voice)
                told.append(
                    voice.say(words.RULE_COSTS, rule=title, cost=voice.say(phrase, gain=gain, loss=loss))
                )
        return told or [voice.say(words.NO_RULE_BINDS)]
