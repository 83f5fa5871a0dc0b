from pathlib import Path

from shanhai.haiyue import SAMPLES
from shanhai.workbook import read_book
from tests.cli.cast import shanhai


def test_every_sample_is_listed_with_what_it_is_good_for() -> None:
    lines = shanhai("samples").out.splitlines()
    assert [line.split()[0] for line in lines] == list(SAMPLES)
    assert all("invented" in line for line in lines)
    assert [each["name"] for each in shanhai("samples", "--json").json["samples"]] == list(SAMPLES)


def test_a_sample_is_written_in_the_language_asked_for(tmp_path: Path) -> None:
    answer = shanhai("sample", "shortage", "--to", tmp_path / "new" / "s.xlsx", "--language", "zh-hans")
    book = read_book(tmp_path / "new" / "s.xlsx")
    assert (answer.code, book.names.invented) == (0, True)
    assert "已写入" in answer.out
    assert "海岳" in book.names.programme


def test_a_sample_can_be_a_folder_of_csv_files(tmp_path: Path) -> None:
    assert shanhai("sample", "conflict", "--to", tmp_path / "c", "--json").json["sample"] == "conflict"
    assert (tmp_path / "c" / "people.csv").is_file()


def test_nothing_that_is_there_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "mine.xlsx").write_text("mine")
    answer = shanhai("sample", "shortage", "--to", tmp_path / "mine.xlsx")
    assert (answer.code, (tmp_path / "mine.xlsx").read_text()) == (2, "mine")


def test_an_unknown_sample_is_answered_with_those_there_are(tmp_path: Path) -> None:
    answer = shanhai("sample", "haiyue", "--to", tmp_path / "s.xlsx")
    assert answer.code == 2
    assert "haiyue-2022" in answer.err
