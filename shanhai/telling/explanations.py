"""Why a person is where they are, in sentences that tell of nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.telling.asked import Answer, answers
from shanhai.telling.numbers import fit_text
from shanhai.telling.phrases import reasons as phrases
from shanhai.telling.rule_words import criterion_words
from shanhai.telling.wishes import whose_wish, wish_rank

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shanhai.matching.result import Placement
    from shanhai.telling.account import Account
    from shanhai.telling.voice import Voice


def placement_sentences(
    placement: Placement, account: Account, voice: Voice, *, you: bool = False
) -> list[str]:
    """Where the person is placed, what was asked for there and held, and their wishes.

    `you` speaks to the person.
    """
    fields = {"order": voice.order(placement.order), "fit": fit_text(placement.fit, account.full)}
    first = phrases.PLACED_YOU if you else phrases.PLACED
    return [
        voice.say(first, who=voice.person(placement.person), **fields),
        *expertise_sentences(placement.person, placement.order, account, voice),
        *_wish_sentence(placement, account, voice, you=you),
    ]


def expertise_sentences(person: str, order: str, account: Account, voice: Voice) -> list[str]:
    """What the order asks for and the person holds, comes close to, or lacks."""
    found = answers(account, person, order)
    groups = (
        (phrases.HELD, [_held(each, voice) for each in found if each.how == "held"]),
        (phrases.NEAR, [_near(each, voice) for each in found if each.how == "near"]),
        (phrases.MISSING, [voice.code(each.asked) for each in found if each.how == "missing"]),
    )
    return [voice.say(words, codes=voice.listing(codes)) for words, codes in groups if codes]


def parts_sentence(given: Mapping[str, int], account: Account, voice: Voice) -> str:
    """What the fit consists of, criterion by criterion."""
    parts = [
        voice.say(
            phrases.PART,
            criterion=criterion_words(name, voice),
            points=fit_text(given.get(name, 0), account.full),
            most=fit_text(most, account.full),
        )
        for name, most in account.most.items()
    ]
    comma = ", " if voice.language == "en" else "，"
    return voice.say(phrases.PARTS, parts=comma.join(parts)) if parts else ""


def _wish_sentence(placement: Placement, account: Account, voice: Voice, *, you: bool) -> list[str]:
    if not account.problem.people.wishes[account.problem.person_row[placement.person]]:
        return []
    rank = wish_rank(account, placement.person, placement.order)
    if rank:
        return [voice.say(phrases.WISH_MET, whose=whose_wish(rank, voice, you=you))]
    return [voice.say(phrases.NO_WISH_MET_YOU if you else phrases.NO_WISH_MET)]


def _held(answer: Answer, voice: Voice) -> str:
    name = voice.code(answer.asked)
    return name if answer.is_evidenced else voice.say(phrases.CLAIMED, code=name)


def _near(answer: Answer, voice: Voice) -> str:
    return voice.say(phrases.NEAR_TO, held=voice.code(answer.held), asked=voice.code(answer.asked))
