"""What is said to one person, made from the engine's explanation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shanhai.telling.explanations import parts_sentence, placement_sentences
from shanhai.telling.losses import loss_band, loss_words
from shanhai.telling.numbers import Count, fit_text
from shanhai.telling.phrases import explained as phrases
from shanhai.telling.phrases import reasons as reason_phrases
from shanhai.telling.phrases import terms
from shanhai.telling.reasons import barrier_words, unplaced_sentence
from shanhai.telling.wishes import whose_wish

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shanhai.matching.answers.explain import Alternative, PersonExplained, WishAnswer
    from shanhai.matching.answers.shortfall import Lack
    from shanhai.matching.result import Loss, Placement
    from shanhai.telling.account import Account
    from shanhai.telling.voice import Voice


@dataclass(frozen=True)
class Told:
    """Speaks about one person: to the office by name, or to the person as "you", with losses in bands
    alone.
    """

    account: Account
    voice: Voice
    you: bool = False

    def person(self, explained: PersonExplained, *, alternatives: bool = True) -> list[str]:
        """Everything there is to say to the person: the place, each wish, and other orders that were open."""
        out = [sentence for each in self._placements(explained) for sentence in self._placed(each)]
        if explained.unplaced is not None:
            out += self._unplaced(explained)
        out += self.wishes(explained)
        if alternatives and explained.alternatives and not self.you:
            out.append(self._alternatives(explained.alternatives))
        return out

    def wishes(self, explained: PersonExplained) -> list[str]:
        """What became of each wish that was not granted; those that were are told with the place."""
        return [
            self.wish(answer, rank)
            for rank, answer in enumerate(explained.wishes, start=1)
            if not answer.granted
        ]

    def wish(self, answer: WishAnswer, rank: int) -> str:
        """What became of one wish."""
        say = self.voice.say
        fields = {"wish": self._wished(answer), "whose": self._whose(rank), "who": self._who()}
        if not answer.orders:
            return say(phrases.WISH_EMPTY, **fields)
        if answer.fit is not None:
            open_to = {
                "fit": fit_text(answer.fit.total, self.account.full),
                "order": self.voice.order(answer.order),
            }
            return self._open(answer, fields | open_to)
        shut = say(phrases.WISH_SHUT, **fields, barriers=barrier_words(answer.barriers, self.voice))
        return self.voice.sentences(shut, self._needs(answer))

    def _open(self, answer: WishAnswer, fields: Mapping[str, str]) -> str:
        """An open wish, with what it would have cost unless that stands beside it."""
        is_order = answer.kind == "order"
        if answer.loss is None:
            return self.voice.say(phrases.WISH_PRICED_ITSELF if is_order else phrases.WISH_PRICED, **fields)
        words = phrases.WISH_OPEN_ITSELF if is_order else phrases.WISH_OPEN
        return self.voice.say(words, **fields, loss=self.loss(answer.loss))

    def loss(self, loss: Loss) -> str:
        """A loss as this reader may hear it."""
        return (loss_band if self.you else loss_words)(loss, self.account.full, self.voice)

    def _placements(self, explained: PersonExplained) -> list[Placement]:
        return self.account.by_person.get(explained.person, [])

    def _placed(self, placement: Placement) -> list[str]:
        told = placement_sentences(placement, self.account, self.voice, you=self.you)
        # Whoever is told of themselves also reads what the fit consists of.
        return [*told, parts_sentence(placement.parts, self.account, self.voice)] if self.you else told

    def _unplaced(self, explained: PersonExplained) -> list[str]:
        assert explained.unplaced is not None
        if not self.you:
            return [unplaced_sentence(explained.unplaced, self.account.problem, self.voice)]
        first = [] if explained.placements else [self.voice.say(phrases.UNPLACED_YOU)]
        return [*first, *self._open_to(explained)]

    def _open_to(self, explained: PersonExplained) -> list[str]:
        """How many orders were open, and what the best of them would have cost if no wish tells of it."""
        say, who = self.voice.say, self._who()
        if not explained.open_orders:
            barriers = barrier_words(explained.barriers, self.voice)
            return [say(phrases.NOTHING_OPEN, who=who, barriers=barriers)]
        told = [say(phrases.OTHERS_OPEN, orders=Count(explained.open_orders), who=who)]
        wished = {answer.order for answer in explained.wishes}
        for best in explained.alternatives[:1]:
            if best.order not in wished:
                order, fit = self.voice.order(best.order), fit_text(best.fit.total, self.account.full)
                told.append(say(phrases.BEST_OPEN, order=order, fit=fit, who=who, loss=self.loss(best.loss)))
        return told

    def _alternatives(self, several: tuple[Alternative, ...]) -> str:
        told = [
            self.voice.say(
                phrases.ALTERNATIVE,
                order=self.voice.order(each.order),
                fit=fit_text(each.fit.total, self.account.full),
                who=self._who(),
                loss=self.loss(each.loss),
            )
            for each in several
        ]
        return self.voice.say(phrases.ALTERNATIVES, orders=self.voice.clauses(told))

    def _needs(self, answer: WishAnswer) -> str:
        needs = self.voice.clauses(need_words(each, self.voice) for each in answer.lacks)
        return (
            self.voice.say(phrases.WISH_NEEDS, order=self.voice.order(answer.order), needs=needs)
            if needs
            else ""
        )

    def _wished(self, answer: WishAnswer) -> str:
        name = {"place": self.voice.place, "organisation": self.voice.organisation, "order": self.voice.order}
        return name[answer.kind](answer.wish)

    def _whose(self, rank: int) -> str:
        return whose_wish(rank, self.voice, you=self.you)

    def _who(self) -> str:
        return self.voice.say(phrases.YOU if self.you else phrases.THEM)


def wish_text(person: str, account: Account, voice: Voice) -> list[str]:
    """What became of the person's wishes, for the office; nothing where the result can no longer be asked."""
    if account.explainer is None:
        return []
    return Told(account, voice).wishes(account.explained(person))


def person_text(person: str, account: Account, voice: Voice) -> list[str]:
    """What the office reads of one person: with each wish where the result can still be asked, else the
    place alone.
    """
    if account.explainer is not None:
        return Told(account, voice).person(account.explained(person), alternatives=False)
    out = [
        sentence
        for each in account.by_person.get(person, ())
        for sentence in placement_sentences(each, account, voice)
    ]
    if person in account.unplaced:
        out.append(unplaced_sentence(account.unplaced[person], account.problem, voice))
    return out or [voice.say(reason_phrases.NO_PLACE, who=voice.person(person))]


def need_words(lack: Lack, voice: Voice) -> str:
    """What the person's own record would have to hold."""
    kind = lack.kind
    if kind == "dates":
        kind = f"dates_{lack.field}"
    if kind == "level_range" and not lack.has:
        kind = "level_range_unknown"
    wants, has = lack.wants, lack.has
    if kind == "direction" and wants in terms.DIRECTIONS:
        wants = voice.say(terms.DIRECTIONS[wants])
    if kind == "recused":
        has = voice.names.places.get(has) or voice.organisation(has)
    return voice.say(phrases.NEEDS[kind], wants=wants, has=has)
