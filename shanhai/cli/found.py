"""`shanhai found`: the first programme of an empty installation, and the link for its office."""

from __future__ import annotations

import re

import click

from shanhai.cli.application import open_application
from shanhai.cli.console import tell, tell_json
from shanhai.cli.failures import Exit, Failure
from shanhai.cli.options import json_option, language_option, option
from shanhai.cli.serve import bring_up_to_date
from shanhai.cli.speech import say
from shanhai.cli.told import ToldCommand
from shanhai.telling.phrases import serving as phrases

_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@click.command("found", cls=ToldCommand, words=phrases.FOUND)
@click.argument("code")
@click.argument("name")
@option("--office", default="", metavar="NAME", words=phrases.OFFICE)
@json_option
@language_option
def found_command(code: str, name: str, office: str, as_json: bool) -> Exit:
    """Found a programme."""
    if not _CODE.fullmatch(code):
        raise Failure(phrases.WRONG_CODE, given=code)
    open_application()
    bring_up_to_date()
    from django.db import transaction
    from django.urls import reverse

    from shanhai.programme.actions.accounts import invite
    from shanhai.programme.actions.setup import open_programme
    from shanhai.programme.models import Programme

    if Programme.objects.exists():
        raise Failure(phrases.FOUNDED_ALREADY)
    with transaction.atomic():
        programme = open_programme(by=None, values={"code": code, "name": name})
        invited = invite(by=None, name=office, role="office", programme=programme)
    path = reverse("invitation", args=(invited.token,))
    if as_json:
        tell_json({"programme": code, "invitation": path})
    else:
        tell(say(phrases.FOUNDED, name=name), style="bold green")
        tell(say(phrases.INVITATION, path=path))
    return Exit.DONE
