"""Search: a text beside every record that can be found, written whenever the record is.

The text holds each searched value in simplified characters without blanks, and how it is spelt in pinyin. A
word that is looked for stands somewhere in it, so words of one, two or more characters are found alike, in
both scripts, and so are codes and initials.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db import connections, models
from django.db.models.lookups import Contains, Lookup

from shanhai.pages.chinese import LONGEST_ORDERED, pinyin_order, spellings, stroke_order
from shanhai.sheets import name_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from django.db.models.sql.compiler import SQLCompiler

#: More keys are not named in a statement: a database takes no more than some ten thousands of values.
_FEW = 1_500
_KEY_WIDTH = {"pinyin": 12, "strokes": 5}


class Derived:
    """A field whose value follows from others of the record. It enters neither forms nor the trail."""

    is_derived = True
    #: The names of what it is worked out from.
    made_from: tuple[str, ...]

    def pre_save(self, record: models.Model, add: bool) -> Any:
        """Work the value out, whenever the record is written."""
        value = self.worked_out(record)
        setattr(record, self.attname, value)
        return value

    def still_follows(self, record: models.Model, stored: models.Model) -> bool:
        """Whether what is stored still follows, and need not be worked out anew."""
        return all(getattr(record, each) == getattr(stored, each) for each in self.made_from)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """For migrations only the column counts, not what it is made from."""
        name, _, _, named = super().deconstruct()
        for default in ("editable", "default"):
            named.pop(default, None)
        return name, f"{type(self).__module__}.{type(self).__qualname__}", [], named


class SearchField(Derived, models.TextField):
    """What a record is found by: `SearchField("code", "note", people=("name",))`."""

    def __init__(self, *sources: str, people: Iterable[str] = (), **named: Any) -> None:
        self.sources, self.people = sources, tuple(people)
        self.made_from = (*self.sources, *self.people)
        super().__init__(**{"default": "", "editable": False, **named})

    def worked_out(self, record: models.Model) -> str:
        """The text to search in."""
        values = [(getattr(record, each), False) for each in self.sources]
        values += [(getattr(record, each), True) for each in self.people]
        return search_text(values)


@SearchField.register_lookup
class Holds(Contains):
    """Whether a text stands in another: both databases look for it in half the time of a pattern, or less."""

    def as_postgresql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Any]]:
        """The condition, without a pattern."""
        return self._placed("strpos", compiler, connection)

    def as_sqlite(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Any]]:
        """The same in the other's words."""
        return self._placed("instr", compiler, connection)

    def _placed(self, place: str, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Any]]:
        text, given = self.process_lhs(compiler, connection)
        word, more = Lookup.process_rhs(self, compiler, connection)
        return f"{place}({text}, {word}) > 0", [*given, *more]


class OrderField(Derived, models.CharField):
    """A key to sort records by: `OrderField("name", by="pinyin", person=True)`, or `by="strokes"`."""

    def __init__(self, source: str = "", *, by: str = "pinyin", person: bool = False, **named: Any) -> None:
        self.source, self.by, self.person = source, by, person
        self.made_from = (source,)
        width = _KEY_WIDTH[by] * LONGEST_ORDERED
        super().__init__(**{"max_length": width, "default": "", "editable": False, "db_index": True, **named})

    def worked_out(self, record: models.Model) -> str:
        """The key."""
        name = str(getattr(record, self.source) or "")
        return stroke_order(name) if self.by == "strokes" else pinyin_order(name, person=self.person)


def search_text(values: Iterable[tuple[object, bool]]) -> str:
    """The text that values are found by, each with whether it is the name of a person."""
    found: dict[str, None] = {}
    for value, is_person in values:
        for part in value if isinstance(value, list | tuple) else [value]:
            text = str(part) if part is not None else ""
            if text:
                found[name_key(text)] = None
                found.update(dict.fromkeys(sorted(spellings(text, person=is_person))))
    return "\n".join(found)


def searched(
    records: models.QuerySet, query: str, *fields: str, few: Collection[str] = ()
) -> models.QuerySet:
    """Of records those that hold every word of a query in a field; as `matching`."""
    found = matching(records.model, query, *fields, few=few)
    if connections[records.db].vendor == "sqlite":
        # It would read the texts in the order of an index that narrows or sorts: all over the table.
        held = records.model._default_manager.using(records.db).filter(found)
        found = models.Q(pk__in=held.order_by().values("pk"))
    return records.filter(found)


def matching(model: type[models.Model], query: str, *fields: str, few: Collection[str] = ()) -> models.Q:
    """Which records of a model hold every word of a query in a field: "search", "host__search" …

    `few` are the relations by which the records refer to few of all that there are: the others of these are
    not searched.
    """
    wanted = models.Q()
    for word in query.split():
        wanted &= reduce(or_, _holding(model, name_key(word), fields, few))
    return wanted


def _holding(model: Any, key: str, fields: Iterable[str], few: Collection[str] = ()) -> Iterator[models.Q]:
    """For each field whether it holds a word. What records refer to is searched once, by itself: not again
    beside each that refers to it, nor again for another field that refers to the same.
    """
    referring: dict[tuple[Any, str, str], list[str]] = {}
    for field in fields:
        relation, _, beyond = field.partition("__")
        if beyond:
            other, only = model._meta.get_field(relation).related_model, relation if relation in few else ""
            referring.setdefault((other, beyond, only), []).append(relation)
        else:
            yield models.Q(**{f"{field}__contains": key})
    for (other, beyond, only), relations in referring.items():
        held = model.objects.order_by().values(only).distinct() if only else None
        among = other.objects.all() if held is None else other.objects.filter(pk__in=held)
        found = among.filter(*_holding(other, key, [beyond])).order_by().values_list("pk", flat=True)
        keys = _named(found) if len(relations) > 1 else found
        yield from (models.Q(**{f"{relation}__in": keys}) for relation in relations)


def _named(found: models.QuerySet) -> models.QuerySet | list[Any]:
    """The keys by name, unless they are many: then the condition that finds them."""
    keys = list(found[: _FEW + 1])
    return keys if len(keys) <= _FEW else found
