"""Orders of provincial organs, enterprises, universities and hospitals, who take people from the counties."""

from __future__ import annotations

from shanhai.haiyue.chance import Chance
from shanhai.haiyue.disciplines import disciplines_of
from shanhai.haiyue.drafts import END, START, OrderDraft
from shanhai.haiyue.names import Name
from shanhai.haiyue.registers import county_units, expertise
from shanhai.haiyue.shares import shared_out
from shanhai.haiyue.units import Unit, provincial

TRAINING = Name("跟班锻炼", "跟班鍛鍊", "on-the-job training")
# Endings that say only that people are meant: "城乡规划工程技术人员" becomes "城乡规划".
ENDINGS = ("工程技术人员", "专业技术人员", "技术人员", "专业人员", "研究人员", "人员")
ENDINGS_HANT = ("工程技術人員", "專業技術人員", "技術人員", "專業人員", "研究人員", "人員")
ASKED_OF_COUNTIES = {"执业医师": "2-05-01", "教师资格": "2-08-02"}


def up_orders(seats: int, key: str) -> list[OrderDraft]:
    """Orders of the provincial units with so many seats together."""
    shares = shared_out(seats, [unit.seats for unit in provincial()])
    drafts: list[OrderDraft] = []
    for unit, share in zip(provincial(), shares, strict=True):
        chance, left = Chance(key, "up orders", unit.name.hans), share
        while left:
            count = min(left, chance.weighted(((1, 70), (2, 30))))
            drafts.append(_order(len(drafts) + 1, unit, count, chance))
            left -= count
    return drafts


def _order(number: int, unit: Unit, seats: int, chance: Chance) -> OrderDraft:
    # What a county unit does is asked for more often than what it has never seen.
    known = {code for kind in county_units().values() for code, _ in kind.fields}
    main = chance.weighted([(code, weight * (6 if code in known else 1)) for code, weight in unit.fields])
    asks = [(main, chance.between(4, 5))]
    asks += [
        (code, 2)
        for code in chance.some([code for code, _ in unit.fields if code != main], chance.below(2) + 1)
    ]
    licences = [word for word, above in ASKED_OF_COUNTIES.items() if main.startswith(above)]
    strict = chance.happens(50)
    return OrderDraft(
        id=f"S{number:03d}",
        host=unit,
        title=_title(main),
        direction="up",
        asks=asks,
        qualifications=licences or (disciplines_of(main)[:1] if chance.happens(82) else []),
        industry=unit.industry,
        level=chance.between(2, 3),
        experience=chance.between(3, 8),
        seats=seats,
        minimum=seats if seats > 1 and chance.happens(20) else 0,
        tier=chance.weighted(((1, 25), (2, 50), (3, 25))) if main in known else 3,
        level_min=1 if strict else 0,
        level_max=chance.between(3, 4) if strict else 0,
        start=START + (3 if chance.happens(30) else 0),
        end=END - (12 if chance.happens(50) else 0),
    )


def _title(code: str) -> Name:
    name = next(item.name for item in expertise() if item.code == code)
    field = Name(_shorter(name.hans, ENDINGS), _shorter(name.hant, ENDINGS_HANT), f"{name.english}:")
    return field + TRAINING


def _shorter(text: str, endings: tuple[str, ...]) -> str:
    return next((text.removesuffix(ending) for ending in endings if text.endswith(ending)), text)
