"""When something is sent, and what becomes of a delivery: plain values in, plain values out."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Literal

How = Literal["at_once", "digest", "app"]

#: state → what happens → the state that follows. What is claimed and never marked was cut off: nobody can
#: tell whether it went out, and it is not sent again.
LIFE: dict[str, dict[str, str]] = {
    "pending": {"claim": "claimed", "read": "needless", "unreachable": "needless"},
    "claimed": {"went_out": "sent", "not_now": "pending", "refused": "failed", "cut_off": "unsure"},
    "sent": {},
    "failed": {},
    "unsure": {},
    "needless": {},
}
#: What comes about one record within this time is one message, and one mail.
FOLDED_WITHIN = timedelta(minutes=15)
#: At once means after this: time for the second event on the same record, and for whoever reads it first.
PATIENCE = timedelta(minutes=2)
DIGEST_AT = time(8)
#: How long to wait after each try that failed; after the last one nothing more is tried.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))
#: A letter is handed over in seconds. What is claimed longer than this was cut off.
CUT_OFF_AFTER = timedelta(minutes=5)
KEPT_FOR = timedelta(days=400)


def due(how: How, now: datetime) -> datetime | None:
    """When a message that is written now, in local time, goes out; None where it stays in the application."""
    if how == "app":
        return None
    if how == "at_once":
        return now + PATIENCE
    today = now.replace(hour=DIGEST_AT.hour, minute=0, second=0, microsecond=0)
    return today if now < today else today + timedelta(days=1)


def next_try(tries: int) -> timedelta | None:
    """How long to wait after so many tries; None when it is given up.

    >>> next_try(1), next_try(6)
    (datetime.timedelta(seconds=60), None)
    """
    return WAITS[tries - 1] if tries <= len(WAITS) else None
