"""Every write leaves an event in the same transaction; versions keep two writers apart."""

import pytest
from django.db import DataError, IntegrityError, connections, transaction

from shanhai.programme.models import Event, Person, Place
from shanhai.programme.states import commitment, state
from shanhai.programme.trail import Gone, Stale, locked, writing

pytestmark = pytest.mark.django_db


def test_a_new_record_leaves_an_event_with_what_stands_in_it(cast) -> None:
    with writing(by=cast.office, action="places.write", reason="A new county.") as write:
        place = write.save(Place(code="C99", name="新县"))
    event = Event.objects.about(place).get()
    assert (event.by, event.action, event.payload.reason) == (cast.office, "places.write", "A new county.")
    assert event.payload.before is None
    assert event.payload.after == state(Place.objects.get(pk=place.pk))


def test_a_change_leaves_what_stood_there_before(cast) -> None:
    li = cast.people["li"]
    li.level = 6
    with writing(by=cast.university_officer, action="roster.write") as write:
        write.save(li)
    payload = Event.objects.about(li).last().payload
    assert (payload.before["level"], payload.after["level"]) == (5, 6)


def test_nothing_is_written_and_nothing_noted_when_the_transaction_fails(cast) -> None:
    before = Event.objects.count()

    def fail() -> None:
        with writing(by=cast.office, action="places.write") as write:
            write.save(Place(code="C99", name="新县"))
            raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        fail()
    assert not Place.objects.filter(code="C99").exists()
    assert Event.objects.count() == before


def test_whoever_read_an_older_version_is_told(cast) -> None:
    li = cast.people["li"]
    read = li.version
    with writing(by=cast.university_officer, action="roster.write") as write:
        write.save(li, expected=read)
    with pytest.raises(Stale), writing(by=cast.office, action="roster.write") as write:
        write.save(Person.objects.get(pk=li.pk), expected=read)


def test_a_deleted_record_cannot_be_written_again(cast) -> None:
    wang = cast.people["wang"]
    with writing(by=cast.university_officer, action="roster.write") as write:
        write.delete(Person.objects.get(pk=wang.pk))
    with pytest.raises(Gone), writing(by=cast.university_officer, action="roster.write") as write:
        write.save(wang)
    assert Event.objects.about(wang).last().payload.after is None


def test_many_records_leave_one_event_each(cast) -> None:
    home = cast.organisations["college"]
    people = [Person(code=f"N{number}", name="新", home=home) for number in range(1_100)]
    with writing(by=cast.university_officer, action="roster.import") as write:
        write.save_all(people)
    people = list(Person.objects.filter(code__startswith="N"))
    for person in people:
        person.level = 3
    with writing(by=cast.university_officer, action="roster.import") as write:
        write.save_all(people)
    assert Event.objects.filter(action="roster.import").count() == 2_200
    assert {event.object_version for event in Event.objects.about(people[0])} == {1, 2}
    now = {person.pk: state(person) for person in Person.objects.filter(code__startswith="N")}
    written = Event.objects.filter(action="roster.import", object_version=2).select_related("payload")
    assert {event.object_id: event.payload.after for event in written} == now
    assert {event.payload.before["level"] for event in written} == {0}


def test_of_many_records_one_that_may_not_stand_stops_all_of_them(cast) -> None:
    before = Event.objects.count()
    codes = [f"N{number}" for number in range(30)]
    with pytest.raises(IntegrityError), writing(by=cast.office, action="places.write") as write:
        write.save_all([Place(code=code, name="新县") for code in (*codes, "N7")])
    assert not Place.objects.filter(name="新县").exists()
    assert Event.objects.count() == before


@pytest.mark.skipif("connections['default'].vendor != 'postgresql'", reason="SQLite knows no longest text")
def test_of_many_records_no_text_is_cut(cast) -> None:
    home = cast.organisations["college"]
    people = [Person(code=f"N{number}", name="新", home=home) for number in range(30)]
    with writing(by=cast.office, action="roster.import") as write:
        write.save_all(people)
    people[7].code = "N" * 1_000
    with pytest.raises(DataError), writing(by=cast.office, action="roster.import") as write:
        write.save_all(people)
    with pytest.raises(DataError), writing(by=cast.office, action="roster.import") as write:
        write.save_all([Person(code="M" * (number + 200), name="新", home=home) for number in range(30)])
    assert not Person.objects.filter(code__startswith="M").exists()


def test_the_commitment_binds_the_payload(cast) -> None:
    event = Event.objects.about(cast.people["li"]).first()
    payload = event.payload
    assert event.commitment == commitment(payload.salt, payload.before, payload.after, payload.reason)
    assert event.commitment != commitment(payload.salt, payload.before, {"level": 9}, payload.reason)


def test_a_password_enters_the_trail_as_a_digest_only(cast) -> None:
    payload = Event.objects.about(cast.office).first().payload
    assert cast.office.password not in str(payload.after)
    assert len(payload.after["password"]) == 64


def test_a_record_is_held_as_an_ordinary_read_finds_it(cast) -> None:
    with writing(by=cast.office, action="test"):
        for record in (
            cast.people["li"],
            cast.haiyue,
            cast.cohort,
            cast.office,
            cast.organisations["university"],
        ):
            read = type(record).objects.get(pk=record.pk)
            assert state(locked(record)) == state(read)
            assert locked(record).get_deferred_fields() == set()


def test_a_record_cannot_be_held_where_nothing_would_hold_it(cast, monkeypatch) -> None:
    with monkeypatch.context() as outside:
        outside.setattr(connections["default"], "in_atomic_block", False)
        with pytest.raises(transaction.TransactionManagementError):
            locked(cast.people["li"])
