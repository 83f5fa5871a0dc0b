"""What may happen to a plan: plain values in, yes or no and a reason code out."""

from __future__ import annotations

from typing import NamedTuple

#: state → step → the state that follows. A plan is seen as a plan from "verified" on.
LIFE_OF_PLANS: dict[str, dict[str, str]] = {
    "waiting": {"start": "running", "stop": "stopped"},
    "running": {
        "start": "running",
        "stop": "stopped",
        "fail": "failed",
        "find_conflict": "conflict",
        "solve": "solved",
    },
    "stopped": {"resume": "waiting"},
    "failed": {"resume": "waiting"},
    "conflict": {},
    "solved": {"start": "running", "verify": "verified", "refute": "failed"},
    "verified": {"hand_in": "proposed"},
    "proposed": {"take_back": "verified", "sign": "signed", "reject": "rejected"},
    "rejected": {},
    "signed": {"replace": "replaced"},
    "replaced": {},
}
#: The states in which a plan is shown as a plan, each with everything that stands on it.
WHOLE = ("verified", "proposed", "rejected", "signed", "replaced")
#: The states in which a job still works on it.
AT_WORK = ("waiting", "running", "solved")
#: The states that only a decision leads to and that no plan leaves for another plan's sake but "replace".
DECIDED = ("signed", "replaced", "rejected")
#: The steps that an officer takes on a plan's own page; the others are the job's or the decision's.
STEPS_OF_OFFICERS = ("stop", "resume", "hand_in", "take_back")

KINDS_OF_EDITS = ("pin", "forbid", "withdraw", "swap", "set_rule", "drop_rule")


class Answer(NamedTuple):
    """Whether a step may be taken, to which state it leads, and the code of what is lacking."""

    may: bool
    state: str = ""
    why: str = ""


def plan_step(state: str, name: str, *, may_write: bool = True, is_sealed: bool = True) -> Answer:
    """Whether a plan may take a step. `is_sealed`: the pool is the cohort's, and the cohort is not closed."""
    if not may_write:
        return Answer(False, why="not_yours")
    follows = LIFE_OF_PLANS.get(state, {}).get(name, "")
    if not follows:
        return Answer(False, why="no_such_step")
    if not is_sealed:
        return Answer(False, why="round_is_over")
    return Answer(True, follows)
