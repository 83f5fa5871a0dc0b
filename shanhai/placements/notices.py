"""What placements tell people, and whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.outbox import actions as outbox
from shanhai.outbox.kinds import Kind, declare
from shanhai.programme.queries.roles import holders
from shanhai.sheets import Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shanhai.placements.models import Placement
    from shanhai.programme.models import Account
    from shanhai.programme.trail import Writing

_SIDES = ("own.placement", "placements.receive", "placements.send", "placements.run")
_PERMISSIONS = {"host": "placements.receive", "home": "placements.send", "office": "placements.run"}


def declare_kinds() -> None:
    """Make the kinds of messages known."""
    declare(
        Kind(key="placements.news", title=Words("What happens in placements", "挂职动态"), needs=_SIDES),
        Kind(
            key="placements.due",
            title=Words("What is due in placements", "挂职待办提醒"),
            usual="digest",
            needs=_SIDES,
        ),
    )


def accounts_of(placement: Placement, side: str) -> list[Account]:
    """Who answers for one side of a placement."""
    if side == "person":
        account = placement.person.account
        return [account] if account is not None else []
    unit = {"host": placement.host, "home": placement.home}.get(side)
    return holders(_PERMISSIONS[side], placement.cohort.programme_id, unit)


def tell(
    write: Writing,
    placement: Placement,
    sides: Iterable[str],
    *,
    what: str,
    subject: Words,
    body: Words,
    kind: str = "placements.news",
    **fields: object,
) -> None:
    """Tell sides of a placement of something, once for each `what`."""
    said = {
        "person": placement.person.name,
        "host": placement.host.name,
        "home": placement.home.name,
        **fields,
    }
    for side in sides:
        outbox.say_to_all(
            write,
            accounts_of(placement, side),
            key=f"placement:{placement.pk}:{what}",
            kind=kind,
            subject=subject,
            body=body,
            fields=said,
            url=address(placement),
            about=placement,
            person=placement.person,
        )


def address(placement: Placement) -> str:
    """Where a placement is shown."""
    from django.urls import reverse

    cohort = placement.cohort
    return reverse("placements:placement", args=[cohort.programme.code, cohort.code, placement.pk])
