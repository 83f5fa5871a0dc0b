"""Statements of the trail that are always the same: holding one row, and writing many of one table.

Django thinks about every column of a query anew each time, which takes longer than the database needs; its
`bulk_update` makes statements with a case for each row and field, its `bulk_create` takes instances and
thinks about each of their values. Records are written through `trail.writing` only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connections, router, transaction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Field, Model

    from shanhai.programme.models.records import Record


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
    quote, key = connection.ops.quote_name, model._meta.pk
    row = f"({', '.join(['%s'] * len(columns))})"
    statement = (
        f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(map(quote, columns))}) "
        f"VALUES {', '.join([row] * len(rows))} RETURNING {quote(key.column)}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for values in rows for value in values])
        return [found for (found,) in cursor.fetchall()]


def create_rows(rows: Sequence[Model]) -> None:
    """Write new rows of one table as they stand, in one statement, and give them their keys."""
    model = type(rows[0])
    connection = connections[router.db_for_write(model)]
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    for row in rows:
        row._prepare_related_fields_for_save(operation_name="bulk_create")
    values = [[_prepared(field, row, connection, add=True) for field in fields] for row in rows]
    for row, key in zip(rows, insert_rows(model, [field.column for field in fields], values), strict=True):
        row.pk = key
        row._state.adding, row._state.db = False, connection.alias


def update_rows(rows: Sequence[Model], fields: Sequence[Field]) -> None:
    """Write these fields of rows of one table as they stand; derived ones are worked out first."""
    if not rows:
        return
    model = type(rows[0])
    connection = connections[router.db_for_write(model)]
    quote, key = connection.ops.quote_name, model._meta.pk
    set_to = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    statement = f"UPDATE {quote(model._meta.db_table)} SET {set_to} WHERE {quote(key.column)} = %s"
    values = [[*(_prepared(field, row, connection, add=False) for field in fields), row.pk] for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)


def _prepared(field: Field, row: Model, connection: object, *, add: bool) -> object:
    return field.get_db_prep_save(field.pre_save(row, add=add), connection=connection)
