"""How long dossiers are kept, and what is erased when nothing keeps them any more.

A duty to keep (`RetentionDuty`) ties a person to a cohort in which their dossier was used. It is over
`retention_years` of the programme after the cohort has closed. Whoever was never put forward is kept as long
from the day they were taken off the roster. People on a roster are kept while they are on it.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Max
from django.utils import timezone

from shanhai.programme.actions.attachments import forget_file
from shanhai.programme.erasure import erase
from shanhai.programme.models import (
    Account,
    Attachment,
    ErasureRequest,
    Invitation,
    Person,
    Programme,
    RetentionDuty,
    RoleHeld,
)
from shanhai.programme.queries.history import written_about
from shanhai.programme.queries.people import files_of
from shanhai.programme.states import state
from shanhai.programme.trail import writing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from shanhai.programme.models import Record

#: Of each room above: the personal records that it holds of a person, blanked. Rooms add theirs at start.
PARTS: list[Callable[[Person], Iterable[Record]]] = []
#: What each room keeps of a person, by name, as plain values: for the export of their record.
TOLD: dict[str, Callable[[Person], list[dict[str, object]]]] = {}
#: What is removed beside the records: sessions, second factors and the like of an account that is erased.
ACCOUNT_PARTS: list[Callable[[Account], None]] = []
ERASED = "—"
DUTY_OF_THE_CLOCK = "PIPL art. 47 (1): the period for which the dossier is kept is over"


def end_of(duty: RetentionDuty) -> datetime | None:
    """When a duty to keep is over; None while its cohort is open."""
    closed = duty.cohort.closed_at
    return None if closed is None else _years_after(closed, duty.cohort.programme.retention_years)


def duties_in_force(person: Person, now: datetime | None = None) -> list[RetentionDuty]:
    """The duties that keep a person's dossier now."""
    now = now or timezone.now()
    duties = person.retention_duties.select_related("cohort__programme")
    return [duty for duty in duties if (end := end_of(duty)) is None or end > now]


def must_be_kept(person: Person) -> bool:
    """Whether a duty keeps the dossier, whatever its person wishes."""
    return bool(duties_in_force(person))


def over(now: datetime | None = None) -> Iterator[Person]:
    """The people off every roster whose dossiers nothing keeps any more."""
    now = now or timezone.now()
    gone = Person.objects.filter(archived_at__isnull=False, erased_at=None).select_related("home")
    for person in gone.prefetch_related("retention_duties__cohort__programme"):
        if all(end <= now for end in _ends(person)):
            yield person


def _ends(person: Person) -> Iterator[datetime]:
    duties = list(person.retention_duties.all())
    for duty in duties:
        yield end_of(duty) or datetime.max.replace(tzinfo=timezone.get_current_timezone())
    if not duties:
        years = Programme.objects.filter(participations__organisation=person.home).aggregate(
            years=Max("retention_years")
        )["years"]
        yield _years_after(person.archived_at, years or 0)


def erase_dossier(*, by: Account | None, person: Person, duty: str) -> int:
    """Erase what every room holds of a person, and their account when it serves nothing else.

    Returns: how many payloads of the trail were erased.
    """
    with writing(by=by, action="dossiers.erase", reason=duty):
        stored = Person.objects.get(pk=person.pk)
        account = stored.account
        # The rooms first: some find the person by what is blanked afterwards.
        records = [record for part in PARTS for record in part(stored)] + list(_blanked(stored))
        if account is not None and not _serves_otherwise(account):
            records.append(_closed(account))
        return erase(by=by, records=records, duty=duty)


def _blanked(person: Person) -> Iterator[Record]:
    for file in Attachment.objects.filter(kind=Person.label(), object_id=person.pk):
        forget_file(file)
        file.name, file.about, file.purpose, file.digest = ERASED, "", "", ""
        file.size, file.file = 0, ""
        yield file
    for request in ErasureRequest.objects.filter(person=person).exclude(wish="", answer=""):
        request.wish = request.answer = ""
        yield request
    for invitation in Invitation.objects.filter(person=person):
        invitation.name, invitation.email = ERASED, ""
        if invitation.used_at is None and invitation.withdrawn_at is None:
            invitation.withdrawn_at = timezone.now()
        yield invitation
    for name in _PERSONAL:
        setattr(person, name, person._meta.get_field(name).get_default())
    person.name, person.code, person.account = ERASED, f"erased-{person.pk}", None
    person.erased_at = timezone.now()
    person.archived_at = person.archived_at or person.erased_at
    yield person


#: Every field of a person that tells something of them; where they belonged and when they were erased stays.
_PERSONAL = tuple(
    field.name
    for field in Person._meta.concrete_fields
    if field.name
    not in {"id", "version", "home", "code", "name", "account", "archived_at", "erased_at", "search"}
)


def _serves_otherwise(account: Account) -> bool:
    return RoleHeld.objects.in_force().filter(account=account).exclude(role="secondee").exists()


def _closed(account: Account) -> Account:
    for part in ACCOUNT_PARTS:
        part(account)
    account = Account.objects.get(pk=account.pk)
    account.username, account.name, account.email = f"erased-{account.pk}", ERASED, ""
    account.is_active, account.factors = False, []
    account.set_unusable_password()
    return account


def _years_after(moment: datetime, years: int) -> datetime:
    try:
        return moment.replace(year=moment.year + years)
    except ValueError:  # the 29th of February
        return moment.replace(year=moment.year + years, month=3, day=1)


def everything_of(person: Person) -> dict[str, Any]:
    """What the hub and every room keep of a person, as plain values."""
    files = files_of(person).values("name", "about", "purpose", "media_type", "size", "digest", "at")
    requests = person.erasure_requests.values("state", "wish", "at", "duty", "answer", "decided_at")
    refusals = person.automation_refusals.values("cohort__name", "at", "withdrawn_at")
    duties = person.retention_duties.values("cohort__name", "why")
    history = written_about(person).values(
        "at", "action", "by__name", "payload__before", "payload__after", "payload__erased_under"
    )
    return {
        "record": state(person),
        "home": str(person.home),
        "native": str(person.native or ""),
        "files": list(files),
        "requests_for_deletion": list(requests),
        "refusals_of_automation": list(refusals),
        "duties_to_keep": list(duties),
        "history": list(history),
        **{name: told(person) for name, told in TOLD.items()},
    }
