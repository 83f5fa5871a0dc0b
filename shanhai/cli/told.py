"""Commands and options whose help is told in the language spoken now."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

import click

from shanhai.cli.speech import say
from shanhai.telling.phrases import command_line as phrases

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shanhai.sheets.words import Words


class ToldOption(click.Option):
    """An option with help in every language."""

    def __init__(self, *args: Any, words: Words, **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.words = words

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option's line in the help."""
        self.help = say(self.words)
        return super().get_help_record(ctx)

    def get_help_extra(self, ctx: click.Context) -> Any:
        """Return what stands in brackets behind the help."""
        extra = super().get_help_extra(ctx)
        if "required" in extra:
            extra["required"] = say(phrases.REQUIRED)
        return extra


class ToldCommand(click.Command):
    """A command with help in every language."""

    def __init__(self, *args: Any, words: Words, notes: tuple[Words, ...] = (), **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.words, self.notes = words, notes

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the line that stands beside the command in the list of commands."""
        return say(self.words)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return `--help`, told in the language spoken now."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = say(phrases.HELP)
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        usage = " ".join([ctx.command_path, *self.collect_usage_pieces(ctx)])
        formatter.write(say(phrases.USAGE, usage=usage) + "\n")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        formatter.write_paragraph()
        with formatter.indentation():
            for text in (self.words, *self.notes):
                formatter.write_text(say(text))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of options."""
        records = [
            record
            for option in self.get_params(ctx)
            if isinstance(option, click.Option) and (record := option.get_help_record(ctx))
        ]
        if records:
            with formatter.section(say(phrases.OPTIONS)):
                formatter.write_dl(records)


class ToldGroup(ToldCommand, click.Group):
    """A group of commands with help in every language."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of options, then that of commands."""
        ToldCommand.format_options(self, ctx, formatter)
        with formatter.section(say(phrases.COMMANDS)):
            formatter.write_dl([(name, self.commands[name].get_short_help_str()) for name in self.commands])


def usage_message(error: click.UsageError) -> str:
    """Return what is wrong with the usage, in the language spoken now."""
    if isinstance(error, click.NoSuchOption):
        return say(phrases.NO_SUCH_OPTION, option=error.option_name, hint=hint(error.possibilities or ()))
    if isinstance(error, click.MissingParameter):
        return say(phrases.MISSING_PARAMETER, parameter=_parameter(error))
    if isinstance(error, click.BadParameter):
        return _bad_parameter(error)
    return error.format_message()


def hint(names: Iterable[str], wanted: str = "") -> str:
    """Return "Did you mean …?" with the names, or with those of them that are close to what was typed."""
    close = difflib.get_close_matches(wanted, list(names), n=3) if wanted else list(names)
    return say(phrases.DID_YOU_MEAN, names=tuple(close)) if close else ""


def _parameter(error: click.BadParameter) -> str:
    if error.param is None:
        return ""
    return error.param.opts[-1] if isinstance(error.param, click.Option) else str(error.param.metavar)


def _bad_parameter(error: click.BadParameter) -> str:
    kind = error.param.type if error.param is not None else None
    choices = say(phrases.CHOICES, choices=", ".join(kind.choices)) if isinstance(kind, click.Choice) else ""
    if not choices and error.param is not None:
        return f"{_parameter(error)}: {error.message}"
    return say(phrases.BAD_PARAMETER, parameter=_parameter(error), value=_given(error), choices=choices)


def _given(error: click.BadParameter) -> str:
    return error.message.split("'")[1] if error.message.count("'") > 1 else error.message
