"""Folders of CSV or Parquet files."""

import polars
import pytest

from shanhai.sheets import FileError, Limits, read
from tests.sheets.samples import PEOPLE


def test_a_folder_is_read_like_a_workbook(tmp_path):
    (tmp_path / "人员.csv").write_text("编号,姓名\nP1,李明\n", encoding="gb18030")

    assert read(tmp_path, [PEOPLE]).tables["people"]["name"] == ["李明"]


def test_parquet_columns_keep_their_types(tmp_path):
    polars.DataFrame({"id": ["P1"], "name": ["李明"], "level": [5]}).write_parquet(
        tmp_path / "people.parquet"
    )

    assert read(tmp_path, [PEOPLE]).tables["people"]["level"] == [5]


def test_a_parquet_file_that_is_none_is_told(tmp_path):
    (tmp_path / "people.parquet").write_bytes(b"PAR1 nothing PAR1")

    with pytest.raises(FileError, match="cannot be read"):
        read(tmp_path, [PEOPLE])


def test_a_parquet_file_of_too_many_rows_is_refused(tmp_path):
    polars.DataFrame({"id": ["P"] * 101, "name": ["x"] * 101}).write_parquet(tmp_path / "people.parquet")

    with pytest.raises(FileError, match="more than 100 rows"):
        read(tmp_path, [PEOPLE], limits=Limits(rows=100))


def test_an_empty_folder_and_a_mixed_one_are_told(tmp_path):
    with pytest.raises(FileError, match="holds no CSV"):
        read(tmp_path, [PEOPLE])
    (tmp_path / "people.csv").write_text("id")
    (tmp_path / "people.parquet").write_bytes(b"")
    with pytest.raises(FileError, match="both CSV and Parquet"):
        read(tmp_path, [PEOPLE])
