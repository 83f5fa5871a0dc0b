"""Uploads are hostile: their content decides, and they are kept outside of what the web server shows."""

from __future__ import annotations

import io
import os
import re
import time
import zipfile
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from shanhai.programme import uploads
from shanhai.programme.actions import attachments
from shanhai.programme.actions.refusal import Refused
from shanhai.programme.jobs import sweep_files
from shanhai.programme.models import Attachment
from shanhai.programme.uploads import media_type, safe_name

PDF = b"%PDF-1.7\n1 0 obj"


def _package(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name in names:
            package.writestr(name, "<x/>")
    return made.getvalue()


WORD = _package("[Content_Types].xml", "word/document.xml")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "application/pdf"),
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"\xff\xd8\xff\xe0....", "image/jpeg"),
        (WORD, uploads._PARTS["word/document.xml"]),
        (_package("xl/workbook.xml"), uploads._PARTS["xl/workbook.xml"]),
        (_package("xl/workbook.xml", "xl/vbaProject.bin"), ""),
        (_package("evil.exe"), ""),
        (b"PK\x03\x04 not a package", ""),
        (b"<html><script>alert(1)</script>", ""),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", ""),
        (b"GIF89a", ""),
        (b"MZ\x90", ""),
        (b"", ""),
        (b" %PDF-1.7", ""),
    ],
)
def test_the_content_says_what_a_file_is(content, kind) -> None:
    assert media_type(content) == kind


def test_what_is_packed_to_burst_is_no_document() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"<x/>")
        package.writestr("xl/worksheets/sheet1.xml", bytes(uploads.HARMLESS + 1))
    assert media_type(made.getvalue()) == ""


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("毕业证书.pdf", "毕业证书.pdf"),
        ("diploma.html", "diploma.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\docs\\a.pdf", "a.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
        ("\u202egpj.exe", "gpj.pdf"),
        ("", "file.pdf"),
        ("...", "file.pdf"),
        ("x" * 500, "x" * 120 + ".pdf"),
    ],
)
def test_a_name_is_made_harmless_and_ends_as_its_content_demands(name, kept) -> None:
    assert safe_name(name, "application/pdf") == kept


@pytest.mark.django_db
def test_a_file_is_kept_outside_of_what_the_server_shows_under_a_name_of_ours(cast, settings) -> None:
    made = attachments.attach(
        by=cast.secondee,
        record=cast.people["li"],
        upload=SimpleUploadedFile("../x.html", PDF, content_type="text/html"),
    )
    path = Path(made.file.path)
    assert path.is_relative_to(settings.PRIVATE_FILES)
    assert (made.name, made.media_type, made.size) == ("x.pdf", "application/pdf", len(PDF))
    assert re.fullmatch(r"[0-9a-f]{32}\.pdf", path.name)
    assert path.read_bytes() == PDF


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "why"),
    [(b"<html>", "file_of_other_kind"), (b"%PDF-" + b"x" * uploads.MOST_BYTES, "file_too_large")],
)
def test_what_is_not_taken_is_kept_nowhere(cast, settings, content, why) -> None:
    before = list(Path(settings.PRIVATE_FILES).rglob("*"))
    with pytest.raises(Refused) as refused:
        attachments.attach(
            by=cast.secondee, record=cast.people["li"], upload=SimpleUploadedFile("a.pdf", content)
        )
    assert refused.value.why == why
    assert not Attachment.objects.exists()
    assert list(Path(settings.PRIVATE_FILES).rglob("*")) == before


@pytest.mark.django_db
def test_taking_a_file_away_removes_it_from_the_disk(cast, django_capture_on_commit_callbacks) -> None:
    made = attachments.attach(
        by=cast.secondee, record=cast.people["li"], upload=SimpleUploadedFile("a.pdf", PDF)
    )
    path = Path(made.file.path)
    with pytest.raises(PermissionDenied):
        attachments.take_away(by=cast.university_officer, attachment=made)
    assert path.exists()
    with django_capture_on_commit_callbacks(execute=True):
        attachments.take_away(by=cast.secondee, attachment=made)
    assert not path.exists()


@pytest.mark.django_db
def test_files_that_no_record_knows_are_swept_after_a_day(cast, settings) -> None:
    made = attachments.attach(
        by=cast.secondee, record=cast.people["li"], upload=SimpleUploadedFile("a.pdf", PDF)
    )
    folder = Path(made.file.path).parent
    old, new = folder / "old.pdf", folder / "new.pdf"
    for path in (old, new):
        path.write_bytes(PDF)
    long_ago = time.time() - 2 * 86_400
    for path in (old, Path(made.file.path)):
        os.utime(path, (long_ago, long_ago))
    assert sweep_files() == 1
    assert (old.exists(), new.exists(), Path(made.file.path).exists()) == (False, True, True)
    new.unlink()
