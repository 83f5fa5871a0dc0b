"""What has to be done again and again is set up with the database, once."""

import pytest
from django.utils.module_loading import import_string
from django_q.models import Schedule

from shanhai.programme.jobs import SCHEDULES
from shanhai.website.schedules import set_up

pytestmark = pytest.mark.django_db


def test_every_job_is_scheduled_by_the_migrations() -> None:
    assert set(Schedule.objects.values_list("name", flat=True)) == set(SCHEDULES)


def test_setting_up_again_keeps_when_a_job_is_due_next() -> None:
    due = dict(Schedule.objects.values_list("name", "next_run"))
    set_up()
    assert dict(Schedule.objects.values_list("name", "next_run")) == due


def test_a_job_that_is_no_longer_on_the_list_ends() -> None:
    set_up({"seal": SCHEDULES["seal"]})
    assert list(Schedule.objects.values_list("name", flat=True)) == ["seal"]


def test_every_job_can_be_run_at_any_time(cast) -> None:
    for function, minutes in SCHEDULES.values():
        assert minutes >= 1
        import_string(function)()
        import_string(function)()
