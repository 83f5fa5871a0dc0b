"""Writes of the desk: keyword-only, always `by=`, one transaction, an event for each."""

from shanhai.desk.actions.asking import SaidAlready, ask, end_consent, tell_more
from shanhai.desk.actions.clocks import recompute, remind_and_escalate
from shanhai.desk.actions.knowledge import (
    draft_of,
    need_of,
    publish_lesson,
    withdraw_lesson,
    write_lesson,
)
from shanhai.desk.actions.merging import merge
from shanhai.desk.actions.refused import StepRefused
from shanhai.desk.actions.reporting import Said, report, report_by_link, report_in_public, report_on_visit
from shanhai.desk.actions.routing import route_by_hand, route_waiting, sort
from shanhai.desk.actions.setup import (
    make_welfare_link,
    revoke_welfare_link,
    write_competence,
    write_settings,
    write_topic,
)
from shanhai.desk.actions.steps import take
from shanhai.desk.actions.visits import add_stop, log_visit, plan_round

__all__ = [
    "Said",
    "SaidAlready",
    "StepRefused",
    "add_stop",
    "ask",
    "draft_of",
    "end_consent",
    "log_visit",
    "make_welfare_link",
    "merge",
    "need_of",
    "plan_round",
    "publish_lesson",
    "recompute",
    "remind_and_escalate",
    "report",
    "report_by_link",
    "report_in_public",
    "report_on_visit",
    "revoke_welfare_link",
    "route_by_hand",
    "route_waiting",
    "sort",
    "take",
    "tell_more",
    "withdraw_lesson",
    "write_competence",
    "write_lesson",
    "write_settings",
    "write_topic",
]
