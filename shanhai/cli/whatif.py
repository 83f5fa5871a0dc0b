"""`shanhai whatif`: what a change would do to the plan."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from shanhai.cli.console import tell, tell_json, watching
from shanhai.cli.failures import Failure
from shanhai.cli.options import folder_argument, json_option, language_option, option
from shanhai.cli.rule_change import changed_rule
from shanhai.cli.settled import known, settle_again
from shanhai.cli.speech import language
from shanhai.cli.told import ToldCommand
from shanhai.matching.whatif import Forbid, Pin, Swap, Withdraw, what_if
from shanhai.telling.differences import difference_sentences, move_lines, moves_title
from shanhai.telling.phrases import command_line as phrases
from shanhai.telling.voice import Voice

if TYPE_CHECKING:
    from pathlib import Path

    from shanhai.matching.problem import Problem
    from shanhai.matching.whatif import Difference, Edit

Pairs = tuple[tuple[str, str], ...]


@click.command("whatif", cls=ToldCommand, words=phrases.WHATIF)
@folder_argument
@option("--pin", "pins", nargs=2, multiple=True, metavar="PERSON ORDER", words=phrases.PIN)
@option("--forbid", "bans", nargs=2, multiple=True, metavar="PERSON ORDER", words=phrases.FORBID)
@option("--withdraw", "leaving", multiple=True, metavar="PERSON", words=phrases.WITHDRAW)
@option("--swap", "swaps", nargs=2, multiple=True, metavar="PERSON PERSON", words=phrases.SWAP)
@option("--change-rule", "changes", nargs=2, multiple=True, metavar="RULE CHANGE", words=phrases.CHANGE_RULE)
@option("--least-change", is_flag=True, words=phrases.LEAST_CHANGE)
@json_option
@language_option
def whatif_command(folder: Path, least_change: bool, as_json: bool, **wanted: Any) -> None:
    """Try a change."""
    if not any(wanted.values()):
        raise Failure(phrases.NO_EDIT)
    with watching(as_json=as_json) as progress:
        book, result = settle_again(folder, progress)
        edits = edits_of(book.problem, **wanted)
        progress.say(phrases.THINKING)
        try:
            difference = what_if(result, edits, least_change=least_change, progress=progress.stage)
        except ValueError as error:
            raise Failure(phrases.IMPOSSIBLE, reason=str(error)) from error
    voice = Voice.about(book.problem, language(), book.names)
    if as_json:
        tell_json(difference_record(difference, voice))
    else:
        tell_difference(difference, voice)


def edits_of(
    problem: Problem, *, pins: Pairs, bans: Pairs, leaving: tuple[str, ...], swaps: Pairs, changes: Pairs
) -> list[Edit]:
    """Return the edits that the options ask for. Raises: Failure for an unknown name."""

    def person(name: str) -> str:
        return known(name, problem.person_row, phrases.UNKNOWN_PERSON)

    def order(name: str) -> str:
        return known(name, problem.order_row, phrases.UNKNOWN_ORDER)

    return [
        *(Withdraw(person(name)) for name in leaving),
        *(Pin(person(name), order(to)) for name, to in pins),
        *(Forbid(person(name), order(to)) for name, to in bans),
        *(Swap(person(one), person(other)) for one, other in swaps),
        *(changed_rule(problem, rule, change) for rule, change in changes),
    ]


def tell_difference(difference: Difference, voice: Voice) -> None:
    """Print what the change does."""
    for sentence in difference_sentences(difference, voice):
        tell(sentence)
    tell(moves_title(difference, voice))
    for line in move_lines(difference, voice):
        tell(f"  {line}")


def difference_record(difference: Difference, voice: Voice) -> dict[str, Any]:
    """Return what the change does, for machines."""
    return {
        "status": difference.after.status,
        "loss": asdict(difference.loss),
        "stages": {name: {"before": was, "after": now} for name, (was, now) in difference.stages.items()},
        "moved": [
            {"person": person, "before": list(old), "after": list(new)}
            for person, old, new in difference.moved
        ],
        "rules_touched": list(difference.touched),
        "hurt_most": {"person": difference.hurt, "fit": difference.hurt_by} if difference.hurt else None,
        "sentences": difference_sentences(difference, voice),
    }
