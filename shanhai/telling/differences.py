"""What an edit changes, in sentences: the whole, who moves, which rules are touched, whom it hurts most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.telling.losses import both_ways, small_fit
from shanhai.telling.numbers import Count, full_fit
from shanhai.telling.phrases import differences as phrases
from shanhai.telling.reasons import rules_named
from shanhai.telling.stages import status_sentences

if TYPE_CHECKING:
    from shanhai.matching.whatif import Difference
    from shanhai.telling.voice import Voice


def difference_sentences(difference: Difference, voice: Voice) -> list[str]:
    """Return what the edit does to the whole, without the list of those who move."""
    problem = difference.after.problem
    full = full_fit(problem)
    makes_conflict = difference.after.conflict is not None and difference.before.conflict is None
    out = [voice.say(phrases.CONFLICT) if makes_conflict else _whole(difference, full, voice)]
    if difference.after.status != difference.before.status:
        out += status_sentences(difference.after, voice)
    if difference.touched:
        out.append(voice.say(phrases.RULES_TOUCHED, rules=_touched(difference, voice)))
    if difference.hurt:
        fall = small_fit(difference.hurt_by, full)
        words = phrases.LEFT_WITHOUT if _has_no_place(difference) else phrases.HURT_MOST
        out.append(voice.say(words, who=voice.person(difference.hurt), fit=fall))
    return out


def _has_no_place(difference: Difference) -> bool:
    """Whether the person whom it hurts most has no place any more."""
    return any(person == difference.hurt and not new for person, _, new in difference.moved)


def move_lines(difference: Difference, voice: Voice) -> list[str]:
    """Return one line for each person whose places change."""
    return [
        voice.say(phrases.MOVE, who=voice.person(person), old=_places(old, voice), new=_places(new, voice))
        for person, old, new in difference.moved
    ]


def moves_title(difference: Difference, voice: Voice) -> str:
    """Return how many people move."""
    if not difference.moved:
        return voice.say(phrases.NOBODY_MOVES)
    return voice.say(phrases.MOVES, people=Count(len(difference.moved)))


def _whole(difference: Difference, full: int, voice: Voice) -> str:
    """What the whole loses and gains; the first stage that differs decides which of the two stands first."""
    changes = {name: now - was for name, (was, now) in difference.stages.items() if now != was}
    lost, gained = both_ways(changes, full, voice)
    if not changes:
        return voice.say(phrases.SAME_VALUE)
    if lost and gained:
        loses_first = next(iter(changes.values())) < 0
        words = phrases.LOSES_AND_GAINS if loses_first else phrases.GAINS_AND_LOSES
        return voice.say(words, lost=lost, gained=gained)
    return voice.say(phrases.LOSES if lost else phrases.GAINS, amounts=lost or gained)


def _touched(difference: Difference, voice: Voice) -> str:
    """The rules that are bent more or less than before, and how far."""
    was, now = (
        {each.rule: each.violation for each in result.rules}
        for result in (difference.before, difference.after)
    )
    return voice.listing(
        voice.say(
            phrases.RULE_TOUCHED,
            rule=rules_named([name], difference.after.problem, voice),
            was=Count(was.get(name, 0)),
            now=Count(now.get(name, 0)),
        )
        for name in difference.touched
    )


def _places(orders: tuple[str, ...], voice: Voice) -> str:
    return voice.listing(voice.order(each) for each in orders) or voice.say(phrases.NOWHERE)
