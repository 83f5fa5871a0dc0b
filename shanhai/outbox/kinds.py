"""The kinds of messages: each room declares its own, and everybody chooses for each how it comes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shanhai.sheets import Words

if TYPE_CHECKING:
    from shanhai.outbox.rules import How

HOWS: dict[str, Words] = {
    "at_once": Words("at once", "即时"),
    "digest": Words("once a day, all together", "每日汇总"),
    "app": Words("only here", "仅在系统内"),
}


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of message: its title, how it comes until somebody chooses otherwise, and whom it may concern.

    It is offered to whoever holds one of the permissions `needs` anywhere; to all where none is named.
    """

    key: str
    title: Words
    usual: How = "at_once"
    needs: tuple[str, ...] = ()


_KINDS: dict[str, Kind] = {}


def declare(*kinds: Kind) -> None:
    """Make kinds known; a room does so once, when it starts."""
    _KINDS.update({kind.key: kind for kind in kinds})


def kind_of(key: str) -> Kind:
    """The kind of that key. Raises: ValueError for one that no room has declared."""
    if key not in _KINDS:
        raise ValueError(
            f"No room declares messages of the kind {key!r}. Declare it with outbox.kinds.declare."
        )
    return _KINDS[key]


def all_kinds() -> tuple[Kind, ...]:
    """Every kind, in the order of the rooms."""
    return tuple(_KINDS.values())
