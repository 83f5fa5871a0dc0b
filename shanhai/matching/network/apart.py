"""From the finished search of classes to one of their members: same values, same prices, another basis."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit
from numpy.typing import NDArray

from shanhai.matching.network.candidates import PricedPairs
from shanhai.matching.network.rooted import arcs_at
from shanhai.matching.network.search import Search
from shanhai.matching.network.simplex import ROOT
from shanhai.matching.network.tied import is_planned

if TYPE_CHECKING:
    from shanhai.matching.network.alike import Alike
    from shanhai.matching.network.nesting import NestedProblem
    from shanhai.matching.network.pricers import Pricer

Ints = NDArray[np.int64]
Pairs = tuple[Ints, Ints]


def taken_apart(
    search: Search, alike: Alike, problem: NestedProblem, pricer: Pricer, *, debug: bool = False
) -> Search:
    """A search of the members, finished like that of their classes.

    Its master knows the pairs of the plan, and those that a basis needs besides.

    Parameters
    ----------
    search : Search
        Finished.
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
    ladder = search.ladder.select(j)
    bonus = ladder.bonus(len(j))
    supply = PricedPairs(
        problem.factors, problem.people, bonus, search.least, -orders[j], pricer=pricer, kind=j
    )
    apart = Search(problem, ladder, search.watch, supply=supply, debug=debug)
    planned = alike.deal(*search.plan())
    more = _connecting(apart, alike, search.known_face(), planned, potentials)
    person, order = (np.concatenate(sides) for sides in zip(planned, more, strict=True))
    supply.start_from(person, order, people[i], -orders[j])
    used = np.arange(len(person)) < len(planned[0])
    scores = problem.factors.score_of(person, order)
    apart.start_from((person, order, scores), used.astype(np.int64), potentials, search.bound)
    return apart


def _connecting(apart: Search, alike: Alike, face: Pairs, planned: Pairs, potentials: Ints) -> Pairs:
    """Pairs outside the plan by which everybody can send more to the root without a loss.

    In some optimum all members of a class fare alike, and there each of them has the way to the root that
    the class has. Whatever is cut off from the root in one optimum is so in all of them; hence nobody is.
    """
    master, (i, j) = apart.master, face
    master.take(*planned, potentials)
    net, k = master.net, master.nodes - 1
    forest = slice(0, k)
    reduced = net.cost[forest] + net.pi[net.tail[forest]] - net.pi[net.head[forest]]
    tree = net.tail[forest], net.head[forest], net.cap[forest], net.flow[forest], reduced == 0
    by_order = np.argsort(j, kind="stable")
    cells = np.searchsorted(j[by_order], np.arange(len(alike.orders.many) + 1)), i[by_order]
    gain = apart.problem.factors.score_of(*planned) + apart.bonus[planned[1]]
    level = gain == net.pi[1 + planned[0]] - net.pi[1 + master.n + planned[1]]
    plan = np.searchsorted(planned[0], np.arange(master.n + 1)), planned[1]
    people = alike.people.members.copy(), alike.people.start, alike.people.many.copy()
    person, order = _reach(tree, cells, (plan, level), people, alike.orders.of, master.nodes)
    return person, order


@njit(cache=True, nogil=True)
def _reach(tree, cells, plan, people, class_j, nodes):  # type: ignore[no-untyped-def]
    """Go back from the root along all that has room and loses nothing; the new pairs that this takes."""
    (tail, head, cap, flow, level), (start, of) = tree, cells
    (planned, plan_level), (waiting, first, left) = plan, people
    plan_start, plan_order = planned
    n, m = len(plan_start) - 1, len(class_j)
    forest_start, forest = arcs_at(tail, head, nodes)
    person, order, found = np.empty(n, np.int64), np.empty(n, np.int64), 0
    reached, known, done = np.empty(nodes, np.int32), 1, 0
    seen = np.zeros(nodes, np.bool_)
    reached[0], seen[ROOT] = ROOT, True
    while done < known:
        y = reached[done]
        done += 1
        for e in forest[forest_start[y] : forest_start[y + 1]]:
            up = head[e] == y
            x = tail[e] if up else head[e]
            if level[e] and not seen[x] and (flow[e] < cap[e] if up else flow[e] > 0):
                seen[x], reached[known] = True, x
                known += 1
        if 1 <= y <= n:
            for k in range(plan_start[y - 1], plan_start[y]):
                x = 1 + n + plan_order[k]
                if plan_level[k] and not seen[x]:
                    seen[x], reached[known] = True, x
                    known += 1
        elif n < y <= n + m:
            j = y - n - 1
            for cell in range(start[class_j[j]], start[class_j[j] + 1]):
                c = of[cell]
                k = left[c] - 1
                # Only people who wait still are looked at; whoever uses the order already waits on.
                while k >= 0:
                    i = waiting[first[c] + k]
                    uses = is_planned(planned, i, j)
                    if seen[1 + i] or not uses:
                        left[c] -= 1
                        waiting[first[c] + k] = waiting[first[c] + left[c]]
                    if not (seen[1 + i] or uses):
                        person[found], order[found] = i, j
                        found += 1
                        seen[1 + i], reached[known] = True, 1 + i
                        known += 1
                    k -= 1
    return person[:found], order[:found]
