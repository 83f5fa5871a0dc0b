"""Nominations: put forward by the home, completed by the person, vetted by the body entitled to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from shanhai.programme.models import Grant, Person
from shanhai.programme.queries import require
from shanhai.programme.trail import locked, writing
from shanhai.rounds import queries, rules
from shanhai.rounds.actions.locks import locked_cohort
from shanhai.rounds.actions.refused import LineRefused, StepRefused, held_to
from shanhai.rounds.fitting import world
from shanhai.rounds.fitting.dossiers import read_dossier
from shanhai.rounds.models import Nomination, Quota, Vetting
from shanhai.rounds.words import REASONS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from shanhai.programme.models import Account, Cohort, Organisation
    from shanhai.programme.trail import Writing

#: Who gets to see a person who is put forward, besides the home.
SEEN_BY = ("office", "panel", "auditor")
#: What the person says for this cohort.
SAID = ("wishes", "directions", "start", "end")


def set_quota(
    *,
    by: Account | None,
    cohort: Cohort,
    organisation: Organisation,
    most: int | None,
    expected: int | None = None,
) -> Quota | None:
    """Say how many an organisation, with all below it, may put forward; None takes the limit away.

    Raises: PermissionDenied, Stale.
    """
    with writing(by=by, action="nominations.quota") as write:
        held = locked_cohort(cohort)
        if by is not None:
            require(by, "round.move", programme=held.programme_id)
        found = Quota.objects.filter(cohort=held, organisation=organisation).first()
        if most is None:
            if found:
                write.delete(found, expected=expected)
            return None
        quota = found or Quota(cohort=held, organisation=organisation)
        quota.most = most
        return write.save(quota, expected=expected if found else None)


def put_forward(*, by: Account | None, cohort: Cohort, person: Person, why: str = "") -> Nomination:
    """Put somebody of one's roster forward. Whoever was withdrawn before is put forward again.

    Raises: PermissionDenied for a person of another home; StepRefused while nominations are not open, or
    beyond the number that the office allows.
    """
    with writing(by=by, action="nominations.put_forward") as write:
        held = locked_cohort(cohort)
        stored = locked(person, "home")
        found = Nomination.objects.filter(cohort=held, person=stored).first()
        if found:
            return put_forward_again(by=by, nomination=found, why=why)
        _may_put_forward(by, held, stored)
        made = write.save(
            Nomination(cohort=held, person=stored, home=stored.home, why=why.strip(), put_forward_by=by)
        )
        _let_see(write, made)
    return made


def put_forward_again(
    *, by: Account | None, nomination: Nomination, why: str = "", expected: int | None = None
) -> Nomination:
    """Put somebody forward who had been withdrawn. Raises: as `put_forward`; Stale, Gone."""
    with writing(by=by, action="nominations.put_forward") as write:
        held = locked_cohort(nomination.cohort)
        stored = _moved(by, nomination, "put_forward", expected)
        _may_put_forward(by, held, stored.person)
        stored.home, stored.put_forward_by, stored.answer = stored.person.home, by, ""
        stored.why = why.strip() or stored.why
        stored.confirmed_at, stored.on_paper = None, False
        write.save(stored)
        for vetting in Vetting.objects.filter(nomination=stored):
            write.delete(vetting)
        _let_see(write, stored)
    return stored


def complete(
    *,
    by: Account | None,
    nomination: Nomination,
    values: Mapping[str, Any],
    consents: bool,
    on_paper: bool = False,
    expected: int | None = None,
) -> Nomination:
    """Say where to and when, and confirm: by the person, or by the home from what the person has signed.

    `values` are of `SAID`, as fields hold them; wishes may be ids or names. Raises: PermissionDenied;
    StepRefused; LineRefused with the columns of the dossier that are wrong; Stale, Gone.
    """
    with writing(by=by, action="nominations.complete") as write:
        locked_cohort(nomination.cohort)
        stored = _moved(by, nomination, "complete", expected, on_paper=on_paper)
        if not consents:
            raise StepRefused("no_consent")
        for name in SAID:
            if name in values:
                setattr(stored, name, values[name])
        person = world.person_row(stored)
        row, errors = read_dossier(person, world.world_named_in(person, stored.cohort))
        if errors:
            raise LineRefused(errors)
        stored.wishes = row["wishes"] or []
        stored.confirmed_at, stored.on_paper, stored.answer = timezone.now(), on_paper, ""
        return write.save(stored)


def withdraw(
    *, by: Account | None, nomination: Nomination, reason: str, expected: int | None = None
) -> Nomination:
    """Take a nomination back, by the home or by the person. Raises: as `complete`."""
    with writing(by=by, action="nominations.withdraw", reason=reason) as write:
        locked_cohort(nomination.cohort)
        stored = _moved(by, nomination, "withdraw", expected, reason)
        stored.answer = reason.strip()
        write.save(stored)
        now = timezone.now()
        for grant in Grant.objects.filter(kind=Person.label(), object_id=stored.person_id, until=None):
            if grant.why == _why(stored):
                grant.until = now
                write.save(grant)
    return stored


def return_nomination(
    *, by: Account | None, nomination: Nomination, reason: str, expected: int | None = None
) -> Nomination:
    """Give a dossier back to the person, saying what is to be mended; an earlier vetting no longer counts.

    Raises: as `complete`.
    """
    with writing(by=by, action="nominations.return", reason=reason) as write:
        locked_cohort(nomination.cohort)
        stored = _moved(by, nomination, "return", expected, reason)
        stored.answer = reason.strip()
        write.save(stored)
        for vetting in Vetting.objects.filter(nomination=stored):
            write.delete(vetting)
    return stored


def vet(
    *,
    by: Account | None,
    nomination: Nomination,
    passed: bool,
    body: str,
    signer: str,
    on: date,
    reason: str = "",
    expected: int | None = None,
) -> Vetting:
    """Enter the yes or no of the vetting body, its date and its signer; nothing else of it is kept.

    Raises: as `complete`.
    """
    with writing(by=by, action="nominations.vet", reason=reason) as write:
        locked_cohort(nomination.cohort)
        stored = _moved(by, nomination, "clear" if passed else "refuse", expected)
        if by is not None and by.pk in (stored.person.account_id, stored.put_forward_by_id):
            raise PermissionDenied(REASONS["own_proposal"].en)
        if on > timezone.localdate():
            raise StepRefused("not_due")
        found = Vetting.objects.filter(nomination=stored).first()
        if found and not reason.strip():
            raise StepRefused("reason_missing")
        vetting = found or Vetting(nomination=stored)
        vetting.passed, vetting.body, vetting.signer = passed, body.strip(), signer.strip()
        vetting.on, vetting.entered_by = on, by
        write.save(stored)
        return write.save(vetting)


def vet_many(
    *,
    by: Account,
    cohort: Cohort,
    read: Mapping[int, int],
    passed: bool,
    body: str,
    signer: str,
    on: date,
) -> int:
    """Enter one answer for many who wait for their first; `read` are nominations with their versions.

    Whoever does not wait, was changed in the meantime or is the asker's own is left. Returns: for how many it
    was entered. Raises: PermissionDenied; StepRefused.
    """
    with writing(by=by, action="nominations.vet") as write:
        held = locked_cohort(cohort)
        require(by, "vetting.write", programme=held.programme_id)
        if on > timezone.localdate():
            raise StepRefused("not_due")
        waiting = Nomination.objects.visible_to(by).select_for_update(of=("self",)).select_related("person")
        chosen = [
            each
            for each in waiting.filter(cohort=held, pk__in=read, state="completed", vetting=None)
            if each.version == read[each.pk] and by.pk not in (each.person.account_id, each.put_forward_by_id)
        ]
        step = "clear" if passed else "refuse"
        for each in chosen:
            parts = frozenset({"vetting"})
            each.state = held_to(rules.nomination_step(each.state, step, parts, stage=held.stage))
        write.save_all(chosen)
        said = {"passed": passed, "body": body.strip(), "signer": signer.strip(), "on": on, "entered_by": by}
        write.save_all([Vetting(nomination=each, **said) for each in chosen])
        return len(chosen)


def _moved(
    by: Account | None,
    nomination: Nomination,
    step: str,
    expected: int | None,
    reason: str = "",
    *,
    on_paper: bool = False,
) -> Nomination:
    """The nomination as it stands, held, in the state that a step leads to. Raises: as `complete`."""
    stored = locked(nomination, "cohort__programme", "person__home", "home", expected=expected)
    answer = rules.nomination_step(
        stored.state,
        step,
        queries.parts_in(by, stored),
        stage=stored.cohort.stage,
        reason=reason,
        on_paper=on_paper,
    )
    stored.state = held_to(answer)
    return stored


def _may_put_forward(by: Account | None, cohort: Cohort, person: Person) -> None:
    if by is not None:
        require(by, "nominations.write", programme=cohort.programme_id, path=person.home.path)
    if cohort.stage != "nominating":
        raise StepRefused("nominations_closed")
    if rules.over_quota(*queries.quota_of(cohort, person.home)):
        raise StepRefused("over_quota")


def _let_see(write: Writing, nomination: Nomination) -> None:
    """Let office, panel and auditor see the person as long as the nomination stands."""
    programme = nomination.cohort.programme
    write.save_all(
        [
            Grant(
                kind=Person.label(),
                object_id=nomination.person_id,
                role=role,
                programme=programme,
                why=_why(nomination),
            )
            for role in SEEN_BY
        ]
    )


def _why(nomination: Nomination) -> str:
    return f"nomination {nomination.pk}"
