"""Programmes, their settings and their cohorts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ninja import Router, Schema

from shanhai.pages.entry import sent
from shanhai.programme.actions import setup
from shanhai.programme.api.sending import CellsIn, the_programme
from shanhai.programme.forms import PROGRAMME_ROW, cohort_form, cohort_values, programme_form
from shanhai.programme.models import Cohort, Programme
from shanhai.programme.queries import require, seen

if TYPE_CHECKING:
    from django.http import HttpRequest

router = Router(tags=["programme"])


class ProgrammeOut(Schema):
    """A programme."""

    code: str
    name: str
    invented: bool
    retention_years: int
    version: int


class CohortOut(Schema):
    """A cohort."""

    code: str
    name: str
    stage: str
    orders_closed_at: Any = None
    version: int


@router.get("", response=list[ProgrammeOut], summary="The programmes in which you have a role")
def programmes(request: HttpRequest) -> Any:
    """The programmes that one sees."""
    return Programme.objects.visible_to(request.auth)


@router.post("", response=ProgrammeOut, summary="Open a programme")
def open_programme(request: HttpRequest, body: CellsIn) -> Any:
    """Open a programme, of which one is the first office then."""
    require(request.auth, setup.PERMISSION)
    form = sent(lambda data: programme_form(request.auth, data), body.cells)
    return setup.open_programme(by=request.auth, values=PROGRAMME_ROW.values(form.row))


@router.put("/{programme}", response=ProgrammeOut, summary="Change the settings of a programme")
def write_programme(request: HttpRequest, programme: str, body: CellsIn) -> Any:
    """Change settings; the short name stays."""
    at = the_programme(request, programme, setup.PERMISSION)
    form = sent(lambda data: programme_form(request.auth, data, at), body.cells, body.version)
    return setup.write_programme(
        by=request.auth, programme=at, values=PROGRAMME_ROW.values(form.row), expected=form.expected
    )


@router.get("/{programme}/cohorts", response=list[CohortOut], summary="The cohorts of a programme")
def cohorts(request: HttpRequest, programme: str) -> Any:
    """The cohorts that one sees."""
    at = the_programme(request, programme)
    return Cohort.objects.visible_to(request.auth).filter(programme=at)


@router.post("/{programme}/cohorts", response=CohortOut, summary="Open a cohort")
def open_cohort(request: HttpRequest, programme: str, body: CellsIn) -> Any:
    """Open a cohort: its short name, its name, the cohort before, first and last month."""
    return _written(request, the_programme(request, programme, setup.PERMISSION), body, None)


@router.put("/{programme}/cohorts/{code}", response=CohortOut, summary="Change a cohort")
def write_cohort(request: HttpRequest, programme: str, code: str, body: CellsIn) -> Any:
    """Change a cohort; its short name stays, and its stage is moved by the steps of the round."""
    at = the_programme(request, programme)
    found = seen(request.auth, Cohort.objects, programme=at, code=code)
    return _written(request, the_programme(request, programme, setup.PERMISSION), body, found)


def _written(request: HttpRequest, at: Programme, body: CellsIn, found: Cohort | None) -> Cohort:
    form = sent(lambda data: cohort_form(request.auth, at, data, found), body.cells, body.version)
    return setup.write_cohort(
        by=request.auth,
        programme=at,
        cohort=found,
        values=cohort_values(request.auth, at, form),
        expected=form.expected,
    )
