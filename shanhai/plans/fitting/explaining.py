"""What each reader is told of a plan, in three languages: the person, the host of an order, the panel.

A person's text is made of their own record, the orders, the rules and losses told in bands. Where losses are
told they are worked out exactly, so that a band does not depend on which of several bounds a search happened
to find; and whether they are told at all depends on the size of the pool and on whether the plan is proven,
never on who is in it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.answers.explain import Explainer
from shanhai.matching.result import Loss
from shanhai.matching.scoring import compile_all
from shanhai.matching.whatif import DropRule, Pin
from shanhai.plans import words
from shanhai.plans.fitting.changes import standing_of
from shanhai.plans.fitting.planning import asked_again
from shanhai.sheets import LANGUAGES
from shanhai.telling.account import Account
from shanhai.telling.answers import Told
from shanhai.telling.losses import both_ways
from shanhai.telling.numbers import Count
from shanhai.telling.order_answers import order_sentences
from shanhai.telling.phrases import explained as phrases
from shanhai.telling.phrases import rules as rule_phrases
from shanhai.telling.rule_words import criterion_words, rule_title
from shanhai.telling.stages import status_sentences, summary_sentences
from shanhai.telling.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from shanhai.matching.answers.explain import OrderExplained, PersonExplained
    from shanhai.matching.result import Result
    from shanhai.matching.scoring import Scoring
    from shanhai.matching.whatif import Difference
    from shanhai.plans.fitting.changes import Change
    from shanhai.plans.fitting.planning import Pairs
    from shanhai.plans.fitting.warm import Warm
    from shanhai.workbook import Book

Texts = dict[str, list[str]]

#: Each loss is a search of its own, some seconds long at this size. A larger pool is told of none.
EXACT_UP_TO = 2_000
#: A search that has not ended after so many seconds tells no loss either.
LONGEST = 200.0
#: The panel is told of no more than so many pairs.
MOST_MUTUAL = 40


def explaining(asked: Warm) -> Explaining:
    """Tells of a plan as its file has it."""
    return Explaining(
        asked.told(), asked.base.book, by_hand=asked.by_hand, changes=asked.own, keeps=asked.keeps
    )


class Explaining:
    """Tells of one plan.

    `by_hand` are the people whom only an override places, `changes` the overrides, `keeps` the placements
    from which as little as can be was to change.
    """

    def __init__(
        self,
        result: Result,
        book: Book,
        *,
        by_hand: Sequence[str] = (),
        changes: Sequence[Change] = (),
        keeps: Pairs | None = None,
        exact_up_to: int = EXACT_UP_TO,
    ) -> None:
        self.result, self._keeps, self._exact_up_to = result, keeps, exact_up_to
        self._by_hand, self._decided = frozenset(by_hand), standing_of(changes, result.problem)
        self._account = Account(result)
        self._voices = {language: Voice.about(result.problem, language, book.names) for language in LANGUAGES}

    def person(self, person: str) -> Texts:
        """What the person reads: why there, why not at each wish, what it would have taken, whom to ask."""
        explained = replace(self._explainer, most=self._told_besides(person)).person(person)

        def said(voice: Voice) -> list[str]:
            return [
                *self._decided_by_hand(person, voice),
                *Told(self._account, voice, you=True).person(explained, alternatives=False),
                *self._not_priced(explained, voice),
                voice.say(words.WHOM_TO_ASK),
            ]

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
        costs = self._costs

        def said(voice: Voice) -> list[str]:
            return [
                *summary_sentences(self.result, voice),
                *status_sentences(self.result, voice),
                *(self._costs_told(costs, voice) if costs is not None else [voice.say(words.NOT_COSTED)]),
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

    @property
    def _is_proven(self) -> bool:
        return self.result.status == "proven" and self.result.workings is not None

    @property
    def _prices(self) -> bool:
        """Whether persons are told of losses: by what everybody may know."""
        return self._is_proven and self.result.problem.n_people <= self._exact_up_to

    @cached_property
    def _explainer(self) -> Explainer:
        result = self.result
        return Explainer(
            problem=result.problem,
            scoring=self._scoring,
            plan=result.plan,
            loss=self._loss if self._prices else _not_priced,
            # Where somebody without a place would have cost least is not told to them: no search for it.
            unplaced={each.person: replace(each, best_order="") for each in result.unplaced},
            shortages={each.order: result.shortages[each.shortage] for each in result.empty},
            most=0,  # who was close to an order is told to nobody but the office
        )

    def _told_besides(self, person: str) -> int:
        """How many orders beside the wishes are told: to somebody whom the plan gives no place, the best."""
        by_hand = person in self._by_hand or person in self._decided.gone
        return int(person not in self._account.by_person and not by_hand)

    def _loss(self, i: int, j: int) -> Loss:
        problem = self.result.problem
        pin = Pin(problem.people.id[i], problem.orders.id[j])
        return asked_again(self.result, pin, self._keeps, time_limit=LONGEST).loss

    @cached_property
    def _scoring(self) -> Scoring:
        workings = self.result.workings
        return compile_all(self.result.problem) if workings is None else workings.scoring

    def _in_all(self, said: Callable[[Voice], list[str]]) -> Texts:
        return {language: said(voice) for language, voice in self._voices.items()}

    def _not_priced(self, explained: PersonExplained, voice: Voice) -> list[str]:
        priced = [*explained.alternatives, *(each for each in explained.wishes if each.loss is not None)]
        if self._prices or not priced:
            return []
        return [voice.say(words.NOT_PRICED_YOU, people=Count(self._exact_up_to))]

    def _decided_by_hand(self, person: str, voice: Voice) -> list[str]:
        """What was decided of the person by hand, and not by the plan."""
        decided = self._decided
        away = [voice.quoted(voice.order(order)) for who, order in decided.bans if who == person]
        told = (
            (any(who == person for who, _ in decided.pins), words.PINNED_YOU),
            (person in decided.gone, words.TAKEN_OUT_YOU),
            (bool(away), words.KEPT_FROM_YOU),
            (person in self._by_hand, words.BY_HAND_YOU),
        )
        return [voice.say(phrase, orders=voice.listing(away)) for holds, phrase in told if holds]

    @cached_property
    def _barred(self) -> Mapping[str, np.ndarray]:
        return self._scoring.barred_block(np.arange(self.result.problem.n_people))

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

    @property
    def _costs(self) -> Mapping[str, Mapping[str, int]] | None:
        """What each rule that binds costs; None where the plan cannot be asked."""
        if not self._is_proven:
            return None
        return {
            report.rule: _gains(asked_again(self.result, DropRule(report.rule), self._keeps))
            for report in self.result.rules
            if report.binding
        }

    def _costs_told(self, costs: Mapping[str, Mapping[str, int]], voice: Voice) -> list[str]:
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


def _gains(difference: Difference) -> dict[str, int]:
    """What each stage gains; those that stay as they are left out."""
    return {name: now - was for name, (was, now) in difference.stages.items() if now != was}


def _not_priced(_i: int, _j: int) -> Loss:
    """A loss of which nothing is told."""
    return Loss("", 0, exact=False)
