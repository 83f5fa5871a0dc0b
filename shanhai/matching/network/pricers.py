"""Who prices a block of pairs: threads of this process, or workers elsewhere (see `cluster`).

Whoever does it, the lists are the same to the last bit: the best pairs of a row hang on that row alone, and
lists of columns are merged by (worth, lower row), which is an order without ties.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from shanhai.matching.network.pricing import NONE, Best, price

if TYPE_CHECKING:
    from shanhai.matching.factors import Factors

Ints = NDArray[np.int64]
KeepGoing = Callable[[], bool]


class Terms(NamedTuple):
    """What a block is priced by; the fields are those of `pricing.price`.

    `bias` has an entry for each column of the block, `worth` one for each row.
    """

    bias: Ints
    worth: Ints
    least: int
    per_row: int
    per_column: int
    row_floor: Ints | int = NONE
    column_floor: Ints | int = NONE


class Pricer(Protocol):
    """Prices blocks of the pairs of one problem."""

    def price(
        self, rows: Ints, columns: Ints, terms: Terms, keep_going: KeepGoing | None = None
    ) -> tuple[Best, Best]:
        """The best pairs of some people (rows) and some orders (columns); numbers in `Best.other` count
        within the block. Raises: Stopped when `keep_going`, asked now and then, says no.
        """


class LocalPricer:
    """Prices in threads of this process.

    Parameters
    ----------
    factors : Factors
    threads : int
        Each with one BLAS thread.
    """

    def __init__(self, factors: Factors, threads: int = 2) -> None:
        self._factors, self._threads = factors, threads

    def price(
        self, rows: Ints, columns: Ints, terms: Terms, keep_going: KeepGoing | None = None
    ) -> tuple[Best, Best]:
        """See `Pricer`."""
        return priced(self._factors, rows, columns, terms, self._threads, keep_going)


def priced(
    factors: Factors,
    rows: Ints,
    columns: Ints,
    terms: Terms,
    threads: int,
    keep_going: KeepGoing | None = None,
) -> tuple[Best, Best]:
    """Price a block of the factors. Rows and columns are ascending, so all of them are all in order."""
    whole = len(rows) == factors.n and len(columns) == factors.m
    part = factors if whole else factors.select(rows, columns)
    return price(
        part,
        terms.bias,
        terms.worth,
        least=terms.least,
        row_floor=terms.row_floor,
        column_floor=terms.column_floor,
        per_row=terms.per_row,
        per_column=terms.per_column,
        threads=threads,
        keep_going=keep_going,
    )
