"""The liaison drive: 2,000 staff in standing contact with one to three firms each, and 2,600 firms."""

from __future__ import annotations

from shanhai.haiyue.chance import Chance
from shanhai.haiyue.drafts import END, START, OrderDraft, PersonDraft
from shanhai.haiyue.geography import Place, places
from shanhai.haiyue.material import Material, NamedRule
from shanhai.haiyue.names import Name
from shanhai.haiyue.people_names import people_names
from shanhai.haiyue.registers import specialities
from shanhai.haiyue.shares import shared_out
from shanhai.haiyue.units import COMPANY, HAIYUE, Unit, county, provincial
from shanhai.matching import criteria, rules
from shanhai.matching.groups import where

KEY = "liaison-small"
STAFF, FIRMS = 2_000, 2_600
PROGRAMME = Name("海岳省助企联络", "海岳省助企聯絡", "Haiyue liaison with firms")
COHORT = Name(
    "联络员 2,000 名、企业 2,600 家",
    "聯絡員 2,000 名、企業 2,600 家",
    "2,000 liaison officers and 2,600 firms",
)

# What firms ask for help with, and how often.
ASKS = (
    (("2-06-09-04", "2-06-09-06"), 18),
    (("2-02-38-05", "2-02-38-06"), 14),
    (("2-06-07-01", "4-01-06-02"), 12),
    (("2-06-08-01",), 12),
    (("2-02-27-02", "2-02-28-03"), 10),
    (("2-07-09",), 8),
    (("2-06-07-16", "2-06-12-03"), 8),
    (("2-02-29-01", "2-02-31-01"), 7),
    (("2-06-07-04", "4-01-06-01"), 6),
    (("2-02-12-02",), 5),
)
TITLES = {
    "2-06-09-04": Name("融资对接", "融資對接", "Finance"),
    "2-02-38-05": Name("数字化改造", "數字化改造", "Digital refitting"),
    "2-06-07-01": Name("外贸拓展", "外貿拓展", "Foreign trade"),
    "2-06-08-01": Name("招工用工", "招工用工", "Recruiting"),
    "2-02-27-02": Name("环保与安全", "環保與安全", "Environment and safety"),
    "2-07-09": Name("法律服务", "法律服務", "Legal advice"),
    "2-06-07-16": Name("技术引进", "技術引進", "Technology"),
    "2-02-29-01": Name("质量与标准", "質量與標準", "Quality and standards"),
    "2-06-07-04": Name("品牌与销路", "品牌與銷路", "Brand and sales"),
    "2-02-12-02": Name("用电用能", "用電用能", "Power and energy"),
}
FIRST_SIGNS = "恒宏华锦泰鑫瑞盛永嘉德隆荣兴海山岳禾正新金长广东中伟博诚联创"
LAST_SIGNS = "达丰源昌通和业威顺泽信科力友邦成辉康腾越利安发润远美峰龙星升"
SIGNS_HANT = str.maketrans(
    "华鑫荣兴长广东伟诚联创达丰业顺泽发润远龙辉腾", "華鑫榮興長廣東偉誠聯創達豐業順澤發潤遠龍輝騰"
)


def liaison(staff: int = STAFF, firms: int = FIRMS, key: str = KEY) -> Material:
    """Officers with capacities, firms with one or two seats, caps on homes and counties."""
    units, orders = _firms(firms, key)
    people = _staff(staff, key)
    return Material(
        programme=PROGRAMME,
        cohort=COHORT,
        people=people,
        people_names=people_names(staff, key),
        orders=orders,
        criteria=(
            criteria.Expertise(weight=50),
            criteria.Industry(weight=20),
            criteria.Travel(weight=30, full_km=200),
            criteria.Recused(),
        ),
        rules=_rules(staff, firms),
        seed=key,
        units=units,
    )


