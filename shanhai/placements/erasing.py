"""What placements hold of a person: blanked when their dossier is erased, told when they export it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shanhai.placements.models import (
    Absence,
    Attendance,
    DiaryEntry,
    Extension,
    Placement,
    ReturnPlan,
    Review,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shanhai.programme.models import Person, Record

_ERASED = "—"


def records_of(person: Person) -> Iterator[Record]:
    """Everything about the placements of a person, with nothing personal left in it.

    That somebody was in the seat stays, for the counts of the cohort; who it was does not.
    """
    mine = {"placement__person": person}
    together = "placement__cohort"
    for placement in Placement.objects.filter(person=person).select_related("cohort"):
        placement.reason = ""
        yield placement
    for plan in ReturnPlan.objects.filter(**mine).select_related(together):
        plan.post = plan.contact = _ERASED
        plan.use = plan.used = plan.used_by_home = ""
        yield plan
    for absence in Absence.objects.filter(**mine).select_related(together):
        absence.stand_in, absence.reach = _ERASED, ""
        yield absence
    for extension in Extension.objects.filter(**mine).select_related(together):
        extension.reason, extension.answer = _ERASED, ""
        yield extension
    for entry in DiaryEntry.objects.filter(**mine).select_related(together):
        entry.text, entry.shared = _ERASED, "own"
        yield entry
    for review in Review.objects.filter(**mine).select_related(together):
        review.answers = {}
        yield review
    yield from Attendance.objects.filter(**mine).select_related(together)


def told_of(person: Person) -> list[dict[str, Any]]:
    """The placements of a person with what accompanies them, for the export of their record."""
    return [
        {
            "host": str(each.host),
            "home": str(each.home),
            "kind": each.kind,
            "state": each.state,
            "from": each.starts,
            "until": each.ends,
            "arrived": each.arrived_on,
            "ended": each.ended_on,
            "returned": each.returned_on,
            "absences": list(each.absences.values("starts", "ends", "stand_in")),
            "diary": list(each.diary.values("on", "text", "shared")),
            "reviews": list(each.reviews.filter(state="handed_in").values("moment", "side", "answers", "at")),
            "sessions": list(each.attendance.values("session__title", "session__on", "state")),
        }
        for each in Placement.objects.filter(person=person).select_related("host", "home")
    ]
