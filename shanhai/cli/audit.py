"""`shanhai audit`: is everything in a database as it was written?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from shanhai.cli.application import open_application
from shanhai.cli.console import tell, tell_json, watching
from shanhai.cli.failures import Exit, Failure
from shanhai.cli.options import json_option, language_option, option
from shanhai.cli.speech import say
from shanhai.cli.told import ToldCommand, ToldGroup
from shanhai.telling.phrases import command_line
from shanhai.telling.phrases import serving as phrases

if TYPE_CHECKING:
    from shanhai.programme.audit import Report

_HEAD = re.compile(r"(\d{1,18}):([0-9a-f]{64})")
_SHOWN = 50

database_option = option("--database", metavar="URL", words=phrases.DATABASE)


@click.group("audit", cls=ToldGroup, words=phrases.AUDIT)
def audit_command() -> None:
    """Audit a database."""


@audit_command.command("head", cls=ToldCommand, words=phrases.AUDIT_HEAD)
@database_option
@json_option
@language_option
def head_command(database: str | None, as_json: bool) -> Exit:
    """Publish the head."""
    open_application(database)
    from shanhai.programme.chain import publish_head

    try:
        head = publish_head(by=None)
    except ValueError as error:
        raise Failure(phrases.NOTHING_WRITTEN) from error
    if as_json:
        tell_json({"position": head.position, "digest": head.digest})
    else:
        tell(say(phrases.THE_HEAD, head=f"{head.position}:{head.digest}"))
    return Exit.DONE


@audit_command.command("verify", cls=ToldCommand, words=phrases.AUDIT_VERIFY)
@option("--head", required=True, metavar="POSITION:DIGEST", words=phrases.HEAD)
@database_option
@json_option
@language_option
def audit_verify_command(head: str, database: str | None, as_json: bool) -> Exit:
    """Verify a database."""
    found = _HEAD.fullmatch(head.strip().lower())
    if found is None:
        raise Failure(phrases.WRONG_HEAD, head=head)
    open_application(database)
    from shanhai.programme.audit import verify

    with watching(as_json=as_json) as progress:
        progress.say(command_line.VERIFYING)
        report = verify(int(found[1]), found[2])
    if as_json:
        findings = [
            {"code": each.code, "about": each.about, "detail": each.detail} for each in report.findings
        ]
        tell_json({"ok": report.ok, "findings": findings, "seen": dict(report.seen)})
    else:
        _tell(report)
    return Exit.DONE if report.ok else Exit.FOUND


def _tell(report: Report) -> None:
    if report.ok:
        tell(say(phrases.AS_WRITTEN), style="bold green")
    else:
        tell(say(phrases.TAMPERED, count=len(report.findings)), style="bold red")
        for each in report.findings[:_SHOWN]:
            tell("  " + " · ".join(filter(None, (say(phrases.FINDINGS[each.code]), each.about, each.detail))))
    counts = {name: report.seen[name] for name in ("events", "records", "files", "erased")}
    tell(say(phrases.AUDITED, **counts, after=report.seen["after_the_chain"]))
