"""Orders of the mountain and island counties: what such places live from, and what every county needs."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from shanhai.haiyue.chance import Chance
from shanhai.haiyue.disciplines import disciplines_of
from shanhai.haiyue.drafts import END, START, OrderDraft
from shanhai.haiyue.geography import Place, programme_counties
from shanhai.haiyue.registers import OrderKind, order_kinds, specialities
from shanhai.haiyue.units import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator

# Hosts whose orders come first: a county can live without an adviser, not without a doctor.
FIRST_HOSTS = ("hospital", "school")
# Offices that may take people of any discipline.
OPEN_HOSTS = ("dev", "civil", "hr", "park", "farm")
SEATS = ((1, 83), (2, 14), (3, 3))


def down_orders(seats: int, key: str) -> list[OrderDraft]:
    """Orders of the 32 counties with so many seats together, numbered by county."""
    dealt: list[tuple[Place, OrderKind, int]] = []
    left = seats
    for number, (place, kind) in enumerate(_wanted(key)):
        share = min(left, Chance(key, "down seats", number).weighted(SEATS))
        dealt.append((place, kind, share))
        left -= share
        if not left:
            break
    dealt.sort(key=lambda item: item[0].id)
    return [county_order(number, *item, key) for number, item in enumerate(dealt, 1)]


def _wanted(key: str) -> Iterator[tuple[Place, OrderKind]]:
    """Rounds in which every county orders once: from its specialities, and in between from common needs."""
    counties, chance = list(programme_counties()), Chance(key, "rounds")
    common = {kind.name.hans: kind for kind in order_kinds() if kind.need == "@county"}
    deck: list[str] = []
    asked: set[tuple[str, str]] = set()
    for turn in count():
        for place in chance.some(counties, len(counties)):
            if turn % 2 == 0:
                yield place, chance.pick(_own_kinds(place, turn // 2))
                continue
            if len(deck) < len(counties):
                deck += chance.some(_full_deck(), len(_full_deck()))
            # A county does not order the same thing twice while there is anything else.
            word = next((word for word in deck if (place.id, word) not in asked), deck[0])
            deck.remove(word)
            asked.add((place.id, word))
            yield place, common[word]


def _full_deck() -> list[str]:
    return [kind.name.hans for kind in order_kinds() for _ in range(kind.often)]


def _own_kinds(place: Place, turn: int) -> list[OrderKind]:
    need = place.lives_from[turn % len(place.lives_from)]
    return [kind for kind in order_kinds() if kind.need == need]


def county_order(number: int, place: Place, kind: OrderKind, seats: int, key: str) -> OrderDraft:
    """An order of one kind from one county."""
    chance = Chance(key, "down order", number)
    host = unit_of(place, kind.need if kind.host == "firm" else kind.host)
    strict = chance.happens(55)
    start = START + (3 if chance.happens(12) else 0)
    return OrderDraft(
        id=f"D{number:03d}",
        host=host,
        title=kind.name,
        direction="down",
        asks=list(kind.asks),
        qualifications=list(kind.qualifications) or _discipline(kind, chance),
        industry=kind.industry or specialities()[kind.need].industry,
        level=kind.level,
        experience=3 * kind.level - chance.below(4),
        seats=seats,
        minimum=seats if seats > 1 and chance.happens(50) else 0,
        tier=_tier(host.kind, kind.need, chance),
        level_min=max(1, kind.level - 1) if strict else 0,
        level_max=min(5, kind.level + 1) if strict else 0,
        start=start,
        end=END - (12 if chance.happens(15) else 0),
    )


def _discipline(kind: OrderKind, chance: Chance) -> list[str]:
    """Firms insist on the discipline of what they ask for first, and so do most offices."""
    main = max(kind.asks, key=lambda ask: ask[1])[0]
    open_to_all = kind.host in OPEN_HOSTS and chance.happens(35)
    return [] if open_to_all else disciplines_of(main)[:1]


def _tier(host_kind: str, need: str, chance: Chance) -> int:
    if host_kind in FIRST_HOSTS:
        return 1
    return chance.weighted(((1, 30), (2, 50), (3, 20)) if need == "@county" else ((1, 35), (2, 45), (3, 20)))
