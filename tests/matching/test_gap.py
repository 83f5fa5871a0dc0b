"""Generalised assignment from the literature: published optima, reached and bounded."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.gap import optima, run

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "gap"
pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="needs ../shared/data/gap")
SMALL = ("a05100", "a20100", "a05200")
NAMES = sorted(optima(FOLDER)) if FOLDER.exists() else []


def _solved(name):
    instance, result, _ = run(FOLDER / name, time_limit=600.0)
    return instance.cost_of(result.stage("fit").value), result.status


@pytest.mark.parametrize("name", SMALL)
def test_small_instances_are_solved_to_their_optimum(name):
    assert _solved(name) == (optima(FOLDER)[name], "proven")


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_every_instance_is_solved_to_its_optimum(name):
    assert _solved(name) == (optima(FOLDER)[name], "proven")
