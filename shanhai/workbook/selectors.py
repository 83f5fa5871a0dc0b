"""Groups of people or orders as text: `派出单位类型=高校、企业；职级=5`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from shanhai.matching.groups import ORDER_ATTRIBUTES, PEOPLE_ATTRIBUTES, Group
from shanhai.sheets import Refused, Words
from shanhai.sheets.kinds import CellValue, Choice, Kind
from shanhai.sheets.kinds.kind import as_text
from shanhai.sheets.kinds.lists import join_list, list_separator, split_list
from shanhai.sheets.names import half_width, header_key
from shanhai.workbook import faults
from shanhai.workbook.vocabulary import DIRECTION, ORDER_KIND

if TYPE_CHECKING:
    from shanhai.sheets import Language

Side = Literal["people", "orders"]

WORDS: dict[Side, dict[str, Words]] = {
    "people": {
        "person": Words("person", "人员"),
        "home": Words("home organisation", "派出单位"),
        "home_kind": Words("home kind", "派出单位类型"),
        "home_place": Words("home place", "派出地"),
        "native": Words("native place", "籍贯地"),
        "level": Words("level", "职级"),
        "direction": Words("direction", "方向"),
        "expertise": Words("expertise", "专长"),
        "qualification": Words("qualification", "资格"),
        "industry": Words("industry", "行业"),
        "group": Words("group", "分组"),
    },
    "orders": {
        "order": Words("order", "订单"),
        "host": Words("host organisation", "接收单位"),
        "host_kind": Words("host kind", "接收单位类型"),
        "place": Words("place", "接收地"),
        "trait": Words("trait", "地区特征"),
        "tier": Words("tier", "优先级"),
        "kind": Words("kind", "订单类型"),
        "direction": Words("direction", "方向"),
        "asks": Words("asks", "所需专长"),
        "qualification": Words("qualification", "资格要求"),
        "industry": Words("industry", "行业"),
        "group": Words("group", "分组"),
    },
}
_CHOICES: dict[tuple[Side, str], Choice] = {
    ("people", "direction"): DIRECTION,
    ("orders", "direction"): DIRECTION,
    ("orders", "kind"): ORDER_KIND,
}
# A part may hold separators inside quotation marks.
_PART = re.compile(r'(?:"(?:[^"]|"")*"|[^;；\n"]|")+')
_EQUALS = re.compile(r"\s*(?:=|＝|:|：)\s*")


def attributes(side: Side) -> tuple[str, ...]:
    """Return the attributes by which the engine knows groups of this side."""
    return tuple(PEOPLE_ATTRIBUTES if side == "people" else ORDER_ATTRIBUTES)


@dataclass(frozen=True, slots=True)
class Selector(Kind):
    """A group: attributes, each with the values that it may have; all of them must hold."""

    side: Side

    def read(self, value: object) -> Group:
        """Return the group; values in sorted order, so that the order typed does not matter."""
        chosen: dict[str, tuple[str, ...]] = {}
        for part in _PART.findall(as_text(value)):
            if not part.strip():
                continue
            name, *rest = _EQUALS.split(part.strip(), maxsplit=1)
            values = split_list(rest[0]) if rest else []
            if not values:
                raise Refused(faults.NO_GROUP, part=part.strip())
            attribute = self._attribute(name)
            if attribute in chosen:
                raise Refused(faults.TWICE, given=name)
            chosen[attribute] = tuple(sorted({self._value(attribute, each) for each in values}))
        return Group(tuple(sorted(chosen.items())))

    def write(self, value: object, language: Language) -> CellValue:
        """Return the group as text."""
        if not isinstance(value, Group):
            raise TypeError(f"{value!r} is not a group")
        return ("; " if language == "en" else "；").join(
            f"{WORDS[self.side][name].text(language)}={self._values(name, values, language)}"
            for name, values in value.where
        )

    @property
    def hint(self) -> Words:
        """Return what to type."""
        if self.side == "people":
            return Words(
                "a group such as home kind=university; level=5, 6", "一组人，如 派出单位类型=高校；职级=5、6"
            )
        return Words(
            "a group such as trait=mountain; direction=down", "一组订单，如 地区特征=山区；方向=下派"
        )

    def _attribute(self, name: str) -> str:
        typed = header_key(name)
        for attribute, words in WORDS[self.side].items():
            if typed in {header_key(text) for text in (attribute, *words.all())}:
                return attribute
        raise Refused(faults.NO_ATTRIBUTE, part=name, attributes=tuple(WORDS[self.side].values()))

    def _value(self, attribute: str, typed: str) -> str:
        choice = _CHOICES.get((self.side, attribute))
        return choice.read(typed) if choice else half_width(typed)

    def _values(self, attribute: str, values: tuple[str, ...], language: Language) -> str:
        choice = _CHOICES.get((self.side, attribute))
        shown = [str(choice.write(value, language)) if choice else value for value in values]
        return join_list(shown, list_separator(language))
