"""What a person does with their own dossier, and how a request for its deletion is decided."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from shanhai.programme.actions import attachments, dossier, roster
from shanhai.programme.actions.refusal import Refused
from shanhai.programme.audit import verify
from shanhai.programme.chain import publish_head
from shanhai.programme.models import (
    Account,
    Attachment,
    AutomationRefusal,
    Cohort,
    ErasureRequest,
    Event,
    Payload,
    Person,
    RetentionDuty,
)
from shanhai.programme.queries.people import dossier_of
from shanhai.programme.states import state
from shanhai.programme.trail import writing

pytestmark = pytest.mark.django_db
DUTY = "PIPL art. 47: consent withdrawn"


def _li() -> Person:
    return Person.objects.get(code="P-li")


def _ask(cast) -> ErasureRequest:
    return dossier.ask_for_erasure(
        by=cast.secondee, person=_li(), programme=cast.haiyue, wish="I have left the service."
    )


def _keep(cast) -> RetentionDuty:
    with writing(by=None, action="test") as write:
        return write.save(RetentionDuty(person=_li(), cohort=cast.cohort, why="nominated"))


# Correcting


def test_what_a_person_corrects_is_marked_with_what_stood_there(cast) -> None:
    dossier.correct_own(by=cast.secondee, person=_li(), values={"level": 6, "name": "李　明"})
    assert _li().level == 6
    assert {field: mark["was"] for field, mark in _li().corrected.items()} == {"level": 5}
    dossier.correct_own(by=cast.secondee, person=_li(), values={"level": 7})
    assert _li().corrected["level"]["was"] == 5


def test_the_officer_says_that_it_was_looked_at(cast) -> None:
    dossier.correct_own(by=cast.secondee, person=_li(), values={"level": 6})
    roster.note_corrections(by=cast.university_officer, person=_li())
    assert _li().corrected == {}
    assert _li().level == 6


def test_home_and_id_are_not_theirs_to_change(cast) -> None:
    values = {"home": cast.organisations["institute"], "code": "X", "groups": ["x"], "capacity": 9}
    dossier.correct_own(by=cast.secondee, person=_li(), values=values)
    assert (_li().home, _li().capacity, _li().groups) == (cast.organisations["university"], 1, [])


def test_where_somebody_may_not_be_posted_is_told_by_name(cast) -> None:
    songmen = cast.places["songmen"]
    with writing(by=None, action="test") as write:
        person = Person.objects.get(pk=_li().pk)
        person.barred = [[songmen.code, "任职回避"]]
        write.save(person)
    told = {line.key: line.text for line in dossier_of(person)}
    assert told["barred"] == f"{songmen.name} ({songmen.code}) · 任职回避"


@pytest.mark.parametrize(
    ("stood", "given", "then"),
    [
        ([], [["K1", 3, True]], [["K1", 3, False]]),
        ([["K1", 4, True]], [["K1", 4, True]], [["K1", 4, True]]),
        ([["K1", 4, True]], [["K1", 3, True]], [["K1", 3, True]]),
        ([["K1", 4, True]], [["K1", 5, True]], [["K1", 5, False]]),
        ([["K1", 4, False]], [["K1", 4, True]], [["K1", 4, False]]),
    ],
)
def test_nobody_gives_themselves_evidence(cast, stood, given, then) -> None:
    roster.write_person(by=cast.university_officer, person=_li(), values={"expertise": stood})
    dossier.correct_own(by=cast.secondee, person=_li(), values={"expertise": given})
    assert _li().expertise == then


@pytest.mark.parametrize("who", ["second_secondee", "university_officer", "office"])
def test_nobody_corrects_the_dossier_of_another_as_their_own(cast, who) -> None:
    with pytest.raises(PermissionDenied):
        dossier.correct_own(by=cast.accounts[who], person=_li(), values={"level": 9})


# Refusing automation


def test_a_refusal_of_automation_stands_with_its_time_and_can_be_taken_back(cast) -> None:
    refusal = dossier.refuse_automation(by=cast.secondee, person=_li(), cohort=cast.cohort)
    assert refusal.is_in_force
    again = dossier.refuse_automation(by=cast.secondee, person=_li(), cohort=cast.cohort)
    assert (again.pk, again.at) == (refusal.pk, refusal.at)
    dossier.accept_automation(by=cast.secondee, person=_li(), cohort=cast.cohort)
    assert not AutomationRefusal.objects.get().is_in_force


# Deletion


def test_a_deletion_leaves_nothing_of_the_person_in_records_or_trail(cast) -> None:
    roster.write_person(
        by=cast.university_officer, person=_li(), values={"career": "Knows the salt marshes."}
    )
    file = attachments.attach(
        by=cast.secondee,
        record=_li(),
        upload=SimpleUploadedFile("李明.pdf", b"%PDF-1.7 x"),
        purpose="diploma",
    )
    request = _ask(cast)
    dossier.decide_on_erasure(by=cast.office, request=request, step="erase", duty=DUTY)
    person = Person.objects.get(pk=cast.people["li"].pk)
    told = str(
        [
            state(each)
            for model in (Person, Attachment, ErasureRequest, Account)
            for each in model.objects.all()
        ]
    )
    told += str(list(Payload.objects.values_list("before", "after", "reason")))
    for word in ("李　明", "P-li", "salt marshes", "diploma", "left the service", "'username': 'secondee'"):
        assert word not in told
    assert person.erased_at is not None
    assert Attachment.objects.get(pk=file.pk).size == 0
    assert not Account.objects.get(pk=cast.secondee.pk).is_active


def test_after_a_deletion_the_trail_still_verifies_and_names_the_duty(cast) -> None:
    head = publish_head(by=None)
    dossier.decide_on_erasure(by=cast.office, request=_ask(cast), step="erase", duty=DUTY)
    publish_head(by=None)
    report = verify(head.position, head.digest)
    assert report.ok, report
    erased = Event.objects.about(cast.people["li"]).first().payload
    assert (erased.after, erased.erased_under) == (None, DUTY)


def test_a_duty_to_keep_wins_over_the_wish(cast) -> None:
    _keep(cast)
    request = _ask(cast)
    with pytest.raises(Refused, match="must still be kept"):
        dossier.decide_on_erasure(by=cast.office, request=request, step="erase", duty=DUTY)
    assert _li().erased_at is None
    dossier.decide_on_erasure(
        by=cast.office, request=request, step="refuse", duty="Archives Act art. 13", answer="Kept until 2033."
    )
    request.refresh_from_db()
    assert (request.state, request.duty, request.decided_by) == (
        "refused",
        "Archives Act art. 13",
        cast.office,
    )


def test_a_duty_that_is_over_keeps_nothing(cast) -> None:
    _keep(cast)
    Cohort.objects.filter(pk=cast.cohort.pk).update(closed_at=timezone.now().replace(year=2000))
    request = _ask(cast)
    dossier.decide_on_erasure(by=cast.office, request=request, step="erase", duty=DUTY)
    assert Person.objects.get(pk=cast.people["li"].pk).erased_at is not None


def test_a_decision_names_its_duty(cast) -> None:
    with pytest.raises(Refused, match="Name the duty"):
        dossier.decide_on_erasure(by=cast.office, request=_ask(cast), step="refuse", duty=" ")


@pytest.mark.parametrize(
    "who", ["university_officer", "qingxi_officer", "panel", "auditor", "foreign_office"]
)
def test_only_the_office_of_the_programme_decides(cast, who) -> None:
    with pytest.raises(PermissionDenied):
        dossier.decide_on_erasure(by=cast.accounts[who], request=_ask(cast), step="erase", duty=DUTY)


def test_nobody_decides_on_their_own_request(cast) -> None:
    with writing(by=None, action="test") as write:
        li = _li()
        li.account = cast.office
        write.save(li)
    request = dossier.ask_for_erasure(by=cast.office, person=_li(), programme=cast.haiyue)
    with pytest.raises(Refused, match="own request"):
        dossier.decide_on_erasure(by=cast.office, request=request, step="refuse", duty=DUTY)


def test_the_database_too_lets_nobody_decide_on_their_own_request(cast) -> None:
    request = _ask(cast)
    request.decided_by = cast.secondee
    with pytest.raises(IntegrityError), transaction.atomic(), writing(by=None, action="test") as write:
        write.save(request)


def test_a_request_is_open_once_and_can_be_taken_back(cast) -> None:
    request = _ask(cast)
    with pytest.raises(Refused, match="already"):
        _ask(cast)
    dossier.decide_on_erasure(by=cast.secondee, request=request, step="withdraw")
    assert _ask(cast).state == "asked"


def test_an_account_that_serves_otherwise_too_stays(cast) -> None:
    with writing(by=None, action="test") as write:
        li = _li()
        li.account = cast.responder
        write.save(li)
    request = dossier.ask_for_erasure(by=cast.responder, person=_li(), programme=cast.haiyue)
    dossier.decide_on_erasure(by=cast.office, request=request, step="erase", duty=DUTY)
    assert Account.objects.get(pk=cast.responder.pk).is_active
