"""Which of a person's wishes an order meets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.telling.phrases import explained

if TYPE_CHECKING:
    from shanhai.telling.account import Account
    from shanhai.telling.voice import Voice


def wish_rank(account: Account, person: str, order: str) -> int:
    """Return the rank of the dearest wish that covers the order, counted from 1; 0 if none does.

    A wish covers an order by naming it, its host or its place, or anything above these.
    """
    problem = account.problem
    row = problem.order_row[order]
    places = account.place_chains[int(problem.orders.place[row])]
    hosts = account.organisation_chains[int(problem.orders.host[row])]
    covers = {order, *places, *hosts}
    wishes = problem.people.wishes[problem.person_row[person]]
    return next((rank for rank, wish in enumerate(wishes, start=1) if wish in covers), 0)


def whose_wish(rank: int, voice: Voice, *, you: bool = False) -> str:
    """A wish by its rank: "your first wish", "their second wish"."""
    words = explained.RANKS[min(rank, len(explained.RANKS)) - 1]
    return voice.say(explained.YOUR if you else explained.THEIR, rank=voice.say(words, rank=rank))
