"""What the lines of a rule set mean to the engine: their faults, their fingerprint, whom they speak of."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from shanhai.matching.criteria import ALL as ALL_CRITERIA
from shanhai.matching.groups import ORDER_ATTRIBUTES, PEOPLE_ATTRIBUTES, Group, orders_in, people_in
from shanhai.sheets import name_key
from shanhai.telling.rule_words import group_words, kind_words, rule_sentence, value_words
from shanhai.telling.voice import Voice
from shanhai.workbook import as_json, check_records
from shanhai.workbook.declarations import CRITERION_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shanhai.rounds.fitting.world import World
    from shanhai.rounds.models import CriterionLine, RuleLine, RuleSet
    from shanhai.sheets import Language
    from shanhai.workbook import RecordError
    from shanhai.workbook.book import Book

#: Columns that name people.
_NAMING = ("person", "members")
#: The criteria that a first version begins with, with their weights (0: they bar, and have none).
USUAL = (
    ("expertise", 50), ("industry", 10), ("level", 10), ("person_wishes", 15), ("host_wishes", 5),
    ("experience", 10), ("qualified", 0), ("level_range", 0), ("dates", 0), ("direction", 0), ("recused", 0),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LineSeen:
    """A line as the engine sees it: its errors, and whether it speaks of nobody and nothing in this world.

    `row` holds its values with every name turned into an id.
    """

    errors: tuple[RecordError, ...] = ()
    is_empty: bool = False
    row: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class LinesSeen:
    """All lines of a rule set, in their order, and the book that they make."""

    book: Book
    rules: tuple[LineSeen, ...]
    criteria: tuple[LineSeen, ...]
    others: tuple[RecordError, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether no line has an error."""
        return not any(line.errors for line in (*self.rules, *self.criteria))

    def sentence(self, code: str, language: Language) -> str:
        """A rule as a sentence; "" where it is not whole yet."""
        made = {rule.id: rule for rule in self.book.problem.rules}.get(code)
        if made is None:
            return ""
        return rule_sentence(
            made, self.book.problem, Voice.about(self.book.problem, language, self.book.names)
        )


def records(
    rules: Sequence[RuleLine], criteria: Sequence[CriterionLine], *, seed: str, fair_over: str
) -> dict[str, list[dict[str, Any]]]:
    """Lines as rows of the workbook."""
    listed = [(line.code, pair) for line in rules for pair in line.pairs]
    listed += [(line.values.get("name") or "given", pair) for line in criteria for pair in line.pairs]
    return {
        "rules": [line.row() for line in rules],
        "weights": [line.row() for line in criteria],
        "pairs": [
            {"list": name, "person": person, "order": order, "amount": amount}
            for name, (person, order, amount) in listed
        ],
        "programme": [{"seed": seed, "fair_over": fair_over or None}],
    }


def see_lines(
    rule_set: RuleSet, rules: Sequence[RuleLine], criteria: Sequence[CriterionLine], world: World
) -> LinesSeen:
    """The lines of a version as the engine sees them in a world. The seed stands as its commitment."""
    lines = records(rules, criteria, seed=rule_set.commitment, fair_over=rule_set.fair_over)
    checked = check_records({**world, **lines})
    return LinesSeen(
        book=checked.book,
        rules=_seen(checked.errors, "rules", checked.rows["rules"], lambda row: names_people(rules[row])),
        criteria=_seen(checked.errors, "weights", checked.rows["weights"], lambda row: False),
        others=tuple(error for error in checked.errors if error.table not in ("rules", "weights")),
    )


def see_line(line: RuleLine | CriterionLine, table: str, world: World) -> LineSeen:
    """One line by itself as the engine sees it in a world."""
    rules, criteria = ([line], []) if table == "rules" else ([], [line])
    checked = check_records({**world, **records(rules, criteria, seed="", fair_over="")})
    (seen,) = _seen(checked.errors, table, checked.rows[table], lambda _: names_people(line))
    pairs = tuple(error for error in checked.errors if error.table == "pairs")
    return replace(seen, errors=seen.errors + (() if names_people(line) else pairs))


