"""The roster of a home organisation."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from shanhai.programme.actions import roster
from shanhai.programme.models import Person
from shanhai.programme.trail import Stale

pytestmark = pytest.mark.django_db


def _values(cast, home: str = "university") -> dict[str, object]:
    return {"code": "N1", "name": "赵　敏", "home": cast.organisations[home], "level": 4}


@pytest.mark.parametrize(("who", "home"), [("university_officer", "college"), ("college_officer", "college")])
def test_an_officer_keeps_the_roster_of_the_organisation_and_below(cast, who, home) -> None:
    person = roster.write_person(by=cast.accounts[who], values=_values(cast, home))
    assert Person.objects.visible_to(cast.accounts[who]).filter(pk=person.pk).exists()


@pytest.mark.parametrize(
    ("who", "home"),
    [
        ("college_officer", "university"),
        ("institute_officer", "university"),
        ("foreign_home", "university"),
        ("office", "university"),
        ("qingxi_officer", "university"),
        ("university_officer", "institute"),
    ],
)
def test_nobody_else_does(cast, who, home) -> None:
    with pytest.raises(PermissionDenied):
        roster.write_person(by=cast.accounts[who], values=_values(cast, home))


def test_nobody_is_moved_onto_a_roster_that_is_not_theirs_to_keep(cast) -> None:
    with pytest.raises(PermissionDenied):
        roster.write_person(
            by=cast.university_officer,
            person=cast.people["li"],
            values={"home": cast.organisations["institute"]},
        )


def test_nobody_is_fetched_from_a_roster_that_is_not_theirs_to_keep(cast) -> None:
    with pytest.raises(PermissionDenied):
        roster.write_person(
            by=cast.university_officer,
            person=cast.people["chen"],
            values={"home": cast.organisations["university"]},
        )


def test_who_is_taken_off_the_roster_can_come_back(cast) -> None:
    off = roster.archive_person(by=cast.university_officer, person=cast.people["wang"], reason="Has retired.")
    assert off.archived_at is not None
    assert roster.restore_person(by=cast.university_officer, person=off).archived_at is None


def test_two_who_change_a_person_are_kept_apart(cast) -> None:
    li = cast.people["li"]
    roster.write_person(by=cast.university_officer, person=li, values={"level": 6}, expected=li.version)
    with pytest.raises(Stale):
        roster.write_person(by=cast.university_officer, person=li, values={"level": 7}, expected=li.version)
