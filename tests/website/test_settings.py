"""Every setting is told in the operating guide, and what is told there is read."""

import re
from pathlib import Path

import pytest

from shanhai.website.environment import flag, folder, listed, secret_key

ROOT = Path(__file__).parents[2]


def _settings_read() -> set[str]:
    files = [*(ROOT / "shanhai/website").rglob("*.py")]
    return {
        name for file in files for name in re.findall(r'"(SHANHAI_\w+)"', file.read_text(encoding="utf-8"))
    }


def test_every_setting_is_told_and_every_told_setting_is_read() -> None:
    told = {
        name
        for page in (ROOT / "docs/operate").glob("*.md")
        for name in re.findall(r"^\| `(SHANHAI_\w+)`", page.read_text(encoding="utf-8"), re.M)
    }
    of_the_commands = {"SHANHAI_PYTHON", "SHANHAI_TEST_WORKERS"}
    assert _settings_read() == told - of_the_commands


def test_the_secret_key_is_made_once_and_kept_from_others(tmp_path, monkeypatch) -> None:
    monkeypatch.delenv("SHANHAI_SECRET_KEY", raising=False)
    first = secret_key(tmp_path)
    assert secret_key(tmp_path) == first
    assert len(first) >= 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_a_folder_that_is_not_there_is_made_for_its_owner_alone(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("SHANHAI_HOME", str(tmp_path / "a" / "home"))
    made = folder("SHANHAI_HOME", "else")
    assert made == tmp_path / "a" / "home"
    assert made.stat().st_mode & 0o077 == 0
    assert folder("SHANHAI_HOME", "else") == made


def test_a_folder_that_cannot_be_made_is_named(tmp_path, monkeypatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("SHANHAI_HOME", str(tmp_path / "file"))
    with pytest.raises(ValueError, match=r"SHANHAI_HOME is '.*file'.*Name a folder that this user may write"):
        folder("SHANHAI_HOME", "else")


def test_a_switch_that_is_neither_on_nor_off_is_named(monkeypatch) -> None:
    monkeypatch.setenv("SHANHAI_HTTPS", "perhaps")
    with pytest.raises(ValueError, match=r"SHANHAI_HTTPS is 'perhaps'\. Write 1 or 0"):
        flag("SHANHAI_HTTPS")


def test_lists_are_read_without_blanks(monkeypatch) -> None:
    monkeypatch.setenv("SHANHAI_HOSTS", " a.example, ,b.example ")
    assert listed("SHANHAI_HOSTS", "") == ["a.example", "b.example"]
