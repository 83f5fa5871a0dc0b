"""What a search by columns has settled, as arrays, to go on behind it after the process has ended.

A stage is written down with its value, its proof and the pairs that it leaves possible; all else follows from
these. Ties are quick beside what comes before: they are settled anew.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

from shanhai.matching.certificate import StageProof
from shanhai.matching.columns.branching_settled import Proof
from shanhai.matching.columns.branching_stage import TIES
from shanhai.matching.columns.integer import WholePlan
from shanhai.matching.columns.lagrange import Prices
from shanhai.matching.record import proof_record, read_proof

if TYPE_CHECKING:
    from shanhai.matching.columns.branching import Search
    from shanhai.matching.columns.linear import Stage
    from shanhai.matching.saved import State

MADE_BY = "columns"
PLAN = ("i", "j", "extras")


def state_of(search: Search) -> State:
    """What has been settled so far, as arrays (see `take_up`)."""
    settled = [each for each in search.settled if not each.stage.name.startswith(TIES)]
    told = [
        {**proof_record(StageProof(each.stage.name, each.value, each.node, each.prices.shift, each.sieve)),
         "bound": each.bound}
        for each in settled
    ]  # fmt: skip
    out: State = {
        MADE_BY: np.frombuffer(json.dumps(told).encode(), np.uint8),
        "bend": np.array(search.model.bend),
        "reached": np.array(search.reached),
    }
    for at, each in enumerate(settled):
        out |= {f"{at}_seats": each.prices.seats, f"{at}_limits": each.prices.limits}
        if each.possible is not None:
            out[f"{at}_possible"] = each.possible
    if search.relaxation is not None:
        out |= {"useful_i": search.relaxation.i, "useful_j": search.relaxation.j}
    if search.plan is not None:
        out |= {f"plan_{name}": getattr(search.plan, name) for name in PLAN}
    return out


def take_up(search: Search, state: State) -> None:
    """Settle the stages of a search that has not begun as an earlier one of the same problem did.

    What another way to solve has left, or a search that bends rules where this one does not, is of no use.
    """
    if MADE_BY not in state or bool(state["bend"]) != search.model.bend:
        return
    rows: list[dict[str, Any]] = json.loads(state[MADE_BY].tobytes())
    for at, (row, stage) in enumerate(zip(rows, search.coming(len(rows)), strict=True)):
        search.model.add_limits(stage.limits)
        _settle(search, stage, row, at, state)
    search.reached = int(state["reached"])
    if "useful_i" in state:
        search.useful = state["useful_i"], state["useful_j"]
    if "plan_i" in state:
        i, j, extras = (state[f"plan_{name}"] for name in PLAN)
        search.plan = WholePlan(i, j, extras, best=False)


def _settle(search: Search, stage: Stage, row: dict[str, Any], at: int, state: State) -> None:
    proof, lagrangian = read_proof(row), search.model.lagrangian
    prices = Prices(state[f"{at}_seats"], state[f"{at}_limits"], proof.shift)
    search.settle(
        stage,
        proof.value,
        row["bound"],
        Proof(proof.node, proof.sieve, state.get(f"{at}_possible")),
        prices,
        lagrangian.bound(stage.function, prices, lagrangian.whole),
    )
