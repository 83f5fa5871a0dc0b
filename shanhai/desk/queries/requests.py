"""The requests that somebody sees, and how the desk of a programme is set up."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from shanhai.desk.models import Asker, Assignment, Competence, Day, Request, Settings, Topic
from shanhai.desk.models.requests import among, sees_all_requests, together
from shanhai.placements.models import Placement
from shanhai.placements.queries import liaisons_of
from shanhai.programme.models import Organisation, Person
from shanhai.programme.standing import below

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from shanhai.desk.calendar import Calendar
    from shanhai.programme.models import Account, Cohort, Programme


def requests(account: Account, programme: Programme) -> QuerySet[Request]:
    """The requests of a programme that one sees, with what a list of them shows."""
    found = _with_all(programme)
    # Whoever sees all of them anyway is spared conditions that keep a database from an order by an index.
    return found if sees_all_requests(account, programme.pk) else found.visible_to(account)


def _with_all(programme: Programme) -> QuerySet[Request]:
    # An outline is drawn on maps only, and costs more to read than all the rest of a row.
    shown = Request.objects.select_related("programme", "topic", "place", "unit").defer("place__outline")
    return shown.filter(programme=programme)


def of_units(account: Account, programme: Programme) -> QuerySet[Request]:
    """The requests on which one's units work, and which one therefore sees."""
    return _with_all(programme).filter(among(*Assignment.worked_on_by(account)))


def own(account: Account, programme: Programme) -> QuerySet[Request]:
    """What one has asked, for oneself or for one's units, and therefore sees; merged ones with what they went
    into.
    """
    return _with_all(programme).filter(among(*Asker.asked_by(account)))


def of_placement(account: Account, placement: Placement) -> QuerySet[Request]:
    """What the person of a placement has asked since it began, as far as the account sees it."""
    asked = Asker.objects.filter(account=placement.person.account_id, account__isnull=False)
    since = timezone.make_aware(datetime.combine(placement.starts, time.min))
    found = requests(account, placement.cohort.programme)
    return found.filter(at__gte=since, pk__in=asked.values("request"))


def of_organisation(account: Account, programme: Programme, organisation: Organisation) -> QuerySet[Request]:
    """What a unit, with all below it, has asked or works on, as far as the account sees it."""
    units = below(organisation.path)
    asked = Asker.objects.filter(unit__in=units).values("request")
    working = Assignment.objects.filter(unit__in=units, ended_at=None).values("request")
    return requests(account, programme).filter(pk__in=together(asked, working))


def of_cohort(account: Account, cohort: Cohort) -> QuerySet[Request]:
    """What the people placed in a cohort have asked, as far as the account sees it."""
    # Of many who are placed few may have an account: it is they who are looked up.
    placed = Exists(Placement.objects.filter(cohort=cohort, person=OuterRef("pk")))
    people = Person.objects.filter(placed, account__isnull=False)
    asked = Asker.objects.filter(account__in=people.values("account"))
    return requests(account, cohort.programme).filter(pk__in=asked.values("request"))


def topics(programme: Programme) -> QuerySet[Topic]:
    """The topics in use."""
    return Topic.objects.filter(programme=programme, is_open=True)


def settings_of(programme: Programme | int) -> Settings:
    """How the desk of a programme is run; as it is by default where nobody has set it up."""
    key = programme if isinstance(programme, int) else programme.pk
    return Settings.objects.filter(programme=key).first() or Settings(programme_id=key)


def calendar_of(programme: Programme | int) -> Calendar:
    """The working days of a programme."""
    return Day.objects.calendar(programme)


def competences(account: Account, programme: Programme) -> QuerySet[Competence]:
    """What units say that they can give."""
    return Competence.objects.visible_to(account).filter(programme=programme).select_related("unit")


def public_desk(code: str) -> Programme | None:
    """The programme of that short name, if citizens may write to its desk."""
    found = Settings.objects.filter(programme__code=code, is_public=True).select_related("programme").first()
    return found.programme if found else None


def firms(account: Account, programme: Programme) -> QuerySet[Organisation]:
    """The organisations that somebody may visit: those they see, and those they keep contact with."""
    kept = liaisons_of(account, programme).values("host")
    seen = Organisation.objects.visible_to(account).values("pk")
    return Organisation.objects.filter(Q(pk__in=seen) | Q(pk__in=kept))
