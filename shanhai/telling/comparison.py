"""Two plans side by side: what differs in their rules, and every stage of both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.telling.phrases import comparison as phrases
from shanhai.telling.rule_words import rule_title
from shanhai.telling.stages import stage_title

if TYPE_CHECKING:
    from shanhai.matching.whatif import Difference
    from shanhai.telling.voice import Voice


def stage_lines(difference: Difference, voice: Voice) -> list[str]:
    """Return one line for each stage that both plans have."""
    return [
        voice.say(phrases.STAGE, stage=stage_title(name, voice), before=f"{was:,}", after=f"{now:,}")
        for name, (was, now) in difference.stages.items()
    ]


def rule_lines(difference: Difference, voice: Voice) -> list[str]:
    """Return one line for each rule that the two plans do not share, and one if their scores differ."""
    one, other = difference.before.problem, difference.after.problem
    out = []
    if (one.criteria, one.seed, one.fair_over) != (other.criteria, other.seed, other.fair_over):
        out.append(voice.say(phrases.OTHER_CRITERIA))
    old, new = ({rule.id: rule for rule in problem.rules} for problem in (one, other))
    for name in dict.fromkeys([*old, *new]):
        if old.get(name) == new.get(name):
            continue
        words = phrases.RULE_GONE if name not in new else phrases.RULE_CHANGED
        words = phrases.RULE_ADDED if name not in old else words
        problem = one if name in old else other
        rule = old.get(name) or new[name]
        out.append(voice.say(words, rule=rule_title(rule, problem, voice)))
    return out
