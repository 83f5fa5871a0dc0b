"""A small invented programme in which every criterion and every kind of rule occurs."""

from shanhai.matching import criteria, rules
from shanhai.matching.groups import where
from shanhai.matching.problem import Problem
from shanhai.matching.tables import month
from shanhai.workbook import Book, Names

PLACES = [
    {"id": "HY", "kind": "province"},
    {"id": "C1", "parent": "HY", "kind": "county", "traits": ["mountain"], "east": 10.5, "north": 1 / 3},
    {
        "id": "C2",
        "parent": "HY",
        "kind": "county",
        "traits": ["island", "poor"],
        "east": 80.0,
        "north": -2.25,
    },
]
ORGANISATIONS = [
    {"id": "U1", "kind": "university", "place": "C1"},
    {"id": "U1a", "parent": "U1", "kind": "hospital", "place": "C1"},
    {"id": "G2", "kind": "county government", "place": "C2"},
]
EXPERTISE = [{"id": "K"}, {"id": "K01", "parent": "K"}, {"id": "K02", "parent": "K"}]
PEOPLE = [
    {
        "id": "P1", "home": "U1a", "native": "C1", "level": 5, "industry": "Q84", "experience": 12,
        "capacity": 2, "start": month(2022, 7), "end": month(2024, 6), "directions": ["down"],
        "expertise": [("K01", 4, True), ("K02", 3, False)], "qualifications": ["physician", "teacher"],
        "wishes": ["D1", "C2", "G2"], "barred": [("C1", "R2"), ("U1", "")], "groups": ["medical team"],
    },
    {"id": "P2", "home": "U1", "directions": ["down", "up"]},
    {"id": "3"},
]  # fmt: skip
ORDERS = [
    {
        "id": "D1", "host": "G2", "seats": 2, "minimum": 1, "tier": 2, "kind": "part_time",
        "direction": "down", "level": 5, "level_min": 4, "level_max": 6, "industry": "Q", "experience": 8,
        "start": month(2022, 9), "end": month(2023, 8), "asks": [("K01", 5), ("K02", 1)],
        "qualifications": ["physician"],
        "wishes": ["P2", "P1"], "groups": ["hospital"],
    },
    {"id": "D2", "place": "C1"},
]  # fmt: skip
CRITERIA = (
    criteria.Expertise(weight=40, closeness=(100, 60), claimed=30),
    criteria.Industry(weight=5, closeness=(100, 200, 300, 400)),
    criteria.Level(weight=5),
    criteria.OrganisationKind(
        weight=10, table=(("university", "county government", 800), ("", "x y", 5)), otherwise=10
    ),
    criteria.PersonWishes(weight=20, points=(1000, 1000, 0), rest=7),
    criteria.HostWishes(weight=5),
    criteria.Travel(weight=10, full_km=333, basis="native"),
    criteria.Experience(weight=5),
    criteria.Given(weight=1, name="panel", pairs=(("P1", "D1", 90), ("P2", "D2", 7)), only=True),
    criteria.Qualified(),
    criteria.LevelRange(),
    criteria.Dates(),
    criteria.Direction(),
    criteria.Recused(),
)
RULES = (
    rules.AtMost(id="release", limit=3, each="home"),
    rules.AtMost(id="couples", limit=1, pairs=(("P1", "D1"), ("P2", "D1")), strength="priced", weight=500),
    rules.AtLeast(
        id="receive", limit=0, orders=where(trait=["mountain", "island"], direction="down"), each="place"
    ),
    rules.Mix(
        id="mix", people=where(home_kind="university"), least=0, most=100, strength="elastic", weight=4
    ),
    rules.Balance(id="balance", tolerance=2, region="county"),
    rules.Floor(id="floor", keep=1, people=where(expertise="K01"), each="home"),
    rules.Budget(id="km", limit=4000, per="km", people=where(person="3")),
    rules.Budget(id="cost", limit=90, per="given", amounts=(("P1", "D1", 40), ("3", "D2", 60))),
    rules.Team(id="team", members=("P1", "P2"), together="place"),
    rules.Pin(id="pin", person="P1", order="D1"),
    rules.Ban(id="ban", people=where(home="U1", level=[0, 5]), orders=where(kind="post")),
    rules.OrderMinimum(id="least", or_none=True),
)
NAMES = Names(
    people={"P1": "李　明", "P2": "王五"},
    orders={"D1": "副院长（分管医疗）"},
    organisations={"U1": "海岳大学", "U1a": "海岳大学附属医院", "G2": "松门县政府"},
    places={"HY": "海岳省", "C1": "青溪县", "C2": "松门县"},
    expertise={"K01": "水产养殖", "K02": "=渔业"},
    rules={"release": "每个派出单位至多派出 3 人"},
    programme="山海交流",
    cohort="2022",
    invented=True,
    outlines={"C1": (((0.1, 0.2), (5.0, 0.0), (5.0, 5.0)), ((9.0, 9.0), (9.5, 9.0), (9.5, 9.5)))},
)


def book():
    """Return the programme."""
    problem = Problem.of(
        people=PEOPLE, orders=ORDERS, organisations=ORGANISATIONS, places=PLACES, expertise=EXPERTISE,
        criteria=CRITERIA, rules=RULES, seed="2022-06-01", fair_over="place",
    )  # fmt: skip
    return Book(problem=problem, names=NAMES, notes={"people": {"P1": "两年期"}, "rules": {"pin": "已商定"}})
