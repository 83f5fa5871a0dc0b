"""Reading as of one moment, for what compares tables with each other while people work."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import connection, transaction

if TYPE_CHECKING:
    from collections.abc import Iterator

_AT_ONE_MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"


@contextmanager
def one_moment() -> Iterator[None]:
    """All that is read inside is as it stood when the first of it was read; writers go on meanwhile.

    For reading only. Inside a transaction that is open already, that transaction decides what is seen.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(_AT_ONE_MOMENT)
            yield
    else:
        with _without_the_lock(), transaction.atomic():
            yield


@contextmanager
def _without_the_lock() -> Iterator[None]:
    """SQLite's transactions begin without taking the lock for writing, which `settings` lets them take."""
    connection.ensure_connection()  # which reads the settings
    usual, connection.transaction_mode = connection.transaction_mode, "DEFERRED"
    try:
        yield
    finally:
        connection.transaction_mode = usual
