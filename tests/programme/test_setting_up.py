"""Whoever sets a programme up is told what its first round lacks, until nothing is lacking."""

from typing import TYPE_CHECKING

import pytest

from shanhai.programme import navigation, setting_up
from shanhai.programme.actions import accounts
from shanhai.programme.models import Participation, Place, RoleHeld

if TYPE_CHECKING:
    from tests.cast import Cast

pytestmark = pytest.mark.django_db
COHORT, SIDES, PEOPLE = (
    "Open the first cohort",
    "Enter who sends and who receives",
    "Invite a second person and the officers",
)


def told(cast: "Cast", *, has_cohort: bool = True) -> list[str]:
    return [step.title.en for step in setting_up.steps(cast.office, cast.haiyue, has_cohort=has_cohort)]


def nobody_but(cast: "Cast", *accounts: str) -> None:
    RoleHeld.objects.filter(programme=cast.haiyue).exclude(account__username__in=accounts).delete()


def test_a_programme_that_has_everything_is_not_nagged(cast):
    assert told(cast) == []
    assert told(cast, has_cohort=False) == [COHORT]


def test_both_sides_have_to_be_there_and_places_come_before_them(cast):
    Participation.objects.filter(programme=cast.haiyue, is_host=True).delete()
    (step,) = setting_up.steps(cast.office, cast.haiyue, has_cohort=True)
    assert (step.title.en, step.url) == (SIDES, "/p/haiyue/organisations/")
    Place.objects.update(parent=None)
    cast.organisations["qingxi"].__class__.objects.update(place=None)
    Place.objects.all().delete()
    (step,) = setting_up.steps(cast.office, cast.haiyue, has_cohort=True)
    assert step.url == "/p/haiyue/setup/places/"


def test_an_office_of_one_is_told_to_invite_a_second_person_until_one_is_invited(cast):
    nobody_but(cast, "office", "qingxi_officer", "university_officer")
    (step,) = setting_up.steps(cast.office, cast.haiyue, has_cohort=True)
    assert (step.title.en, step.state) == (PEOPLE, "waits")
    assert "two people at least" in step.why.en
    made = accounts.invite(by=cast.office, name="乙", role="panel", programme=cast.haiyue).invitation
    assert told(cast) == []
    accounts.withdraw_invitation(by=cast.office, invitation=made)
    assert told(cast) == [PEOPLE]


def test_each_side_needs_an_officer(cast):
    nobody_but(cast, "office", "second_office", "qingxi_officer")
    (step,) = setting_up.steps(cast.office, cast.haiyue, has_cohort=True)
    assert "homes put people forward" in step.why.en


def test_only_whoever_may_set_it_up_is_told_and_only_before_names(cast):
    nobody_but(cast, "office")
    assert list(setting_up.steps(cast.panel, cast.haiyue, has_cohort=False)) == []
    assert PEOPLE in [step.title.en for step in navigation.steps(cast.office, cast.cohort)]
    cast.cohort.stage = "nominating"
    assert PEOPLE not in [step.title.en for step in navigation.steps(cast.office, cast.cohort)]
