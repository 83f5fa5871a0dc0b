"""Files appear whole or not at all."""

import pytest

from shanhai.sheets import FileError
from shanhai.sheets.whole import whole_file, whole_folder


def interrupted(target):
    with target as draft:
        (draft / "people.csv" if draft.is_dir() else draft).write_text("half")
        raise KeyboardInterrupt


def test_an_interrupted_file_leaves_the_old_one_and_nothing_else(tmp_path):
    target = tmp_path / "plan.xlsx"
    target.write_text("old")

    with pytest.raises(KeyboardInterrupt):
        interrupted(whole_file(target))

    assert [path.name for path in tmp_path.iterdir()] == ["plan.xlsx"]
    assert target.read_text() == "old"


def test_an_interrupted_new_folder_is_not_there_afterwards(tmp_path):
    with pytest.raises(KeyboardInterrupt):
        interrupted(whole_folder(tmp_path / "book"))

    assert list(tmp_path.iterdir()) == []


def test_a_finished_folder_keeps_files_of_other_names(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")

    with whole_folder(tmp_path) as draft:
        (draft / "people.csv").write_text("new")

    assert sorted(path.name for path in tmp_path.iterdir()) == ["letter.txt", "people.csv"]


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(FileError, match="Nothing was changed"), whole_file(tmp_path / "file" / "plan.xlsx"):
        pass
