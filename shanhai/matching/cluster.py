"""The pricing pass on a cluster: dask.distributed, by the address of its scheduler (extra `cluster`).

>>> with Cluster("tcp://10.0.0.5:8786") as cluster:
...     plan = solve_nested(problem, pricer_of=cluster.pricer)

The factors go to the workers once. Each round ships prices and numbers of rows and columns, and every block
of rows returns the best pairs of its rows and of all columns. Lists of columns are merged by (worth, lower
row): an order without ties, so the plan is the same to the last bit whatever the number of workers, the
order in which blocks arrive, and whoever dies in between. A worker that dies costs time only: its blocks are
priced again elsewhere, and factors that died with the last worker are sent anew.

What is sent: whole numbers. No id and no name leaves this process.
"""

from __future__ import annotations

import hashlib
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from shanhai.matching.network.pricers import LocalPricer, Terms, priced
from shanhai.matching.network.pricing import Best, merged
from shanhai.matching.watch import Stopped

if TYPE_CHECKING:
    from types import TracebackType

    from shanhai.matching.factors import Factors
    from shanhai.matching.network.pricers import KeepGoing

Ints = NDArray[np.int64]

LEAST_ROWS = 1024
"""Smaller blocks would spend their time on the lists of columns."""
BLOCKS_PER_THREAD = 3
MOST_TRIES = 5
SECONDS_TO_CONNECT = 15.0


class ClusterError(RuntimeError):
    """The cluster cannot be used; the message says why and what to do."""


