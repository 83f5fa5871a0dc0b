"""A loss in words: exactly, at least, or in the bands that a person may be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.telling.numbers import Count
from shanhai.telling.phrases import losses
from shanhai.telling.stages import split_stage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shanhai.matching.result import Loss
    from shanhai.telling.voice import Voice

# "At least" this share of a perfect fit; what is less says too little.
WORTH_TELLING = 0.005


def loss_words(loss: Loss, full: int, voice: Voice) -> str:
    """What it would do to the whole, after "that would …": for the office and the panel."""
    if not loss.stage:
        return voice.say(losses.NOTHING if loss.exact else losses.NOTHING_KNOWN)
    kind, number = split_stage(loss.stage)
    if kind == "fit" and not loss.exact and loss.amount < WORTH_TELLING * full:
        return voice.say(losses.LITTLE_KNOWN)
    phrase = (losses.EXACT if loss.exact else losses.AT_LEAST)[kind]
    return voice.say(phrase, amount=Count(loss.amount), tier=number, fit=small_fit(loss.amount, full))


def loss_band(loss: Loss, full: int, voice: Voice) -> str:
    """The same for the person concerned, in bands that do not tell of anybody else; a bound is no loss."""
    if not loss.exact:
        return voice.say(losses.NOT_WORKED_OUT)
    if not loss.stage:
        return voice.say(losses.NOTHING)
    kind, number = split_stage(loss.stage)
    if kind != "fit":
        return voice.say(losses.IN_A_BAND[kind], tier=number)
    band = sum(loss.amount >= limit * full for limit in losses.BAND_LIMITS)
    return voice.say(losses.FIT_BANDS[band])


def amounts_words(amounts: Mapping[str, int], full: int, voice: Voice) -> str:
    """A loss vector as a list of nouns: "2 seats of priority 1, 0.08 of fit"; empty when nothing is lost."""
    return voice.clauses(
        voice.say(
            losses.AMOUNTS[split_stage(stage)[0]],
            amount=Count(amount),
            tier=split_stage(stage)[1],
            fit=small_fit(amount, full),
        )
        for stage, amount in amounts.items()
        if amount and not stage.startswith("tie")
    )


def both_ways(changes: Mapping[str, int], full: int, voice: Voice) -> tuple[str, str]:
    """What is lost and what is gained, each as a list of nouns; changes below 0 are losses."""
    lost = {name: -change for name, change in changes.items() if change < 0}
    gained = {name: change for name, change in changes.items() if change > 0}
    return amounts_words(lost, full, voice), amounts_words(gained, full, voice)


def small_fit(points: int, full: int) -> str:
    """A difference in fit: two decimals, more where it would round to nothing."""
    shown = f"{points / full:,.2f}"
    return f"{points / full:.2g}" if points and shown in ("0.00", "-0.00") else shown
