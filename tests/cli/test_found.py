"""`shanhai found` and `shanhai audit`, each as a program of its own on a database of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def run(tmp_path: Path):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SHANHAI_")}
    environment |= {"SHANHAI_HOME": str(tmp_path / "home"), "SHANHAI_LANGUAGE": "en"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)

    def command(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "shanhai.cli", *arguments],
            env=environment, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2],
        )  # fmt: skip

    return command


def test_a_programme_is_founded_once_and_its_trail_can_be_audited(run) -> None:
    founded = run("found", "qingshan", "青山交流工程", "--json")
    assert founded.returncode == 0, founded.stderr
    assert json.loads(founded.stdout)["invitation"].startswith("/account/invitation/")
    again = run("found", "other", "another")
    assert (again.returncode, "already" in again.stderr) == (2, True)
    head = json.loads(run("audit", "head", "--json").stdout)
    published = f"{head['position']}:{head['digest']}"
    assert run("audit", "verify", "--head", published).returncode == 0
    wrong = run("audit", "verify", "--json", "--head", f"{head['position']}:{'0' * 64}")
    assert wrong.returncode == 1
    assert [finding["code"] for finding in json.loads(wrong.stdout)["findings"]] == ["other_head"]


def test_a_name_or_a_head_that_cannot_be_one_is_refused_with_the_remedy(run) -> None:
    refused = run("found", "青山", "x")
    assert (refused.returncode, "small Latin letters" in refused.stderr) == (2, True)
    refused = run("audit", "verify", "--head", "12:xyz")
    assert (refused.returncode, "64 hexadecimal digits" in refused.stderr) == (2, True)
