"""What a round holds of a person, blanked: handed to the hub when a dossier is erased under a duty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.programme.models import PoolEntry
from shanhai.rounds.models import Nomination, Vetting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shanhai.programme.models import Person, Record

_ERASED = "—"


def records_of(person: Person) -> Iterator[Record]:
    """The nominations, vettings and sealed dossiers of a person, with nothing personal left in them.

    The seal of a pool keeps its fingerprint; it can no longer be worked out again, and the erasure says why.
    """
    for nomination in Nomination.objects.filter(person=person).select_related("cohort"):
        nomination.why = nomination.answer = ""
        nomination.wishes, nomination.directions = [], []
        nomination.start = nomination.end = None
        if nomination.state != "pooled":
            nomination.state = "withdrawn"
        yield nomination
    for vetting in Vetting.objects.filter(nomination__person=person).select_related("nomination__cohort"):
        vetting.body = vetting.signer = _ERASED
        yield vetting
    for entry in PoolEntry.objects.filter(person=person).select_related("cohort"):
        entry.record = {}
        yield entry
