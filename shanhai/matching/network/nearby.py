"""Prices of a plan that stay as near as can be to those of the plan it came from.

A plan has many sets of prices that prove it. Those of the tree are one of them; after an edit a whole subtree
of these may have moved by a point, and with it thousands of people about whom nothing new has to be learnt.
So the old prices are kept, and only where an arc with room has become a bargain do they give way: either what
lies behind it gets dearer, or what lies before it cheaper, whichever concerns fewer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from shanhai.matching.network.rooted import arcs_at
from shanhai.matching.network.simplex import ROOT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from shanhai.matching.network.simplex import Network

CHANGES = 2
"""More changes than this for each node, and the prices of the tree are the better ones."""


@njit(cache=True, nogil=True)
def _give_way(net, ends, pi, move, log):  # type: ignore[no-untyped-def]
    """Move the potential of a node, and all that must follow; how many changes that took.

    `move` is the node, by how much, and 1 for down or -1 for up; `log` gets the nodes and their potentials as
    they were. -1, with nothing moved, when the root would have to follow, or the log is full.
    """
    (node, step, sign), (nodes, potentials) = move, log
    (first, arcs), (tail, head, cost, cap, flow) = ends, net
    waiting, done, count = [node], 0, 0
    target = pi[node] - sign * step
    if node == ROOT or not len(nodes):
        return -1
    nodes[0], potentials[0], pi[node], count = node, pi[node], target, 1
    while done < len(waiting):
        x = waiting[done]
        done += 1
        for e in arcs[first[x] : first[x + 1]]:
            away = tail[e] == x
            # A fall pulls along wherever flow can still go, a rise wherever flow can be taken back.
            if not (flow[e] < cap[e] if away == (sign == 1) else flow[e] > 0):
                continue
            y = head[e] if away else tail[e]
            target = pi[x] + cost[e] if away else pi[x] - cost[e]
            if sign * (pi[y] - target) <= 0:
                continue
            if y == ROOT or count == len(nodes):
                _undo(pi, log, count)
                return -1
            nodes[count], potentials[count] = y, pi[y]
            pi[y] = target
            count += 1
            waiting.append(y)
    return count


@njit(cache=True, nogil=True)
def _undo(pi, log, count):  # type: ignore[no-untyped-def]
    for k in range(count - 1, -1, -1):
        pi[log[0][k]] = log[1][k]


@njit(cache=True, nogil=True)
def _are_bargains(net, pi, n_arcs):  # type: ignore[no-untyped-def]
    """Which arcs would rather carry more, or less, at these potentials: bool (n_arcs,)."""
    out = np.empty(n_arcs, np.bool_)
    for e in range(n_arcs):
        reduced = net.cost[e] + pi[net.tail[e]] - pi[net.head[e]]
        out[e] = (reduced < 0 and net.flow[e] < net.cap[e]) or (reduced > 0 and net.flow[e] > 0)
    return out


@njit(cache=True, nogil=True)
def _mended(net, pi, bargains, most):  # type: ignore[no-untyped-def]
    """Let potentials give way until none of these arcs is a bargain; False when it takes too many changes."""
    tail, head, cost, cap, flow = net
    ends = arcs_at(tail, head, len(pi))
    nodes, potentials = np.empty(most, np.int32), np.empty(most, np.int64)
    left = most
    for e in bargains:
        reduced = cost[e] + pi[tail[e]] - pi[head[e]]
        if not ((reduced < 0 and flow[e] < cap[e]) or (reduced > 0 and flow[e] > 0)):
            continue
        # Flow would rather go this way: along the arc, or back over it.
        source, target = (tail[e], head[e]) if reduced < 0 else (head[e], tail[e])
        log = nodes[:left], potentials[:left]
        down = _give_way(net, ends, pi, (target, abs(reduced), 1), log)
        if down >= 0:
            _undo(pi, log, down)
        log = nodes[: down - 1 if down > 0 else left], potentials[: down - 1 if down > 0 else left]
        changes = _give_way(net, ends, pi, (source, abs(reduced), -1), log)
        if changes < 0:
            if down < 0:
                return False
            log = nodes[:left], potentials[:left]
            changes = _give_way(net, ends, pi, (target, abs(reduced), 1), log)
        left -= changes
    return True


def nearby(net: Network, n_arcs: int, before: NDArray[np.int64]) -> NDArray[np.int64]:
    """Potentials that prove an optimal flow, as near to given ones as can be had cheaply.

    Parameters
    ----------
    net : Network
        With an optimal flow, and the potentials of its tree.
    n_arcs : int
        Arcs in use.
    before : int64 (nodes,)
        Potentials that proved a flow much like this one.

    Returns
    -------
    int64 (nodes,)
        Those of the tree where the others would have to change nearly everywhere.
    """
    k, pi = slice(0, n_arcs), before.copy()
    tail, head, cost, cap, flow = net.tail[k], net.head[k], net.cost[k], net.cap[k], net.flow[k]
    bargains = np.flatnonzero(_are_bargains(net, pi, n_arcs))
    mended = _mended((tail, head, cost, cap, flow), pi, bargains, CHANGES * len(pi))
    return pi if mended else net.pi.copy()
