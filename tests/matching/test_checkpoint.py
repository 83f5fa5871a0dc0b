"""A search killed by SIGKILL goes on from its checkpoint and comes to the same plan."""

from __future__ import annotations

import signal
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from shanhai.haiyue import sample
from shanhai.haiyue.liaison import liaison
from shanhai.matching import Problem, checkpoint, solve
from shanhai.matching.checkpoint import Checkpoint, CheckpointError
from shanhai.matching.proof import check

if TYPE_CHECKING:
    from pathlib import Path

KILLED_WHILE_PLANNING = """
import os, signal, sys
from shanhai.haiyue import sample
from shanhai.haiyue.liaison import liaison
from shanhai.matching import checkpoint, solve

write = checkpoint.Checkpoint.save

def write_and_die(self, state):
    self._next = 0.0
    write(self, state)
    written.append(1)
    if len(written) == int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)

written = []
checkpoint.Checkpoint.save = write_and_die
problem = liaison(500, 640, "killed").book("en").problem if not sys.argv[2] else sample(sys.argv[2]).problem
solve(problem, checkpoint=sys.argv[1])
"""


def killed(path: Path, name: str, at: int) -> None:
    """Plan a sample, or a large problem of nested caps (""), in a process that is killed once it has kept its
    state so often.
    """
    ended = subprocess.run([sys.executable, "-c", KILLED_WHILE_PLANNING, path, name, str(at)], check=False)
    assert ended.returncode == -signal.SIGKILL


@pytest.fixture(scope="module")
def problem() -> Problem:
    """Enough pairs to be priced round by round."""
    return liaison(500, 640, "killed").book("en").problem


def test_a_killed_search_goes_on_and_comes_to_the_same_plan(problem, tmp_path):
    path = tmp_path / "half-way"
    killed(path, "", 2)
    resumed, cold = solve(problem, resume=path), solve(problem)
    assert resumed.status == "proven"
    assert resumed.placements == cold.placements
    assert [(s.name, s.value, s.bound) for s in resumed.stages] == [
        (s.name, s.value, s.bound) for s in cold.stages
    ]
    priced = [each.workings.search.search.supply.priced for each in (resumed, cold)]
    assert priced[0] < priced[1]


@pytest.mark.parametrize(
    ("name", "at", "settled"),
    [("haiyue-2022", 4, {"violations", "seats-1", "seats-2"}), ("conflict", 2, {"bend"})],
)
def test_rules_that_do_not_nest_go_on_behind_the_stages_that_were_settled(name, at, settled, tmp_path):
    path = tmp_path / "half-way"
    killed(path, name, at)
    problem = sample(name).problem
    resumed, cold = solve(problem, resume=path), solve(problem)
    assert (resumed.status, resumed.placements) == (cold.status, cold.placements)
    assert [(s.name, s.value, s.bound) for s in resumed.stages] == [
        (s.name, s.value, s.bound) for s in cold.stages
    ]
    assert check(problem, resumed.plan, resumed.certificate, result=resumed).ok
    relaxed = [set(each.workings.search.roots) for each in (resumed, cold)]
    assert settled <= relaxed[1]
    assert not settled & relaxed[0]


@pytest.fixture
def small() -> Problem:
    return Problem.of(people=[{"id": "a"}], orders=[{"id": "x"}], seed="one")


def test_what_was_saved_is_loaded(small, tmp_path):
    kept = Checkpoint(tmp_path / "state", small)
    kept.save(lambda: {"prices": np.arange(5), "bound": np.array([7])})
    state = kept.load()
    assert sorted(state) == ["bound", "prices"]
    assert state["prices"].tolist() == [0, 1, 2, 3, 4]
    assert [each.name for each in tmp_path.iterdir()] == ["state"]


def test_it_is_not_written_too_often(small, tmp_path):
    kept = Checkpoint(tmp_path / "state", small, seconds_between=3600)
    kept.save(lambda: {"round": np.array([1])})
    kept.save(lambda: {"round": np.array([2])})
    assert kept.load()["round"].tolist() == [1]


@pytest.mark.parametrize(
    ("content", "code"), [(None, "missing"), (b"", "unreadable"), (b"PK\3\4 not quite", "unreadable")]
)
def test_a_file_that_is_no_checkpoint_is_named(small, tmp_path, content, code):
    path = tmp_path / "state"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CheckpointError, match="state") as caught:
        solve(small, resume=path)
    assert caught.value.code == code


def test_another_problem_is_refused(small, tmp_path):
    Checkpoint(tmp_path / "state", small).save(dict)
    with pytest.raises(CheckpointError, match="another problem"):
        solve(replace(small, seed="two"), resume=tmp_path / "state")


def test_another_version_of_the_engine_is_refused(small, tmp_path, monkeypatch):
    Checkpoint(tmp_path / "state", small).save(dict)
    monkeypatch.setattr(checkpoint, "engine_fingerprint", lambda: "0.0.0")
    with pytest.raises(CheckpointError, match="another version"):
        solve(small, resume=tmp_path / "state")
