"""What the parts of the API of rounds have in common: the cohort of the address, and a step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ninja import Schema

from shanhai.programme.models import Cohort
from shanhai.programme.queries import seen

if TYPE_CHECKING:
    from django.http import HttpRequest

#: The address of a cohort.
COHORT = "/{programme}/{cohort}"


class StepIn(Schema):
    """A step: the version that was read, and why, where a reason is asked for."""

    version: int
    reason: str = ""


def the_cohort(request: HttpRequest, programme: str, cohort: str) -> Cohort:
    """The cohort of the address. Raises: Http404."""
    return seen(request.auth, Cohort.objects, programme__code=programme, code=cohort)
