"""What can be done with placements."""

from shanhai.placements.actions.beginning import Begun, begin_from, replace
from shanhai.placements.actions.companions import (
    drop_absence,
    drop_diary,
    enter_absence,
    tell_use,
    write_diary,
    write_return_plan,
)
from shanhai.placements.actions.extensions import answer_extension, ask_extension, decide_extension
from shanhai.placements.actions.links import begin_links, set_days
from shanhai.placements.actions.refused import StepRefused
from shanhai.placements.actions.reviews import (
    ask_reviews,
    move_form,
    waive_review,
    write_form,
    write_review,
)
from shanhai.placements.actions.sessions import check_may_hold, enter_attendance, write_session
from shanhai.placements.actions.steps import move
from shanhai.placements.actions.teams import write_team

__all__ = [
    "Begun",
    "StepRefused",
    "answer_extension",
    "ask_extension",
    "ask_reviews",
    "begin_from",
    "begin_links",
    "check_may_hold",
    "decide_extension",
    "drop_absence",
    "drop_diary",
    "enter_absence",
    "enter_attendance",
    "move",
    "move_form",
    "replace",
    "set_days",
    "tell_use",
    "waive_review",
    "write_diary",
    "write_form",
    "write_return_plan",
    "write_review",
    "write_session",
    "write_team",
]
