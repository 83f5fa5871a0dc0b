"""Entries of the navigation and steps that wait. Rooms declare them; the website puts them together.

A room that has pages gives itself a `navigation.py` with `ENTRIES`, and where something may wait for
somebody a function `steps(account, cohort)`. `stages(cohort)` tells how far a cohort has come in the room.
`PANELS` are what it shows on the pages of other rooms.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from shanhai.sheets import Words


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A page that the navigation leads to, for whoever has one of the permissions `needs` in the programme.

    `of` says what stands in its address: nothing, the programme, or programme and cohort. Entries are shown
    by `order`, in the group of their room unless `group` names another room. `in_menu` puts the entry below
    the reader's name instead of among the rooms; `on_phone` keeps it at hand at the foot of a phone as well,
    the few pages that somebody goes to every day: where there are too many, the smaller number stays.
    """

    title: Words
    view: str
    of: Literal["site", "programme", "cohort"] = "cohort"
    needs: tuple[str, ...] = ()
    order: int = 50
    group: str = ""
    in_menu: bool = False
    on_phone: int = 0

    @property
    def room(self) -> str:
        """The room in whose group the entry stands."""
        return self.group or self.view.partition(":")[0]


@dataclass(frozen=True, kw_only=True)
class Step:
    """Something that waits for somebody, or that they might do next: what, why, and where.

    `state` is "late" for what should have been done, "waits" for what only they can move on, "back" for
    what came back to them, "open" for what they may do, "done" for what is behind them. Steps are shown by
    `order`, those that are late before those that wait, and these before the others.
    """

    title: Words
    why: Words
    url: str
    label: Words
    state: Literal["late", "waits", "back", "open", "done"] = "open"
    order: int = 50


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A stone on the way of a cohort, told to everybody: whether it is behind, and until then what has to
    happen and who does it. Stages are shown by `order`; the next is the first that is not behind.
    """

    title: Words
    is_past: bool
    awaits: Words
    order: int


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A part of a page that a room gives to pages of others: loaded by its address, with its own rights.

    `of` says what the page is about: "person", "placement", "organisation" or "cohort". `args` gives what
    stands in the address, from that record and the cohort of the page; None where there is nothing to show.
    It is shown to whoever holds one of the permissions `needs` anywhere.
    """

    of: Literal["person", "placement", "organisation", "cohort"]
    title: Words
    view: str
    args: Callable[[Any, Any], Sequence[object] | None]
    needs: tuple[str, ...] = ()
    order: int = 50
