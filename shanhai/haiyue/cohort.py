"""The nominated people of the sample: who sends them, what they can do, when, and what they wish."""

from __future__ import annotations

from shanhai.haiyue.chance import Chance
from shanhai.haiyue.disciplines import disciplines_of
from shanhai.haiyue.drafts import END, START, OrderDraft, PersonDraft, Suiting
from shanhai.haiyue.geography import places, programme_counties
from shanhai.haiyue.registers import expertise, order_kinds, qualifications, specialities
from shanhai.haiyue.shares import shared_out
from shanhai.haiyue.units import ENTERPRISES, ORGANS, SCIENCE, Unit, county, provincial

# Of 217: 56 from organs, 35 from enterprises, 32 from science go down; 94 come up.
PROPORTION = {ORGANS: 56, ENTERPRISES: 35, SCIENCE: 32, (): 94}
# How common it is that a county unit nominates somebody.
NOMINATES = {
    "hospital": 5,
    "school": 3,
    "park": 2,
    "farm": 3,
    "culture": 3,
    "dev": 3,
    "nature": 2,
}
# Counties that many wish for.
WELL_LIKED = ("青溪", "松门", "云峤", "听涛", "鸥洲", "雪岭")
GROUNDS = ("任职回避", "公务回避")


def cohort(count: int, orders: list[OrderDraft], key: str) -> list[PersonDraft]:
    """So many people in the proportions of the programme: first those who go down, then those who come up.

    Units know the orders when they nominate: they look first for people who can do what is asked for.
    """
    groups = list(PROPORTION)
    sizes = shared_out(count, list(PROPORTION.values()))
    demand = {direction: _demand(orders, direction) for direction in ("down", "up")}
    people: list[PersonDraft] = []
    for kinds, size in zip(groups, sizes, strict=True):
        for unit in _nominating(kinds, size, key):
            direction = "down" if kinds else "up"
            people.append(nominee(len(people) + 1, unit, direction, demand[direction], key))
    return people


def add_wishes(people: list[PersonDraft], orders: list[OrderDraft], key: str) -> None:
    """What people and hosts wish, once both are known."""
    liked = [place.id for place in programme_counties() if place.short.hans in WELL_LIKED]
    for direction in ("down", "up"):
        going = [person for person in people if person.direction == direction]
        asking = [order for order in orders if order.direction == direction]
        suiting = Suiting(going, asking)
        for person in going:
            chance = Chance(key, "wishes", person.id)
            person.wishes = _wishes(
                person, suiting.orders_for(person, 8) or chance.some(asking, 8), liked, chance
            )
        for order in asking:
            chance = Chance(key, "host wish", order.id)
            if chance.happens(24):
                able = suiting.people_for(order, 6)
                order.wishes = [person.id for person in chance.some(able, chance.between(1, 3))]


def _nominating(kinds: tuple[str, ...], count: int, key: str) -> list[Unit]:
    """The home unit of each of so many people."""
    if kinds:
        units = [unit for unit in provincial() if unit.kind in kinds]
        shares = shared_out(count, [unit.nominates for unit in units])
        return [unit for unit, share in zip(units, shares, strict=True) for _ in range(share)]
    found: list[Unit] = []
    counties = programme_counties()
    for place, share in zip(counties, shared_out(count, [1] * len(counties)), strict=True):
        chance = Chance(key, "nominates", place.id)
        able = [(unit, NOMINATES.get(unit.key, 1)) for unit in county()[place.id] if unit.fields]
        found += sorted((chance.weighted(able) for _ in range(share)), key=lambda unit: unit.id)
    return found


def _demand(orders: list[OrderDraft], direction: str) -> dict[str, int]:
    """Seats that ask for each code, weighed by importance."""
    found: dict[str, int] = {}
    for order in orders:
        for code, importance in order.asks if order.direction == direction else ():
            found[code] = found.get(code, 0) + order.seats * importance
    return found


