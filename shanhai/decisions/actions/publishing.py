"""A signed plan made public, taken back, settled by letters, and replaced; places withdrawn from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from shanhai.decisions import queries, rules
from shanhai.decisions.actions.refused import StepRefused, held_to
from shanhai.decisions.actions.telling import (
    tell_decided,
    tell_letters,
    tell_taken_back,
    tell_withdrawn,
)
from shanhai.decisions.fingerprints import fingerprint_of_list
from shanhai.decisions.models import Decided, Publication, Remedy, Template
from shanhai.decisions.papers.letters import why_awaited
from shanhai.decisions.queries.verification import findings_of
from shanhai.plans import queries as plans
from shanhai.plans.models import Explanation
from shanhai.programme.models import Grant
from shanhai.programme.queries import require
from shanhai.programme.trail import locked, writing
from shanhai.registers.actions import note_unfilled
from shanhai.rounds.actions.locks import locked_cohort

if TYPE_CHECKING:
    from shanhai.decisions.models import Decision
    from shanhai.plans.models import Plan
    from shanhai.programme.models import Account
    from shanhai.programme.trail import Writing


def publish(*, by: Account | None, decision: Decision) -> Publication:
    """Make a signed plan public: the list, every person's explanation, and every host's.

    A list that is public already is replaced; places that stay as they were carry over. Raises:
    PermissionDenied; StepRefused for a plan that is not signed, or no longer verified; Gone.
    """
    with writing(by=by, action="decisions.publish") as write:
        held = locked_cohort(decision.cohort)
        if by is not None:
            require(by, "decisions.write", programme=held.programme_id)
        stored = locked(decision, "cohort__programme", "plan__pool", "plan__rule_set")
        former = queries.publication_of(held)
        held_to(
            rules.publish(
                stored.state,
                is_verified=not findings_of(stored),
                is_published=former is not None and former.decision_id == stored.pk,
            )
        )
        carried = _replace(write, former) if former is not None else {}
        publication = write.save(_publication(by, stored, former))
        write.save_all(_places(publication, carried))
        _let_read(write, publication)
        _note_shortages(write, by, stored.plan)
        tell_decided(write, publication)
        return publication


def take_back(
    *, by: Account | None, publication: Publication, reason: str, expected: int | None = None
) -> Publication:
    """Take a publication back, before letters were sent. Raises: PermissionDenied, StepRefused, Stale."""
    with writing(by=by, action="decisions.take_back", reason=reason) as write:
        stored = _held(by, publication, expected)
        stored.state = held_to(rules.take_back(stored.state, reason=reason))
        stored.reason = reason.strip()
        _let_read_no_more(write, stored)
        tell_taken_back(write, stored)
        return write.save(stored)


def send_letters(*, by: Account | None, publication: Publication, expected: int | None = None) -> Publication:
    """Send the letters through the outbox: from now on the list is only replaced. Raises: as `take_back`; a
    letter that says why is not sent before that is written.
    """
    with writing(by=by, action="decisions.send_letters") as write:
        stored = _held(by, publication, expected)
        is_over = timezone.localdate() > stored.objections_until
        open_cases = stored.objections.exclude(state__in=("closed", "dropped")).count()
        awaited = why_awaited(stored)
        told, count = awaited or (0, 0)
        answer = rules.send_letters(
            stored.state, window_is_over=is_over, open_cases=open_cases, is_why_awaited=awaited is not None
        )
        stored.state = held_to(answer, told=told, count=count)
        stored.letters_at = timezone.now()
        used = Template.objects.filter(programme=stored.cohort.programme, file__isnull=False)
        stored.templates = {f"{each.kind}.{each.language}": each.file_id for each in used}
        write.save(stored)
        tell_letters(write, stored)
        return stored


def withdraw(*, by: Account | None, place: Decided, reason: str, expected: int | None = None) -> Decided:
    """Withdraw somebody from a place that was decided; the seat is filled again by a new plan.

    Raises: PermissionDenied, StepRefused, Stale, Gone.
    """
    with writing(by=by, action="decisions.withdraw", reason=reason) as write:
        stored = locked(
            place,
            "publication__cohort__programme",
            "person__account",
            "person__home",
            "order__host",
            expected=expected,
        )
        if by is not None:
            require(by, "decisions.write", programme=stored.programme_of())
        if stored.publication.state not in rules.STANDING_PUBLICATIONS:
            raise StepRefused("no_such_step")
        stored.state = held_to(rules.withdraw(stored.state, reason=reason))
        stored.reason = reason.strip()
        write.save(stored)
        tell_withdrawn(write, stored)
        return stored


def _held(by: Account | None, publication: Publication, expected: int | None) -> Publication:
    stored = locked(publication, "cohort__programme", "decision__plan", expected=expected)
    if by is not None:
        require(by, "decisions.write", programme=stored.cohort.programme_id)
    return stored


def _publication(by: Account | None, decision: Decision, former: Publication | None) -> Publication:
    procedure = queries.procedure_of(decision.cohort)
    if procedure is None:
        raise StepRefused("no_procedure")
    today = timezone.localdate()
    made = Publication(
        cohort=decision.cohort,
        decision=decision,
        number=Publication.objects.filter(cohort=decision.cohort).count() + 1,
        published_by=by,
        published_at=timezone.now(),
        objections_until=rules.last_day(today, procedure.days_to_object),
        shows=list(rules.shown(procedure.shows)),
        order=procedure.order,
        authority=procedure.authority,
        contact=procedure.contact,
        replaces=former,
    )
    made.digest = fingerprint_of_list(queries.rows_to_publish(decision.plan, made.shows))
    return made


def _places(publication: Publication, carried: dict[tuple[int, int], Decided]) -> list[Decided]:
    """A place for each placement; where it is the same as on the former list, it carries that one on."""
    places = []
    for placed in plans.placements_of(publication.decision.plan):
        start, end = queries.term_of(placed)
        places.append(
            Decided(
                publication=publication,
                placed=placed,
                person=placed.person,
                order=placed.order,
                seat=placed.seat,
                start=start,
                end=end,
                shown=queries.row_of(placed, publication.shows),
                carries=carried.get((placed.person_id, placed.order_id)),
            )
        )
    return places


def _replace(write: Writing, former: Publication) -> dict[tuple[int, int], Decided]:
    """The former list gives way. Returns: its places that stood, by person and order."""
    places = list(
        Decided.objects.select_for_update(of=("self",)).filter(publication=former, state="standing")
    )
    for each in places:
        each.publication, each.state = former, rules.LIFE_OF_PLACES[each.state]["replace"]
    write.save_all(places)
    former.state = rules.LIFE_OF_PUBLICATIONS[former.state]["replace"]
    write.save(former)
    _let_read_no_more(write, former)
    return {(each.person_id, each.order_id): each for each in places}


def _why(publication: Publication) -> str:
    return f"publication {publication.pk}"


def _let_read(write: Writing, publication: Publication) -> None:
    """Let each person read their explanation, and each host the ones of its orders."""
    told = Explanation.objects.filter(plan=publication.decision.plan).select_related(
        "person__account", "order__host", "plan__cohort"
    )
    grants = [_grant(each, publication) for each in told]
    write.save_all([grant for grant in grants if grant is not None])


def _grant(told: Explanation, publication: Publication) -> Grant | None:
    reaches: dict[str, Any] = {}
    if told.audience == "person" and told.person.account_id:
        reaches = {"account": told.person.account}
    elif told.audience == "host":
        reaches = {"organisation": told.order.host, "role": "host_officer"}
    if not reaches:
        return None
    return Grant(kind=Explanation.label(), object_id=told.pk, why=_why(publication), **reaches)


def _let_read_no_more(write: Writing, publication: Publication) -> None:
    now = timezone.now()
    held = list(Grant.objects.filter(kind=Explanation.label(), why=_why(publication), until=None))
    for grant in held:
        grant.until = now
    write.save_all(held)


def _note_shortages(write: Writing, by: Account | None, plan: Plan) -> None:
    """Every order with empty seats becomes a need in the registers, and an item to be acted upon."""
    for short in plans.shortages_of(plan):
        if not Remedy.objects.filter(short=short).exists():
            need = note_unfilled(by=by, order=short.order, seats=short.empty)
            write.save(Remedy(short=short, need=need))
