"""The profiles of places: speciality, needs and history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from ninja import Router

from shanhai.pages.entry import sent
from shanhai.programme.api.sending import CellsIn, told
from shanhai.programme.models import Place
from shanhai.programme.queries import seen
from shanhai.programme.rows import plain_row
from shanhai.registers import actions, queries
from shanhai.registers.api.sending import the_cohort
from shanhai.registers.forms import profile_form
from shanhai.registers.tables import PROFILE_ROWS

if TYPE_CHECKING:
    from django.http import HttpRequest

    from shanhai.registers.models import PlaceProfile

router = Router()
READ = ("lists.read", "orders.read", "profiles.write")


@router.get("/{programme}/{cohort}/places", summary="The places that introduce themselves")
def places(request: HttpRequest, programme: str, cohort: str) -> list[dict[str, Any]]:
    """The profiles of the programme."""
    at = the_cohort(request.auth, programme, cohort)
    if not any(request.auth.standing.may(each, programme=at.programme_id) for each in READ):
        raise PermissionDenied(READ[0])
    return [_told(each) for each in queries.profiles(request.auth, at.programme)]


@router.put("/{programme}/{cohort}/places/{code}", summary="Write the profile of a place")
def write_place(
    request: HttpRequest, programme: str, cohort: str, code: str, body: CellsIn
) -> dict[str, Any]:
    """Write a profile, for the organisation that keeps it."""
    at = the_cohort(request.auth, programme, cohort)
    place = seen(request.auth, Place.objects, code=code)
    profile = queries.profiles(request.auth, at.programme).filter(place=place).first()
    keeper = queries.keeper_of(request.auth, at, place, profile)
    if keeper is None:
        raise PermissionDenied("profiles.write")
    form = sent(lambda data: profile_form(data, profile), body.cells, body.version)
    written = actions.write_profile(
        by=request.auth,
        programme=at.programme,
        place=place,
        keeper=keeper,
        values=PROFILE_ROWS.values(form.row),
        profile=profile,
        expected=form.expected,
    )
    return _told(written)


def _told(profile: PlaceProfile) -> dict[str, Any]:
    return {"place": profile.place.code, **told(profile, plain_row(PROFILE_ROWS.row(profile)))}
