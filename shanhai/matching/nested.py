"""Plans under caps that nest, at any size: seats by tier, then fit, then ties, each proven before the next.

``solve_nested(problem, stages=("seats", "fit", "ties"))`` returns a `NestedPlan` with, per stage, its value, a
bound over *all* pairs (equal: proven) and the prices behind the bound.

One flow serves all stages. With ``w[j] = T + 1 - tier[j]`` the master maximises ``M * w + fit``, where ``M``
exceeds twice what fit can add up to along any path of the tree; so every potential reads as
``M * (price of seats) + (price of fit)`` and the first part proves the seats, the whole proves the fit.

Why decreasing tier weights are lexicographic: the sets of seats that can be filled together (one tier after
another, with seats as parallel elements) are the independent sets of a gammoid, because a plan is a flow from
people to seats through nodes with capacities. In a matroid the greedy basis has the most elements in every
prefix of the order (Rado; Edmonds 1971), and it is what any positive weights that decrease from tier to tier
pick out. So ``T … 1`` fills tier 1 as far as possible, then tier 2, and so on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from shanhai.matching.factors import Factors
from shanhai.matching.master import Master
from shanhai.matching.nesting import Nesting
from shanhai.matching.stages import NestedPlan, StageOutcome, Scale, outcome
from shanhai.matching.ties import pair_keys

Ints = NDArray[np.int64]
Progress = Callable[[str, int, int, float], bool | None]
