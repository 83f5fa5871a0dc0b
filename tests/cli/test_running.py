"""Limits, clusters, checkpoints and Ctrl-C, as a user meets them."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from shanhai.cli import running
from shanhai.cli.running import limits_of
from shanhai.haiyue.liaison import liaison
from shanhai.matching import cluster, solve
from shanhai.workbook import write_book
from tests.cli.cast import shanhai, write


@pytest.fixture
def pressing_ctrl_c(monkeypatch: pytest.MonkeyPatch):
    """Let Ctrl-C be pressed so many times while the plan is being made."""

    def press(times: int) -> None:
        def interrupted(*args: object, **options: object) -> object:
            for _ in range(times):
                os.kill(os.getpid(), signal.SIGINT)
            return solve(*args, **options)

        monkeypatch.setattr(running, "solve", interrupted)

    return press


def large(folder: Path) -> Path:
    """A problem whose pairs are priced round by round, as a folder of Parquet files."""
    write_book(liaison(460, 440, "large").book("en"), folder / "problem", "en", "parquet")
    return folder / "problem"


def test_ctrl_c_writes_the_best_plan_so_far(tmp_path: Path, pressing_ctrl_c) -> None:
    pressing_ctrl_c(1)
    answer = shanhai("plan", large(tmp_path), "--to", tmp_path / "out", "--json", "--no-html", "--no-xlsx")
    assert answer.code == 3
    assert (answer.json["status"], answer.json["verified"]) == ("limited", True)
    assert answer.json["stages"][-1]["gap"] > 0
    assert (tmp_path / "out" / "plan.json").is_file()


def test_a_second_ctrl_c_stops_at_once_and_writes_nothing(tmp_path: Path, pressing_ctrl_c) -> None:
    pressing_ctrl_c(2)
    answer = shanhai("plan", write(tmp_path), "--to", tmp_path / "out")
    assert (answer.code, answer.err.strip()) == (130, "Stopped. Nothing was left half written.")
    assert not (tmp_path / "out").exists()


def test_ctrl_c_means_what_it_did_once_the_plan_is_made(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGINT)
    shanhai("plan", write(tmp_path), "--to", tmp_path / "out")
    assert signal.getsignal(signal.SIGINT) is before


def test_the_checkpoint_goes_when_the_plan_is_proven(tmp_path: Path, monkeypatch) -> None:
    written: list[bool] = []

    def watched(*args: object, **options: object) -> object:
        result = solve(*args, **options)
        written.append((tmp_path / "state").is_file())
        return result

    monkeypatch.setattr(running, "solve", watched)
    answer = shanhai(
        "plan", large(tmp_path), "--to", tmp_path / "out", "--checkpoint", tmp_path / "state",
        "--no-html", "--no-xlsx", "--no-rule-costs", "--no-verify",
    )  # fmt: skip
    assert (answer.code, written) == (0, [True])
    assert not (tmp_path / "state").exists()


def test_a_checkpoint_that_is_not_there_is_named(tmp_path: Path) -> None:
    answer = shanhai("plan", write(tmp_path), "--to", tmp_path / "out", "--resume", tmp_path / "gone")
    assert answer.code == 2
    assert f"There is no checkpoint {tmp_path / 'gone'}" in answer.err


def test_a_cluster_that_does_not_answer_is_named(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(cluster, "SECONDS_TO_CONNECT", 0.2)
    answer = shanhai("plan", write(tmp_path), "--to", tmp_path / "out", "--cluster", "tcp://127.0.0.1:9")
    assert answer.code == 2
    assert "tcp://127.0.0.1:9 cannot be used" in answer.err


def test_a_search_that_goes_on_keeps_writing_to_its_file() -> None:
    given = {"time_limit": None, "gap_limit": 0.0, "cluster": "", "checkpoint": None, "resume": Path("a")}
    assert limits_of(dict(given)).checkpoint == Path("a")
    assert limits_of({**given, "checkpoint": Path("b")}).checkpoint == Path("b")
