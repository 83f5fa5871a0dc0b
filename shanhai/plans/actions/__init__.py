"""Writes of plans: keyword-only, always `by=`, one transaction, an event for each."""

from shanhai.plans.actions.lives import decide, hand_in, take_back
from shanhai.plans.actions.refused import StepRefused

__all__ = ["StepRefused", "decide", "hand_in", "take_back"]
