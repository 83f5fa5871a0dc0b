"""Distances between places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.groups import home_places

if TYPE_CHECKING:
    from shanhai.matching.problem import Problem
    from shanhai.matching.tables import Floats, Ints


def distances(problem: Problem, origin: Ints, target: Ints) -> Floats:
    """Straight distance of every origin to every target, both rows of places (-1: none).

    Returns: array (n_origins, n_targets), kilometres rounded to 0.1, NaN where a place or its coordinates
    are unknown.
    """
    east, north = np.append(problem.places.east, np.nan), np.append(problem.places.north, np.nan)
    apart = np.hypot(east[origin][:, None] - east[target], north[origin][:, None] - north[target])
    rounded: Floats = np.round(apart, 1)
    return rounded


def home_distance(problem: Problem) -> tuple[Ints, Ints]:
    """Whole kilometres, rounded up, from home organisations to orders; 0 where unknown.

    Returns
    -------
    (int64 array (n_people), int64 array (n_home_places, n_orders))
        The person's row in the second array, and the kilometres from each home place to each order.
    """
    places, row = np.unique(home_places(problem.tables), return_inverse=True)
    km = np.ceil(np.nan_to_num(distances(problem, places, problem.orders.place)))
    return row.astype(np.int64), km.astype(np.int64)
