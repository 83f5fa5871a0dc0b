"""Who goes from where to where, counted by place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shanhai.telling.account import Account


@dataclass(frozen=True)
class Flow:
    """People who go from one place to another in one direction; `fit` is their points in all."""

    origin: str
    target: str
    people: int
    fit: int


def flows(account: Account, direction: str) -> list[Flow]:
    """Return the flows of one direction, the largest first. Placements without a known place are left out."""
    count: dict[tuple[str, str], list[int]] = {}
    for each in account.result.placements:
        if account.direction(each.order) != direction:
            continue
        ends = account.home_place(each.person), account.host_place(each.order)
        if all(ends):
            count.setdefault(ends, []).append(each.fit)
    found = [Flow(*ends, len(fits), sum(fits)) for ends, fits in count.items()]
    return sorted(found, key=lambda flow: (-flow.people, flow.origin, flow.target))


def ends(found: list[Flow], side: str) -> dict[str, int]:
    """Return how many people leave each "origin" or reach each "target", the most first."""
    count: dict[str, int] = {}
    for flow in found:
        place = getattr(flow, side)
        count[place] = count.get(place, 0) + flow.people
    return dict(sorted(count.items(), key=lambda item: (-item[1], item[0])))
