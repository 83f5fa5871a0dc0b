"""Fills an empty database with the invented programme of Haiyue; leaves one that holds anything alone."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from shanhai.programme.models import Programme
from shanhai.sheets import Words
from shanhai.website.sample import ACCOUNTS, PASSWORD, fill

FILLING = Words(
    "Filling in the invented programme of Haiyue (about two minutes) …",
    "正在填入虚构的海岳省示例工程（约两分钟）……",
)
ACCOUNTS_ARE = Words("Demo accounts, all with the password {password}:", "演示账号，密码均为 {password}：")


class Command(BaseCommand):
    """`python -m shanhai.website fill_sample`."""

    help = "Fill an empty database with the invented programme of Haiyue."

    def handle(self, *args: object, **options: object) -> None:
        """Fill it, and print the demo accounts, in Chinese and English."""
        if not Programme.objects.exists():
            self.stdout.write(f"{FILLING.hans}\n{FILLING.en}")
            fill()
        elif not Programme.objects.filter(code="haiyue", invented=True).exists():
            return
        self.stdout.write(f"{ACCOUNTS_ARE.say('zh-hans', password=PASSWORD)}")
        self.stdout.write(ACCOUNTS_ARE.say("en", password=PASSWORD))
        for account in ACCOUNTS:
            self.stdout.write(f"    {account.username:12} {account.what.hans} · {account.what.en}")
