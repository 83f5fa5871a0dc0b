"""Questions to a board: where else could this person go, who else could have this seat, and at what price.

Prices are told twice: at once as "at least", from bounds that hold whatever the plan, and then exactly, by
settling the whole again: one by one, and of a large pool only where somebody asks for it. Nothing here is
worked out from the page's own figures.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from shanhai.matching.answers.reasons import reasons
from shanhai.matching.whatif import compare
from shanhai.telling.answers import Told
from shanhai.telling.asking import everybody, explainer_of
from shanhai.telling.differences import difference_sentences, move_lines, moves_title
from shanhai.telling.explanations import parts_sentence, placement_sentences
from shanhai.telling.losses import loss_words
from shanhai.telling.numbers import fit_text
from shanhai.telling.order_answers import bar_words
from shanhai.telling.reasons import barrier_words, unplaced_sentence

if TYPE_CHECKING:
    from shanhai.matching.answers.explain import Explainer, OrderExplained, PersonExplained
    from shanhai.matching.result import Loss, Result, Unplaced
    from shanhai.plans.fitting.changes import Change
    from shanhai.plans.fitting.picture import Picture

#: So many alternatives are told, the best fit first.
MOST = 6


@dataclass(frozen=True)
class Alternative:
    """Somebody who could be somewhere else: whom and where, and what that would cost at least."""

    person: str
    person_name: str
    person_key: int
    order: str
    order_key: int
    title: str
    where: str
    fit: str
    at_least: str


@dataclass(frozen=True)
class Priced:
    """The exact price of one alternative: the whole, and who moves."""

    told: list[str]
    moves: str
    lines: list[str]


@dataclass(frozen=True, eq=False)
class Asking:
    """Answers about one board as it stands."""

    picture: Picture

    def person(self, person: str) -> list[str]:
        """Why the person is where they are, what the fit consists of, and what became of each wish; what one
        that was open would cost stands with `elsewhere`.
        """
        account, voice = self.picture.account, self.picture.voice
        told = []
        for each in account.by_person.get(person, ()):
            told += placement_sentences(each, account, voice)
            told.append(parts_sentence(each.parts, account, voice))
        if why := self._why_nowhere(person):
            told.append(unplaced_sentence(why, self._result.problem, voice, is_priced=True))
        explained = self._person(person)
        wishes = tuple(replace(each, loss=None) for each in explained.wishes)
        return [*told, *Told(account, voice).wishes(replace(explained, wishes=wishes))]

    def order(self, order: str) -> list[str]:
        """Who has the seats of an order, and why."""
        account, voice = self.picture.account, self.picture.voice
        placed = account.by_order.get(order, ())
        return [voice.sentences(*placement_sentences(each, account, voice)) for each in placed]

    def shut(self, person: str) -> str:
        """How many orders each requirement shuts to the person."""
        return barrier_words(self._person(person).barriers, self.picture.voice)

    def barred(self, order: str) -> str:
        """How many people each requirement keeps from the order."""
        return bar_words(self._order(order), self.picture.voice)

    def elsewhere(self, person: str) -> list[Alternative]:
        """Where else the person could go: where they fit best, and every order that was told of; by fit."""
        explained, why = self._person(person), self._why_nowhere(person)
        told = {each.order: each.fit.total for each in explained.alternatives}
        told |= {each.order: each.fit.total for each in explained.wishes if each.fit is not None}
        told |= {why.best_order: why.best_fit} if why is not None and why.best_order else {}
        return [
            self.alternative(person, order) for order in sorted(told, key=lambda each: (-told[each], each))
        ]

    def others(self, order: str) -> list[Alternative]:
        """Who else could have a seat of the order, the best fit first."""
        voice = self.picture.voice
        return [
            self._alternative(
                each.person,
                order,
                each.fit.total,
                each.loss,
                voice.listing(voice.order(held) for held in each.placed_on),
            )
            for each in self._order(order).close
        ]

    def eligible(self, order: str) -> int:
        """How many people the order is open to."""
        return self._order(order).eligible

    @property
    def prices_follow(self) -> bool:
        """Whether the exact prices may follow by themselves: a large pool takes seconds for each."""
        return self.picture.asked.is_small

    def alternative(self, person: str, order: str) -> Alternative:
        """One pair with its bound, wherever it ranks."""
        explainer, problem = self._explainer, self._result.problem
        i, j = problem.person_row[person], problem.order_row[order]
        fit = explainer.fit(i, j).total
        return self._alternative(person, order, fit, explainer.loss(i, j), self._holders(order))

    def price(self, change: Change, seconds: float) -> Priced | None:
        """What one more change would do, exactly; None where that takes longer to work out."""
        after = (*self.picture.changes, change)
        asked = self.picture.asked
        if not asked.get_ready(after, seconds):
            return None
        difference = compare(self._result, asked.result(after))
        voice = self.picture.voice
        return Priced(
            difference_sentences(difference, voice),
            moves_title(difference, voice),
            move_lines(difference, voice),
        )

    @cached_property
    def _result(self) -> Result:
        """The plan under the changes, proven: what is asked is answered from its prices."""
        return self.picture.asked.result(self.picture.changes)

    @cached_property
    def _explainer(self) -> Explainer:
        return explainer_of(self._result, may_see=everybody, most=MOST)

    def _person(self, person: str) -> PersonExplained:
        return self._explainer.person(person)

    def _order(self, order: str) -> OrderExplained:
        return self._explainer.order(order)

    def _why_nowhere(self, person: str) -> Unplaced | None:
        """Why the person has no place; None for somebody who has one."""
        return None if person in self.picture.account.by_person else self._left_out.get(person)

    @cached_property
    def _left_out(self) -> dict[str, Unplaced]:
        settled = self._result.workings
        names = [stage.name for stage in settled.stages]
        found = reasons(settled.problem, settled.scoring, settled.plan, names, settled.loss, settled.blocking)
        return {each.person: each for each in found}

    def _holders(self, order: str) -> str:
        placed = self.picture.account.by_order.get(order, ())
        return self.picture.voice.listing(self.picture.voice.person(each.person) for each in placed)

    def _alternative(self, person: str, order: str, fit: int, loss: Loss, where: str) -> Alternative:
        picture, base = self.picture, self.picture.asked.base
        return Alternative(
            person=person,
            person_name=picture.voice.person(person),
            person_key=base.people[person],
            order=order,
            order_key=base.orders[order],
            title=picture.voice.order(order),
            where=where,
            fit=fit_text(fit, picture.account.full),
            at_least=loss_words(loss, picture.account.full, picture.voice),
        )
