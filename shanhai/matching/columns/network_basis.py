"""Where the network's plan stands, as a basis to begin a linear programme with.

The network keeps only the caps that nest; the rows of all other limits are basic. Its tree is nearly optimal
for whatever these limits leave alone, so the dual simplex method has little but them to mend.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.columns.basis import BASIC, UPPER, Basis, Statuses

if TYPE_CHECKING:
    from shanhai.matching.groups import Mask
    from shanhai.matching.laminar import Laminar
    from shanhai.matching.network.nested import NestedPlan


def basis_of_network(laminar: Laminar, plan: NestedPlan) -> Basis | None:
    """The spanning tree behind a plan of caps; None where its people are still counted by class."""
    nested, master = laminar.nested, plan.search.master
    if plan.search.problem.people.many is not None:
        return None
    basic, full = master.standing()
    pairs, forest = master.pair_arcs, slice(0, master.pair_arcs.start)
    known = np.flatnonzero(basic[pairs] | full[pairs])
    i, j = (side[known] for side in plan.known_pairs())
    keys = i * nested.factors.m + j
    order = np.argsort(keys)
    # An order that nobody takes is at 0, where its row has no bound to be at.
    held = _statuses(basic[forest] | ~full[forest])
    rows = np.full(nested.factors.n + nested.factors.m, BASIC, object)
    rows[np.concatenate((plan.people, nested.factors.n + plan.orders))] = held[: master.n + master.m]
    caps = dict(zip((cap.name for cap in laminar.caps), held[master.n + master.m :], strict=True))
    return Basis(keys[order], _statuses(basic[pairs][known][order]), rows, caps, {}, stands=False)


def _statuses(basic: Mask) -> Statuses:
    """Basic, or at the upper bound."""
    found = np.full(len(basic), UPPER, object)
    found[basic] = BASIC
    return found
