"""What decisions hold of a person, blanked: handed to the hub when a dossier is erased under a duty.

That somebody was decided to have a seat stays; what was said of it, and what the list showed, goes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.decisions.models import Answer, Appointment, Decided, DecisionCheck, Objection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shanhai.programme.models import Person, Record

_ERASED = "—"


def records_of(person: Person) -> Iterator[Record]:
    """Answers, places, papers and cases of a person, with nothing personal left in them."""
    for answer in Answer.objects.filter(placed__person=person).select_related("decision__cohort"):
        answer.reason = _ERASED if answer.reason else ""
        yield answer
    for place in Decided.objects.filter(person=person).select_related("publication__cohort"):
        place.shown, place.reason = {}, _ERASED if place.reason else ""
        yield place
    checks = DecisionCheck.objects.filter(decision__cohort__pool__person=person).exclude(findings={})
    for check in checks.select_related("decision__cohort"):
        check.findings = {language: [_ERASED] for language in check.findings}
        yield check
    papers = Appointment.objects.filter(decided__person=person)
    for paper in papers.select_related("decided__publication__cohort"):
        paper.note = ""
        yield paper
    for case in Objection.objects.filter(about__person=person).select_related("publication__cohort"):
        yield _blanked(case)
    if person.account_id:
        mine = Objection.objects.filter(by=person.account_id).exclude(about__person=person)
        for case in mine.select_related("publication__cohort"):
            yield _blanked(case)


def _blanked(case: Objection) -> Objection:
    case.called = case.reach = ""
    for name in ("text", "hearing", "answer", "appeal", "final"):
        setattr(case, name, _ERASED if getattr(case, name) else "")
    return case
