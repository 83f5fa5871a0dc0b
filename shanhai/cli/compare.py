"""`shanhai compare`: two plans of the same people and orders, stage by stage and person by person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from shanhai.cli.console import tell, tell_json, watching
from shanhai.cli.failures import Failure
from shanhai.cli.options import PATH, json_option, language_option, option
from shanhai.cli.plan_folder import read_result
from shanhai.cli.speech import language, say
from shanhai.cli.told import ToldCommand
from shanhai.cli.whatif import difference_record
from shanhai.matching.whatif import compare
from shanhai.telling.comparison import rule_lines, stage_lines
from shanhai.telling.differences import difference_sentences, move_lines, moves_title
from shanhai.telling.phrases import command_line
from shanhai.telling.phrases import comparison as phrases
from shanhai.telling.voice import Voice

if TYPE_CHECKING:
    from pathlib import Path

    from shanhai.matching.problem import Problem


@click.command("compare", cls=ToldCommand, words=phrases.COMPARE)
@click.argument("first", metavar="DIR1", type=PATH)
@click.argument("second", metavar="DIR2", type=PATH)
@option("--most", type=click.IntRange(min=0), default=100, metavar="NUMBER", words=phrases.MOST)
@json_option
@language_option
def compare_command(first: Path, second: Path, most: int, as_json: bool) -> None:
    """Compare two plans."""
    with watching(as_json=as_json) as progress:
        progress.say(command_line.READING, file=first)
        book, before = read_result(first)
        progress.say(command_line.READING, file=second)
        other, after = read_result(second)
    _check_same(book.problem, other.problem)
    difference = compare(before, after)
    voice = Voice.about(book.problem, language(), book.names)
    if as_json:
        same_rules = book.problem.rules_fingerprint == other.problem.rules_fingerprint
        tell_json({"same_rules": same_rules, **difference_record(difference, voice)})
        return
    for sentence in (*rule_lines(difference, voice), *difference_sentences(difference, voice)):
        tell(sentence)
    for line in stage_lines(difference, voice):
        tell(f"  {line}")
    tell(moves_title(difference, voice))
    lines = move_lines(difference, voice)
    for line in lines[:most]:
        tell(f"  {line}")
    if len(lines) > most:
        tell("  " + say(phrases.MORE_MOVES, more=len(lines) - most))


def _check_same(one: Problem, other: Problem) -> None:
    """Refuse plans of different people or orders. Raises: Failure."""
    for mine, theirs, words in (
        (one.people.id, other.people.id, phrases.OTHER_PEOPLE),
        (one.orders.id, other.orders.id, phrases.OTHER_ORDERS),
    ):
        apart = sorted(set(mine) ^ set(theirs))
        if apart:
            raise Failure(words, count=len(apart), name=apart[0])
