"""Fills an empty database with the liaison drive at real size, to see how the desk bears it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.management.base import BaseCommand, CommandError

from shanhai.programme.models import Programme
from shanhai.website.sample.drive import FIRMS, REQUESTS, STAFF, Size, fill_drive

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """`python -m shanhai.website load_drive`."""

    help = "Fill an empty database with the liaison drive: 45,300 staff, 60,900 firms, 48,900 requests."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Sizes, for trying it out smaller."""
        parser.add_argument("--staff", type=int, default=STAFF)
        parser.add_argument("--firms", type=int, default=FIRMS)
        parser.add_argument("--requests", type=int, default=REQUESTS)

    def handle(self, *args: object, **options: int) -> None:
        """Fill it."""
        if Programme.objects.exists():
            raise CommandError(
                "The database holds a programme already. "
                "Name an empty one with SHANHAI_HOME or SHANHAI_DATABASE."
            )
        fill_drive(Size(options["staff"], options["firms"], options["requests"]), self.stdout.write)
