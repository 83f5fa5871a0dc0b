"""What compares tables while people work reads them as of one moment."""

import threading

import pytest
from django.db import connection

from shanhai.programme.audit import verify
from shanhai.programme.chain import publish_head
from shanhai.programme.models import Event, Person
from shanhai.programme.moments import one_moment
from shanhai.programme.trail import writing
from tests.cast import gather

pytestmark = pytest.mark.django_db(transaction=True)


def _promote_elsewhere(cast) -> None:
    """Somebody writes a record over another connection, to the end."""
    person = Person.objects.get(code="P-li")
    person.level += 1

    def write_it() -> None:
        with writing(by=cast.university_officer, action="roster.write", reason="A promotion.") as write:
            write.save(person)
        connection.close()

    thread = threading.Thread(target=write_it)
    thread.start()
    thread.join()


def test_a_write_meanwhile_is_seen_afterwards_only():
    cast = gather()
    before = Event.objects.count()
    connection.close()
    with one_moment():
        assert Event.objects.count() == before
        _promote_elsewhere(cast)
        assert Event.objects.count() == before
    assert Event.objects.count() == before + 1


def test_an_audit_finds_nothing_amiss_in_what_is_written_meanwhile():
    cast = gather()
    head = publish_head(by=cast.auditor)
    written = []

    def write_before_people_are_read(execute, sql, params, many, context):
        if f'FROM "{Person._meta.db_table}"' in sql and not written:
            written.append(sql)
            _promote_elsewhere(cast)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(write_before_people_are_read):
        report = verify(head.position, head.digest)
    assert written
    assert report.findings == []
    assert verify(head.position, head.digest).seen["after_the_chain"] == 1
