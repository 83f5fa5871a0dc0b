"""What every test may rely on: how hard Hypothesis searches, in an ordinary run and in a long one."""

import gc
import os
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.cast import Cast

# How long an example takes says nothing about right or wrong, least of all on a busy machine.
_patient = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("ordinary", max_examples=60, derandomize=True, **_patient)
settings.register_profile("long", max_examples=5_000, **_patient)
settings.load_profile("long" if os.environ.get("SHANHAI_LONG") else "ordinary")


#: What takes longest begins first: of two processes one would else sit idle at the end.
_LONGEST = (
    "tests/journeys/",
    "tests/faults/",
    "tests/plans/test_sessions.py",
    "tests/website/test_laying.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(_LONGEST))


def pytest_collection_finish() -> None:
    """Keep the modules and ten thousand tests from being walked through at every collection of garbage.

    Measured on the table of rights: a seventh of the processor time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture
def cast(db: None) -> "Cast":
    """The small fixed cast, in a database of its own."""
    return _gathered()()


@cache
def _gathered() -> "Callable[[], Cast]":
    # Late: the models are there only once Django is set up.
    from tests.cast import gather
    from tests.replay import replayed

    return replayed(gather)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> "Iterator[None]":
    """End whatever still holds the test database when all tests are over: a thread's connection, say.

    PostgreSQL drops no database that somebody else is connected to.
    """
    yield
    from django.db import connection

    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
