"""Hostile archives are refused before anything in them is believed."""

import io
import struct
import zipfile

import pytest

from shanhai.sheets import DEFAULT_LIMITS, FileError, Limits
from shanhai.sheets.package import Package
from tests.sheets.samples import HEADERS, repacked, workbook


def refusal(data, limits=DEFAULT_LIMITS):
    with pytest.raises(FileError) as caught:
        Package(data, "people.xlsx", limits).check_all()
    return caught.value.code


def archive(*parts):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts:
            file.writestr(name, text)
    return content.getvalue()


def test_an_honest_workbook_passes():
    package = Package(workbook(HEADERS), "people.xlsx", DEFAULT_LIMITS)

    package.check_all()

    assert package.read("xl/workbook.xml").startswith(b"<?xml")


def test_a_ratio_that_no_workbook_has_is_a_bomb():
    assert refusal(archive(("xl/workbook.xml", b"\0" * (40 << 20)))) == "zip_bomb"


def test_a_size_that_is_lied_about_is_found_out_while_unpacking():
    data = archive(("media", b"a" * 3_000_000))
    lie = data.replace(struct.pack("<I", 3_000_000), struct.pack("<I", 3_000))

    assert refusal(lie, Limits(part_bytes=1 << 20, sheet_bytes=1 << 20)) == "zip_bomb"


def test_entries_that_share_their_bytes_are_a_bomb():
    data = archive(("a", b"x" * 1_000), ("b", b"y" * 10_000))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        packed = file.getinfo("b").compress_size
    directory = data.index(b"PK\x01\x02")
    shared = data[:directory] + data[directory:].replace(struct.pack("<I", packed), struct.pack("<I", 9_000))

    assert refusal(shared) == "zip_bomb"


def test_a_directory_of_endless_entries_is_a_bomb():
    assert refusal(archive(("a", b"x")) + b"PK\x01\x02" * 30_000) == "zip_bomb"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_in_every_encoding(encoding):
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'

    assert refusal(repacked(workbook(HEADERS), {"xl/styles.xml": bomb.encode(encoding)})) == "xml_entities"


def test_a_declaration_across_two_pieces_is_found():
    padding = " " * ((1 << 20) - 14)

    assert refusal(archive(("a.xml", f"<x>{padding}</x><!DOCTYPE x []>"))) == "xml_entities"


def test_two_parts_of_one_name_are_damage():
    assert refusal(archive(("xl/Workbook.xml", "a"), ("XL\\workbook.xml", "b"))) == "damaged"
