"""Can these limits hold together? Asked again and again of one model, with some of its limits set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.columns.branch import leaves
from shanhai.matching.columns.first_pairs import first_pairs
from shanhai.matching.columns.integer import Attempt, WholePlan, whole_plan
from shanhai.matching.columns.relaxation import NOTHING, Relaxation, Relaxed
from shanhai.matching.columns.tree import Tree
from shanhai.matching.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from shanhai.matching.columns.model import Model
    from shanhai.matching.groups import Mask

ENOUGH_NODES = 30
ENOUGH_SECONDS = 60.0


class Feasibility:
    """Answers whether a plan keeps chosen limits of a model.

    Parameters
    ----------
    model : Model
    owner : callable
        The name that a limit goes by in questions, "" if it always holds.
    relaxation : Relaxation, optional
        A relaxation of the model, to begin with.
    """

    def __init__(
        self, model: Model, owner: Callable[[tuple[str, ...]], str], start: Relaxation | None = None
    ) -> None:
        self.model = model
        pairs = first_pairs(model) if start is None else (start.i, start.j)
        basis = None if start is None else start.basis
        self.relaxation = Relaxation(model, *pairs, Watch(), basis)
        self.owners = [owner(limit.name) for limit in model.limits]
        self._plans: list[tuple[WholePlan, frozenset[str]]] = []

    def against(self, kept: Sequence[str], *, in_doubt: bool = False) -> set[str] | None:
        """None if a plan keeps these; else those of them that the proof of the contrary needs.

        Where neither can be found out, all of them, or `in_doubt` none.
        """
        wanted = {*kept, ""}
        if any(wanted <= keeps for _, keeps in self._plans):
            return None
        active = np.array([owner in wanted for owner in self.owners], bool)
        self.relaxation.keep_only(active)
        root = self.relaxation.optimise(NOTHING)
        if not root.possible:
            return self._needed([root], active)
        tree = Tree(self.relaxation, NOTHING, root, Watch())
        done = tree.grow(ENOUGH_NODES)
        settled = (tree.plan is None and not done) and self._ask_solver(tree)
        if tree.plan is not None:
            self._plans.append((tree.plan, self._kept_by(tree.plan)))
            return None
        if done:
            return self._needed([branch.relaxed for branch in leaves(tree.trunk)], active)
        return None if in_doubt and not settled else set(kept)

    def _ask_solver(self, tree: Tree) -> bool:
        """Too many parts: let the solver look, at more and more pairs. Returns: whether it found a plan, or
        that there is none.
        """
        attempt = Attempt(None, False)
        for more in (lambda: None, self.model.open_pairs):
            pairs = more()
            if pairs is not None:
                self.relaxation.add_pairs(*pairs)
            attempt = whole_plan(self.relaxation, NOTHING, ENOUGH_SECONDS)
            if attempt.plan is not None:
                tree.know(attempt.plan)
                return True
        return attempt.settled

    def _needed(self, proofs: Sequence[Relaxed], active: Mask) -> set[str]:
        """The names of limits with a price in any of the contradictions."""
        paid = np.zeros(len(active), bool)
        for relaxed in proofs:
            paid |= active if relaxed.ray is None else relaxed.ray.limits != 0
        return {self.owners[at] for at in np.flatnonzero(paid)} - {""}

    def _kept_by(self, plan: WholePlan) -> frozenset[str]:
        """The names all of whose limits the plan keeps."""
        reached = self.model.reached(plan.i, plan.j, plan.extras)
        limits = zip(self.model.limits, self.owners, reached, strict=True)
        broken = {owner for limit, owner, total in limits if not limit.low <= total <= limit.high}
        return frozenset({*self.owners, ""} - broken)


def irreducible(names: Sequence[str], feasibility: Feasibility) -> list[str]:
    """Those of `names`, which cannot all hold, that cannot hold either; none of them superfluous, as far as
    can be found out.
    """
    found = feasibility.against(names)
    assert found is not None, "they can hold together after all"
    for name in names:
        if name in found:
            others = [each for each in names if each in found and each != name]
            fewer = feasibility.against(others, in_doubt=True)
            found = found if fewer is None else fewer
    return [name for name in names if name in found]
