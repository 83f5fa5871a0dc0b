"""What may happen to an order, an offer or a need: plain values in, yes or no and a reason code out."""

from __future__ import annotations

from typing import Literal, NamedTuple

#: state → step → the state that follows. Orders and offers live alike.
LIFE: dict[str, dict[str, str]] = {
    "draft": {"write": "draft", "submit": "submitted", "withdraw": "withdrawn"},
    "submitted": {
        "take_back": "draft",
        "accept": "accepted",
        "return": "returned",
        "withdraw": "withdrawn",
    },
    "returned": {"write": "returned", "submit": "submitted", "withdraw": "withdrawn"},
    "accepted": {"write": "draft", "close": "closed", "return": "returned", "withdraw": "withdrawn"},
    "closed": {"write": "draft", "withdraw": "withdrawn"},
    "withdrawn": {},
}
#: state → step → the state that follows, for a need.
LIFE_OF_NEEDS: dict[str, dict[str, str]] = {
    "open": {"write": "open", "order": "ordered", "drop": "dropped"},
    "ordered": {"reopen": "open"},
    "dropped": {"reopen": "open"},
}
#: What a plan is made from, and what is published.
IN_FORCE = ("accepted", "closed")
WRITING = ("write", "submit", "take_back", "withdraw")
CHECKING = ("accept", "return")
#: Steps that say why whenever they are taken.
WITH_REASON = ("return",)
#: Steps that change what the plan is made from: after closing they are marked and say why.
LATE = ("write", "submit", "accept", "withdraw")
FEWER_THAN = 5

Why = Literal[
    "",
    "no_such_step",
    "not_yours_to_write",
    "not_yours_to_check",
    "own_proposal",
    "reason_missing",
    "not_open",
]


#: Reasons that no other moment changes: whoever is told one of them may not do it at all.
NEVER = ("not_yours_to_write", "not_yours_to_check", "own_proposal")


class Answer(NamedTuple):
    """Whether a step may be taken, to which state it leads, and why not."""

    may: bool
    state: str = ""
    why: Why = ""


class Asker(NamedTuple):
    """What is known of whoever wants to take a step."""

    may_write: bool = False
    may_check: bool = False
    may_close: bool = False
    has_written: bool = False


def step(state: str, name: str, asker: Asker, *, is_closed: bool, reason: str = "") -> Answer:
    """Whether an asker may take a step in the life of an order or offer.

    `is_closed` says that the orders of the cohort are closed: what is accepted then is closed at once, and
    whoever changes something then says why.
    """
    if why := who_may_not(name, asker):
        return Answer(False, why=why)
    follows = LIFE.get(state, {}).get(name, "")
    if not follows:
        return Answer(False, why="no_such_step")
    if not reason.strip() and needs_reason(state, name, is_closed=is_closed):
        return Answer(False, why="reason_missing")
    return Answer(True, "closed" if is_closed and follows == "accepted" else follows)


def needs_reason(state: str, name: str, *, is_closed: bool) -> bool:
    """Whether a step has to say why: returning does always, and so does any change after closing."""
    return name in WITH_REASON or is_late(state, name, is_closed=is_closed)


def is_late(state: str, name: str, *, is_closed: bool) -> bool:
    """Whether a step changes, after the orders were closed, what plans are made from."""
    if not is_closed or name not in LATE:
        return False
    return name in ("submit", "accept") or state in IN_FORCE


def steps_open(state: str, asker: Asker, *, is_closed: bool) -> tuple[str, ...]:
    """The steps that an asker may take now, given a reason where one is needed."""
    return tuple(
        name
        for name in LIFE.get(state, {})
        if step(state, name, asker, is_closed=is_closed, reason="given").may
    )


def step_of_need(state: str, name: str, *, may_write: bool) -> Answer:
    """Whether an asker may take a step in the life of a need."""
    if not may_write:
        return Answer(False, why="not_yours_to_write")
    follows = LIFE_OF_NEEDS.get(state, {}).get(name, "")
    return Answer(True, follows) if follows else Answer(False, why="no_such_step")


def who_may_not(name: str, asker: Asker) -> Why:
    """Why an asker may never take a step, in whatever state; "" where they may."""
    if name in WRITING and not asker.may_write:
        return "not_yours_to_write"
    if name in CHECKING:
        if not asker.may_check:
            return "not_yours_to_check"
        if asker.has_written:
            return "own_proposal"
    if name == "close" and not asker.may_close:
        return "not_yours_to_check"
    return ""


class Band(NamedTuple):
    """A count as it may be told: at least `least`, and below `least` + 5; (0, 4) is "fewer than 5"."""

    least: int
    most: int

    @property
    def is_few(self) -> bool:
        """Whether it could point at persons."""
        return self.least < FEWER_THAN


def band(count: int) -> Band:
    """A count of people in steps of five, so that neither it nor the difference of two tells of fewer.

    >>> band(3), band(37)
    (Band(least=0, most=4), Band(least=35, most=39))
    """
    least = count - count % FEWER_THAN
    return Band(least, least + FEWER_THAN - 1)
