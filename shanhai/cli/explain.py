"""`shanhai explain`: why here, why not there."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from shanhai.cli.console import tell, tell_json, watching
from shanhai.cli.failures import Failure
from shanhai.cli.options import folder_argument, json_option, language_option, option
from shanhai.cli.settled import known, settle_again
from shanhai.cli.speech import language
from shanhai.cli.told import ToldCommand
from shanhai.telling.account import Account
from shanhai.telling.answers import Told
from shanhai.telling.asking import everybody, explainer_of
from shanhai.telling.order_answers import order_sentences
from shanhai.telling.phrases import command_line as phrases
from shanhai.telling.voice import Voice

if TYPE_CHECKING:
    from pathlib import Path

# Each loss is a solve of its own: a fraction of a second up to so many people.
EXACT_UP_TO = 1_000


@click.command("explain", cls=ToldCommand, words=phrases.EXPLAIN)
@folder_argument
@option("--person", metavar="ID", words=phrases.PERSON)
@option("--order", metavar="ID", words=phrases.ORDER)
@option("--exact/--at-least", default=None, words=phrases.EXACT)
@json_option
@language_option
def explain_command(
    folder: Path, person: str | None, order: str | None, exact: bool | None, as_json: bool
) -> None:
    """Explain one person or one order."""
    if (person is None) == (order is None):
        raise Failure(phrases.ONE_OF_TWO)
    with watching(as_json=as_json) as progress:
        book, result = settle_again(folder, progress)
        problem = book.problem
        account, voice = Account(result), Voice.about(problem, language(), book.names)
        exactly = problem.n_people <= EXACT_UP_TO if exact is None else exact
        explainer = explainer_of(result, may_see=everybody, exact=exactly)
        progress.say(phrases.THINKING)
        if person is not None:
            of_person = explainer.person(known(person, problem.person_row, phrases.UNKNOWN_PERSON))
            sentences, answer = Told(account, voice).person(of_person), asdict(of_person)
        else:
            of_order = explainer.order(known(str(order), problem.order_row, phrases.UNKNOWN_ORDER))
            sentences, answer = order_sentences(of_order, account, voice), asdict(of_order)
    if as_json:
        tell_json({**answer, "sentences": sentences})
        return
    for sentence in sentences:
        tell(sentence)