class Cluster:
    """A connection to a running scheduler.

    Parameters
    ----------
    address : str
        As the scheduler prints it: ``tcp://host:8786``, or ``tls://host:8786`` with the certificates that the
        configuration of dask names.

    Raises
    ------
    ClusterError
        When the extra is not installed, nothing answers, or no worker is there.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self.client = _connected(address)
        self.closed = False

    def pricer(self, factors: Factors) -> ClusterPricer:
        """Who prices the pairs of these factors on the cluster."""
        return ClusterPricer(self, factors)

    def close(self) -> None:
        """End the connection; the cluster goes on running."""
        self.closed = True
        self.client.close()

    def __enter__(self) -> Cluster:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Block(NamedTuple):
    """The best pairs of some rows. `rows` and `columns` are as in `Pricer.price`, in few bytes."""

    first: int
    rows: tuple[NDArray[np.int64], NDArray[np.int32]]
    columns: tuple[NDArray[np.int64], NDArray[np.int32]]


class ClusterPricer:
    """Prices on workers; in this process once the connection was closed, so that a plan can be asked later.

    Parameters
    ----------
    cluster : Cluster
    factors : Factors
    """

    def __init__(self, cluster: Cluster, factors: Factors) -> None:
        self._cluster, self._factors = cluster, factors
        self._local = LocalPricer(factors)
        self._far: Any = None

    def price(
        self, rows: Ints, columns: Ints, terms: Terms, keep_going: KeepGoing | None = None
    ) -> tuple[Best, Best]:
        """See `Pricer`. Raises: ClusterError when workers are lost for good."""
        if self._cluster.closed:
            return self._local.price(rows, columns, terms, keep_going)
        reason: BaseException | None = None
        for _ in range(MOST_TRIES):
            try:
                return self._price_there(rows, columns, terms, keep_going)
            except _lost() as error:
                reason, self._far = error, None
        raise ClusterError(
            f"the workers of {self._cluster.address} were lost {MOST_TRIES} times in a row ({reason}): look "
            "into their logs (is there enough memory?), start workers, and go on from the checkpoint."
        ) from reason

    def _price_there(
        self, rows: Ints, columns: Ints, terms: Terms, keep_going: KeepGoing | None
    ) -> tuple[Best, Best]:
        from distributed import as_completed

        client = self._cluster.client
        client.wait_for_workers(1, timeout=SECONDS_TO_CONNECT)
        if self._far is None:
            # On every worker that is there; whoever comes later fetches them from a neighbour.
            self._far = client.scatter(self._factors, broadcast=True, hash=False)
        # Columns and terms are the same for every block: they travel once.
        common = client.scatter((columns, terms), broadcast=True, hash=False)
        edges = self._edges(len(rows))
        tasks = [
            client.submit(price_block, self._far, rows[a:b], a, common, kernel(), pure=False)
            for a, b in pairwise(edges.tolist())
        ]
        whole = _Gathered(len(rows), terms)
        for _, block in as_completed(tasks, with_results=True, loop=client.loop):
            # Of data that were lost with their worker, the reason comes in place of a result.
            if isinstance(block, BaseException):
                raise block
            whole.take(block)
            if keep_going is not None and not keep_going():
                client.cancel(tasks)
                raise Stopped
        return whole.best()

    def _edges(self, count: int) -> Ints:
        threads = sum(self._cluster.client.nthreads().values())
        blocks = min(max(1, threads) * BLOCKS_PER_THREAD, -(-count // LEAST_ROWS))
        return np.linspace(0, count, max(1, blocks) + 1).astype(np.int64)


class _Gathered:
    """Lists of rows put in their places and lists of columns merged, block by block as they arrive."""

    def __init__(self, count: int, terms: Terms) -> None:
        self._row_worth = np.empty((count, terms.per_row), np.int64)
        self._row_other = np.full((count, terms.per_row), -1, np.int64)
        self._columns: list[tuple[Ints, NDArray[np.int32]]] = []

    def take(self, block: Block) -> None:
        worth, other = block.rows
        place = slice(block.first, block.first + len(worth))
        self._row_worth[place], self._row_other[place] = worth, other
        both = merged([*self._columns, block.columns])
        self._columns = [(both.worth, both.other.astype(np.int32))]

    def best(self) -> tuple[Best, Best]:
        return Best(self._row_worth, self._row_other), merged(self._columns)


def price_block(
    factors: Factors, rows: Ints, first: int, common: tuple[Ints, Terms], wanted_kernel: str
) -> Block:
    """Price some rows against the columns; runs on a worker.

    Parameters
    ----------
    rows : int64 (k,)
        People of the block.
    first : int
        Place of its first row among all that are priced.
    common : (int64 array, Terms)
        The columns, and the terms for all rows.
    wanted_kernel : str
        The fingerprint of the code that asks.

    Raises
    ------
    ClusterError
        When the worker runs another version of the pricing pass.
    """
    if wanted_kernel != kernel():
        raise ClusterError(
            "a worker of the cluster runs another version of shanhai: its plan could differ. Install the "
            "same version on every worker and restart them."
        )
    columns, terms = common
    mine = slice(first, first + len(rows))
    floor = terms.row_floor if isinstance(terms.row_floor, int) else terms.row_floor[mine]
    part = terms._replace(worth=terms.worth[mine], row_floor=floor)
    best, best_of_columns = priced(factors, rows, columns, part, threads=1)
    there = best_of_columns.other
    return Block(
        first,
        (best.worth, best.other.astype(np.int32)),
        (best_of_columns.worth, np.where(there < 0, -1, there + first).astype(np.int32)),
    )


@cache
def kernel() -> str:
    """SHA-256 over the code that prices: what asker and worker must have in common."""
    here = Path(__file__).parent
    code = b"".join(
        (here / f"{name}.py").read_bytes()
        for name in ("cluster", "factors", "network/pricers", "network/pricing")
    )
    return hashlib.sha256(code).hexdigest()


def _connected(address: str) -> Any:
    try:
        from distributed import Client
    except ModuleNotFoundError as error:
        raise ClusterError(
            "a cluster needs the extra 'cluster': install it with pip install 'shanhai[cluster]'."
        ) from error
    try:
        client = Client(address, timeout=SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(
            f"nothing answers at {address!r}: {error}. Give the address that the scheduler prints, such as "
            "tcp://10.0.0.5:8786."
        ) from error
    try:
        client.wait_for_workers(1, timeout=SECONDS_TO_CONNECT)
    except TimeoutError as error:
        client.close()
        raise ClusterError(
            f"the scheduler at {address!r} has no workers: start some with 'dask worker {address}'."
        ) from error
    return client


def _lost() -> tuple[type[BaseException], ...]:
    """What dask raises when data or workers are gone for good."""
    from distributed import KilledWorker
    from distributed.client import FutureCancelledError

    return KilledWorker, FutureCancelledError, OSError, TimeoutError
