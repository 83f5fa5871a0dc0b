"""Statements of the trail that are always the same: holding one row, and writing many of one table.

Django thinks about every column of a query anew each time, which takes longer than the database needs; its
`bulk_update` makes statements with a case for each row and field, its `bulk_create` takes instances and
thinks about each of their values. To PostgreSQL many rows go by COPY, and changes as one list a column: it
would read a statement with a mark for every value longer than it writes the rows. Records are written
through `trail.writing` only.
"""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django.db import connections, router, transaction

from shanhai.programme.states import own_type

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Field, Model

    from shanhai.programme.models.records import Record

#: From so many rows on copying is worth a question of its own for their keys.
_COPIED = 20
_KEYS = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"


def held_row(model: type[Record], key: int) -> Record | None:
    """The row with this key, nobody else's to write until the transaction ends; None when there is none.

    Raises: TransactionManagementError outside a transaction, which would let go of it at once.
    """
    connection = connections[router.db_for_write(model)]
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A row can be held inside a transaction only.")
    quote, meta = connection.ops.quote_name, model._meta
    columns = ", ".join(quote(field.column) for field in meta.concrete_fields)
    # SQLite's transactions are IMMEDIATE: what is read inside is held already.
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
    statement = f"SELECT {columns} FROM {quote(meta.db_table)} WHERE {quote(meta.pk.column)} = %s{lock}"
    return next(iter(model._default_manager.raw(statement, [key])), None)


def insert_rows(model: type[Model], columns: Sequence[str], rows: Sequence[Sequence[object]]) -> list[int]:
    """Write new rows, each a value for each column as the database takes it, in one statement.

    Returns: their keys, in the same order.
    """
    if not rows:
        return []
    connection = connections[router.db_for_write(model)]
    is_copied = connection.vendor == "postgresql" and len(rows) >= _COPIED
    return (_copy if is_copied else _insert)(connection, model, columns, rows)


def _insert(
    connection: Any, model: type[Model], columns: Sequence[str], rows: Sequence[Sequence[object]]
) -> list[int]:
    quote, key = connection.ops.quote_name, model._meta.pk
    row = f"({', '.join(['%s'] * len(columns))})"
    statement = (
        f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(map(quote, columns))}) "
        f"VALUES {', '.join([row] * len(rows))} RETURNING {quote(key.column)}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for values in rows for value in values])
        return [found for (found,) in cursor.fetchall()]


def _copy(
    connection: Any, model: type[Model], columns: Sequence[str], rows: Sequence[Sequence[object]]
) -> list[int]:
    """The same by PostgreSQL's COPY, which reads no statement as long as its rows. It tells no keys: the
    table's own sequence gives them beforehand.
    """
    quote, table, key = connection.ops.quote_name, model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if key in columns:
            at = columns.index(key)
            keys = [row[at] for row in rows]
        else:
            cursor.execute(_KEYS, [table, key, len(rows)])
            keys = [found for (found,) in cursor.fetchall()]
            columns, rows = (key, *columns), [(each, *row) for each, row in zip(keys, rows, strict=True)]
        named = ", ".join(map(quote, columns))
        # Django wraps the errors of what it executes itself only.
        with (
            connection.wrap_database_errors,
            cursor.copy(f"COPY {quote(table)} ({named}) FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row(row)
    return keys


def create_rows(rows: Sequence[Model]) -> None:
    """Write new rows of one table as they stand, in one statement, and give them their keys."""
    model = type(rows[0])
    connection = connections[router.db_for_write(model)]
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    for row in rows:
        row._prepare_related_fields_for_save(operation_name="bulk_create")
    values = [_values(field, rows, connection, add=True) for field in fields]
    keys = insert_rows(model, [field.column for field in fields], list(zip(*values, strict=True)))
    for row, key in zip(rows, keys, strict=True):
        row.pk = key
        row._state.adding, row._state.db = False, connection.alias


def update_rows(rows: Sequence[Model], fields: Sequence[Field]) -> None:
    """Write these fields of rows of one table as they stand; derived ones are worked out first."""
    if not rows:
        return
    model = type(rows[0])
    connection = connections[router.db_for_write(model)]
    values = [*(_values(field, rows, connection, add=False) for field in fields), [row.pk for row in rows]]
    update = _update_joined if connection.vendor == "postgresql" else _update_each
    update(connection, model, fields, values)


def _update_each(
    connection: Any, model: type[Model], fields: Sequence[Field], values: list[list[object]]
) -> None:
    quote, key = connection.ops.quote_name, model._meta.pk
    set_to = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    statement = f"UPDATE {quote(model._meta.db_table)} SET {set_to} WHERE {quote(key.column)} = %s"
    with connection.cursor() as cursor:
        cursor.executemany(statement, list(zip(*values, strict=True)))


def _update_joined(
    connection: Any, model: type[Model], fields: Sequence[Field], values: list[list[object]]
) -> None:
    """The same in one statement, joined with a list of values for each column."""
    quote, key = connection.ops.quote_name, model._meta.pk
    table, columns = quote(model._meta.db_table), [*fields, key]
    set_to = ", ".join(f"{quote(field.column)} = told.{quote(field.column)}" for field in fields)
    # Without the length of a type: a text that is too long would be cut by a cast, but is refused by a write.
    lists = ", ".join(f"%s::{field.db_type(connection).partition('(')[0]}[]" for field in columns)
    statement = (
        f"UPDATE {table} SET {set_to} FROM unnest({lists}) "
        f"AS told ({', '.join(quote(field.column) for field in columns)}) "
        f"WHERE {table}.{quote(key.column)} = told.{quote(key.column)}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _values(field: Field, rows: Sequence[Model], connection: Any, *, add: bool) -> list[object]:
    """What a column gets in each row, as the database takes it."""
    prepared, own = partial(field.get_db_prep_save, connection=connection), own_type(field)
    given = [field.pre_save(row, add=add) for row in rows] if own is None else _as_they_stand(field, rows)
    # Most values are already as a database takes them; a field thinks about each of them.
    return [value if value is None or type(value) is own else prepared(value) for value in given]


def _as_they_stand(field: Field, rows: Sequence[Model]) -> list[object]:
    """What a field of one of the plain kinds holds in each row: none of these works anything out."""
    return list(map(attrgetter(field.attname), rows))
