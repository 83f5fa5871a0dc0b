"""Columns for scores that hang on a class of the person and one of the order only: a table to look up."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from shanhai.matching.rows import Columns

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from shanhai.matching.tables import Ints

# More columns than this would take memory and time for nothing: real tables merge to a few dozen classes.
MOST_COLUMNS = 2048
MOST_CELLS = 2**26

Key = TypeVar("Key")
Numbers = npt.NDArray[np.float32]


class Classes(NamedTuple):
    """Rows put into classes: row r belongs to class ``of[r]``; class 0 … n-1 stands for ``keys``."""

    keys: list[tuple[int, ...]]
    of: Ints


def classes_of(*columns: Ints) -> Classes:
    """Put rows into classes of equal values. Returns: `Classes`, keys as tuples of the values, sorted."""
    if not len(columns[0]):
        return Classes([], np.zeros(0, np.int64))
    stacked = np.stack([np.asarray(column, np.int64) for column in columns], axis=1)
    keys, of = np.unique(stacked, axis=0, return_inverse=True)
    return Classes([tuple(key) for key in keys.tolist()], of.reshape(-1).astype(np.int64))


def table_of(points: Callable[[Key, Key], int], people: Sequence[Key], orders: Sequence[Key]) -> Ints:
    """``points(person class, order class)`` for every two classes. Returns: int64 array (people, orders)."""
    values = [points(each, wanted) for each in people for wanted in orders]
    return np.array(values, np.int64).reshape(len(people), len(orders))


def looked_up(people: Ints, orders: Ints, table: Ints, kind: str) -> Columns:
    """Columns whose product is ``table[people[i], orders[j]]``.

    Equal rows and equal columns of the table are merged first; the side with fewer classes becomes one-hot.

    Parameters
    ----------
    people, orders : int64 arrays (n_people), (n_orders)
        Classes, as row and column numbers of `table`.
    table : int64 array (person classes, order classes)

    Raises
    ------
    ValueError
        When more than `MOST_COLUMNS` columns would be needed.
    """
    if not table.size:
        return Columns(np.zeros((len(people), 0), np.int64), np.zeros((len(orders), 0), np.int64))
    rows, row_of = np.unique(table, axis=0, return_inverse=True)
    cells, column_of = np.unique(rows, axis=1, return_inverse=True)
    person_class, order_class = row_of.reshape(-1)[people], column_of.reshape(-1)[orders]
    used_rows, used_columns = np.flatnonzero(cells.any(axis=1)), np.flatnonzero(cells.any(axis=0))
    check_width(kind, min(len(used_rows), len(used_columns)))
    # On a tie the orders: there several criteria make the same classes, by place, and share columns.
    if len(used_rows) < len(used_columns):
        return Columns(
            _one_hot(person_class, used_rows), np.ascontiguousarray(cells[used_rows].T[order_class])
        )
    return Columns(
        np.ascontiguousarray(cells[:, used_columns][person_class]), _one_hot(order_class, used_columns)
    )


def check_width(kind: str, columns: int) -> None:
    """Raises: ValueError when a criterion needs more than `MOST_COLUMNS` columns."""
    if columns > MOST_COLUMNS:
        raise ValueError(
            f"The criterion {kind} tells {columns} classes apart; {MOST_COLUMNS} can be scored. "
            "Use coarser places or codes."
        )


def check_cells(kind: str, people: int, orders: int) -> None:
    """Raises: ValueError when the table of a criterion would not fit into memory."""
    if people * orders > MOST_CELLS:
        raise ValueError(
            f"The criterion {kind} tells {people} classes of people and {orders} of orders apart; "
            f"{MOST_CELLS} combinations can be scored. Use coarser places or codes."
        )


def merged(x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
    """The same product with fewer terms: equal rows of one side become one, the other's rows are added up.

    Parameters
    ----------
    x, y : float32 arrays (d, n_people), (d, n_orders)
        A row for each column of the factors.
    """
    y, x = _added_up(y, x)
    return _added_up(x, y)


def _added_up(equal: Numbers, other: Numbers) -> tuple[Numbers, Numbers]:
    number: dict[bytes, int] = {}
    of = [number.setdefault(sha256(row.tobytes()).digest(), len(number)) for row in equal]
    if len(number) == len(of):
        return equal, other
    total = np.zeros((len(number), other.shape[1]), other.dtype)
    for at, row in zip(of, other, strict=True):
        total[at] += row
    return equal[np.unique(of, return_index=True)[1]], total


def side_by_side(*parts: Columns) -> Columns:
    """The sum of several columns without pairs, as one."""
    return Columns(np.hstack([part.x for part in parts]), np.hstack([part.y for part in parts]))


def _one_hot(of: Ints, chosen: Ints) -> Ints:
    out: Ints = (of[:, None] == chosen[None, :]).astype(np.int64)
    return out
