"""Whatever is changed below the application is found by holding the database against a published head."""

import random
from collections.abc import Callable

import pytest
from django.db import transaction

from shanhai.programme.audit import verify
from shanhai.programme.chain import publish_head, seal
from shanhai.programme.erasure import erase
from shanhai.programme.models import (
    Account,
    Cohort,
    Event,
    Grant,
    Organisation,
    Payload,
    Person,
    Place,
    RoleHeld,
    Seal,
)
from shanhai.programme.states import commitment
from shanhai.programme.trail import writing

pytestmark = pytest.mark.django_db
TAMPERINGS = 100


def _codes(report) -> set[str]:
    return {finding.code for finding in report.findings}


def _life(cast) -> None:
    """Some changes, so that records have more than one version."""
    for person in cast.people.values():
        for level in (6, 7):
            person.level = level
            with writing(by=cast.university_officer, action="roster.write", reason="A promotion.") as write:
                write.save(person)
    with writing(by=cast.office, action="places.delete") as write:
        write.delete(write.save(Place(code="C77", name="误录县")))


def test_an_untouched_database_agrees_with_its_head(cast) -> None:
    _life(cast)
    head = publish_head(by=cast.auditor)
    report = verify(head.position, head.digest)
    assert report.findings == []
    assert report.seen["seals"] == report.seen["events"] == Event.objects.count()


def test_what_is_written_after_the_head_does_no_harm(cast) -> None:
    head = publish_head(by=cast.auditor)
    _life(cast)
    assert verify(head.position, head.digest).ok
    seal()
    assert verify(head.position, head.digest).ok


def test_sealing_twice_gives_no_event_a_second_place(cast) -> None:
    assert seal() == Event.objects.count()
    assert seal() == 0


def test_after_an_erasure_the_chain_still_holds(cast) -> None:
    _life(cast)
    head = publish_head(by=cast.auditor)
    li = Person.objects.get(code="P-li")
    li.name, li.level = "", 0
    assert erase(by=cast.office, records=[li], duty="PIPL art. 47: retention has ended") == 4
    report = verify(head.position, head.digest)
    assert (report.findings, report.seen["erased"]) == ([], 4)
    assert not Payload.objects.filter(after__name="李　明").exists()
    assert not Payload.objects.filter(before__name="李　明").exists()


def test_only_what_is_personal_can_be_erased_and_only_under_a_duty(cast) -> None:
    with pytest.raises(ValueError, match="nothing personal"):
        erase(by=cast.office, records=[cast.places["qingxi"]], duty="a duty")
    with pytest.raises(ValueError, match="duty"):
        erase(by=cast.office, records=[cast.people["li"]], duty=" ")


# Each tampering goes past the application, with the database's own statements.


def _one(model: type, chance: random.Random, **found_by: object):
    return chance.choice(list(model._default_manager.filter(**found_by).order_by("pk")))


def _all(record) -> object:
    return type(record)._default_manager.filter(pk=record.pk)


def _change_a_record(chance: random.Random) -> None:
    model, fields = chance.choice(
        (
            (Person, {"level": 99}),
            (Person, {"barred": []}),
            (Person, {"expertise": [["K01", 5, True]]}),
            (Organisation, {"name": "另一单位"}),
            (Cohort, {"stage": "sealed"}),
            (Account, {"password": "md5$other"}),
            (RoleHeld, {"role": "auditor"}),
        )
    )
    record = _one(model, chance)
    if fields == {"barred": []}:
        fields = {"barred": [["C11", "R1"]]}
    if model is RoleHeld and record.role == "auditor":
        fields = {"role": "panel"}
    _all(record).update(**fields)


def _change_a_version(chance: random.Random) -> None:
    record = _one(chance.choice((Person, Organisation, RoleHeld)), chance)
    _all(record).update(version=record.version + 1)


def _slip_a_record_in(chance: random.Random) -> None:
    account = _one(Account, chance)
    if chance.random() < 0.5:
        Grant.objects.bulk_create([Grant(kind="programme.person", object_id=1, account=account, why="x")])
    else:
        held = RoleHeld.objects.first()
        RoleHeld.objects.bulk_create([RoleHeld(account=account, role="office", programme=held.programme)])


