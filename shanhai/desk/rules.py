"""What may happen to a request: plain values in, yes or no and a reason code out."""

from __future__ import annotations

from typing import NamedTuple

#: state → step → the state that follows. Answered, solved, unsolvable and confirmed are four things.
LIFE: dict[str, dict[str, str]] = {
    "received": {
        "route": "routed",
        "answer": "answered",
        "solve": "solved",
        "cannot": "unsolvable",
        "ask": "received",
        "tell_more": "received",
        "repeat": "received",
        "note": "received",
        "extend": "received",
        "remind": "received",
        "escalate": "received",
        "merge": "merged",
        "withdraw": "withdrawn",
    },
    "routed": {
        "take_on": "taken_on",
        "give_back": "received",
        "hand_over": "routed",
        "route": "routed",
        "add_unit": "routed",
        "ask": "routed",
        "tell_more": "routed",
        "repeat": "routed",
        "contribute": "routed",
        "note": "routed",
        "extend": "routed",
        "remind": "routed",
        "escalate": "routed",
        "merge": "merged",
        "withdraw": "withdrawn",
    },
    "taken_on": {
        "answer": "answered",
        "solve": "solved",
        "cannot": "unsolvable",
        "hold": "on_hold",
        "give_back": "received",
        "hand_over": "routed",
        "route": "routed",
        "add_unit": "taken_on",
        "ask": "taken_on",
        "tell_more": "taken_on",
        "repeat": "taken_on",
        "contribute": "taken_on",
        "note": "taken_on",
        "extend": "taken_on",
        "remind": "taken_on",
        "escalate": "taken_on",
        "merge": "merged",
        "withdraw": "withdrawn",
    },
    "on_hold": {
        "resume": "taken_on",
        "answer": "answered",
        "solve": "solved",
        "cannot": "unsolvable",
        "hand_over": "routed",
        "route": "routed",
        "add_unit": "on_hold",
        "ask": "on_hold",
        "tell_more": "on_hold",
        "repeat": "on_hold",
        "contribute": "on_hold",
        "note": "on_hold",
        "remind": "on_hold",
        "escalate": "on_hold",
        "merge": "merged",
        "withdraw": "withdrawn",
    },
    "answered": {
        "answer": "answered",
        "solve": "solved",
        "cannot": "unsolvable",
        "hold": "on_hold",
        "hand_over": "routed",
        "route": "routed",
        "add_unit": "answered",
        "ask": "answered",
        "tell_more": "answered",
        "repeat": "answered",
        "contribute": "answered",
        "note": "answered",
        "extend": "answered",
        "remind": "answered",
        "escalate": "answered",
        "confirm": "confirmed",
        "reopen": "routed",
        "merge": "merged",
        "withdraw": "withdrawn",
    },
    "solved": {
        "confirm": "confirmed",
        "reopen": "routed",
        "tell_more": "solved",
        "note": "solved",
        "remind": "solved",
        "lapse": "lapsed",
    },
    "unsolvable": {
        "confirm": "confirmed",
        "reopen": "received",
        "tell_more": "unsolvable",
        "note": "unsolvable",
        "remind": "unsolvable",
        "lapse": "lapsed",
    },
    "confirmed": {"reopen": "received"},
    "lapsed": {"confirm": "confirmed", "reopen": "received"},
    "merged": {},
    "withdrawn": {},
}
#: Nobody owes anything any more.
CLOSED = ("confirmed", "lapsed", "merged", "withdrawn")
OPEN = tuple(state for state in LIFE if state not in CLOSED)
#: What came of a request, by the step that says so: it stays when the asker has confirmed it.
OUTCOMES = {"answer": "answered", "solve": "solved", "cannot": "unsolvable"}
#: Whose turn it is in each open state; a question to the asker makes it theirs.
TURN = {
    "received": "desk",
    "routed": "unit",
    "taken_on": "unit",
    "on_hold": "unit",
    "answered": "unit",
    "solved": "asker",
    "unsolvable": "asker",
}
#: Who takes which step: the asker, the unit that leads, one that helps, the desk (or its clock).
TAKEN_BY: dict[str, tuple[str, ...]] = {
    "route": ("desk",),
    "take_on": ("unit",),
    "give_back": ("unit",),
    "hand_over": ("unit", "desk"),
    "add_unit": ("unit", "desk"),
    "contribute": ("helper",),
    "ask": ("unit", "helper", "desk"),
    "tell_more": ("asker",),
    "note": ("unit", "helper", "desk"),
    "repeat": ("asker", "desk"),
    "answer": ("unit", "desk"),
    "solve": ("unit", "desk"),
    "cannot": ("unit", "desk"),
    "hold": ("unit", "desk"),
    "resume": ("unit", "desk"),
    "extend": ("desk",),
    "remind": ("desk",),
    "escalate": ("desk",),
    "confirm": ("asker",),
    "reopen": ("asker",),
    "lapse": ("desk",),
    "merge": ("desk",),
    "withdraw": ("asker",),
}
#: Steps that a person takes with words, which the asker or the trail needs.
WITH_WORDS = (
    "give_back", "hand_over", "contribute", "ask", "tell_more", "note", "answer", "solve", "cannot", "hold",
    "extend", "reopen",
)  # fmt: skip
#: Steps that name a day, and steps that name a unit.
WITH_DAY = ("hold", "extend")
WITH_UNIT = ("route", "hand_over", "add_unit")
#: What a unit may ask for that the request may hold already: asking for it then is a repeat.
ASKS_FOR = ("words", "place", "topic", "contact", "photo")
KINDS = ("difficulty", "urgent", "welfare", "public")
MOST_PHOTOS = 6


