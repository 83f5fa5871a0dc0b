"""Objections: filed by anybody, heard and answered by the panel, appealed against once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from shanhai.decisions import queries, rules
from shanhai.decisions.actions.refused import held_to
from shanhai.decisions.actions.telling import tell_hearers, tell_moved_on
from shanhai.decisions.models import Objection
from shanhai.programme.trail import locked, writing

if TYPE_CHECKING:
    from shanhai.decisions.models import Decided, Publication
    from shanhai.programme.models import Account, Organisation

#: Working days in which an answer can be appealed against.
DAYS_TO_APPEAL = 5


def object_to(
    *,
    by: Account | None,
    publication: Publication,
    text: str,
    about: Decided | None = None,
    unit: Organisation | None = None,
    called: str = "",
    reach: str = "",
) -> Objection:
    """File an objection to a list, or to one place on it; without an account nobody has to say who they are.

    `unit` is the unit in whose name an officer objects. Raises: StepRefused after the window, or without a
    word; PermissionDenied for a unit that one does not act for; Gone.
    """
    if unit is not None and (by is None or unit not in queries.units_of(by, publication.cohort)):
        raise PermissionDenied("consultation.answer")
    with writing(by=by, action="decisions.object") as write:
        held = locked(publication, "cohort__programme")
        answer = rules.may_file(
            held.state, today=timezone.localdate(), until=held.objections_until, text=text
        )
        held_to(answer)
        made = write.save(
            Objection(
                publication=held,
                number=Objection.objects.filter(publication=held).count() + 1,
                about=about,
                by=by,
                unit=unit,
                called=called.strip()[:120],
                reach=reach.strip()[:200],
                text=text.strip()[:4000],
            )
        )
        tell_hearers(write, made)
        return made


def move_on(
    *,
    by: Account | None,
    objection: Objection,
    step: str,
    text: str = "",
    is_upheld: bool | None = None,
    has_receipt: bool = False,
    expected: int | None = None,
) -> Objection:
    """Take a step with a case: hear, answer, appeal, answer the appeal, close, drop.

    `has_receipt` says that somebody without an account showed the receipt of their case. Raises:
    PermissionDenied, StepRefused, Stale, Gone.
    """
    with writing(by=by, action="decisions.objection_step") as write:
        stored = locked(objection, "publication__cohort__programme", "unit", "by", expected=expected)
        hearer = rules.Hearer(
            may_hear=queries.may_hear(by, stored),
            is_objector=has_receipt or queries.is_objector(by, stored),
            has_answered=by is not None and stored.answered_by_id == by.pk,
        )
        today = timezone.localdate()
        stored.state = held_to(
            rules.objection_step(
                stored.state, step, hearer, text=text, today=today, until=stored.appeal_until
            )
        )
        _keep(by, stored, step, text.strip()[:4000], is_upheld)
        write.save(stored)
        if step == "appeal":
            tell_hearers(write, stored, is_appeal=True)
        tell_moved_on(write, stored)
        return stored


def _keep(by: Account | None, stored: Objection, step: str, text: str, is_upheld: bool | None) -> None:
    if step == "hear":
        stored.hearing = "\n".join(filter(None, (stored.hearing, text)))[:4000]
    elif step == "answer":
        now = timezone.now()
        stored.answer, stored.is_upheld = text, bool(is_upheld)
        stored.answered_by, stored.answered_at = by, now
        stored.appeal_until = rules.last_day(timezone.localdate(now), DAYS_TO_APPEAL)
    elif step == "appeal":
        stored.appeal = text
    elif step == "answer_appeal":
        stored.final, stored.final_by = text, by
        stored.is_upheld = stored.is_upheld if is_upheld is None else is_upheld
