"""Writes of decisions: keyword-only, always `by=`, one transaction, an event for each."""

from shanhai.decisions.actions.cases import move_on, object_to
from shanhai.decisions.actions.checking import ask_check
from shanhai.decisions.actions.consulting import agree_to_all, answer, drop, open_decision, open_signing
from shanhai.decisions.actions.papers import change_template, move_appointment
from shanhai.decisions.actions.procedures import drop_member, name_member, write_procedure
from shanhai.decisions.actions.publishing import publish, send_letters, take_back, withdraw
from shanhai.decisions.actions.refused import StepRefused
from shanhai.decisions.actions.remedies import choose_remedy, finish_remedy, reopen_remedy
from shanhai.decisions.actions.replanning import replan
from shanhai.decisions.actions.signing import scan, sign, sign_on_paper

__all__ = [
    "StepRefused",
    "agree_to_all",
    "answer",
    "ask_check",
    "change_template",
    "choose_remedy",
    "drop",
    "drop_member",
    "finish_remedy",
    "move_appointment",
    "move_on",
    "name_member",
    "object_to",
    "open_decision",
    "open_signing",
    "publish",
    "reopen_remedy",
    "replan",
    "scan",
    "send_letters",
    "sign",
    "sign_on_paper",
    "take_back",
    "withdraw",
    "write_procedure",
]
