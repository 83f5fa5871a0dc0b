"""What was decided, for the rooms above: one row a place, of the list that is public now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.decisions.models import Decided, Publication
from shanhai.decisions.rules import STANDING_PUBLICATIONS

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from shanhai.programme.models import Cohort


def publication_of(cohort: Cohort) -> Publication | None:
    """The list of a cohort that is public now, if there is one."""
    standing = Publication.objects.filter(cohort=cohort, state__in=STANDING_PUBLICATIONS)
    return standing.select_related("cohort__programme", "decision__plan").first()


def decided(cohort: Cohort) -> QuerySet[Decided]:
    """Every place on the list of a cohort that is public now, withdrawn ones included.

    A place whose `state` is "standing" holds. `publication.state` is "settled" once letters were sent: from
    then on the list is only replaced. `carries` is the row of the same person in the same order on the list
    that this one replaced, so that what hangs on that row can be carried over.
    """
    places = Decided.objects.filter(publication__cohort=cohort, publication__state__in=STANDING_PUBLICATIONS)
    return places.select_related(
        "publication__cohort__programme", "person__home", "person__account", "order__host__place", "carries"
    )
