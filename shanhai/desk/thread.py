"""A thread as a page tells it: who said what, in the reader's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shanhai.desk.words import HAPPENED, TURNS
from shanhai.pages.words import say, words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from shanhai.desk.models import Asker, Step
    from shanhai.programme.models import Account

_ASKER = TURNS["asker"]
_DESK = TURNS["desk"]
_CLOCK = words("by itself", "系统自动")
_ME = words("you", "您")


@dataclass(frozen=True)
class Line:
    """One line of a thread. `is_event` lines have no words of anybody."""

    who: str
    what: str
    text: str
    at: datetime
    is_mine: bool
    is_event: bool
    is_internal: bool


def told(steps: Iterable[Step], account: Account | None = None, asker: Asker | None = None) -> list[Line]:
    """The lines of a thread for a reader: an account, or whoever follows by a link."""
    return [_line(each, account, asker) for each in steps]


def _line(step: Step, account: Account | None, asker: Asker | None) -> Line:
    is_mine = bool(
        (asker is not None and step.asker_id == asker.pk)
        or (account is not None and step.by_id == account.pk)
    )
    what = say(
        HAPPENED[step.name],
        unit=str(step.unit or ""),
        day=step.until.isoformat() if step.until else "",
        other=step.other.number if step.other else "",
    )
    return Line(
        who=_who(step, is_mine),
        what=what,
        text=step.text,
        at=step.at,
        is_mine=is_mine,
        is_event=not step.text,
        is_internal=step.is_internal,
    )


def _who(step: Step, is_mine: bool) -> str:
    if is_mine:
        return say(_ME)
    if step.asker_id:
        return str(step.asker) or say(_ASKER)
    return str(step.by) if step.by else say(_CLOCK)
