"""The life of an import: plain values only."""

from __future__ import annotations

#: state → step → the state that follows.
LIFE: dict[str, dict[str, str]] = {
    "reading": {"compare": "ready", "stop": "stopped", "drop": "dropped"},
    "stopped": {"read": "reading", "drop": "dropped"},
    "ready": {"read": "reading", "confirm": "confirmed", "drop": "dropped"},
    "confirmed": {"write": "done", "overtake": "outdated"},
    "outdated": {"read": "reading", "drop": "dropped"},
    "done": {"undo": "undoing", "settle": "settled"},
    "undoing": {"finish_undo": "undone", "keep": "done"},
    "settled": {},
    "undone": {},
    "dropped": {},
}
#: States in which a job is at work.
AT_WORK = ("reading", "confirmed", "undoing")


def follows(state: str, step: str) -> str:
    """The state that follows a step, or "" where the step is not possible."""
    return LIFE.get(state, {}).get(step, "")
