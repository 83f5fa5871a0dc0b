"""The lists the sample is made from, one file each; SOURCES.txt says where codes and names come from."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from shanhai.haiyue.names import Name

Weighted = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class PlaceName:
    """An invented city or county, in the order of `regions`; `status` is 市, 区 or 县."""

    level: str
    name: Name
    status: str
    lives_from: tuple[str, ...]


@dataclass(frozen=True)
class Speciality:
    """What a county lives from, and the word by which its firms call themselves."""

    key: str
    name: Name
    industry: str
    trade: Name


@dataclass(frozen=True)
class Code:
    """One code of a classification; `parent` is empty at the top."""

    code: str
    parent: str
    name: Name


@dataclass(frozen=True)
class UnitKind:
    """A unit, or a kind of unit every county has; `fields` are expertise codes with how common each is."""

    key: str
    kind: str
    name: Name
    seat: str
    parent: str
    industry: str
    fields: Weighted
    nominates: int
    seats: int


@dataclass(frozen=True)
class OrderKind:
    """A kind of order; `need` is a speciality, or "@county" for what any county may need."""

    need: str
    name: Name
    host: str
    industry: str
    asks: Weighted
    qualifications: tuple[str, ...]
    level: int
    often: int


@lru_cache(maxsize=1)
def place_names() -> tuple[PlaceName, ...]:
    """The 11 cities, then the 90 counties."""
    return tuple(
        PlaceName(row["level"], _name(row), row["status"], tuple(row["lives_from"].split()))
        for row in _rows("places")
    )


@lru_cache(maxsize=1)
def specialities() -> dict[str, Speciality]:
    """What places live from, by key."""
    return {
        row["key"]: Speciality(row["key"], _name(row), row["industry"], _name(row, "trade_"))
        for row in _rows("specialities")
    }


@lru_cache(maxsize=1)
def expertise() -> tuple[Code, ...]:
    """The tree of expertise codes, broader codes before narrower ones."""
    return tuple(Code(row["code"], row["parent"], _name(row)) for row in _rows("expertise"))


@lru_cache(maxsize=1)
def industries() -> tuple[Code, ...]:
    """Industry codes: sections as one letter, divisions with two figures, classes with four."""
    known = {row["code"] for row in _rows("industries")}
    return tuple(Code(row["code"], _broader(row["code"], known), _name(row)) for row in _rows("industries"))


@lru_cache(maxsize=1)
def provincial_units() -> tuple[UnitKind, ...]:
    """Provincial organs, central units, state enterprises, universities, hospitals and institutes."""
    return tuple(
        UnitKind(
            "", row["kind"], _name(row), row["seat"], row["parent"], row["industry"],
            _weighted(row["fields"]),            int(row["nominates"]), int(row["seats"]),
        )
        for row in _rows("units")
    )  # fmt: skip


@lru_cache(maxsize=1)
def county_units() -> dict[str, UnitKind]:
    """The units that a county has, by key."""
    return {
        row["key"]: UnitKind(
            row["key"], row["kind"], _name(row), "", "", row["industry"], _weighted(row["fields"]), 0, 0
        )
        for row in _rows("county_units")
    }


@lru_cache(maxsize=1)
def order_kinds() -> tuple[OrderKind, ...]:
    """What counties order."""
    return tuple(
        OrderKind(
            row["need"], _name(row), row["host"], row["industry"], _weighted(row["asks"]),
            tuple(word for word in row["qualifications"].split(";") if word),
            int(row["level"]), int(row["often"]),
        )
        for row in _rows("order_kinds")
    )  # fmt: skip


@lru_cache(maxsize=1)
def qualifications() -> tuple[tuple[str, str, int], ...]:
    """Code, the qualification that goes with it and codes below it, in how many cases out of a hundred."""
    return tuple((row["code"], row["qualification"], int(row["percent"])) for row in _rows("qualifications"))


@lru_cache(maxsize=1)
def disciplines() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The beginning of a code and its disciplines, the main one first; longer beginnings come first."""
    rows = ((row["code"], (row["discipline"], row["also"])) for row in _rows("disciplines"))
    return tuple((code, tuple(name for name in names if name)) for code, names in rows)


@lru_cache(maxsize=1)
def name_characters() -> tuple[Weighted, tuple[str, ...], tuple[str, ...]]:
    """Family names with how common they are; first and last characters of given names."""
    family, first, last = (
        files(__name__).joinpath("people_names.txt").read_text(encoding="utf-8").splitlines()
    )
    return _weighted(family), tuple(first.split()), tuple(last.split())


@lru_cache(maxsize=1)
def famous_names() -> frozenset[str]:
    """Names of people whom everybody knows, above all leaders of the state: no invented person bears one."""
    return frozenset(files(__name__).joinpath("famous_names.txt").read_text(encoding="utf-8").split())


def _rows(name: str) -> list[dict[str, str]]:
    text = files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _name(row: dict[str, str], prefix: str = "") -> Name:
    return Name(row[f"{prefix}hans"], row[f"{prefix}hant"], row[f"{prefix}english"])


def _weighted(text: str) -> Weighted:
    pairs = (item.split(":") for item in text.split())
    return tuple((code, int(weight)) for code, weight in pairs)


def _broader(code: str, known: set[str]) -> str:
    return next((code[:length] for length in range(len(code) - 1, 0, -1) if code[:length] in known), "")
