"""The writes of the website itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.programme.models import Account, Programme
from shanhai.programme.trail import writing
from shanhai.website.models import KeptView

if TYPE_CHECKING:
    from shanhai.sheets import Language


def choose_language(*, by: Account, language: Language) -> None:
    """Keep the language that somebody reads in with their account."""
    with writing(by=by, action="accounts.language") as write:
        account = Account.objects.get(pk=by.pk)
        if account.language != language:
            account.language = language
            write.save(account)


def keep_view(
    *, by: Account, programme: Programme, listing: str, name: str, address: str, is_shared: bool
) -> KeptView:
    """Keep a list as it is seen now under a name; one's own view of that name is replaced."""
    with writing(by=by, action="views.keep") as write:
        mine = {"account": by, "programme": programme, "listing": listing, "name": name}
        view = KeptView.objects.select_for_update().filter(**mine).first() or KeptView(**mine)
        view.address, view.is_shared = address, is_shared
        return write.save(view)


def drop_view(view: KeptView, *, by: Account) -> None:
    """Drop a kept view."""
    with writing(by=by, action="views.drop") as write:
        write.delete(view)
