"""From the finished search of classes to one of their members: same values, same prices, another basis."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from shanhai.matching.network.candidates import PricedPairs
from shanhai.matching.network.search import Search

if TYPE_CHECKING:
    from shanhai.matching.network.alike import Alike
    from shanhai.matching.network.nesting import NestedProblem
    from shanhai.matching.network.pricers import Pricer

Ints = NDArray[np.int64]


def taken_apart(
    search: Search, alike: Alike, problem: NestedProblem, pricer: Pricer, *, debug: bool
) -> Search:
    """A search of the members, finished like that of their classes.

    Parameters
    ----------
    search : Search
        Finished. Pairs of classes that its master knows and that do not lose become known to the new one.
    alike : Alike
        The classes of `problem`.
    problem : NestedProblem
    pricer : Pricer
        Who prices blocks of the problem's pairs in what-ifs.
    debug : bool
        Check the basis after every pivot.
    """
    master, i, j = search.master, alike.people.of, alike.orders.of
    people, orders, groups = np.split(master.potentials()[1:], [master.n, master.n + master.m])
    potentials = np.concatenate([[0], people[i], orders[j], groups])
    class_i, class_j = master.pairs()
    tight = master.tight()
    person, order, of = alike.pairs_between(class_i[tight], class_j[tight])
    ladder = search.ladder.select(j)
    supply = PricedPairs(
        problem.factors, problem.people, ladder.bonus(len(j)), search.least, -orders[j], pricer=pricer
    )
    supply.start_from(person, order, people[i], -orders[j])
    apart = Search(problem, ladder, search.watch, supply=supply, debug=debug)
    score = master.scores()[tight][of] - apart.bonus[order]
    planned_i, planned_j = alike.deal(*search.plan())
    used = np.isin(person * len(j) + order, planned_i * len(j) + planned_j).astype(np.int64)
    apart.start_from((person, order, score), used, potentials, search.bound)
    return apart
