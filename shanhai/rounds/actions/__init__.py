"""Writes of the round: keyword-only, always `by=`, one transaction, an event for each."""

from shanhai.rounds.actions.books import write_book
from shanhai.rounds.actions.cohorts import close, close_orders, open_nominations, reopen_orders, seal
from shanhai.rounds.actions.lines import (
    delete_line,
    move_line,
    write_criterion,
    write_rule,
)
from shanhai.rounds.actions.nominations import (
    complete,
    put_forward,
    put_forward_again,
    return_nomination,
    set_quota,
    vet,
    vet_many,
    withdraw,
)
from shanhai.rounds.actions.refused import LineRefused, StepRefused
from shanhai.rounds.actions.rule_sets import (
    approve,
    discard,
    new_version,
    propose,
    send_back,
    take_back,
    write_settings,
)
from shanhai.rounds.actions.tryouts import ask_try_out, run_try_out

__all__ = [
    "LineRefused",
    "StepRefused",
    "approve",
    "ask_try_out",
    "close",
    "close_orders",
    "complete",
    "delete_line",
    "discard",
    "move_line",
    "new_version",
    "open_nominations",
    "propose",
    "put_forward",
    "put_forward_again",
    "reopen_orders",
    "return_nomination",
    "run_try_out",
    "seal",
    "send_back",
    "set_quota",
    "take_back",
    "vet",
    "vet_many",
    "withdraw",
    "write_book",
    "write_criterion",
    "write_rule",
    "write_settings",
]
