"""Opens a programme and invites its first office: the one step that nobody could take in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from shanhai.programme.actions import accounts, setup
from shanhai.programme.models import Programme
from shanhai.programme.queries.roles import offices
from shanhai.sheets import Words

if TYPE_CHECKING:
    from argparse import ArgumentParser

OPEN_IT = Words(
    "Open this link to take the office of {name}. It works once, for two weeks:",
    "请打开以下链接，接任{name}项目办。链接两周内有效，仅可使用一次：",
)
HAS_ONE = Words(
    "The programme {name} has its office already. Ask it for an invitation.",
    "{name}已有项目办，请向其索取邀请。",
)


class Command(BaseCommand):
    """`python -m shanhai.website first_office --programme north --title 北线工程 --name "林　晓"`."""

    help = "Open a programme and print the link with which its first office opens an account."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What has to be said."""
        parser.add_argument("--programme", required=True, help="short name of the programme, as in addresses")
        parser.add_argument("--title", default="", help="its title, for a programme that is not there yet")
        parser.add_argument("--name", required=True, help="who is invited")
        parser.add_argument("--host", default="http://localhost:8000", help="address of the installation")

    def handle(self, *args: object, **given: str) -> None:
        """Open the programme where it is not there yet, and invite."""
        programme = Programme.objects.filter(code=given["programme"]).first()
        if programme is None:
            values = {"code": given["programme"], "name": given["title"] or given["programme"]}
            programme = setup.open_programme(by=None, values=values)
        elif offices(programme).exists():
            raise CommandError(
                f"{HAS_ONE.say('zh-hans', name=programme)}\n{HAS_ONE.say('en', name=programme)}"
            )
        invited = accounts.invite(by=None, name=given["name"], role="office", programme=programme)
        for language in ("zh-hans", "en"):
            self.stdout.write(OPEN_IT.say(language, name=programme))
        self.stdout.write(f"{given['host'].rstrip('/')}{reverse('invitation', args=[invited.token])}")
