"""An empty database is laid at once, and stands afterwards as if each migration had been applied."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from shanhai.website.management.commands.migrate import lay

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from django.db.backends.base.base import BaseDatabaseWrapper as Database

_COUNTED_OUT = re.compile(r"fk_\d+$|__")


@pytest.fixture
def empty(tmp_path: Path, django_db_setup: None, django_db_blocker) -> Iterator[Callable[[str], Database]]:
    """Opens a new database without a table, on SQLite or PostgreSQL as the tests are run."""
    made: list[Database] = []

    def opened(alias: str) -> Database:
        vendor = connections["default"].vendor
        name = str(tmp_path / alias) if vendor == "sqlite" else f"shanhai_{alias}"
        if vendor == "postgresql":
            _ask_server(f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")
        connections.databases[alias] = {**connections.databases["default"], "NAME": name}
        made.append(connections[alias])
        return made[-1]

    with django_db_blocker.unblock():
        yield opened
        for database in made:
            database.close()
            if database.vendor == "postgresql":
                _ask_server(f"DROP DATABASE {database.settings_dict['NAME']}")
            del connections.databases[database.alias], connections[database.alias]


def _ask_server(*statements: str) -> None:
    with connections["default"]._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.mark.skipif(
    "postgres" in os.environ.get("SHANHAI_DATABASE", "") and not os.environ.get("SHANHAI_LONG"),
    reason="going through every migration takes half a minute: on PostgreSQL with --long only",
)
def test_an_empty_database_is_laid_as_its_migrations_would_have_left_it(empty) -> None:
    laid, stepped = empty("laid"), empty("stepped")

    lay(laid)
    executor = MigrationExecutor(stepped)
    executor.migrate(executor.loader.graph.leaf_nodes())

    assert _tables(laid) == _tables(stepped)
    assert _applied(laid) == _applied(stepped)
    assert settings.CACHES["default"]["LOCATION"] in _tables(laid)


def test_a_database_that_holds_anything_is_led_through_its_migrations(empty, monkeypatch) -> None:
    database = empty("begun")
    MigrationRecorder(database).ensure_schema()
    MigrationRecorder(database).record_applied("contenttypes", "0001_initial")
    monkeypatch.setattr("shanhai.website.management.commands.migrate.lay", _must_not)

    call_command("migrate", "--plan", database="begun", verbosity=0)
    with pytest.raises(DatabaseError):
        call_command("migrate", database="begun", verbosity=0)


def _must_not(database: Database) -> None:
    raise AssertionError("a database with a history was laid anew")


def _applied(database: Database) -> set[tuple[str, str]]:
    return set(MigrationRecorder(database).applied_migrations())


def _tables(database: Database) -> dict[str, Any]:
    """Of each table the columns and the constraints, in no order."""
    with database.cursor() as cursor:
        names = database.introspection.table_names(cursor)
        return {name: _looked_at(database, cursor, name) for name in names}


def _looked_at(database: Database, cursor: Any, table: str) -> dict[str, Any]:
    introspection = database.introspection
    return {
        "columns": {column.name: column for column in introspection.get_table_description(cursor, table)},
        "relations": introspection.get_relations(cursor, table),
        "constraints": sorted(map(_told, introspection.get_constraints(cursor, table).items())),
    }


def _told(constraint: tuple[str, dict[str, Any]]) -> str:
    """A constraint in words; a name that SQLite counts out itself (`fk_0`, `__unnamed_…__`) says nothing."""
    name, what = constraint
    return f"{'' if _COUNTED_OUT.match(name) else name} {sorted(what.items())}"