def usual_values(kind: str) -> dict[str, Any]:
    """What the engine takes for the columns of a criterion that are left empty."""
    made = ALL_CRITERIA[kind]()
    return {column: getattr(made, field) for field, column in CRITERION_COLUMNS.get(kind, {}).items()}


def _seen(errors: Sequence[RecordError], table: str, rows: Sequence[dict[str, Any]], naming: Any) -> tuple:
    found = []
    for at, row in enumerate(rows):
        mine = [error for error in errors if error.table == table and error.row == at]
        empty = [error for error in mine if _is_empty_group(error)]
        # A rule that names people waits for the seal: that nobody of that name is there yet is no mistake.
        waits = [error for error in mine if naming(at) and _is_unknown_person(error)]
        left = tuple(error for error in mine if error not in empty and error not in waits)
        found.append(LineSeen(left, bool(empty), as_json(row)))
    return tuple(found)


def _is_empty_group(error: RecordError) -> bool:
    return error.code == "empty_group" and error.column in ("people", "orders")


def _is_unknown_person(error: RecordError) -> bool:
    return error.code == "unknown" and error.column in (*_NAMING, "people")


def names_people(line: RuleLine | CriterionLine) -> bool:
    """Whether a line speaks of single people, which no rule may that is written before the names."""
    if line.pairs or any(line.values.get(column) for column in _NAMING):
        return True
    return "person" in (line.values.get("people") or {})


def fingerprint(seen: LinesSeen) -> str:
    """The canonical digest of criteria, rules, fairness and the commitment to the seed."""
    return seen.book.problem.rules_fingerprint


def group_size(book: Book, side: str, group: Mapping[str, Sequence[str]]) -> int:
    """How many people or orders of a book are in a group. Raises: ValueError for an unknown attribute."""
    made = Group(tuple((name, tuple(values)) for name, values in group.items()))
    members = people_in if side == "people" else orders_in
    return int(members(book.problem.tables, made).sum())


_NAMED = {
    "home": "organisations", "host": "organisations", "home_place": "places", "native": "places",
    "place": "places", "expertise": "expertise", "asks": "expertise", "order": "orders",
}  # fmt: skip


def with_ids(book: Book, group: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """A group in which what was typed as a name stands as the id of the one that has the name."""
    found: dict[str, list[str]] = {}
    for attribute, values in group.items():
        names = getattr(book.names, _NAMED[attribute]) if attribute in _NAMED else {}
        ids = {name_key(name): each for each, name in names.items()}
        found[attribute] = [value if value in names else ids.get(name_key(value), value) for value in values]
    return found


def values_of(book: Book, side: str, attribute: str) -> dict[str, int]:
    """The values that an attribute takes in a book, each with how many have it."""
    attributes = PEOPLE_ATTRIBUTES if side == "people" else ORDER_ATTRIBUTES
    counts: dict[str, int] = {}
    for values in attributes[attribute](book.problem.tables):
        for value in values:
            counts[value] = counts.get(value, 0) + 1
    return counts


def said_group(book: Book, side: str, group: Mapping[str, Sequence[str]], language: Language) -> str:
    """A group as a noun phrase."""
    made = Group(tuple((name, tuple(values)) for name, values in group.items()))
    return group_words(made, side, Voice.about(book.problem, language, book.names))


def said_kinds(table: Sequence[Sequence[Any]], language: Language) -> str:
    """Points for pairs of kinds of organisation, the kinds as people call them."""
    voice = Voice(language)
    pairs = (
        f"{kind_words(home, voice)} → {kind_words(host, voice)} {points}" for home, host, points in table
    )
    return ("; " if language == "en" else "；").join(pairs)


def said_value(book: Book, attribute: str, value: str, language: Language) -> str:
    """A value of an attribute as people call it."""
    return value_words(attribute, value, Voice.about(book.problem, language, book.names))
