"""Network simplex on a tree with a warm basis, for the flow behind caps that nest.

Textbook network simplex (Ahuja, Magnanti and Orlin, *Network Flows*, 1993, chapter 11): the basis is a
spanning tree kept as predecessor, depth and thread; the leaving arc is the last blocking one seen from
the apex, which keeps the tree *strongly feasible* (every node can send flow to the root along the tree),
so that degenerate pivots cannot cycle. Arcs may be appended to a warm basis, costs may be shifted, and
potentials are read at any time.

All figures are integers. Arc ``e`` runs from ``tail[e]`` to ``head[e]``; its reduced cost is
``cost[e] + pi[tail[e]] - pi[head[e]]``, zero on every arc of the tree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from numpy.typing import NDArray

AT_LOWER, IN_TREE, AT_UPPER = 1, 0, -1
ROOT = 0
UNBOUNDED = 1 << 30


class Network(NamedTuple):
    """Arcs and spanning tree of a flow, as plain arrays (a NamedTuple, so that compiled code takes it whole).

    Attributes
    ----------
    tail, head : int32 (arcs,)
        End nodes.
    cost : int64 (arcs,)
        Cost of one unit.
    cap, flow : int32 (arcs,)
        Upper bound (``UNBOUNDED`` for none) and flow, ``0 <= flow <= cap``.
    state : int8 (arcs,)
        ``AT_LOWER``, ``AT_UPPER`` or ``IN_TREE``; a nonbasic arc marked ``IN_TREE``
        is frozen: it never enters.
    pi : int64 (nodes,)
        Potentials; ``pi[ROOT]`` is 0.
    parent, parent_arc, depth, thread, back : int32 (nodes,)
        The tree: predecessor, the arc to it, depth, preorder successor and its inverse.
    stuck : int8 (nodes,)
        1 where no flow can come down to the node along the arc above it.
    """

    tail: NDArray[np.int32]
    head: NDArray[np.int32]
    cost: NDArray[np.int64]
    cap: NDArray[np.int32]
    flow: NDArray[np.int32]
    state: NDArray[np.int8]
    pi: NDArray[np.int64]
    parent: NDArray[np.int32]
    parent_arc: NDArray[np.int32]
    depth: NDArray[np.int32]
    thread: NDArray[np.int32]
    back: NDArray[np.int32]
    stuck: NDArray[np.int8]


@njit(cache=True, nogil=True)
def _most_violation(state, cost, tail, head, pi):  # type: ignore[no-untyped-def]
    """The most violation among some arcs, below 0; 0 when none violates.

    Nothing but this is asked of each arc, and no index can be negative: so the compiler does several at once.
    """
    most = np.int64(0)
    for e in range(len(cost)):
        most = min(most, state[e] * (cost[e] + pi[np.uint32(tail[e])] - pi[np.uint32(head[e])]))
    return most


@njit(cache=True, nogil=True)
def _entering(net, n_arcs, block, start):  # type: ignore[no-untyped-def]
    """Most violating arc of the first block that has one, and where to look next; -1 when there is none."""
    seen, begin = 0, start
    while seen < n_arcs:
        end = min(begin + block, n_arcs)
        following = end if end < n_arcs else 0
        state, cost = net.state[begin:end], net.cost[begin:end]
        tail, head = net.tail[begin:end], net.head[begin:end]
        most = _most_violation(state, cost, tail, head, net.pi)
        if most < 0:
            for e in range(end - begin):
                if state[e] * (cost[e] + net.pi[tail[e]] - net.pi[head[e]]) == most:
                    return begin + e, following
        seen += end - begin
        begin = following
    return -1, begin


@njit(cache=True, nogil=True)
def _room_up(net, x):  # type: ignore[no-untyped-def]
    """Flow that the tree arc above a node still takes towards the root."""
    arc = net.parent_arc[x]
    return net.cap[arc] - net.flow[arc] if net.tail[arc] == x else net.flow[arc]


@njit(cache=True, nogil=True)
def _room_down(net, x):  # type: ignore[no-untyped-def]
    """Flow that the tree arc above a node still takes away from the root."""
    arc = net.parent_arc[x]
    return net.flow[arc] if net.tail[arc] == x else net.cap[arc] - net.flow[arc]


@njit(cache=True, nogil=True)
def _first_stuck(net, source, target):  # type: ignore[no-untyped-def]
    """Nearest node on the source's way to the apex to which no flow can come down; else -1 and the apex.

    In a strongly feasible tree flow can always go up, so only these nodes make a pivot degenerate. Most
    pivots are, and then the walk ends here, long before it would reach the apex.
    """
    a, b = source, target
    while a != b:
        if net.depth[a] >= net.depth[b]:
            if net.stuck[a]:
                return a, b
            a = net.parent[a]
        else:
            b = net.parent[b]
    return -1, a


@njit(cache=True, nogil=True)
def _leaving(net, entering, source, target, apex):  # type: ignore[no-untyped-def]
    """Last blocking arc of the cycle apex → source → target → apex.

    Returns the flow to push, the node under the leaving arc (-1: the entering arc itself blocks) and
    whether that node lies on the source's side.
    """
    step, under, source_side = UNBOUNDED * 2, -1, True
    x = source
    while x != apex:
        room = _room_down(net, x)
        if room < step:
            step, under = room, x
        x = net.parent[x]
    if net.cap[entering] <= step:
        step, under = net.cap[entering], -1
    x = target
    while x != apex:
        room = _room_up(net, x)
        if room <= step:
            step, under, source_side = room, x, False
        x = net.parent[x]
    return step, under, source_side


@njit(cache=True, nogil=True)
def _push(net, source, target, apex, step):  # type: ignore[no-untyped-def]
    """Send `step` units round the cycle, the entering arc excepted."""
    x = source
    while x != apex:
        arc = net.parent_arc[x]
        net.flow[arc] += -step if net.tail[arc] == x else step
        net.stuck[x] = _room_down(net, x) == 0
        x = net.parent[x]
    x = target
    while x != apex:
        arc = net.parent_arc[x]
        net.flow[arc] += step if net.tail[arc] == x else -step
        net.stuck[x] = 0
        x = net.parent[x]


@njit(cache=True, nogil=True)
def _rehang(net, top, joint, anchor, arc, shift):  # type: ignore[no-untyped-def]
    """Cut the subtree under `top`, turn it round so that `joint` is its root, hang it under `anchor`.

    Every node of it gets `shift` added to its potential. The nodes from `joint` up to `top` (the stem) hand
    over their subtrees one after the other, each without the part that has moved already: that is the new
    preorder, so the thread is relinked only where two parts meet.
    """
    before = net.back[top]
    stem, stem_arc, stem_parent = joint, arc, anchor
    moved, after_moved, last = -1, -1, -1
    while True:
        old_parent, old_arc, old_depth = net.parent[stem], net.parent_arc[stem], net.depth[stem]
        deeper = net.depth[stem_parent] + 1 - old_depth
        net.parent[stem], net.parent_arc[stem] = stem_parent, stem_arc
        net.stuck[stem] = _room_down(net, stem) == 0
        x = stem
        while True:
            net.pi[x] += shift
            net.depth[x] += deeper
            if last >= 0 and net.thread[last] != x:
                net.thread[last], net.back[x] = x, last
            last = x
            x = net.thread[x]
            if x == moved:
                x = after_moved
            # The stem's own depth has changed already, hence `old_depth`; nodes ahead still have theirs.
            if net.depth[x] <= old_depth:
                break
        moved, after_moved = stem, x
        if stem == top:
            break
        stem_parent, stem_arc, stem = stem, old_arc, old_parent
    net.thread[before], net.back[after_moved] = after_moved, before
    behind = net.thread[anchor]
    net.thread[anchor], net.back[joint] = joint, anchor
    net.thread[last], net.back[behind] = behind, last


@njit(cache=True, nogil=True)
def _pivot(net, entering):  # type: ignore[no-untyped-def]
    """Bring one violating arc into the tree, or from one of its bounds to the other."""
    sign = net.state[entering]
    i, j = net.tail[entering], net.head[entering]
    source, target = (i, j) if sign == AT_LOWER else (j, i)
    reduced = net.cost[entering] + net.pi[i] - net.pi[j]
    under, apex = _first_stuck(net, source, target)
    source_side = True
    if under < 0:
        step, under, source_side = _leaving(net, entering, source, target, apex)
        net.flow[entering] += sign * step
        _push(net, source, target, apex, step)
    if under < 0:
        net.state[entering] = -sign
        return
    left = net.parent_arc[under]
    net.state[left] = AT_LOWER if net.flow[left] == 0 else AT_UPPER
    net.state[entering] = IN_TREE
    joint, anchor = (source, target) if source_side else (target, source)
    _rehang(net, under, joint, anchor, entering, -reduced if joint == i else reduced)


@njit(cache=True, nogil=True)
def pivot_until_optimal(net, n_arcs, block, start, limit):  # type: ignore[no-untyped-def]
    """Pivot until no arc violates or `limit` pivots are done.

    Parameters
    ----------
    net : Network
    n_arcs : int
        Arcs in use (the arrays may be longer).
    block, start : int
        Arcs per block of the search for an entering arc, and where the search begins.
    limit : int
        Most pivots to do.

    Returns
    -------
    pivots, start, optimal : int, int, bool
    """
    for done in range(limit):
        entering, start = _entering(net, n_arcs, block, start)
        if entering < 0:
            return done, start, True
        _pivot(net, entering)
    return limit, start, False


@njit(cache=True, nogil=True)
def most_gained(net, pi, n_arcs):  # type: ignore[no-untyped-def]
    """What all arcs could gain at most at some potentials, each filled where it gains at all."""
    total = 0
    for e in range(n_arcs):
        gain = pi[net.head[e]] - pi[net.tail[e]] - net.cost[e]
        if gain > 0:
            total += gain * net.cap[e]
    return total


@njit(cache=True, nogil=True)
def recompute_potentials(net):  # type: ignore[no-untyped-def]
    """Potentials of the tree from scratch, after costs have changed."""
    net.pi[ROOT] = 0
    x = net.thread[ROOT]
    while x != ROOT:
        arc, p = net.parent_arc[x], net.parent[x]
        net.pi[x] = net.pi[p] - net.cost[arc] if net.tail[arc] == x else net.pi[p] + net.cost[arc]
        x = net.thread[x]


def mark_stuck(net: Network) -> None:
    """Work out `stuck` for the whole tree, after flows or bounds have been set from outside."""
    arc = net.parent_arc[1:]
    up = net.tail[arc] == np.arange(1, len(net.parent))
    net.stuck[1:] = np.where(up, net.flow[arc], net.cap[arc] - net.flow[arc]) == 0


@njit(cache=True)
def hang_forest(parent):  # type: ignore[no-untyped-def]
    """Depth, thread and its inverse of the tree given by predecessors (int32, node 0 the root)."""
    nodes = len(parent)
    first, sibling = np.full(nodes, -1, np.int32), np.full(nodes, -1, np.int32)
    for v in range(nodes - 1, 0, -1):
        sibling[v], first[parent[v]] = first[parent[v]], v
    depth, thread, back = np.zeros(nodes, np.int32), np.zeros(nodes, np.int32), np.zeros(nodes, np.int32)
    x = last = np.int32(ROOT)
    while True:
        if first[x] >= 0:
            x = first[x]
        else:
            while x != ROOT and sibling[x] < 0:
                x = parent[x]
            if x == ROOT:
                break
            x = sibling[x]
        depth[x] = depth[parent[x]] + 1
        thread[last], back[x], last = x, last, x
    thread[last], back[ROOT] = ROOT, last
    return depth, thread, back


def check_basis(net: Network, n_arcs: int, supply: NDArray[np.int64]) -> None:
    """Raise AssertionError unless the basis is a spanning tree, strongly feasible, with a feasible flow.

    Used after every pivot in the debug mode. `supply` is (nodes,): flow out of each node less flow into it.
    """
    nodes = len(net.pi)
    order, x = [ROOT], int(net.thread[ROOT])
    while x != ROOT:
        assert net.back[x] == order[-1], f"thread and back disagree at node {x}"
        order.append(x)
        assert len(order) <= nodes, "the thread does not return to the root"
        x = int(net.thread[x])
    assert sorted(order) == list(range(nodes)), "the thread does not reach every node once"
    reached = {ROOT}
    for x in order[1:]:
        p, arc = int(net.parent[x]), int(net.parent_arc[x])
        assert p in reached, f"node {x} comes before its parent {p} in the thread"
        reached.add(x)
        assert net.depth[x] == net.depth[p] + 1, f"depth of node {x}"
        assert {int(net.tail[arc]), int(net.head[arc])} == {x, p}, f"arc above node {x}"
        assert net.state[arc] == IN_TREE, f"arc {arc} is in the tree but not marked so"
        assert net.cost[arc] + net.pi[net.tail[arc]] == net.pi[net.head[arc]], (
            f"reduced cost of tree arc {arc}"
        )
        assert _room_up(net, x) > 0, f"node {x} cannot send flow towards the root"
        assert net.stuck[x] == (_room_down(net, x) == 0), f"stuck mark of node {x}"
    flow, cap, state = net.flow[:n_arcs], net.cap[:n_arcs], net.state[:n_arcs]
    assert ((flow >= 0) & (flow <= cap)).all(), "a flow is outside its bounds"
    assert (flow[state == AT_LOWER] == 0).all(), "an arc at its lower bound carries flow"
    assert (flow[state == AT_UPPER] == cap[state == AT_UPPER]).all(), "an arc at its upper bound is not full"
    net_out = np.bincount(net.tail[:n_arcs], flow, nodes) - np.bincount(net.head[:n_arcs], flow, nodes)
    assert (net_out[1:] == supply[1:]).all(), "flow is not conserved"