def _delete_a_record(chance: random.Random) -> None:
    _all(_one(chance.choice((Person, RoleHeld)), chance)).delete()


def _change_a_payload(chance: random.Random) -> None:
    payload = _one(Payload, chance)
    change = chance.choice(({"reason": "another reason"}, {"after": {"level": 1}}, {"before": {"level": 1}}))
    _all(payload).update(**change)


def _change_a_payload_and_its_commitment(chance: random.Random) -> None:
    payload = _one(Payload, chance)
    payload.reason = "another reason"
    _all(payload).update(reason=payload.reason)
    made = commitment(payload.salt, payload.before, payload.after, payload.reason)
    Event.objects.filter(pk=payload.pk).update(commitment=made)


def _erase_a_payload_without_a_duty(chance: random.Random) -> None:
    payload = _one(Payload, chance)
    if chance.random() < 0.5:
        _all(payload).update(before=None, after=None, reason="", salt="", erased_under="because")
    else:
        _all(payload).delete()


def _change_an_event(chance: random.Random) -> None:
    event = _one(Event, chance, by__isnull=False)
    other = Account.objects.exclude(pk=event.by_id).first()
    change = chance.choice(({"by": other}, {"action": "nothing"}, {"at": Event.objects.first().at}))
    if "at" in change and event.at == change["at"]:
        change = {"action": "nothing"}
    _all(event).update(**change)


def _drop_an_event(chance: random.Random) -> None:
    event = _one(Event, chance)
    Seal.objects.filter(event=event).delete()
    _all(event).delete()


def _cut_or_reorder_the_chain(chance: random.Random) -> None:
    if chance.random() < 0.5:
        Seal.objects.filter(position__gt=Seal.objects.count() - chance.randint(1, 5)).delete()
        return
    first, second = chance.sample(list(Seal.objects.all()[1:]), 2)
    digests = first.digest, second.digest
    _all(first).update(digest=digests[1])
    _all(second).update(digest=digests[0])


KINDS: tuple[Callable[[random.Random], None], ...] = (
    _change_a_record,
    _change_a_version,
    _slip_a_record_in,
    _delete_a_record,
    _change_a_payload,
    _change_a_payload_and_its_commitment,
    _erase_a_payload_without_a_duty,
    _change_an_event,
    _drop_an_event,
    _cut_or_reorder_the_chain,
)


def test_a_hundred_tamperings_are_found(cast) -> None:
    _life(cast)
    head = publish_head(by=cast.auditor)
    missed = []
    for number in range(TAMPERINGS):
        tamper = KINDS[number % len(KINDS)]
        with transaction.atomic():
            tamper(random.Random(number))
            if verify(head.position, head.digest).ok:
                missed.append((number, tamper.__name__))
            transaction.set_rollback(True)
    assert missed == []
    assert verify(head.position, head.digest).ok


def test_a_chain_rewritten_from_the_start_does_not_reach_the_head(cast) -> None:
    _life(cast)
    head = publish_head(by=cast.auditor)
    payload = Payload.objects.get(event=Event.objects.about(cast.people["li"]).last())
    payload.after["level"] = 1
    made = commitment(payload.salt, payload.before, payload.after, payload.reason)
    Payload.objects.filter(pk=payload.pk).update(after=payload.after)
    Person.objects.filter(pk=cast.people["li"].pk).update(level=1)
    Event.objects.filter(pk=payload.pk).update(commitment=made)
    Seal.objects.all().delete()
    seal()
    assert _codes(verify(head.position, head.digest)) == {"other_head"}


def test_what_goes_with_a_deleted_record_leaves_events_too(cast) -> None:
    account = cast.former
    programme = cast.linhai
    with writing(by=cast.foreign_office, action="test.delete") as write:
        held = write.save(RoleHeld(account=account, role="panel", programme=programme))
        invited = write.save(Grant(kind="programme.person", object_id=1, account=account, why="a test"))
    with writing(by=cast.foreign_office, action="test.delete") as write:
        write.delete(Account.objects.get(pk=account.pk))
    assert not RoleHeld.objects.filter(pk=held.pk).exists()
    assert Event.objects.about(invited).last().payload.after is None
    head = publish_head(by=cast.auditor)
    assert verify(head.position, head.digest).findings == []
