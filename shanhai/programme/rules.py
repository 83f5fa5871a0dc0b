"""What may happen in the hub: plain values in, yes or no and a reason code out."""

from __future__ import annotations

from typing import Literal, NamedTuple

#: state → step → the state that follows, for a request for deletion.
LIFE_OF_ERASURES: dict[str, dict[str, str]] = {
    "asked": {"withdraw": "withdrawn", "refuse": "refused", "erase": "erased"},
    "withdrawn": {},
    "refused": {},
    "erased": {},
}
#: Addresses below a programme that are no cohorts, so no cohort may be called so.
RESERVED = frozenset(
    {
        "accounts",
        "desk",
        "history",
        "imports",
        "new",
        "next",
        "organisations",
        "people",
        "review-forms",
        "roster",
        "setup",
        "files",
        "views",
    }
)
MOST_DEPTH = 12
MOST_PATH = 400

Why = Literal[
    "",
    "not_overseen",
    "to_oneself",
    "last_office",
    "needs_organisation",
    "already_held",
    "already_over",
    "no_such_step",
    "own_request",
    "duty_missing",
    "must_be_kept",
    "already_erased",
    "below_itself",
    "too_deep",
    "reserved_name",
    "still_in_use",
    "link_spent",
]


class Answer(NamedTuple):
    """Whether something may be done, and why not."""

    may: bool
    why: Why = ""


YES = Answer(True)


def give_role(
    *, oversees: bool, to_oneself: bool, is_held: bool, of_organisation: bool, has_organisation: bool
) -> Answer:
    """Whether somebody may give a role: never one that they could not oversee, and never to themselves."""
    if not oversees:
        return Answer(False, "not_overseen")
    if to_oneself:
        return Answer(False, "to_oneself")
    if of_organisation and not has_organisation:
        return Answer(False, "needs_organisation")
    if is_held:
        return Answer(False, "already_held")
    return YES


def end_role(*, oversees: bool, is_over: bool, is_last_office: bool) -> Answer:
    """Whether somebody may end a role: a programme is never left without its office."""
    if not oversees:
        return Answer(False, "not_overseen")
    if is_over:
        return Answer(False, "already_over")
    return Answer(False, "last_office") if is_last_office else YES


def disable_account(*, oversees_all: bool, to_oneself: bool, is_last_office: bool) -> Answer:
    """Whether somebody may disable an account: only one all of whose roles they oversee."""
    if not oversees_all:
        return Answer(False, "not_overseen")
    if to_oneself:
        return Answer(False, "to_oneself")
    return Answer(False, "last_office") if is_last_office else YES


def decide_on_erasure(*, state: str, step: str, is_own: bool, duty: str, must_be_kept: bool) -> Answer:
    """Whether a request for deletion may be decided so: a duty to keep wins over the wish."""
    if step not in LIFE_OF_ERASURES.get(state, {}):
        return Answer(False, "no_such_step")
    if step == "withdraw":
        return YES if is_own else Answer(False, "no_such_step")
    if is_own:
        return Answer(False, "own_request")
    if not duty.strip():
        return Answer(False, "duty_missing")
    if step == "erase" and must_be_kept:
        return Answer(False, "must_be_kept")
    return YES


def place_below(*, path: str, above: str, code: str, deepest: int) -> Answer:
    """Whether an organisation at `path` may be put below the one at `above`.

    `path` is "" for a new one; `deepest` is how many levels hang below it, itself included; `code` its own.
    """
    if path and above.startswith(path):
        return Answer(False, "below_itself")
    levels = above.count("/") - 1 if above else 0
    if levels + deepest > MOST_DEPTH or len(above) + len(code) + 2 > MOST_PATH:
        return Answer(False, "too_deep")
    return YES


def path_of(above: str, code: str) -> str:
    """The path of an organisation: the codes from the top down to its own, between slashes."""
    return f"{above or '/'}{code}/"


def moved_path(path: str, old: str, new: str) -> str:
    """The path of what lies below an organisation that moved from `old` to `new`."""
    return new + path.removeprefix(old)


def name_cohort(code: str) -> Answer:
    """Whether a cohort may have this short name: no page of the programme has it already."""
    return Answer(False, "reserved_name") if code in RESERVED else YES
