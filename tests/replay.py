"""What tests begin with, written once through the application and from then on laid row by row.

The cast takes a fifth of a second to write, a plan that is signed two seconds, and their rows some
milliseconds; more than a thousand tests begin with them. A scene is laid only upon the very state that it was
written upon: after whatever else a test has written, it is written anew.
"""

from __future__ import annotations

import copy
import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.db import connection, transaction
from django.db.models import FileField

from shanhai.programme.models import Event

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.cast import Cast

#: The states that a test may be found in before it has written anything of its own.
_known: set[tuple[Any, ...]] = set()


class Table(NamedTuple):
    """The rows of one table by their keys, as the database gives them."""

    name: str
    columns: list[str]
    key: str
    rows: dict[Any, tuple[Any, ...]]


class Written(NamedTuple):
    """What differs after something was written: rows that came or changed, keys that went, and files."""

    came: list[Table]
    went: list[Table]
    files: dict[Path, bytes]


def replayed(write: Callable[[], Cast]) -> Callable[[], Cast]:
    """A cast that is written once, into a database without records."""
    kept: list[tuple[Cast, Written]] = []

    @functools.wraps(write)
    def begin() -> Cast:
        with transaction.atomic():
            if kept:
                _lay(kept[0][1])
            else:
                before = _tables()
                cast = write()
                kept.append((copy.deepcopy(cast), _written_since(before)))
        begin_from_here()
        return copy.deepcopy(kept[0][0])

    return begin


def begin_from_here() -> None:
    """Scenes may be laid upon the state of the database as it is now."""
    _known.add(_state())


def played_once(write: Callable[..., Any]) -> Callable[..., Any]:
    """A scene of a cast that is written once upon each state to begin from; with more given, each time."""
    kept: dict[tuple[Any, ...], tuple[Any, Cast, Written]] = {}

    @functools.wraps(write)
    def played(cast: Cast, **given: object) -> Any:
        begun = _state()
        if given or begun not in _known:
            return write(cast, **given)
        with transaction.atomic():
            if begun in kept:
                _lay(kept[begun][2])
            else:
                before = _tables()
                result = write(cast)
                kept[begun] = (*copy.deepcopy((result, cast)), _written_since(before))
        begin_from_here()
        result, then = copy.deepcopy(kept[begun][:2])
        _joined(cast, then)
        return result

    return played


def _joined(cast: Cast, then: Cast) -> None:
    """Who came into the cast by a scene is in it."""
    for here, there in zip(vars(cast).values(), vars(then).values(), strict=True):
        if isinstance(here, dict):
            here.update({name: each for name, each in there.items() if name not in here})


def _state() -> tuple[Any, ...]:
    """What tells one state from all others: every write leaves an event, and each of them another digest."""
    latest = Event.objects.order_by("-pk").values_list("pk", "commitment")[:1]
    return (connection.alias, Event.objects.count(), *latest)


def _tables() -> list[Table]:
    models = apps.get_models(include_auto_created=True)
    return [_read(model) for model in models if model._meta.managed and not model._meta.proxy]


def _read(model: type) -> Table:
    meta = model._meta
    columns = [field.column for field in meta.concrete_fields]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_names(columns)} FROM {_names([meta.db_table])}")
        place = columns.index(meta.pk.column)
        return Table(meta.db_table, columns, meta.pk.column, {row[place]: row for row in cursor.fetchall()})


def _written_since(before: list[Table]) -> Written:
    came, went = [], []
    for then, now in zip(before, _tables(), strict=True):
        fresh = {key: row for key, row in now.rows.items() if then.rows.get(key) != row}
        stale = {key: row for key, row in then.rows.items() if now.rows.get(key) != row}
        came += [now._replace(rows=fresh)] * bool(fresh)
        went += [then._replace(rows=stale)] * bool(stale)
    return Written(came, went, {path: path.read_bytes() for path in _files_of(came)})


def _files_of(tables: list[Table]) -> Iterator[Path]:
    models = {model._meta.db_table: model for model in apps.get_models()}
    for table in tables:
        for field in models[table.name]._meta.concrete_fields if table.name in models else ():
            if isinstance(field, FileField):
                place = table.columns.index(field.column)
                named = filter(None, (row[place] for row in table.rows.values()))
                yield from (Path(field.storage.path(name)) for name in named)


def _lay(written: Written) -> None:
    for table in written.went:
        _ask(
            f"DELETE FROM {_names([table.name])} WHERE {_names([table.key])} = %s",
            [(key,) for key in table.rows],
        )
    for table in written.came:
        marks = ", ".join(["%s"] * len(table.columns))
        into = f"INSERT INTO {_names([table.name])} ({_names(table.columns)}) VALUES ({marks})"
        _ask(into, list(table.rows.values()))
    for path, content in written.files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _ask(statement: str, rows: list[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def _names(names: list[str]) -> str:
    return ", ".join(map(connection.ops.quote_name, names))
