"""The one fingerprint that a signature is for: over plan, rules and pool together."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from shanhai.programme.states import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shanhai.plans.models import Plan


def fingerprint_of(plan: Plan) -> str:
    """SHA-256 over the fingerprints of a plan, of its rules and of its pool, a line each."""
    lines = (plan.digest, plan.rule_set.fingerprint, plan.pool.fingerprint)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def fingerprint_of_list(rows: Iterable[dict[str, Any]]) -> str:
    """SHA-256 over the rows of a list as they were made public."""
    return hashlib.sha256(canonical(list(rows))).hexdigest()
