"""What may happen to a placement, from acceptance to return: plain values in, yes or no and why out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

Life = dict[str, dict[str, str]]

#: state → step → the state that follows.
LIFE: Life = {
    "accepted": {"brief": "briefed", "withdraw": "withdrawn"},
    "briefed": {"induct": "inducted", "withdraw": "withdrawn"},
    "inducted": {"arrive": "in_post", "withdraw": "withdrawn"},
    "in_post": {
        "review": "reviewed",
        "extend": "extended",
        "end_early": "ended_early",
        "return": "returned",
    },
    "reviewed": {"extend": "extended", "end_early": "ended_early", "return": "returned"},
    "extended": {
        "review": "extended",
        "extend": "extended",
        "end_early": "ended_early",
        "return": "returned",
    },
    "ended_early": {"return": "returned"},
    "returned": {"follow_up": "followed_up"},
    "followed_up": {},
    "withdrawn": {},
}
#: An extension: asked for, agreed to by the other sides, decided by the office.
LIFE_OF_EXTENSIONS: Life = {
    "asked": {
        "agree": "asked",
        "object": "refused",
        "approve": "approved",
        "refuse": "refused",
        "drop": "dropped",
    },
    "approved": {},
    "refused": {},
    "dropped": {},
}
#: A review: asked for, kept as a draft, handed in once.
LIFE_OF_REVIEWS: Life = {
    "asked": {"write": "draft", "hand_in": "handed_in", "waive": "waived"},
    "draft": {"write": "draft", "hand_in": "handed_in", "waive": "waived"},
    "handed_in": {},
    "waived": {},
}
#: A version of a form: once in force its questions never change.
LIFE_OF_FORMS: Life = {
    "draft": {"write": "draft", "put_in_force": "in_force", "discard": "discarded"},
    "in_force": {"retire": "retired"},
    "retired": {},
    "discarded": {},
}
LIVES: dict[str, Life] = {
    "placement": LIFE,
    "extension": LIFE_OF_EXTENSIONS,
    "review": LIFE_OF_REVIEWS,
    "form": LIFE_OF_FORMS,
}
#: Not yet there; there now; over.
COMING = ("accepted", "briefed", "inducted")
PRESENT = ("in_post", "reviewed", "extended")
OVER = ("ended_early", "returned", "followed_up", "withdrawn")
#: Kinds that take somebody away from home, so that two of them may not overlap.
AWAY = ("post", "team")
#: Which side may take a step of a placement.
TAKEN_BY: dict[str, frozenset[str]] = {
    "brief": frozenset({"office", "home"}),
    "induct": frozenset({"office", "host"}),
    "arrive": frozenset({"office", "host"}),
    "review": frozenset({"office"}),
    "extend": frozenset({"office"}),
    "end_early": frozenset({"office"}),
    "return": frozenset({"office", "home"}),
    "follow_up": frozenset({"office", "home"}),
    "withdraw": frozenset({"office"}),
}
WITH_REASON = ("withdraw", "end_early")
WITH_DAY = ("arrive", "end_early", "return")
SIDES = ("host", "home", "person")
MOMENTS = ("mid_term", "end")
#: How many days before a term ends its end is reviewed, and how long a review may take.
REVIEW_BEFORE_END = timedelta(days=30)
DAYS_FOR_A_REVIEW = timedelta(days=21)
MONTHS_UNTIL_USE_IS_ASKED = 12
#: More days a month than this are a post.
MOST_DAYS = 22


class Answer(NamedTuple):
    """Whether a step may be taken, to which state it leads, and why not."""

    may: bool
    state: str = ""
    why: str = ""


class Term(NamedTuple):
    """What the rules have to know of a placement."""

    state: str
    kind: str
    starts: date
    ends: date | None
    arrived_on: date | None = None
    has_return_plan: bool = False


#: Reasons that no other moment changes: whoever is told one of them may not do it at all.
NEVER = ("not_yours",)


def step(
    term: Term, name: str, parts: frozenset[str], *, reason: str = "", on: date | None = None, today: date
) -> Answer:
    """Whether somebody who is `parts` of a placement ("person", "host", "home", "office") may take a step."""
    if parts.isdisjoint(TAKEN_BY.get(name, frozenset())):
        return Answer(False, why="not_yours")
    follows = LIFE.get(term.state, {}).get(name)
    if follows is None:
        return Answer(False, why="no_such_step")
    if name in WITH_REASON and not reason.strip():
        return Answer(False, why="reason_missing")
    if name in WITH_DAY and (why := _day_is_wrong(term, name, on, today)):
        return Answer(False, why=why)
    if name == "arrive" and term.kind in AWAY and not term.has_return_plan:
        return Answer(False, why="no_return_plan")
    return Answer(True, follows)


def _day_is_wrong(term: Term, name: str, on: date | None, today: date) -> str:
    if on is None:
        return "day_missing"
    if on > today:
        return "day_to_come"
    if name == "arrive":
        return "arrival_after_the_end" if term.ends is not None and on > term.ends else ""
    if on < (term.arrived_on or term.starts):
        return "before_the_arrival"
    if name == "end_early" and term.ends is not None and on >= term.ends:
        return "not_early"
    return ""


def steps_open(term: Term, parts: frozenset[str], today: date) -> tuple[str, ...]:
    """The steps that somebody may take now, given a day and a reason where they are needed."""
    day = max(today if term.ends is None else min(today, term.ends), term.arrived_on or term.starts)
    return tuple(
        name
        for name in LIFE.get(term.state, {})
        if step(term, name, parts, reason="given", on=day, today=max(day, today)).why
        in ("", "no_return_plan", "not_early", "before_the_arrival", "arrival_after_the_end")
        and not parts.isdisjoint(TAKEN_BY.get(name, frozenset()))
    )


def turn(term: Term, today: date) -> tuple[str, str]:
    """Whose turn it is, and what for: a side and a step or "return_plan"; ("", "") when nobody's."""
    if term.state in PRESENT and term.ends is not None and term.ends < today:
        return "home", "return"
    if term.state == "inducted" and term.kind in AWAY and not term.has_return_plan:
        return "home", "return_plan"
    return _TURNS.get(term.state, ("", ""))


_TURNS = {
    "accepted": ("office", "brief"),
    "briefed": ("host", "induct"),
    "inducted": ("host", "arrive"),
    "ended_early": ("home", "return"),
}


def extension(term: Term, until: date) -> str:
    """Why a term cannot be extended until a day; "" when it can."""
    if term.state not in PRESENT:
        return "term_is_over" if term.state in OVER else "not_in_post"
    if term.ends is None:
        return "without_an_end"
    return "" if until > term.ends else "not_longer"


def days_are_wrong(kind: str, days: int) -> str:
    """Why somebody cannot be there for so many days a month; "" when they can."""
    if kind in AWAY:
        return "whole_term"
    return "" if 1 <= days <= MOST_DAYS else "days_wrong"


def overlaps(starts: date, ends: date | None, other_starts: date, other_ends: date | None) -> bool:
    """Whether two terms share a day; a term without an end goes on."""
    return (other_ends is None or starts <= other_ends) and (ends is None or other_starts <= ends)


def mid_term(starts: date, ends: date) -> date:
    """The day on which half of a term is over."""
    return starts + (ends - starts) / 2


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month.

    >>> months_after(date(2024, 2, 29), 12)
    datetime.date(2025, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
