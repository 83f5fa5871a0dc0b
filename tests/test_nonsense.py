"""At every door where files come in, nonsense gets a sentence that helps, and nothing of it is kept."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from shanhai.decisions.models import Template
from shanhai.programme.imports import actions as imports
from shanhai.programme.imports.actions import StepRefused
from shanhai.programme.models import Attachment, Event, Import
from shanhai.registers.models import Order
from shanhai.rounds.models import CriterionLine, RuleLine
from tests import nonsense
from tests.decisions import scene as decisions
from tests.nonsense import NO_ORDERS, NOTHING_TO_USE
from tests.rounds import scene as rounds

pytestmark = pytest.mark.django_db
COHORT = ["haiyue", "2022"]
_DAMAGED_ONLY = ("hollow.docx", "garbled.docx", "garbled.xlsx", "no-types.docx", "no-relations.docx")


def _file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def _kept() -> tuple[int, int, set[Path]]:
    """What there is: events, attachments, and files beside the database."""
    folder = Path(settings.PRIVATE_FILES)
    return Event.objects.count(), Attachment.objects.count(), {f for f in folder.rglob("*") if f.is_file()}


@pytest.fixture(autouse=True)
def beside_the_database(settings, tmp_path) -> None:
    """Files lie where this test can count them."""
    settings.PRIVATE_FILES = tmp_path


def _refuses(client, address: str, field: str, files: dict[str, bytes]) -> None:
    before = _kept()
    for name, content in files.items():
        answer = client.post(address, {field: _file(name, content)})
        page = answer.content.decode()
        assert answer.status_code == 422, (name, answer.status_code)
        assert 'class="error' in page or 'role="alert"' in page or "note error" in page, name
        assert _kept() == before, name


def test_a_workbook_of_rules_that_is_none(cast, client) -> None:
    rounds.rules_drafted(cast)
    before = list(RuleLine.objects.values()), list(CriterionLine.objects.values())
    client.force_login(cast.office)
    address = reverse("rounds:book", args=[*COHORT, 1])
    _refuses(client, address, "file", NOTHING_TO_USE | NO_ORDERS)
    assert (list(RuleLine.objects.values()), list(CriterionLine.objects.values())) == before


def test_a_template_that_is_none(cast, client) -> None:
    decisions.consulting(cast)
    client.force_login(cast.office)
    address = reverse("decisions:change_template", args=[*COHORT, "person", "zh-hans"])
    others = {
        "letter.doc": NOTHING_TO_USE["old-renamed.xlsx"],
        "picture.docx": b"\x89PNG\r\n\x1a\n" + b"\0" * 90,
    }
    wrong = {
        "unknown-field.docx": nonsense.letter("{{ salary }}"),
        "half-a-field.docx": nonsense.letter("{{ person"),
        "a-program.docx": nonsense.letter("{% for x in ''.__class__.__mro__ %}{{ x }}{% endfor %}"),
    }
    _refuses(client, address, "template", NOTHING_TO_USE | NO_ORDERS | others | wrong)
    assert not Template.objects.exists()


def test_a_scan_of_a_signed_sheet_that_is_none(cast, client) -> None:
    decision = decisions.signing(cast)
    client.force_login(cast.office)
    address = reverse("decisions:scan", args=[*COHORT, decision.pk])
    _refuses(client, address, "scan", NOTHING_TO_USE | NO_ORDERS | {"sheet.docx": nonsense.letter()})


def test_evidence_that_is_none(cast, client) -> None:
    client.force_login(cast.secondee)
    # A document that its own program finds damaged is still a document: evidence is never opened here.
    files = {name: content for name, content in NOTHING_TO_USE.items() if name not in _DAMAGED_ONLY}
    _refuses(client, reverse("programme:own_file"), "file", files)


@pytest.mark.parametrize("table", ["orders", "offers"])
def test_an_import_that_is_none(cast, client, table) -> None:
    account = cast.qingxi_officer if table == "orders" else cast.university_officer
    client.force_login(account)
    address = reverse("imports:upload", args=["haiyue", table]) + "?cohort=2022"
    for name, content in (NOTHING_TO_USE | NO_ORDERS).items():
        answer = client.post(address, {"file": _file(name, content)})
        if not content:
            assert answer.status_code == 422, name
            continue
        assert answer.status_code == 302, (name, answer.status_code)
        made = Import.objects.latest("pk")
        page = client.get(answer.headers["Location"]).content.decode()
        assert made.problems or not made.counts.get("insert") or made.counts.get("refused"), name
        assert any(sign in page for sign in ('role="alert"', "No row would write", 'class="errors"')), name
        if made.problems:
            with pytest.raises(StepRefused):
                imports.confirm(by=account, made=made, expected=made.version)
    assert not Order.objects.exists()
