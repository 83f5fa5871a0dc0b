"""What is said of one order: whom it has and why, who was close, and why seats stay empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.telling.explanations import expertise_sentences, parts_sentence
from shanhai.telling.losses import loss_words
from shanhai.telling.numbers import Count, fit_text
from shanhai.telling.phrases import explained as phrases
from shanhai.telling.phrases import reasons as reason_phrases
from shanhai.telling.reasons import shortage_sentence
from shanhai.telling.wishes import whose_wish

if TYPE_CHECKING:
    from shanhai.matching.answers.explain import Close, Here, OrderExplained
    from shanhai.telling.account import Account
    from shanhai.telling.voice import Voice


def order_sentences(explained: OrderExplained, account: Account, voice: Voice) -> list[str]:
    """Return everything there is to say of the order to somebody who may see the people named in it."""
    filled = len(explained.placed) + explained.placed_hidden
    out = [
        voice.say(
            phrases.ORDER_SEATS,
            order=voice.order(explained.order),
            seats=Count(explained.seats),
            filled=Count(filled),
            eligible=Count(explained.eligible),
        )
    ]
    out += [_placed(each, account, voice) for each in explained.placed]
    if not explained.eligible:
        out.append(voice.say(phrases.ORDER_NOBODY, barriers=bar_words(explained, voice)))
    if explained.shortage is not None:
        out.append(_shortage(explained, account, voice))
    if explained.close:
        people = voice.clauses(_close(each, account, voice) for each in explained.close)
        out.append(voice.say(phrases.ORDER_CLOSE, people=people))
    if hidden := explained.placed_hidden + explained.close_hidden:
        out.append(voice.say(phrases.HIDDEN, people=Count(hidden)))
    return out


def _shortage(explained: OrderExplained, account: Account, voice: Voice) -> str:
    """Why seats stay empty, with everybody counted whom the reader may not see."""
    assert explained.shortage is not None
    return shortage_sentence(explained.shortage, account.problem, voice, people=explained.shortage_people)


def _placed(here: Here, account: Account, voice: Voice) -> str:
    why = expertise_sentences(here.person, here.order, account, voice)
    if here.wish_rank:
        why.append(voice.say(reason_phrases.WISH_MET, whose=whose_wish(here.wish_rank, voice)))
    why.append(parts_sentence(here.fit.parts, account, voice))
    fit = fit_text(here.fit.total, account.full)
    return voice.say(phrases.ORDER_PLACED, who=voice.person(here.person), fit=fit, why=voice.sentences(*why))


def _close(close: Close, account: Account, voice: Voice) -> str:
    orders = voice.listing(voice.order(each) for each in close.placed_on)
    where = voice.say(phrases.CLOSE_AT, order=orders) if orders else voice.say(phrases.CLOSE_NOWHERE)
    return voice.say(
        phrases.CLOSE,
        who=voice.person(close.person),
        fit=fit_text(close.fit.total, account.full),
        where=where,
        loss=loss_words(close.loss, account.full, voice),
    )


def bar_words(explained: OrderExplained, voice: Voice) -> str:
    """How many people each criterion keeps from the order, as parts of a sentence."""
    return voice.clauses(
        voice.say(phrases.BARS.get(kind, phrases.BARS["given"]), people=Count(count))
        for kind, count in explained.barriers.items()
        if count
    )
