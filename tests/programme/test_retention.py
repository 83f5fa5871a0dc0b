"""Retention periods that act."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from shanhai.programme import retention
from shanhai.programme.actions import roster
from shanhai.programme.jobs import SCHEDULES, erase_what_is_over
from shanhai.programme.models import Cohort, Person, Programme, RetentionDuty
from shanhai.programme.trail import writing

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def _archived(cast, years_ago: float, key: str = "wang") -> Person:
    person = roster.archive_person(by=cast.university_officer, person=cast.people[key])
    Person.objects.filter(pk=person.pk).update(archived_at=NOW - timedelta(days=366 * years_ago))
    return person


def _used(cast, person: Person, closed: datetime | None) -> None:
    Cohort.objects.filter(pk=cast.cohort.pk).update(closed_at=closed)
    with writing(by=None, action="test") as write:
        write.save(RetentionDuty(person=person, cohort=cast.cohort, why="nominated"))


def _over() -> set[str]:
    return {person.code for person in retention.over(NOW)}


def test_whoever_is_on_a_roster_is_kept(cast) -> None:
    assert _over() == set()


@pytest.mark.parametrize(("years_ago", "is_over"), [(9, False), (11, True)])
def test_whoever_was_never_put_forward_is_kept_for_the_period_of_the_programme(
    cast, years_ago, is_over
) -> None:
    _archived(cast, years_ago)
    assert _over() == ({"P-wang"} if is_over else set())


@pytest.mark.parametrize(("closed_years_ago", "is_over"), [(None, False), (9, False), (11, True)])
def test_a_dossier_that_was_used_is_kept_from_the_end_of_its_cohort(cast, closed_years_ago, is_over) -> None:
    closed = None if closed_years_ago is None else NOW - timedelta(days=366 * closed_years_ago)
    _used(cast, _archived(cast, 20), closed)
    assert _over() == ({"P-wang"} if is_over else set())


def test_the_longest_duty_counts(cast) -> None:
    person = _archived(cast, 20)
    _used(cast, person, NOW - timedelta(days=366 * 11))
    with writing(by=None, action="test") as write:
        write.save(RetentionDuty(person=person, cohort=cast.foreign_cohort, why="nominated"))
    assert _over() == set()


def test_a_shorter_period_holds_at_once(cast) -> None:
    _archived(cast, 3)
    assert _over() == set()
    Programme.objects.filter(pk=cast.haiyue.pk).update(retention_years=2)
    assert _over() == {"P-wang"}


def test_the_job_erases_what_is_over_and_a_second_run_finds_nothing(cast) -> None:
    person = _archived(cast, 1)
    Person.objects.filter(pk=person.pk).update(archived_at=timezone.now() - timedelta(days=366 * 11))
    assert erase_what_is_over() == 1
    assert erase_what_is_over() == 0
    erased = Person.objects.get(pk=person.pk)
    assert (erased.name, erased.erased_at is not None) == ("—", True)
    assert Person.objects.get(code="P-li").name == "李　明"


def test_a_room_above_adds_what_it_holds_of_a_person(cast, monkeypatch) -> None:
    seen = []
    monkeypatch.setattr(retention, "PARTS", [lambda person: seen.append(person.pk) or []])
    retention.erase_dossier(by=None, person=cast.people["li"], duty="test")
    assert seen == [cast.people["li"].pk]


def test_every_schedule_names_a_function_that_is_there() -> None:
    from django.utils.module_loading import import_string

    assert all(callable(import_string(path)) for path, _ in SCHEDULES.values())


def test_the_29th_of_february_ends_on_the_1st_of_march() -> None:
    leap = datetime(2024, 2, 29, tzinfo=UTC)
    assert retention._years_after(leap, 1) == datetime(2025, 3, 1, tzinfo=UTC)
