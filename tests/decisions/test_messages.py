"""Whoever something concerns is told of it, once: asked, taken back, signed, public, letters, cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shanhai.decisions import actions
from shanhai.decisions.models import Answer, Decided, Decision
from shanhai.outbox.models import Message
from tests.decisions import scene

if TYPE_CHECKING:
    from tests.cast import Cast

pytestmark = pytest.mark.django_db
QINGXI, SONGMEN, UNIVERSITY = "qingxi_officer", "songmen_officer", "university_officer"


def told(key: str) -> set[str]:
    """The accounts that got a message whose key begins so; each no more than once."""
    found = list(Message.objects.filter(key__startswith=key).values_list("to__username", flat=True))
    assert sorted(found) == sorted(set(found))
    return set(found)


def _no(cast: Cast, decision: Decision) -> None:
    answer = Answer.objects.get(decision=decision, side="host", placed__order__title="林业技术员")
    actions.answer(by=cast.qingxi_officer, answer=answer, step="object", reason="缺住房。")


def test_members_are_told_that_they_sit_on_the_panel(cast: Cast) -> None:
    scene.panel_of_three(cast)
    assert told("member-") == {"panel", "second_member", "third_member"}


def test_the_office_is_told_of_every_no(cast: Cast) -> None:
    _no(cast, scene.consulting(cast))
    assert told("no-") == {"office", "second_office"}
    assert "缺住房" in Message.objects.filter(key__startswith="no-").first().body


def test_all_who_were_asked_are_told_that_the_plan_was_taken_back(cast: Cast) -> None:
    decision = scene.consulting(cast)
    asked = told("asked-")
    actions.drop(by=cast.office, decision=decision, reason="数据有误。")
    assert told("dropped-") == asked | {"panel", "second_member", "third_member"}


def test_whoever_proposed_is_not_asked_to_sign(cast: Cast) -> None:
    scene.signing(cast)
    assert told("signing-") == {"panel", "second_member", "third_member"}


def test_a_second_person_is_told_of_a_scanned_sheet(cast: Cast) -> None:
    upload = SimpleUploadedFile("sheet.pdf", b"%PDF-1.7 signed")
    actions.scan(by=cast.office, decision=scene.signing(cast), upload=upload)
    assert told("scan-") == {"second_office"}


def test_office_and_panel_are_told_how_it_was_decided(cast: Cast) -> None:
    scene.signed(cast)
    assert told("settled-") == {"office", "second_office", "panel", "third_member"}


def test_persons_and_units_are_told_that_the_list_is_public_and_that_it_was_taken_back(cast: Cast) -> None:
    publication = scene.published(cast)
    everybody = told("published-")
    assert {"secondee", QINGXI, SONGMEN, UNIVERSITY} <= everybody
    actions.take_back(by=cast.office, publication=publication, reason="名单有误。")
    assert told("taken-back-") == everybody


def test_letters_go_to_those_who_go_and_to_their_units(cast: Cast) -> None:
    publication = scene.settled(cast)
    letters = told("letters-")
    assert {QINGXI, SONGMEN, UNIVERSITY} <= letters
    going = Decided.objects.filter(publication=publication, person__account__isnull=False)
    assert set(going.values_list("person__account__username", flat=True)) <= letters


def test_a_withdrawal_is_told_to_person_and_units(cast: Cast) -> None:
    place = Decided.objects.get(publication=scene.published(cast), order__title="林业技术员")
    actions.withdraw(by=cast.office, place=place, reason="本人调离。")
    assert {QINGXI, UNIVERSITY} <= told("withdrawn-")
    assert SONGMEN not in told("withdrawn-")


def test_an_appointment_is_told_once_it_is_issued(cast: Cast) -> None:
    place = Decided.objects.get(publication=scene.published(cast), order__title="林业技术员")
    given = {"by": cast.office, "place": place, "body": "县人大常委会"}
    actions.move_appointment(step="ask", **given)
    assert told("appointment-") == set()
    actions.move_appointment(step="refuse", note="须补充材料。", **given)
    assert {QINGXI, UNIVERSITY} <= told("appointment-")


def test_a_case_is_told_to_those_who_hear_it_and_its_course_to_whoever_filed_it(cast: Cast) -> None:
    publication = scene.published(cast)
    case = actions.object_to(by=cast.secondee, publication=publication, text="岗位不符。")
    assert {"panel", "second_member", "office"} <= told(f"case-{case.pk}-filed")
    actions.move_on(by=cast.panel, objection=case, step="hear", text="已当面听取。")
    actions.move_on(by=cast.panel, objection=case, step="answer", text="维持。", is_upheld=False)
    assert told(f"case-{case.pk}-answered") == {"secondee"}
    actions.move_on(by=cast.secondee, objection=case, step="appeal", text="仍有异议。")
    assert "panel" not in told(f"case-{case.pk}-appealed")
    assert "second_member" in told(f"case-{case.pk}-appealed")


def test_the_officers_of_a_unit_hear_of_the_case_that_was_filed_in_its_name(cast: Cast) -> None:
    publication = scene.published(cast)
    qingxi = cast.organisations["qingxi"]
    case = actions.object_to(by=cast.qingxi_officer, publication=publication, text="名额有误。", unit=qingxi)
    actions.move_on(by=cast.panel, objection=case, step="hear", text="已听取。")
    assert QINGXI in told(f"case-{case.pk}-heard")
