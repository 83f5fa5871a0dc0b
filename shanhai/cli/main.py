"""The group of all commands, and what happens when one of them cannot do what was asked."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING, Any

import click

import shanhai
from shanhai.cli.console import complain
from shanhai.cli.failures import Exit, Failure
from shanhai.cli.options import language_option, option
from shanhai.cli.speech import chosen_language, language, say, speak
from shanhai.cli.told import ToldGroup, hint, usage_message
from shanhai.matching.tables import ProblemError
from shanhai.sheets.faults import FileError
from shanhai.telling.faults import fault_sentence
from shanhai.telling.phrases import command_line as phrases
from shanhai.telling.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_FAULTS = 20


class CommandLine(ToldGroup):
    """All commands.

    Whatever a user can do wrong ends in a sentence and an exit code, never in a traceback.
    """

    def main(self, args: Sequence[str] | None = None, *rest: Any, **options: Any) -> Any:
        """Run the command that the arguments name, and leave with its exit code."""
        arguments = list(sys.argv[1:] if args is None else args)
        speak(chosen_language(arguments))
        options["standalone_mode"] = False
        # Ended from outside, it tidies up as it does when the user stops it.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        sys.exit(self._run(arguments, *rest, **options))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; an unknown one is answered with those that are spelt alike."""
        if args[0] not in self.commands and not args[0].startswith("-"):
            near = hint(self.commands, args[0])
            raise click.UsageError(say(phrases.NO_SUCH_COMMAND, command=args[0], hint=near), ctx)
        return super().resolve_command(ctx, args)

    def _run(self, *args: Any, **options: Any) -> int:
        try:
            code = super().main(*args, **options)
        except click.UsageError as error:
            complain(say(phrases.ERROR, message=usage_message(error)))
            if error.ctx is not None:
                complain(say(phrases.TRY_HELP, command=error.ctx.command_path))
            return Exit.WRONG
        except Failure as failure:
            complain(say(phrases.ERROR, message=failure.message()))
            return failure.code
        except FileError as error:
            complain(say(phrases.ERROR, message=error.sentence(language())))
            return Exit.WRONG
        except ProblemError as error:
            complain(problem_sentences(error))
            return Exit.WRONG
        except (KeyboardInterrupt, click.Abort):
            complain(say(phrases.STOPPED))
            return Exit.STOPPED
        return int(code or Exit.DONE)


def problem_sentences(error: ProblemError) -> str:
    """Return everything that is wrong with a problem, one line each."""
    voice = Voice(language())
    lines = [say(phrases.PROBLEM_BROKEN, faults=len(error.faults))]
    lines += [f"- {fault_sentence(fault, voice)}" for fault in error.faults[:MOST_FAULTS]]
    if len(error.faults) > MOST_FAULTS:
        lines.append(say(phrases.MORE_ERRORS, more=len(error.faults) - MOST_FAULTS))
    return "\n".join(lines)


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(f"shanhai {shanhai.__version__}")
        ctx.exit()


@click.group(cls=CommandLine, words=phrases.MAIN)
@language_option
@option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    words=phrases.VERSION,
)
def main() -> None:
    """Plans for two-way staff exchange."""