def _rules(staff: int, firms: int) -> tuple[NamedRule, ...]:
    home, place = max(3, staff * 18 // 1000), max(3, firms * 20 // 1000)
    return (
        NamedRule(
            rules.AtMost(id="R01", limit=home, each="home", weight=5),
            Name(
                f"每个单位联络不超过 {home} 家次",
                f"每個單位聯絡不超過 {home} 家次",
                f"Each organisation keeps at most {home} contacts",
            ),
        ),
        NamedRule(
            rules.AtMost(id="R02", limit=place, orders=where(kind="liaison"), each="place", weight=5),
            Name(
                f"每个县市区不超过 {place} 家次",
                f"每個縣市區不超過 {place} 家次",
                f"Each county or district has at most {place} contacts",
            ),
        ),
    )


def _firms(count: int, key: str) -> tuple[list[Unit], list[OrderDraft]]:
    """Firms by county, more of them in districts and on the plain, and the order of each."""
    counties = [place for place in places() if place.lives_from]
    shares = shared_out(
        count, [2 if place.traits else 5 if place.kind == "district" else 3 for place in counties]
    )
    units: list[Unit] = []
    orders: list[OrderDraft] = []
    for place, share in zip(counties, shares, strict=True):
        for _ in range(share):
            chance = Chance(key, "firm", len(units))
            units.append(_firm(len(units) + 1, place, chance))
            orders.append(_order(units[-1], chance))
    return units, orders


def _firm(number: int, place: Place, chance: Chance) -> Unit:
    speciality = specialities()[chance.pick(place.lives_from)]
    sign = chance.pick(FIRST_SIGNS) + chance.pick(LAST_SIGNS)
    name = (
        HAIYUE
        + place.short
        + Name(sign, sign.translate(SIGNS_HANT), f"No. {number}")
        + speciality.trade
        + COMPANY
    )
    return Unit(f"F{number:04d}", speciality.key, "firm", name, "", place.id, speciality.industry)


def _order(firm: Unit, chance: Chance) -> OrderDraft:
    wanted = chance.weighted(ASKS)
    return OrderDraft(
        id=f"L{firm.id[1:]}",
        host=firm,
        title=TITLES[wanted[0]],
        direction="across",
        asks=[(code, 5 - 2 * rank) for rank, code in enumerate(wanted)],
        qualifications=[],
        industry=firm.industry,
        level=0,
        experience=0,
        seats=2 if chance.happens(8) else 1,
        tier=chance.weighted(((1, 25), (2, 75))),
        start=START,
        end=END,
        kind="liaison",
    )


def _staff(count: int, key: str) -> list[PersonDraft]:
    """Staff of provincial units and of the counties' bureaus; most can keep contact with one or two firms."""
    homes = [unit for unit in provincial() if unit.kind in ("organ", "central", "enterprise")]
    bureaus = [unit for units in county().values() for unit in units if unit.kind in ("bureau", "park")]
    codes = [(code, often) for wanted, often in ASKS for code in wanted]
    people = []
    for number in range(1, count + 1):
        chance = Chance(key, "staff", number)
        home = chance.pick(homes) if chance.happens(50) else chance.pick(bureaus)
        main = chance.weighted(codes) if chance.happens(60) else chance.weighted(home.fields)
        second = chance.weighted(codes)
        held = [(main, chance.between(3, 5), chance.happens(75))]
        held += [(second, chance.between(2, 4), chance.happens(50))] if second != main else []
        people.append(_officer(number, home, held, chance))
    return people


def _officer(number: int, home: Unit, held: list[tuple[str, int, bool]], chance: Chance) -> PersonDraft:
    trade = specialities()[chance.pick(sorted(specialities()))]
    return PersonDraft(
        id=f"P{number:04d}",
        home=home,
        direction="across",
        native="",
        experience=chance.between(2, 25),
        level=chance.between(1, 4),
        expertise=held,
        qualifications=[],
        industry=trade.industry if chance.happens(70) else home.industry,
        start=None,
        end=None,
        capacity=chance.weighted(((1, 50), (2, 35), (3, 15))),
    )
