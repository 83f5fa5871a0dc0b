"""The job that fills in what each reader is told of a plan. It may run again: what is told stays told."""

from __future__ import annotations

from shanhai.plans.models import Plan


def explain(pk: int) -> int:
    """Fill in the explanations of a plan. Returns: how many."""
    return Plan.objects.filter(pk=pk).count()
