"""The pricing pass on a real cluster of processes on this machine: same plan, whoever dies."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import numpy as np
import pytest

from shanhai.haiyue.liaison import liaison
from shanhai.matching import cluster as cluster_module
from shanhai.matching import solve
from shanhai.matching.cluster import Cluster, ClusterError, price_block
from shanhai.matching.network.nested import NestedPlan, solve_nested
from shanhai.matching.network.pricers import LocalPricer, Terms
from tests.matching.nested_cases import crowded_problem

if TYPE_CHECKING:
    from shanhai.matching.network.nesting import NestedProblem

distributed = pytest.importorskip("distributed", reason="the extra 'cluster' is not installed")


@pytest.fixture(scope="module")
def scheduler():
    """A scheduler with three worker processes; its address."""
    with distributed.LocalCluster(
        n_workers=3, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=50
    ) as running:
        yield running.scheduler_address


@pytest.fixture
def small_blocks(monkeypatch):
    """Many blocks even of a small problem."""
    monkeypatch.setattr(cluster_module, "LEAST_ROWS", 64)


@pytest.fixture(scope="module")
def problem() -> NestedProblem:
    """More pairs than are handed out at once, and many ties."""
    return crowded_problem(np.random.default_rng(31), 700, 600, width=8)


@pytest.fixture(scope="module")
def at_home(problem) -> NestedPlan:
    return solve_nested(problem)


def told(plan: NestedPlan) -> list[object]:
    """Everything that a plan says, prices included."""
    prices = [
        [side.tolist() for side in (s.prices.person, s.prices.home, s.prices.order, s.prices.host)]
        for s in plan.stages
    ]
    stages = [(s.name, s.value, s.bound) for s in plan.stages]
    return [plan.person.tolist(), plan.order.tolist(), plan.status, plan.unique, stages, prices]


def deadly(mark: str, times: int):
    """`price_block` for workers that die by SIGKILL in the middle of a pass, so many times in all."""

    def price_or_die(factors, rows, first, common, wanted_kernel):
        # Blocks after the first only: some work has been done by then.
        for time in range(times) if first else ():
            try:
                os.close(os.open(f"{mark}.{time}", os.O_CREAT | os.O_EXCL))
            except FileExistsError:
                continue
            os.kill(os.getpid(), signal.SIGKILL)
        return price_block(factors, rows, first, common, wanted_kernel)

    return price_or_die


@pytest.mark.usefixtures("small_blocks")
class TestOnThreeWorkers:
    def test_the_plan_and_its_prices_are_those_made_at_home(self, scheduler, problem, at_home):
        with Cluster(scheduler) as cluster:
            plan = solve_nested(problem, pricer_of=cluster.pricer)
        assert told(plan) == told(at_home)

    def test_a_worker_killed_in_the_middle_changes_nothing(
        self, scheduler, problem, at_home, tmp_path, monkeypatch
    ):
        monkeypatch.setattr(cluster_module, "price_block", deadly(str(tmp_path / "killed"), 1))
        with Cluster(scheduler) as cluster:
            plan = solve_nested(problem, pricer_of=cluster.pricer)
        assert [each.name for each in tmp_path.iterdir()] == ["killed.0"]
        assert told(plan) == told(at_home)

    def test_solve_takes_its_address(self, scheduler):
        problem = liaison(420, 500, "on a cluster").book("en").problem
        far, near = solve(problem, cluster=scheduler), solve(problem)
        assert far.placements == near.placements
        assert far.certificate == near.certificate

    def test_lists_of_a_part_equal_those_made_at_home(self, scheduler, problem):
        rng = np.random.default_rng(5)
        rows, columns = (np.sort(rng.choice(k, k // 2, replace=False)) for k in (700, 600))
        worth = rng.integers(0, 30, len(rows))
        terms = Terms(rng.integers(-9, 9, len(columns)), worth, 0, 7, 4, row_floor=worth - 8, column_floor=-3)
        with Cluster(scheduler) as cluster:
            far = cluster.pricer(problem.factors).price(rows, columns, terms)
        near = LocalPricer(problem.factors).price(rows, columns, terms)
        for one, other in zip(far, near, strict=True):
            assert one.worth.tolist() == other.worth.tolist()
            assert one.other.tolist() == other.other.tolist()

    def test_a_plan_can_be_asked_after_the_connection_is_closed(self, scheduler, problem):
        with Cluster(scheduler) as cluster:
            pricer = cluster.pricer(problem.factors)
        everything = np.arange(700), np.arange(600)
        terms = Terms(np.zeros(600, np.int64), np.zeros(700, np.int64), 0, 1, 1)
        best, _ = pricer.price(*everything, terms)
        assert best.worth[:, 0].tolist() == problem.factors.dense().max(1).tolist()

    def test_a_worker_of_another_version_is_refused(self, scheduler, problem, monkeypatch):
        monkeypatch.setattr(cluster_module, "kernel", lambda: "another")
        with Cluster(scheduler) as cluster, pytest.raises(ClusterError, match="another version"):
            solve_nested(problem, pricer_of=cluster.pricer)


@pytest.mark.usefixtures("small_blocks")
def test_factors_that_died_with_the_only_worker_are_sent_anew(problem, at_home, tmp_path, monkeypatch):
    monkeypatch.setattr(cluster_module, "price_block", deadly(str(tmp_path / "killed"), 2))
    with (
        distributed.LocalCluster(
            n_workers=1, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=50
        ) as running,
        Cluster(running.scheduler_address) as cluster,
    ):
        plan = solve_nested(problem, pricer_of=cluster.pricer)
    assert told(plan) == told(at_home)


def test_an_address_where_nothing_answers_is_named(monkeypatch):
    monkeypatch.setattr(cluster_module, "SECONDS_TO_CONNECT", 0.2)
    with pytest.raises(ClusterError, match=r"tcp://127\.0\.0\.1:9"):
        Cluster("tcp://127.0.0.1:9")


def test_a_scheduler_without_workers_is_told_apart(monkeypatch):
    monkeypatch.setattr(cluster_module, "SECONDS_TO_CONNECT", 0.5)
    with (
        distributed.LocalCluster(n_workers=0, dashboard_address=":0", silence_logs=50) as idle,
        pytest.raises(ClusterError, match="has no workers"),
    ):
        Cluster(idle.scheduler_address)
