"""The records of plans, one file a subject."""

from shanhai.plans.models.boards import Board, Edit
from shanhai.plans.models.checks import Check, PlanCheck
from shanhai.plans.models.explanations import Explanation
from shanhai.plans.models.overrides import Override
from shanhai.plans.models.plans import LeftOut, Placed, Plan, Short

__all__ = [
    "Board",
    "Check",
    "Edit",
    "Explanation",
    "LeftOut",
    "Override",
    "Placed",
    "Plan",
    "PlanCheck",
    "Short",
]
