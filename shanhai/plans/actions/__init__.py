"""Writes of plans: keyword-only, always `by=`, one transaction, an event for each."""

from shanhai.plans.actions.boards import (
    change,
    give_reason,
    keep_others,
    make_plan,
    move_cursor,
    open_board,
    replan,
)
from shanhai.plans.actions.checking import ask_check
from shanhai.plans.actions.lives import decide, hand_in, take_back
from shanhai.plans.actions.planning import ask_plan, resume, resume_cut_off, stop
from shanhai.plans.actions.refused import StepRefused
from shanhai.plans.actions.working import work_out

__all__ = [
    "StepRefused",
    "ask_check",
    "ask_plan",
    "change",
    "decide",
    "give_reason",
    "hand_in",
    "keep_others",
    "make_plan",
    "move_cursor",
    "open_board",
    "replan",
    "resume",
    "resume_cut_off",
    "stop",
    "take_back",
    "work_out",
]
