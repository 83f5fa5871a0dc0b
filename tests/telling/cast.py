"""A small cast of people and places, and a result made by hand, so that every sentence can be foretold."""

from __future__ import annotations

from typing import Any

import numpy as np

from shanhai.matching import criteria, rules
from shanhai.matching.certificate import Certificate
from shanhai.matching.groups import where
from shanhai.matching.problem import Problem
from shanhai.matching.result import (
    EmptySeats,
    Loss,
    MutualWish,
    Placement,
    Plan,
    Result,
    RuleReport,
    Shortage,
    Stage,
    Unplaced,
)
from shanhai.telling.account import Account
from shanhai.telling.voice import Voice
from shanhai.workbook.book import Names

SQUARE = ((0.0, 0.0), (40.0, 0.0), (40.0, 40.0), (0.0, 40.0))
NAMES = Names(
    people={"lin": "林舒", "mei": "陈梅", "an": "安 <b>", "bo": "薄远"},
    orders={"plan": "规划师", "guide": "旅游顾问", "nurse": "护士", "tutor": "挂职干部"},
    organisations={"uni": "海岳大学", "dept": "省水利厅", "qx": "青溪县政府", "hospital": "青溪医院"},
    places={"hy": "海岳省", "capital": "澜安市", "qingxi": "青溪县", "songmen": "松门县"},
    expertise={"K1": "规划", "K11": "乡村规划", "K12": "城市规划", "K2": "旅游"},
    rules={"release": "各单位最多两人"},
    programme="海岳省山海交流互派工程",
    cohort="2022",
    invented=True,
    outlines={"qingxi": (SQUARE,), "songmen": (tuple((x + 40, y) for x, y in SQUARE),)},
)


def problem(**changes: Any) -> Problem:
    """Two directions, four people, four orders with five seats, three rules."""
    made: dict[str, Any] = {
        "places": [
            {"id": "hy", "kind": "province"},
            {"id": "capital", "parent": "hy", "kind": "city", "east": 60, "north": 60},
            {
                "id": "qingxi",
                "parent": "hy",
                "kind": "county",
                "east": 20,
                "north": 20,
                "traits": ["mountain"],
            },
            {"id": "songmen", "parent": "hy", "kind": "county", "east": 60, "north": 20},
        ],
        "organisations": [
            {"id": "uni", "kind": "university", "place": "capital"},
            {"id": "dept", "kind": "provincial", "place": "capital"},
            {"id": "qx", "kind": "county", "place": "qingxi"},
            {"id": "hospital", "kind": "hospital", "parent": "qx", "place": "qingxi"},
        ],
        "expertise": [
            {"id": "K1"},
            {"id": "K11", "parent": "K1"},
            {"id": "K12", "parent": "K1"},
            {"id": "K2"},
        ],
        "people": [
            {
                "id": "lin",
                "home": "uni",
                "level": 5,
                "directions": ["down"],
                "wishes": ["songmen", "qingxi"],
                "expertise": [("K11", 5, True), ("K2", 3, False)],
            },
            {
                "id": "mei",
                "home": "dept",
                "level": 4,
                "directions": ["down"],
                "expertise": [("K12", 4, True)],
            },
            {"id": "an", "home": "uni", "directions": ["down"]},
            {"id": "bo", "home": "qx", "directions": ["up"], "wishes": ["tutor"]},
        ],
        "orders": [
            {"id": "plan", "host": "qx", "seats": 1, "direction": "down", "asks": [("K11", 5), ("K2", 2)]},
            {
                "id": "guide",
                "host": "qx",
                "place": "songmen",
                "seats": 2,
                "tier": 2,
                "direction": "down",
                "asks": [("K11", 3)],
                "wishes": ["lin"],
            },
            {"id": "nurse", "host": "hospital", "seats": 1, "direction": "down", "qualifications": ["nurse"]},
            {"id": "tutor", "host": "dept", "seats": 1, "direction": "up"},
        ],
        "criteria": [
            criteria.Expertise(weight=60),
            criteria.PersonWishes(weight=40),
            criteria.Qualified(),
            criteria.Direction(),
        ],
        "rules": [
            rules.AtMost(id="release", limit=2, each="home"),
            rules.Mix(
                id="mix",
                people=where(home_kind="university"),
                orders=where(direction="down"),
                least=60,
                strength="elastic",
            ),
            rules.Pin(id="pin", person="bo", order="tutor"),
        ],
        "seed": "drawn in public",
    } | changes
    return Problem.of(**made)


def result(of: Problem | None = None, **changes: Any) -> Result:
    """Lin plans, Mei guides, Bo goes up; An stays, and two seats stay empty."""
    of = of or problem()
    placed = (
        Placement("lin", "plan", 88_000, {"expertise": 60_000, "person_wishes": 28_000}),
        Placement("mei", "guide", 44_000, {"expertise": 24_000, "person_wishes": 20_000}),
        Placement("bo", "tutor", 70_000, {"expertise": 30_000, "person_wishes": 40_000}),
    )
    made: dict[str, Any] = {
        "problem": of,
        "status": "proven",
        "plan": Plan(np.array([0, 1, 3]), np.array([0, 1, 3])),
        "stages": (
            Stage("violations", -1, -1, "tree"),
            Stage("seats-1", 2, 2, "prices"),
            Stage("fit", 202_000, 202_000, "prices"),
            Stage("tie-1", 12, 12, "prices"),
        ),
        "certificate": Certificate(),
        "placements": placed,
        "unplaced": (
            Unplaced("an", "outbid", 2, best_order="guide", best_fit=20_000, loss=Loss("fit", 24_000, True)),
        ),
        "empty": (EmptySeats("guide", 1, 1), EmptySeats("nurse", 1, 0)),
        "shortages": (
            Shortage("cut", ("nurse",), 1, (), 0),
            Shortage("forced", ("guide",), 2, rules=("release",)),
        ),
        "rules": (
            RuleReport("release", 0, True, {"seats-2": 1, "fit": 20_000}),
            RuleReport("mix", 1, True, {}),
            RuleReport("pin", 0, False, None),
        ),
        "mutual": (MutualWish("lin", "guide", "plan", "mei"),),
        "unique": True,
    } | changes
    return Result(**made)


def account(of: Result | None = None) -> Account:
    """The look-ups over a result."""
    return Account(of or result())


ENGLISH, HANS, HANT = (Voice(language, NAMES) for language in ("en", "zh-hans", "zh-hant"))
