"""`shanhai samples` and `shanhai sample`: invented problems to try things out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from shanhai.cli.console import tell, tell_json, watching
from shanhai.cli.failures import Failure
from shanhai.cli.options import PATH, json_option, language_option, option
from shanhai.cli.speech import language, say
from shanhai.cli.told import ToldCommand, hint
from shanhai.cli.whole_folder import cannot_write
from shanhai.haiyue import SAMPLES, Sample, sample
from shanhai.sheets.words import Words
from shanhai.telling.phrases import command_line as phrases
from shanhai.workbook import write_book

if TYPE_CHECKING:
    from pathlib import Path


@click.command("samples", cls=ToldCommand, words=phrases.SAMPLES)
@json_option
@language_option
def samples_command(as_json: bool) -> None:
    """List the samples."""
    if as_json:
        tell_json({"samples": [{"name": each.name, "about": describe(each)} for each in SAMPLES.values()]})
        return
    width = max(map(len, SAMPLES))
    for each in SAMPLES.values():
        tell(f"{each.name:{width}}  {describe(each)}")


@click.command("sample", cls=ToldCommand, words=phrases.SAMPLE)
@click.argument("name", metavar="NAME")
@option("--to", "target", type=PATH, required=True, words=phrases.TO_FILE)
@json_option
@language_option
def sample_command(name: str, target: Path, as_json: bool) -> None:
    """Write one sample."""
    known_sample(name)
    if target.is_file() or (target.is_dir() and any(target.iterdir())):
        raise Failure(phrases.FILE_TAKEN, path=target)
    with watching(as_json=as_json) as progress:
        progress.say(phrases.WRITING, file=target)
        book = sample(name, language())
        try:
            target.absolute().parent.mkdir(parents=True, exist_ok=True)
            write_book(book, target, language())
        except OSError as error:
            raise cannot_write(target, error) from error
    if as_json:
        tell_json(
            {
                "sample": name,
                "written": str(target),
                "people": book.problem.n_people,
                "orders": book.problem.n_orders,
            }
        )
    else:
        tell(say(phrases.WROTE, path=target))


def known_sample(name: str) -> Sample:
    """Return the sample of that name. Raises: Failure."""
    if name not in SAMPLES:
        raise Failure(phrases.UNKNOWN_SAMPLE, name=name, names=", ".join(SAMPLES), hint=hint(SAMPLES, name))
    return SAMPLES[name]


def describe(each: Sample) -> str:
    """Return what a sample is good for."""
    about = each.description
    return say(Words(about.english, about.hans, about.hant))