class Terms(NamedTuple):
    """Working days of a kind: until it is routed, answered, solved; until a silent asker's lapses."""

    route: int
    answer: int
    solve: int
    lapse: int = 10


TERMS: dict[str, Terms] = {
    "difficulty": Terms(1, 5, 15),
    "urgent": Terms(0, 1, 5),
    "welfare": Terms(1, 3, 10),
    "public": Terms(2, 7, 20),
}
#: Working days before the next date on which a reminder goes out, and after an escalation until the next one.
REMIND_BEFORE, ESCALATE_AGAIN = 2, 2


class Answer(NamedTuple):
    """Whether a step may be taken, to which state it leads, and why not."""

    may: bool
    state: str = ""
    why: str = ""


def step(
    state: str,
    name: str,
    parts: frozenset[str],
    *,
    has_unit: bool = True,
    text: str = "",
    day: bool = False,
    unit: bool = False,
) -> Answer:
    """Whether somebody who plays these `parts` may take a step with a request.

    `day` and `unit` say whether one was named. What comes back to a unit that there is not goes to the desk.
    """
    if parts.isdisjoint(TAKEN_BY[name]):
        return Answer(False, why="not_yours")
    follows = LIFE.get(state, {}).get(name, "")
    if not follows:
        return Answer(False, why="no_such_step")
    if name in WITH_WORDS and not text.strip():
        return Answer(False, why="words_missing")
    if name in WITH_DAY and not day:
        return Answer(False, why="day_missing")
    if name in WITH_UNIT and not unit:
        return Answer(False, why="unit_missing")
    if name == "reopen" and not has_unit:
        follows = "received"
    return Answer(True, follows)


def steps_open(state: str, parts: frozenset[str]) -> tuple[str, ...]:
    """The steps that somebody may take now, given the words, day or unit that they need."""
    return tuple(
        name
        for name in LIFE.get(state, {})
        if step(state, name, parts, text="given", day=True, unit=True).may
    )


def turn(state: str, *, is_asked: bool, has_unit: bool) -> str:
    """Whose turn it is: "desk", "unit", "asker"; "" when nobody's. `is_asked`: a question is open.

    What the desk answers without a unit stays with the desk.
    """
    owner = TURN.get(state, "")
    if owner and is_asked:
        return "asker"
    return "desk" if owner == "unit" and not has_unit else owner


def merge_fault(*, is_itself: bool, is_foreign: bool, is_gone: bool, mixes_kinds: bool) -> str:
    """Why two requests may not be merged; "" when they may. Welfare is told to nobody else."""
    if is_itself:
        return "merge_itself"
    if is_foreign:
        return "merge_foreign"
    if is_gone:
        return "merge_closed"
    return "merge_kinds" if mixes_kinds else ""


def all_asked_have_spoken(verdicts: list[str]) -> bool:
    """Whether every asker has confirmed: one who has not keeps the request from being closed as confirmed."""
    return bool(verdicts) and all(verdict == "confirmed" for verdict in verdicts)
