"""What every test may rely on: how hard Hypothesis searches, in an ordinary run and in a long one."""

import os

from hypothesis import HealthCheck, settings

# How long an example takes says nothing about right or wrong, least of all on a busy machine.
_patient = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("ordinary", max_examples=60, derandomize=True, **_patient)
settings.register_profile("long", max_examples=5_000, **_patient)
settings.load_profile("long" if os.environ.get("SHANHAI_LONG") else "ordinary")
