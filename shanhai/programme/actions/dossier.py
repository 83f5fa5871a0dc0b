"""What a person does with their own dossier: correct it, refuse automation, ask for deletion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from shanhai.programme import retention, rules
from shanhai.programme.actions.refusal import Refused, allow
from shanhai.programme.models import Account, AutomationRefusal, Cohort, ErasureRequest, Person
from shanhai.programme.states import plain
from shanhai.programme.trail import writing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shanhai.programme.models import Programme

#: What a person may correct. The rest (unit, id, groups, capacity) is for the home officer to say.
OWN_FIELDS = (
    "name",
    "native",
    "level",
    "industry",
    "experience",
    "start",
    "end",
    "directions",
    "expertise",
    "qualifications",
    "barred",
    "career",
)


def correct_own(
    *, by: Account, person: Person, values: Mapping[str, Any], expected: int | None = None
) -> Person:
    """Correct one's own dossier. Each corrected field is marked for the home officer, with what stood there.

    `values` holds the model's fields, or their columns (`native_id`); others than `OWN_FIELDS` are passed
    over. An expertise that its owner adds or raises counts as claimed until somebody says that there is
    evidence.
    Raises: PermissionDenied for somebody else's; Refused for an erased one; Stale.
    """
    with writing(by=by, action="dossier.correct") as write:
        stored = _own(by, person)
        given = {name: value for name, value in values.items() if name.removesuffix("_id") in OWN_FIELDS}
        if "expertise" in given:
            given["expertise"] = _as_claimed(given["expertise"], stored.expertise)
        now = timezone.now().isoformat(timespec="seconds")
        corrected = dict(stored.corrected)
        for name, value in given.items():
            if getattr(stored, name) != value:
                field = stored._meta.get_field(name)
                was = plain(field.value_from_object(stored))
                corrected.setdefault(field.name, {"was": was})["at"] = now
                setattr(stored, name, value)
        stored.corrected = corrected
        return write.save(stored, expected=expected)


def refuse_automation(*, by: Account, person: Person, cohort: Cohort) -> AutomationRefusal:
    """Refuse that the plan alone decides in a cohort: the panel then places this person by hand."""
    with writing(by=by, action="dossier.refuse_automation") as write:
        stored = _own(by, person)
        refusal = AutomationRefusal.objects.filter(person=stored, cohort=cohort).first()
        refusal = refusal or AutomationRefusal(person=stored, cohort=cohort)
        if refusal.pk is None or not refusal.is_in_force:
            refusal.at, refusal.withdrawn_at = timezone.now(), None
            write.save(refusal)
        return refusal


def accept_automation(*, by: Account, person: Person, cohort: Cohort) -> None:
    """Take such a refusal back."""
    with writing(by=by, action="dossier.accept_automation") as write:
        stored = _own(by, person)
        refusal = AutomationRefusal.objects.filter(person=stored, cohort=cohort, withdrawn_at=None).first()
        if refusal is not None:
            refusal.withdrawn_at = timezone.now()
            write.save(refusal)


def ask_for_erasure(*, by: Account, person: Person, programme: Programme, wish: str = "") -> ErasureRequest:
    """Ask that one's dossier be deleted. Raises: PermissionDenied; Refused while another request is open."""
    with writing(by=by, action="erasures.ask") as write:
        stored = _own(by, person)
        if ErasureRequest.objects.filter(person=stored, state=ErasureRequest.State.ASKED).exists():
            raise Refused("already_asked")
        return write.save(ErasureRequest(person=stored, programme=programme, wish=wish.strip(), by=by))


def decide_on_erasure(
    *,
    by: Account,
    request: ErasureRequest,
    step: str,
    duty: str = "",
    answer: str = "",
    expected: int | None = None,
) -> ErasureRequest:
    """Withdraw one's request, refuse it or erase the dossier under a named duty.

    Raises: PermissionDenied; Refused, for example while a duty to keep the dossier is in force; Stale.
    """
    is_own = request.person.account_id == by.pk or request.by_id == by.pk
    if step != "withdraw" and not by.standing.may("erasure.decide", programme=request.programme_id):
        raise PermissionDenied
    with writing(by=by, action=f"erasures.{step}", reason=duty) as write:
        stored = ErasureRequest.objects.select_related("person").get(pk=request.pk)
        allow(
            rules.decide_on_erasure(
                state=stored.state,
                step=step,
                is_own=is_own,
                duty=duty,
                must_be_kept=step == "erase" and retention.must_be_kept(stored.person),
            )
        )
        stored.state = rules.LIFE_OF_ERASURES[stored.state][step]
        if step != "withdraw":
            stored.duty, stored.answer = duty.strip(), answer.strip()
            stored.decided_by, stored.decided_at = by, timezone.now()
        write.save(stored, expected=expected)
        if step == "erase":
            retention.erase_dossier(by=by, person=stored.person, duty=stored.duty)
        return stored


def _own(by: Account, person: Person) -> Person:
    stored = Person.objects.select_related("home").get(pk=person.pk)
    if stored.account_id is None or stored.account_id != by.pk:
        raise PermissionDenied
    if stored.erased_at is not None:
        raise Refused("already_erased")
    return stored


def _as_claimed(given: list, stood: list) -> list:
    """Expertise as its owner gives it: evidence stays only where it stood, for no more than it stood for."""
    shown = {code: strength for code, strength, is_shown in stood if is_shown}
    return [
        [code, strength, bool(is_shown) and strength <= shown.get(code, 0)]
        for code, strength, is_shown in given
    ]
