"""Writing many rows of one table by their ids: one prepared statement, run for each row.

Django's `bulk_update` makes statements with a case for each row and field. This is a tool of the trail:
records are written through `trail.writing` only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connections, router

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Field, Model


def update_rows(rows: Sequence[Model], fields: Sequence[Field]) -> None:
    """Write these fields of rows of one table as they stand; derived ones are worked out first."""
    if not rows:
        return
    model = type(rows[0])
    connection = connections[router.db_for_write(model)]
    quote, key = connection.ops.quote_name, model._meta.pk
    set_to = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    statement = f"UPDATE {quote(model._meta.db_table)} SET {set_to} WHERE {quote(key.column)} = %s"
    values = [[*(_prepared(field, row, connection) for field in fields), row.pk] for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)


def _prepared(field: Field, row: Model, connection: object) -> object:
    return field.get_db_prep_save(field.pre_save(row, add=False), connection=connection)
