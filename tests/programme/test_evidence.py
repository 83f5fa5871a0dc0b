"""Every expertise and qualification carries the files that show it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from shanhai.programme import retention
from shanhai.programme.models import Attachment, Person, Term
from shanhai.programme.queries.evidence import evidence_of
from shanhai.programme.trail import writing

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj"


@pytest.fixture
def li(cast) -> Person:
    """Somebody who says that they know planning and are a doctor."""
    person = cast.people["li"]
    person.expertise, person.qualifications = [["K01", 4, False], ["K02", 3, True]], ["执业医师"]
    with writing(by=None, action="test") as write:
        write.save(Term(scheme="expertise", code="K01", name="乡村规划"))
        return write.save(person)


def _attach(client, about: str, name: str = "证书.pdf", at: str = "programme:own_file", *args: object):
    file = SimpleUploadedFile(name, PDF)
    return client.post(reverse(at, args=args), {"file": file, "about": about, "purpose": "2020 年颁发"})


def _claims(person: Person) -> dict[str, tuple[bool, list[str]]]:
    return {
        each.title: (each.is_accepted, [file.name for file in each.files])
        for each in evidence_of(person).claims
    }


def test_a_file_stands_with_the_claim_that_it_shows(cast, client, li) -> None:
    client.force_login(cast.secondee)
    assert _attach(client, "qualification 执业医师").status_code == 302
    assert _attach(client, "expertise K01", "规划.pdf").status_code == 302
    assert _attach(client, "", "其他.pdf").status_code == 302
    assert _claims(li) == {
        "乡村规划": (False, ["规划.pdf"]),
        "K02": (True, []),
        "执业医师": (False, ["证书.pdf"]),
    }
    assert [each.name for each in evidence_of(li).others] == ["其他.pdf"]


def test_the_page_says_which_claims_nothing_shows(cast, client, li) -> None:
    client.force_login(cast.secondee)
    _attach(client, "qualification 执业医师")
    page = client.get(reverse("programme:own")).content.decode()
    assert page.count("claimed, nothing attached") == 1
    assert page.count("2020 年颁发") == 1


def test_nothing_is_shown_that_nobody_claims(cast, client, li) -> None:
    client.force_login(cast.secondee)
    answer = _attach(client, "expertise K77")
    assert answer.status_code == 422
    assert not Attachment.objects.exists()


def test_a_file_whose_claim_was_corrected_away_stays_with_the_others(cast, client, li) -> None:
    client.force_login(cast.secondee)
    _attach(client, "qualification 执业医师")
    li.qualifications = []
    assert [each.name for each in evidence_of(li).others] == ["证书.pdf"]


def test_the_home_officer_attaches_what_somebody_without_an_account_has_brought(cast, client) -> None:
    client.force_login(cast.university_officer)
    wang = cast.people["wang"]
    answer = _attach(client, "", "证书.pdf", "programme:person_file", "haiyue", wang.pk)
    assert answer.headers["Location"] == reverse("programme:person", args=["haiyue", wang.pk])
    assert [each.name for each in evidence_of(wang).others] == ["证书.pdf"]


def test_an_erasure_takes_the_file_and_what_it_was_evidence_of(cast, client, li) -> None:
    client.force_login(cast.secondee)
    _attach(client, "qualification 执业医师")
    retention.erase_dossier(by=None, person=li, duty="PIPL art. 47")
    assert list(Attachment.objects.values_list("name", "about", "purpose", "file")) == [("—", "", "", "")]
