from pathlib import Path

import pytest

from shanhai.cli.failures import Failure
from shanhai.cli.whole_folder import whole_folder

NAMES = frozenset({"a.txt", "b.txt"})


def _fill(target: Path, text: str = "new") -> None:
    with whole_folder(target, NAMES) as folder:
        (folder / "a.txt").write_text(text)


def _break_off(target: Path, broken: BaseException | type[BaseException]) -> None:
    with whole_folder(target, NAMES) as folder:
        (folder / "a.txt").write_text("half")
        raise broken


def test_a_folder_appears_whole_with_the_folders_above_it(tmp_path: Path) -> None:
    _fill(tmp_path / "deep" / "plan")
    assert (tmp_path / "deep" / "plan" / "a.txt").read_text() == "new"
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["plan"]


def test_what_is_there_is_replaced_and_nothing_of_it_stays(tmp_path: Path) -> None:
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "b.txt").write_text("old")
    _fill(tmp_path / "plan")
    assert [path.name for path in (tmp_path / "plan").iterdir()] == ["a.txt"]
    assert [path.name for path in tmp_path.iterdir()] == ["plan"]


@pytest.mark.parametrize("broken", [KeyboardInterrupt, ValueError, OSError(28, "No space left on device")])
def test_when_filling_breaks_off_the_old_one_stays_and_no_draft(
    tmp_path: Path, broken: type[BaseException]
) -> None:
    _fill(tmp_path / "plan", "old")
    with pytest.raises((KeyboardInterrupt, ValueError, Failure)):
        _break_off(tmp_path / "plan", broken)
    assert (tmp_path / "plan" / "a.txt").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["plan"]


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("years of work")
    with pytest.raises(Failure) as refused:
        _fill(tmp_path)
    assert "thesis.doc" in refused.value.message()
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.doc"]


def test_a_file_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "plan").write_text("a file")
    with pytest.raises(Failure):
        _fill(tmp_path / "plan")
    assert (tmp_path / "plan").read_text() == "a file"


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Failure) as refused:
        _fill(tmp_path / "file" / "plan")
    assert "cannot be written" in refused.value.message()
