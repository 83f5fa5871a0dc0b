"""The writes of the website itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.programme.models import Account
from shanhai.programme.trail import writing

if TYPE_CHECKING:
    from shanhai.sheets import Language


def choose_language(*, by: Account, language: Language) -> None:
    """Keep the language that somebody reads in with their account."""
    with writing(by=by, action="accounts.language") as write:
        account = Account.objects.get(pk=by.pk)
        if account.language != language:
            account.language = language
            write.save(account)
