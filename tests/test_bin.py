"""The shell pieces below bin/: what they do on machines that are not as one would wish."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def _bash(script: str, *, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a script with every piece of bin/lib loaded, and with a folder put in front of PATH."""
    pieces = " ".join(f". {ROOT}/bin/lib/{name}.sh;" for name in ("environment", "debian", "python", "steps"))
    first = f'PATH="{path}:$PATH";' if path else ""
    return subprocess.run(
        ["bash", "-c", f"set -euo pipefail; {pieces} {first} {script}"],
        capture_output=True,
        text=True,
        check=False,
    )


def _command(folder: Path, name: str, body: str) -> Path:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    file.chmod(0o755)
    return file


def test_a_python_that_does_not_run_is_passed_over(tmp_path: Path) -> None:
    shim = _command(tmp_path, "python3.11", "echo 'command not found' >&2; exit 127")
    found = _bash("find_python is_new_enough", path=tmp_path)
    assert found.returncode == 0
    assert found.stdout.strip() not in ("", str(shim))


def test_a_python_that_is_too_old_is_passed_over(tmp_path: Path) -> None:
    old = _command(tmp_path, "python3.11", "exit 1")
    found = _bash("find_python is_new_enough", path=tmp_path)
    assert found.stdout.strip() not in ("", str(old))


def test_a_python_that_was_named_comes_first(tmp_path: Path) -> None:
    named = _command(tmp_path, "my-python", "exit 0")
    found = _bash(f"SHANHAI_PYTHON={named} find_python is_new_enough")
    assert found.stdout.strip() == str(named)


def test_missing_packages_are_named_with_the_command_when_not_root(tmp_path: Path) -> None:
    _command(tmp_path, "id", "echo 1000")
    _command(tmp_path, "dpkg-query", "exit 1")
    told = _bash("need_packages 'the browser tests' chromium", path=tmp_path)
    assert told.returncode == 1
    assert "sudo apt-get update && sudo apt-get install --yes --no-install-recommends chromium" in told.stderr


def test_packages_that_are_there_are_not_installed_again(tmp_path: Path) -> None:
    _command(tmp_path, "dpkg-query", "printf installed")
    _command(tmp_path, "apt-get", "echo 'apt-get was called' >&2; exit 1")
    told = _bash("need_packages 'the browser tests' chromium", path=tmp_path)
    assert (told.returncode, told.stderr) == (0, "")


def test_a_failed_step_does_not_keep_the_next_from_running() -> None:
    ran = _bash("run_step first false; run_step second echo here; print_steps; every_step_passed")
    assert ran.returncode == 1
    assert "here" in ran.stdout
    rows = [line.split()[:2] for line in ran.stdout.splitlines() if line.startswith(("first", "second"))]
    assert rows == [["first", "FAILED"], ["second", "ok"]]


@pytest.mark.parametrize("command", ["check", "run", "lock"])
def test_every_command_tells_at_its_head_how_it_is_used(command: str) -> None:
    head = (ROOT / "bin" / command).read_text(encoding="utf-8").splitlines()[1:5]
    assert any(line.startswith(f"#   bin/{command}") for line in head)


def test_a_step_that_does_not_exist_is_refused_with_those_that_do() -> None:
    told = subprocess.run([ROOT / "bin/check", "tets"], capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert "There is no step 'tets'" in told.stderr
    assert "tests" in told.stderr
