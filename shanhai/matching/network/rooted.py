"""A basis for an optimal flow that was not found by pivots: the tree of shortest ways to the root.

Given a flow and potentials at which no arc with room has a negative reduced cost, let every node send one
more unit to the root, along arcs with room, as cheaply as can be. These ways form a spanning tree; every node
can send flow along it (it is strongly feasible), and with the potentials lowered by the lengths of the ways
all its arcs have a reduced cost of 0. Arcs strictly between their bounds, which a basis must contain, have
length 0 both ways, so the ways are chosen along them first.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from shanhai.matching.network.simplex import AT_LOWER, AT_UPPER, IN_TREE, ROOT, hang_forest, mark_stuck

if TYPE_CHECKING:
    from shanhai.matching.network.simplex import Network


@njit(cache=True)
def arcs_at(tail, head, nodes):  # type: ignore[no-untyped-def]
    """Arcs by end node: those at node x are ``arcs[start[x]:start[x + 1]]``."""
    start = np.zeros(nodes + 2, np.int64)
    for e in range(len(tail)):
        start[tail[e] + 2] += 1
        start[head[e] + 2] += 1
    start = np.cumsum(start)
    arcs = np.empty(2 * len(tail), np.int32)
    for e in range(len(tail)):
        for x in (tail[e], head[e]):
            arcs[start[x + 1]] = e
            start[x + 1] += 1
    return start, arcs


@njit(cache=True)
def _join(arcs, net, ways, reached, known):  # type: ignore[no-untyped-def]
    """Take in a node, and all that hangs together with it by arcs between their bounds."""
    (start, at), (tail, head, _, cap, flow), (parent, arc_up, length) = arcs, net, ways
    done = known - 1
    while done < known:
        y = reached[done]
        done += 1
        for e in at[start[y] : start[y + 1]]:
            x = tail[e] if head[e] == y else head[e]
            if length[x] < 0 and 0 < flow[e] < cap[e]:
                parent[x], arc_up[x], length[x] = y, e, length[y]
                reached[known] = x
                known += 1
    return known


@njit(cache=True)
def _ways_to_root(net, nodes):  # type: ignore[no-untyped-def]
    """For every node the next one on its way to the root, the arc there, and the length of the way."""
    tail, head, reduced, cap, flow = net
    start, at = arcs = arcs_at(tail, head, nodes)
    ways = np.full(nodes, -1, np.int32), np.full(nodes, -1, np.int32), np.full(nodes, -1, np.int64)
    parent, arc_up, length = ways
    reached, done, known = np.empty(nodes, np.int32), 0, 1
    reached[0], length[ROOT] = ROOT, 0
    known = _join(arcs, net, ways, reached, known)
    later = [(np.int64(0), np.int32(0), np.int32(0)) for _ in range(0)]
    while done < known:
        while done < known:
            y = reached[done]
            done += 1
            for e in at[start[y] : start[y + 1]]:
                up = head[e] == y
                x = tail[e] if up else head[e]
                if length[x] >= 0 or (flow[e] == cap[e] if up else flow[e] == 0):
                    continue
                further = reduced[e] if up else -reduced[e]
                if further > 0:
                    heapq.heappush(later, (length[y] + further, np.int32(e), np.int32(x)))
                    continue
                parent[x], arc_up[x], length[x], reached[known] = y, e, length[y], x
                known = _join(arcs, net, ways, reached, known + 1)
        while later and done == known:
            way, e, x = heapq.heappop(later)
            if length[x] < 0:
                parent[x], arc_up[x], length[x] = tail[e] if head[e] == x else head[e], e, way
                reached[known] = x
                known = _join(arcs, net, ways, reached, known + 1)
    return ways


def root(net: Network, n_arcs: int) -> None:
    """Give the network a strongly feasible basis for its flow, and potentials that belong to it.

    Parameters
    ----------
    net : Network
        With an optimal flow, and potentials `pi` that prove it; the arrays of the tree are written, `pi` and
        `state` changed. From every node there is a way to the root along arcs with room.
    n_arcs : int
        Arcs in use.
    """
    k = slice(0, n_arcs)
    reduced = net.cost[k] + net.pi[net.tail[k]] - net.pi[net.head[k]]
    parent, arc_up, length = _ways_to_root(
        (net.tail[k], net.head[k], reduced, net.cap[k], net.flow[k]), len(net.pi)
    )
    net.pi[:] -= length
    net.parent[:], net.parent_arc[:] = parent, arc_up
    net.depth[:], net.thread[:], net.back[:] = hang_forest(parent)
    net.state[k] = np.where(net.flow[k] == 0, AT_LOWER, AT_UPPER)
    net.state[arc_up[1:]] = IN_TREE
    mark_stuck(net)
