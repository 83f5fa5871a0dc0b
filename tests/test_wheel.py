"""What is installed from the wheel is the whole application: pages, looks, migrations, data of every room."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHANHAI = ROOT / "shanhai"


def _packed() -> set[Path]:
    """The files that the declaration of the package takes along."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = declared["tool"]["setuptools"]["package-data"]["*"]
    packages = [file.parent for file in SHANHAI.rglob("__init__.py")]
    return {file for package in packages for pattern in ("*.py", *patterns) for file in package.glob(pattern)}


def _files() -> set[Path]:
    return {
        file for file in SHANHAI.rglob("*") if file.is_file() and file.parent.name != "__pycache__"
    }  # fmt: skip


def test_the_wheel_leaves_no_file_of_the_application_out() -> None:
    assert sorted(str(file.relative_to(ROOT)) for file in _files() - _packed()) == []


def test_what_every_room_is_made_of_was_looked_for() -> None:
    kinds = {
        file.relative_to(SHANHAI).parts[1] for file in _files() if len(file.relative_to(SHANHAI).parts) > 2
    }
    assert {"templates", "static", "migrations"} <= kinds
