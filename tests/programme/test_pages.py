"""The pages of the hub: what they keep when something is wrong, and that they stay quick."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shanhai.programme.actions import attachments, dossier, roster, setup
from shanhai.programme.models import Account, AutomationRefusal, Invitation, Person
from shanhai.programme.trail import writing

pytestmark = pytest.mark.django_db


def _as(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def _at(view: str, *more: object) -> str:
    return reverse(f"programme:{view}", args=["haiyue", *more])


def _fields(page) -> dict[str, str]:
    """What a browser would send back from the form of a page."""
    form = page.context["form"]
    fields = {}
    for each in form:
        value = each.value()
        if isinstance(value, dict):
            value = json.dumps(value, ensure_ascii=False)
        fields[each.html_name] = "" if value is None else value
    return fields


def test_an_invitation_is_mailed_and_its_link_shown_once(cast) -> None:
    client = _as(cast.office)
    sent = {"name": "孙　宁", "email": "sun@example.org", "role": "panel", "reason": "For 2022."}
    page = client.post(_at("invite"), sent, follow=True)
    invitation = Invitation.objects.get(name="孙　宁")
    link = mail.outbox[0].body.split("http://testserver")[1].split()[0]
    assert invitation.email == mail.outbox[0].to[0]
    assert link in page.content.decode()
    assert link not in client.get(_at("accounts")).content.decode()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"email": "not an address"}, "email"),
        ({"role": "king"}, "role"),
        ({"organisation": "CU90"}, "organisation"),
        ({"name": ""}, "name"),
    ],
)
def test_what_is_wrong_in_an_invitation_is_told_beside_its_field_and_all_is_kept(cast, wrong, field) -> None:
    sent = {"name": "孙　宁", "email": "", "role": "panel", "organisation": "", "reason": "Kept."} | wrong
    page = _as(cast.office).post(_at("invite"), sent)
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert "Kept." in page.content.decode()


def test_a_second_click_invites_nobody_twice(cast) -> None:
    client = _as(cast.office)
    sent = {"name": "孙　宁", "role": "panel", "once": "a" * 32}
    for _ in range(2):
        assert client.post(_at("invite"), sent).status_code == 302
    assert Invitation.objects.filter(name="孙　宁").count() == 1


def test_two_officers_on_the_same_person_are_told_of_each_other(cast) -> None:
    first, second = _as(cast.university_officer), _as(cast.university_officer)
    address = _at("person_change", cast.people["li"].pk)
    one, two = _fields(first.get(address)), _fields(second.get(address))
    assert first.post(address, one | {"name": "李　明一"}).status_code == 302
    told = second.post(address, two | {"name": "李　明二"})
    assert told.status_code == 409
    assert "李　明一" in told.content.decode()
    assert "李　明二" in told.content.decode()
    assert second.post(address, _fields(told) | {"name": "李　明二"}).status_code == 302
    assert Person.objects.get(pk=cast.people["li"].pk).name == "李　明二"


def test_the_roster_form_holds_to_the_rules_of_the_import(cast) -> None:
    sent = {"id": "N1", "name": "赵　敏", "home": "U01", "start": "2024-06", "end": "2022-07", "level": "900"}
    page = _as(cast.university_officer).post(_at("person_new"), sent)
    assert page.status_code == 422
    assert "level" in page.context["form"].errors
    page = _as(cast.university_officer).post(_at("person_new"), sent | {"level": "5"})
    assert "end" in page.context["form"].errors


def test_an_id_stands_once_on_a_roster(cast) -> None:
    page = _as(cast.university_officer).post(_at("person_new"), {"id": "P-li", "name": "x", "home": "U01"})
    assert list(page.context["form"].errors) == ["id"]


def test_a_correction_shows_to_the_home_officer_with_what_stood_there(cast) -> None:
    dossier.correct_own(by=cast.secondee, person=cast.people["li"], values={"level": 7})
    page = _as(cast.university_officer).get(_at("person", cast.people["li"].pk)).content.decode()
    assert "before: 5" in page
    listed = _as(cast.university_officer).get(_at("roster") + "?state=corrected").content.decode()
    assert ("李　明" in listed, "王　芳" in listed) == (True, False)


def test_the_own_record_is_corrected_in_the_browser(cast) -> None:
    client = _as(cast.secondee)
    fields = _fields(client.get(reverse("programme:own_correct")))
    assert "home" not in fields
    sent = fields | {"career": "Ten years in the salt marshes.", "native": "青溪县 (C11)"}
    assert client.post(reverse("programme:own_correct"), sent).status_code == 302
    li = Person.objects.get(pk=cast.people["li"].pk)
    assert (li.native, set(li.corrected)) == (cast.places["qingxi"], {"career", "native"})


def test_the_own_record_goes_along_as_json(cast) -> None:
    dossier.refuse_automation(by=cast.secondee, person=cast.people["li"], cohort=cast.cohort)
    response = _as(cast.secondee).get(reverse("programme:own_export"))
    told = json.loads(response.content)
    assert told["record"]["name"] == "李　明"
    assert told["refusals_of_automation"][0]["cohort__name"] == "2022 年批次"
    assert len(told["history"]) == 2
    assert "attachment" in response.headers["Content-Disposition"]


def test_automation_is_refused_and_accepted_in_the_browser(cast) -> None:
    client = _as(cast.secondee)
    client.post(reverse("programme:own_refuse", args=[cast.cohort.pk]))
    assert AutomationRefusal.objects.get().is_in_force
    client.post(reverse("programme:own_accept", args=[cast.cohort.pk]))
    assert not AutomationRefusal.objects.get().is_in_force


def test_a_file_is_handed_out_as_an_attachment_and_never_shown(cast) -> None:
    upload = SimpleUploadedFile("证书.pdf", b"%PDF-1.7 x", content_type="text/html")
    file = attachments.attach(by=cast.secondee, record=cast.people["li"], upload=upload)
    response = _as(cast.university_officer).get(reverse("programme:file", args=[file.pk]))
    assert b"".join(response) == b"%PDF-1.7 x"
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]


def test_a_file_that_is_gone_from_the_disk_is_not_found(cast) -> None:
    upload = SimpleUploadedFile("a.pdf", b"%PDF-1.7 x")
    file = attachments.attach(by=cast.secondee, record=cast.people["li"], upload=upload)
    Path(file.file.path).unlink()
    assert _as(cast.secondee).get(reverse("programme:file", args=[file.pk])).status_code == 404


def test_a_decision_without_a_duty_is_told_beside_its_field_and_all_is_kept(cast) -> None:
    asked = dossier.ask_for_erasure(by=cast.secondee, person=cast.people["li"], programme=cast.haiyue)
    sent = {"step": "refuse", "duty": "", "answer": "Kept until 2033.", "version": asked.version}
    page = _as(cast.office).post(_at("erasure", asked.pk), sent)
    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["duty"]
    assert "Kept until 2033." in page.content.decode()


def _queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_no_list_asks_more_for_600_rows_than_for_20(cast) -> None:
    def asked() -> dict[str, int]:
        office = ("accounts", "organisations", "erasures", "places", "codes")
        found = {view: _queries(_as(cast.office), _at(view)) for view in office}
        found["roster"] = _queries(_as(cast.university_officer), _at("roster"))
        found["imports"] = _queries(_as(cast.office), reverse("imports:imports", args=["haiyue"]))
        return found

    _fill(cast, range(20))
    few = asked()
    _fill(cast, range(20, 600))
    assert asked() == few


def _fill(cast, numbers: range) -> None:
    from shanhai.programme.models import (
        ErasureRequest,
        Import,
        Organisation,
        Participation,
        Place,
        RoleHeld,
        Term,
    )

    home = cast.organisations["college"]
    with writing(by=None, action="test") as write:
        people = [Person(code=f"N{number}", name=f"新{number}", home=home) for number in numbers]
        write.save_all(people)
        far = cast.places["far"]
        write.save_all([Place(code=f"Y{n}", name=f"地{n}", parent=cast.places["province"]) for n in numbers])
        write.save_all([Term(scheme="expertise", code=f"K{n}", name=f"专长{n}") for n in numbers])
        handed_in = {"programme": cast.haiyue, "by": cast.office, "table": "roster", "name": "甲.xlsx"}
        write.save_all([Import(**handed_in, size=1, digest=f"{n}", state="done") for n in numbers])
        units = [Organisation(code=f"X{n}", name=f"单位{n}", path=f"/X{n}/", place=far) for n in numbers]
        write.save_all(units)
        write.save_all([Participation(programme=cast.haiyue, organisation=unit) for unit in units])
        accounts = [Account(username=f"n{number}", name=f"新{number}") for number in numbers]
        write.save_all(accounts)
        write.save_all([RoleHeld(account=each, role="panel", programme=cast.haiyue) for each in accounts])
        write.save_all(
            [ErasureRequest(person=person, programme=cast.haiyue, by=cast.secondee) for person in people]
        )


def test_who_is_archived_can_be_found_and_brought_back(cast) -> None:
    roster.archive_person(by=cast.university_officer, person=cast.people["wang"])
    client = _as(cast.university_officer)
    assert "王　芳" in client.get(_at("roster") + "?state=off").content.decode()
    client.post(_at("person_restore", cast.people["wang"].pk))
    assert Person.objects.get(pk=cast.people["wang"].pk).archived_at is None


def test_expertise_and_recusals_are_typed_by_name(cast) -> None:
    setup.write_term(by=cast.office, values={"scheme": "expertise", "code": "K01", "name": "规划"})
    sent = {"id": "N1", "name": "赵　敏", "home": "U01", "expertise": "规划:4*", "barred": "青溪县:R2"}
    client = _as(cast.university_officer)
    assert client.post(_at("person_new"), sent).status_code == 302
    made = Person.objects.get(code="N1")
    assert (made.expertise, made.barred) == ([["K01", 4, True]], [["C11", "R2"]])
    page = client.get(_at("person", made.pk)).content.decode()
    assert "规划 (K01)" in page
    wrong = client.post(_at("person_new"), sent | {"id": "N2", "expertise": "规化:4"})
    assert list(wrong.context["form"].errors) == ["expertise"]
