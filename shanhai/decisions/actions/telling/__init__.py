"""Who is told what in the course of a decision, through the outbox; nothing is said twice."""

from shanhai.decisions.actions.telling.cases import tell_hearers, tell_moved_on
from shanhai.decisions.actions.telling.consultation import (
    tell_asked,
    tell_dropped,
    tell_member,
    tell_no,
    tell_panel,
    tell_scanned,
    tell_settled,
)
from shanhai.decisions.actions.telling.lists import (
    tell_appointed,
    tell_decided,
    tell_letters,
    tell_taken_back,
    tell_withdrawn,
)
from shanhai.decisions.actions.telling.remedies import tell_called, tell_owner

__all__ = [
    "tell_appointed",
    "tell_asked",
    "tell_called",
    "tell_decided",
    "tell_dropped",
    "tell_hearers",
    "tell_letters",
    "tell_member",
    "tell_moved_on",
    "tell_no",
    "tell_owner",
    "tell_panel",
    "tell_scanned",
    "tell_settled",
    "tell_taken_back",
    "tell_withdrawn",
]
