"""How a search is run: its limits, its cluster, its checkpoint, and a Ctrl-C that keeps what there is."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from shanhai.cli.failures import Failure
from shanhai.cli.options import PATH, option
from shanhai.matching import solve
from shanhai.matching.checkpoint import CheckpointError
from shanhai.matching.cluster import ClusterError
from shanhai.telling.phrases import running as phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import FrameType

    from shanhai.cli.console import Watching
    from shanhai.matching.problem import Problem
    from shanhai.matching.result import Result


@dataclass(frozen=True)
class Limits:
    """When to stop, who prices, and where the state is kept; the fields are those of `solve`."""

    time_limit: float | None = None
    gap_limit: float = 0.0
    cluster: str = ""
    checkpoint: Path | None = None
    resume: Path | None = None


UNLIMITED = Limits()


def limit_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that make a `Limits`."""
    for add in (
        option("--resume", type=PATH, metavar="FILE", words=phrases.RESUME),
        option("--checkpoint", type=PATH, metavar="FILE", words=phrases.CHECKPOINT),
        option("--cluster", metavar="ADDRESS", default="", words=phrases.CLUSTER),
        option(
            "--gap-limit",
            type=click.FloatRange(min=0, max=1),
            metavar="SHARE",
            default=0.0,
            words=phrases.GAP_LIMIT,
        ),
        option(
            "--time-limit",
            type=click.FloatRange(min=0, min_open=True),
            metavar="SECONDS",
            words=phrases.TIME_LIMIT,
        ),
    ):
        command = add(command)
    return command


def limits_of(options: dict[str, Any]) -> Limits:
    """Return the limits that the options ask for, and take those options out of them.

    A search that goes on keeps writing to the file that it came from, unless another one is named.
    """
    names = ("time_limit", "gap_limit", "cluster", "checkpoint", "resume")
    given = {name: options.pop(name) for name in names}
    given["checkpoint"] = given["checkpoint"] or given["resume"]
    return Limits(**given)


def run(problem: Problem, limits: Limits, progress: Watching) -> Result:
    """Solve. The first Ctrl-C ends the search with the best plan so far, the second one ends everything.

    A checkpoint goes once the plan is proven: nothing is left to go on with. Raises: Failure.
    """
    with interruptible(progress) as is_wanted:
        try:
            result = solve(
                problem,
                progress=lambda *stage: progress.stage(*stage) and is_wanted(),
                time_limit=limits.time_limit,
                gap_limit=limits.gap_limit,
                cluster=limits.cluster,
                checkpoint=limits.checkpoint,
                resume=limits.resume,
            )
        except CheckpointError as error:
            raise Failure(phrases.CHECKPOINTS[error.code], path=error.path) from error
        except ClusterError as error:
            raise Failure(phrases.NO_CLUSTER, address=limits.cluster, reason=str(error)) from error
    if limits.checkpoint is not None and result.status == "proven":
        limits.checkpoint.unlink(missing_ok=True)
    return result


@contextmanager
def interruptible(progress: Watching) -> Iterator[Callable[[], bool]]:
    """Yield whether to go on: False after a first Ctrl-C. A second one interrupts as usual."""
    stopped = False
    before = signal.getsignal(signal.SIGINT)

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopped
        if stopped:
            raise KeyboardInterrupt
        stopped = True
        progress.say(phrases.STOPPING)

    signal.signal(signal.SIGINT, stop)
    try:
        yield lambda: not stopped
    finally:
        signal.signal(signal.SIGINT, before)
