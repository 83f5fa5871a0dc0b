"""Django's `migrate`, which lays an empty database at once rather than through every step of its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations import RunPython, RunSQL
from django.db.migrations.recorder import MigrationRecorder

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.migrations.operations.base import Operation

#: Asked for any of these, somebody wants the history itself.
_OF_HISTORY = ("app_label", "plan", "check_unapplied", "fake", "fake_initial", "prune")


class Command(migrate.Command):
    """`python -m shanhai.website migrate`."""

    def handle(self, *args: object, **options: object) -> None:
        """Lay an empty database; then, or otherwise, apply whatever it lacks."""
        connection = connections[options["database"]]
        connection.prepare_database()
        if not any(options[name] for name in _OF_HISTORY) and _is_empty(connection):
            lay(connection)
        super().handle(*args, **options)


def lay(connection: BaseDatabaseWrapper) -> None:
    """Make the tables that all migrations lead to, and record these as applied, in one transaction."""
    executor = MigrationExecutor(connection)
    executor.recorder.ensure_schema()
    history = [each for each, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    finished = executor.loader.project_state()
    with connection.schema_editor() as editor:
        for model in finished.apps.get_models():
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        for migration in history:
            for operation in filter(_is_unseen, migration.operations):
                operation.database_forwards(migration.app_label, editor, finished, finished)
            executor.recorder.record_applied(migration.app_label, migration.name)


def _is_empty(connection: BaseDatabaseWrapper) -> bool:
    return not MigrationRecorder(connection).applied_migrations()


def _is_unseen(operation: Operation) -> bool:
    """What the tables do not show: a step in Python or SQL, which finds them finished and without rows."""
    return isinstance(operation, RunPython | RunSQL)
