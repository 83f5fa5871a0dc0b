"""What every test may rely on: how hard Hypothesis searches, in an ordinary run and in a long one."""

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from tests.cast import Cast

# How long an example takes says nothing about right or wrong, least of all on a busy machine.
_patient = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("ordinary", max_examples=60, derandomize=True, **_patient)
settings.register_profile("long", max_examples=5_000, **_patient)
settings.load_profile("long" if os.environ.get("SHANHAI_LONG") else "ordinary")


@pytest.fixture
def cast(db: None) -> "Cast":
    """The small fixed cast, in a database of its own."""
    from tests.cast import gather

    return gather()
