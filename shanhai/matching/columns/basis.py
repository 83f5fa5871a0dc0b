"""Where a linear programme's solution stands, in names that a similar programme understands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import highspy
import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from shanhai.matching.certificate import RowName, Variable
    from shanhai.matching.columns.programme import Programme
    from shanhai.matching.tables import Ints

Status = highspy.HighsBasisStatus
BASIC, LOWER, UPPER = Status.kBasic, Status.kLower, Status.kUpper
Statuses = npt.NDArray[Any]


@dataclass(frozen=True, eq=False)
class Basis:
    """The solver's status of every row and column.

    Attributes
    ----------
    keys : int array
        Pairs as person * n_orders + order, in the order of `pairs`.
    pairs, rows : arrays of statuses
        Of pairs, and of people and orders.
    limits, extras : dicts of statuses
    stands : bool
        Whether it is one of a solution of all rows, which new columns leave a solution.
    """

    keys: Ints
    pairs: Statuses
    rows: Statuses
    limits: dict[RowName, Status]
    extras: dict[Variable, Status]
    stands: bool = True


def basis_of(programme: Programme) -> Basis:
    """The basis of the last solution."""
    model, basis = programme.model, programme.highs.getBasis()
    columns, rows = basis.col_status, basis.row_status
    many, people_and_orders = programme.n_extras, model.n + model.m
    keys = programme.i * model.m + programme.j
    order = np.argsort(keys)
    return Basis(
        keys[order],
        np.array(columns[many:], object)[order],
        np.array(rows[:people_and_orders], object),
        dict(zip(programme.limit_names, rows[people_and_orders:], strict=True)),
        dict(zip(programme.extra_names, columns[:many], strict=True)),
    )


def use_basis(programme: Programme, known: Basis) -> bool:
    """Begin where another programme ended. Rows that it had not are basic, columns that it had not are at
    0. Returns: whether a solution stands there: of the other, all of whose columns are here.
    """
    model = programme.model
    keys = programme.i * model.m + programme.j
    pairs, kept = np.full(len(keys), LOWER, object), not len(known.keys)
    if len(known.keys):
        at = np.minimum(np.searchsorted(known.keys, keys), len(known.keys) - 1)
        hit = known.keys[at] == keys
        pairs[hit] = known.pairs[at[hit]]
        kept = int(hit.sum()) == len(known.keys)
    extras = [known.extras.get(name, LOWER) for name in model.extras.names]
    limits = [known.limits.get(limit.name, BASIC) for limit in model.limits]
    basis = highspy.HighsBasis()
    basis.col_status = [*extras, *pairs.tolist()]
    basis.row_status = [*known.rows.tolist(), *limits]
    basis.valid, basis.alien = True, True
    programme.highs.setBasis(basis)
    return kept and known.stands
