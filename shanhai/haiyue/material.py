"""What a sample is made of, and how it becomes a book in one of the three languages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shanhai.haiyue.geography import Place, places
from shanhai.haiyue.names import Name
from shanhai.haiyue.registers import expertise
from shanhai.haiyue.units import Unit, county, provincial
from shanhai.matching.problem import Criterion, Problem, Rule
from shanhai.workbook.book import Book, Names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shanhai.haiyue.drafts import OrderDraft, PersonDraft

LANGUAGES = ("zh-hans", "zh-hant", "en")
ATTRIBUTE = {"zh-hans": "hans", "zh-hant": "hant", "en": "english"}
INVENTED = Name(
    "虚构样例：海岳省及其市县、单位、人员和数字均为虚构，与任何真实地方、单位和个人无关。",
    "虛構樣例：海岳省及其市縣、單位、人員和數字均為虛構，與任何真實地方、單位和個人無關。",
    "Invented sample: the province of Haiyue, its places, units, people and figures do not exist.",
)


@dataclass(frozen=True)
class NamedRule:
    """A rule and how an officer would write it."""

    rule: Rule
    text: Name


@dataclass(frozen=True)
class Material:
    """A sample before it is told in a language. `fair_over` is as in `Problem`."""

    programme: Name
    cohort: Name
    people: Sequence[PersonDraft]
    people_names: Sequence[str]
    orders: Sequence[OrderDraft]
    criteria: Sequence[Criterion]
    rules: Sequence[NamedRule]
    seed: str
    units: Sequence[Unit] = ()
    fair_over: str = ""
    notes: Mapping[tuple[str, str], Name] = field(default_factory=dict)

    def book(self, language: str) -> Book:
        """The sample as a book, its names in one of `LANGUAGES`."""
        problem = Problem.of(
            **self.rows(),
            criteria=tuple(self.criteria),
            rules=tuple(named.rule for named in self.rules),
            seed=self.seed,
            fair_over=self.fair_over,
        )
        return Book(problem=problem, names=self._names(language), notes=self._notes(language))

    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """The rows of every table, as the engine reads them."""
        return {
            "places": [_place_row(place) for place in places()],
            "organisations": [_unit_row(unit) for unit in self._units()],
            "expertise": [{"id": code.code, "parent": code.parent} for code in expertise()],
            "people": [person.row() for person in self.people],
            "orders": [order.row() for order in self.orders],
        }

    def _units(self) -> list[Unit]:
        """Units that send or receive somebody or that a wish names, and those above them."""
        known = {unit.id: unit for unit in (*provincial(), *_all(county().values()), *self.units)}
        wanted = {person.home.id for person in self.people} | {order.host.id for order in self.orders}
        wanted |= {word for person in self.people for word in person.wishes if word in known}
        wanted |= {word for person in self.people for word, _ in person.barred if word in known}
        wanted |= {known[unit].parent for unit in wanted if known[unit].parent}
        return [unit for unit_id, unit in known.items() if unit_id in wanted]

    def _names(self, language: str) -> Names:
        said = ATTRIBUTE[language]
        outlines = {
            place.id: tuple(tuple((x / 1000, y / 1000) for x, y in ring) for ring in place.outline)
            for place in places()
            if place.outline
        }
        return Names(
            people={person.id: name for person, name in zip(self.people, self.people_names, strict=True)},
            orders={order.id: getattr(order.title, said) for order in self.orders},
            organisations={unit.id: getattr(unit.name, said) for unit in self._units()},
            places={place.id: getattr(place.name, said) for place in places()},
            expertise={code.code: getattr(code.name, said) for code in expertise()},
            rules={named.rule.id: getattr(named.text, said) for named in self.rules},
            programme=getattr(self.programme, said),
            cohort=getattr(self.cohort, said),
            invented=True,
            outlines=outlines,
        )

    def _notes(self, language: str) -> dict[str, dict[str, str]]:
        notes: dict[str, dict[str, str]] = {}
        for (table, row), text in {("places", "HY"): INVENTED, **self.notes}.items():
            notes.setdefault(table, {})[row] = getattr(text, ATTRIBUTE[language])
        return notes


def _all(groups: Iterable[tuple[Unit, ...]]) -> list[Unit]:
    return [unit for group in groups for unit in group]


def _place_row(place: Place) -> dict[str, Any]:
    return {
        "id": place.id, "parent": place.parent, "kind": place.kind, "traits": list(place.traits),
        "east": place.east, "north": place.north,
    }  # fmt: skip


def _unit_row(unit: Unit) -> dict[str, Any]:
    return {"id": unit.id, "parent": unit.parent, "kind": unit.kind, "place": unit.place}