def nominee(number: int, home: Unit, direction: str, demand: dict[str, int], key: str) -> PersonDraft:
    """Somebody a unit nominates; `demand` says what is still looked for, and is lowered by what was found."""
    chance = Chance(key, "person", number)
    codes = _codes(home, demand, chance)
    experience = chance.between(5, 27) if direction == "down" else chance.between(3, 20)
    return PersonDraft(
        id=f"P{number:03d}",
        home=home,
        direction=direction,
        native=_native(home, direction, chance),
        experience=experience,
        level=_level(experience, direction, chance),
        expertise=_strengths(codes, experience, chance),
        qualifications=_qualifications(codes, chance),
        industry=_industry(codes[0], home, chance),
        start=START - 2 if chance.happens(70) else START + chance.weighted(((0, 70), (3, 30))),
        end=None if chance.happens(45) else END - chance.weighted(((0, 75), (12, 25))),
        barred=_barred(home, direction, chance),
    )


def _codes(home: Unit, demand: dict[str, int], chance: Chance) -> list[str]:
    """The main code, then what else the person can do: from the unit's fields, or near the main code."""
    main = chance.weighted([(code, weight * (1 + 2 * demand.get(code, 0))) for code, weight in home.fields])
    # One nominee less is sought for what has been found.
    demand[main] = max(0, demand.get(main, 0) - 5)
    others = [code for code, _ in home.fields if code != main]
    near = [item.code for item in expertise() if item.parent == main.rsplit("-", 1)[0] and item.code != main]
    found = [main]
    for _ in range(chance.weighted(((0, 15), (1, 50), (2, 35)))):
        pool = [code for code in (near if near and chance.happens(40) else others) if code not in found]
        if pool:
            found.append(chance.pick(pool))
    return found


def _strengths(codes: list[str], experience: int, chance: Chance) -> list[tuple[str, int, bool]]:
    """Strength 1 to 5 grows with the years; the main code is evidenced more often than the rest."""
    main = min(5, 3 + experience // 12 + chance.below(2))
    found = [(codes[0], main, chance.happens(86))]
    return found + [(code, chance.between(2, max(2, main - 1)), chance.happens(50)) for code in codes[1:]]


def _level(experience: int, direction: str, chance: Chance) -> int:
    level = (
        2
        + (experience >= 9)
        + (experience >= 15 and chance.happens(75))
        + (experience >= 21 and chance.happens(55))
    )
    return level if direction == "down" else max(1, level - chance.between(0, 1))


def _native(home: Unit, direction: str, chance: Chance) -> str:
    counties = [place.id for place in places() if place.kind in ("county", "district")]
    if direction == "up" and chance.happens(65):
        return home.place
    return (
        chance.pick([place.id for place in programme_counties()])
        if chance.happens(45)
        else chance.pick(counties)
    )


def _qualifications(codes: list[str], chance: Chance) -> list[str]:
    found: dict[str, None] = {}
    for above, word, percent in qualifications():
        if any(code == above or code.startswith(above + "-") for code in codes) and chance.happens(percent):
            found.setdefault(word)
    for code in codes:
        found.update(dict.fromkeys(disciplines_of(code)))
    return list(found)


def _industry(main: str, home: Unit, chance: Chance) -> str:
    """The industry somebody knows: that of orders asking for their main code, or that of their unit."""
    asking = [
        kind.industry or specialities()[kind.need].industry
        for kind in order_kinds()
        if main in dict(kind.asks)
    ]
    return chance.pick(asking) if asking and chance.happens(65) else home.industry


def _barred(home: Unit, direction: str, chance: Chance) -> list[tuple[str, str]]:
    """Some may not go to a county (down) or to a unit (up); only that and the ground are kept."""
    if not chance.happens(9):
        return []
    if direction == "down":
        return [(chance.pick([place.id for place in programme_counties()]), chance.pick(GROUNDS))]
    return [(chance.pick([unit.id for unit in provincial() if unit.seats]), chance.pick(GROUNDS))]


def _wishes(person: PersonDraft, suitable: list[OrderDraft], liked: list[str], chance: Chance) -> list[str]:
    """Up to three wishes: an order that suits, the place or unit of one, or a place that many like."""
    found: dict[str, None] = {}
    for _ in range(chance.weighted(((0, 25), (1, 20), (2, 30), (3, 25))) if suitable else 0):
        order = chance.pick(suitable)
        ways: tuple[tuple[str, int], ...]
        if person.direction == "down":
            ways = (
                (order.host.place, 45),
                (chance.pick(liked), 30),
                (order.host.place[:4], 15),
                (order.id, 10),
            )
        else:
            ways = ((order.host.id, 75), (order.id, 25))
        found.setdefault(chance.weighted(ways))
    return list(found)
