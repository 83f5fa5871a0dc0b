"""What has to be done again and again is set up with the database, once."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.module_loading import import_string
from django_q.brokers import get_broker
from django_q.models import OrmQ, Schedule
from django_q.tasks import async_task

from shanhai.website.schedules import all_schedules, free_jobs, set_up

pytestmark = pytest.mark.django_db


def test_every_job_is_scheduled_by_the_migrations() -> None:
    assert (
        set(Schedule.objects.values_list("name", flat=True)) == set(all_schedules()) >= {"seal", "messages"}
    )


def test_setting_up_again_keeps_when_a_job_is_due_next() -> None:
    due = dict(Schedule.objects.values_list("name", "next_run"))
    set_up()
    assert dict(Schedule.objects.values_list("name", "next_run")) == due


def test_a_job_that_is_no_longer_on_the_list_ends() -> None:
    set_up({"seal": all_schedules()["seal"]})
    assert list(Schedule.objects.values_list("name", flat=True)) == ["seal"]


def test_every_job_can_be_run_at_any_time(cast) -> None:
    for function, minutes in all_schedules().values():
        assert minutes >= 1
        import_string(function)()
        import_string(function)()


def test_a_job_that_a_killed_worker_held_is_given_out_when_the_house_opens_again() -> None:
    async_task("shanhai.programme.chain.seal")
    worker = get_broker()
    assert len(worker.dequeue()) == 1
    assert OrmQ.objects.get().lock > timezone.now() + timedelta(minutes=20)
    assert (free_jobs(), free_jobs()) == (1, 0)
    assert len(worker.dequeue()) == 1


def test_a_job_that_waits_its_turn_is_left_as_it_is() -> None:
    async_task("shanhai.programme.chain.seal")
    before = OrmQ.objects.get().lock
    assert free_jobs() == 0
    assert OrmQ.objects.get().lock == before
