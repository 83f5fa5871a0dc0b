from pathlib import Path

from tests.cli.cast import shanhai


def test_templates_are_written_and_named(tmp_path: Path) -> None:
    answer = shanhai("templates", "--to", tmp_path / "new", "--language", "zh-hant", "--json")
    (path,) = answer.json["written"]
    assert Path(path).is_file()
    assert Path(path).parent == tmp_path / "new"


def test_a_file_is_no_folder_for_templates(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert shanhai("templates", "--to", tmp_path / "file").code == 2
