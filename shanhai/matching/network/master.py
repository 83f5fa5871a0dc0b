"""The master: the best plan on a given set of pairs, by network simplex on a warm basis.

The flow. Nodes are a root, one per person, order and group. Each node but the root has a *forest arc* to the
group above it (or the root) at cost 0:

* on the people's side it carries what is **left** of a capacity (so that "nobody of this unit is placed" is a
  full arc), needs no upper bound, and starts at the capacity itself;
* on the orders' side it carries what is **taken**, bounded by seats or cap, and starts at 0.

A *pair arc* runs from a person to an order, bounded by 1, at minus its score; between people alike and orders
alike that are counted together it is bounded by the number of pairs among them. The forest is a strongly
feasible first basis. With potentials ``pi``, ``pi[person]`` is the price of one more unit of that person
(own price and the caps above), ``-pi[order]`` that of one more seat there.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from shanhai.matching.network.nearby import nearby
from shanhai.matching.network.rooted import root
from shanhai.matching.network.simplex import (
    AT_LOWER,
    AT_UPPER,
    IN_TREE,
    ROOT,
    UNBOUNDED,
    Network,
    check_basis,
    hang_forest,
    mark_stuck,
    most_gained,
    pivot_until_optimal,
    recompute_potentials,
)
from shanhai.matching.ties import BITS

if TYPE_CHECKING:
    from collections.abc import Callable

    from shanhai.matching.network.nesting import Nesting
    from shanhai.matching.network.stages import Prices

Ints = NDArray[np.int64]

MOST_KEY = 1 << BITS
BLOCK = 0.5
"""Arcs searched for an entering one, in units of the root of their number."""
ARC_FIELDS = ("tail", "head", "cost", "cap", "flow", "state")
PIVOTS_PER_CALL = 20_000
"""Pivots between two looks at the clock."""


class Master:
    """A min-cost flow over people, orders and the groups above them, to which pairs are added.

    Parameters
    ----------
    people, orders : Nesting
        Capacities and the groups above, on either side. Seats and host caps are at least 1.
    debug : bool
        Check the whole basis after every pivot (slow).
    """

    def __init__(self, people: Nesting, orders: Nesting, *, debug: bool = False) -> None:
        self.n, self.m = len(people.size), len(orders.size)
        self.first_home = 1 + self.n + self.m
        self.first_host = self.first_home + len(people.cap)
        self.nodes = self.first_host + len(orders.cap)
        self.arcs = self.nodes - 1
        self.pivots = 0
        self._debug = debug
        self._start = 0
        self._held = np.zeros(0, np.int64), np.zeros(0, np.int64)
        self._sides = people, orders
        self.net = self._forest(people, orders)
        self._supply = self._balances()

    def _forest(self, people: Nesting, orders: Nesting) -> Network:
        """The first basis: every node hangs on the group above it."""
        head = np.concatenate(
            [
                np.where(people.group >= 0, self.first_home + people.group, ROOT),
                np.where(orders.group >= 0, self.first_host + orders.group, ROOT),
                np.where(people.parent >= 0, self.first_home + people.parent, ROOT),
                np.where(orders.parent >= 0, self.first_host + orders.parent, ROOT),
            ]
        ).astype(np.int32)
        left_people, left_home = people.size, people.effective_cap()
        nothing = np.zeros(self.m, np.int64)
        flow = np.concatenate([left_people, nothing, left_home, np.zeros(len(orders.cap), np.int64)])
        free = [np.full(k, UNBOUNDED, np.int64) for k in (self.n, len(people.cap))]
        # Nobody uses a closed group: a cap of 1 there only keeps the forest strongly feasible.
        cap = np.concatenate([free[0], orders.size, free[1], np.maximum(orders.effective_cap(), 1)])
        parent = np.concatenate([[-1], head]).astype(np.int32)
        depth, thread, back = hang_forest(parent)
        net = Network(
            tail=np.arange(1, self.nodes, dtype=np.int32),
            head=head,
            cost=np.zeros(self.arcs, np.int64),
            cap=np.minimum(cap, UNBOUNDED).astype(np.int32),
            flow=flow.astype(np.int32),
            state=np.full(self.arcs, IN_TREE, np.int8),
            pi=np.zeros(self.nodes, np.int64),
            parent=parent,
            parent_arc=np.arange(-1, self.nodes - 1, dtype=np.int32),
            depth=depth,
            thread=thread,
            back=back,
            stuck=np.zeros(self.nodes, np.int8),
        )
        mark_stuck(net)
        return net

    def _balances(self) -> Ints:
        net, k = self.net, self.arcs
        out = np.bincount(net.tail[:k], net.flow[:k], self.nodes)
        return (out - np.bincount(net.head[:k], net.flow[:k], self.nodes)).astype(np.int64)

    # -- pairs ---------------------------------------------------------------------------------------

    @property
    def pair_arcs(self) -> slice:
        """The slice of the arc arrays that holds pairs."""
        return slice(self.nodes - 1, self.arcs)

    def pairs(self, some: Ints | slice = slice(None)) -> tuple[Ints, Ints]:
        """People and orders of the pairs that the master knows, in the order they came: all, or some."""
        tail, head = (ends[self.pair_arcs][some].astype(np.int64) for ends in (self.net.tail, self.net.head))
        return tail - 1, head - 1 - self.n

    def pairs_of(self, people: Ints, orders: Ints) -> Ints:
        """Indices (into `pairs`) of all pairs of some people, or of some orders, ascending."""
        found = np.zeros(self.arcs - self.pair_arcs.start, bool)
        sides = (self.net.tail, people + 1), (self.net.head, orders + 1 + self.n)
        for ends, members in sides:
            if len(members):
                concerned = np.zeros(self.nodes, bool)
                concerned[members] = True
                found |= concerned[ends[self.pair_arcs]]
        return np.flatnonzero(found)

    def level(self, potentials: Ints) -> NDArray[np.bool_]:
        """Pairs that neither gain nor lose against some potentials: bool (pairs,)."""
        net, s = self.net, self.pair_arcs
        return np.asarray(net.cost[s] + potentials[net.tail[s]] == potentials[net.head[s]])

    def room(self) -> Ints:
        """How often each pair may be used: int64 (pairs,)."""
        return self.net.cap[self.pair_arcs].astype(np.int64)

    def add_pairs(self, person: Ints, order: Ints, score: Ints) -> None:
        """Append pairs, nonbasic at zero. They must be new ones; `score` is int64 (pairs,)."""
        need = self.arcs + len(person)
        if need > len(self.net.tail):
            self.net = _grown(self.net, max(need, self.arcs + (self.arcs >> 1)))
        new = slice(self.arcs, need)
        self.net.tail[new] = person + 1
        self.net.head[new] = order + 1 + self.n
        self.net.cost[new] = -score
        self.net.cap[new] = np.minimum(self._sides[0].count[person] * self._sides[1].count[order], UNBOUNDED)
        self.net.flow[new] = 0
        self.net.state[new] = AT_LOWER
        self.arcs = need

    def scores(self) -> Ints:
        """Scores of all pairs: int64 (pairs,)."""
        return -self.net.cost[self.pair_arcs]

    def set_scores(self, score: Ints) -> None:
        """Replace the scores of all pairs and read the tree's potentials anew; the basis stays."""
        self.net.cost[self.pair_arcs] = -score
        self.net.cost[: self.nodes - 1] = 0
        self.net.cost[self._held[0]] += self._held[1]
        recompute_potentials(self.net)

    def charge(self, prices: Prices) -> None:
        """Let every seat and every place under a cap cost so much more; the basis stays.

        Charges near the right prices spare most pivots: people choose among net worths at once. Taken off
        again, what is full stays as it is (its price absorbs the charge) and only the rest needs pivots.
        """
        cost, n, home, host = self.net.cost, self.n, self.first_home - 1, self.first_host - 1
        cost[n:home] = prices.order
        cost[home:host] = -prices.home
        cost[host : self.nodes - 1] = prices.host
        recompute_potentials(self.net)

    def take(self, person: Ints, order: Ints, potentials: Ints) -> None:
        """Let the forest carry the flow of a plan (int64 (placements,), twice), at given potentials.

        Part of `start_from`: the pairs themselves carry nothing yet.
        """
        people, orders = self._sides
        by_person, by_order = np.bincount(person, minlength=self.n), np.bincount(order, minlength=self.m)
        forest = [
            people.size - by_person,
            by_order,
            people.effective_cap() - people.inside(by_person),
            orders.inside(by_order),
        ]
        self.net.flow[: self.nodes - 1] = np.concatenate(forest)
        self.net.pi[:] = potentials

    def hold(self, used: Ints) -> None:
        """Let the pairs carry this much, without a basis: a plan to be read, not to go on from."""
        i, j = (np.repeat(side, used) for side in self.pairs())
        self.take(i, j, self.potentials())
        self.net.flow[self.pair_arcs] = used

    def start_from(self, used: Ints, potentials: Ints) -> None:
        """Take over an optimal plan and its potentials, and make a basis for them.

        Parameters
        ----------
        used : int64 (pairs,)
            How often each pair is used.
        potentials : int64 (nodes,)
            No pair may gain against them that has room left, nor lose that is used.
        """
        i, j = (np.repeat(side, used) for side in self.pairs())
        self.take(i, j, potentials)
        self.net.flow[self.pair_arcs] = used
        root(self.net, self.arcs)
        if self._debug:
            check_basis(self.net, self.arcs, self._supply)

    def find(self, person: int, order: int) -> int:
        """Arc of a pair, -1 when the master does not know it."""
        s = self.pair_arcs
        hit = np.flatnonzero((self.net.tail[s] == person + 1) & (self.net.head[s] == order + 1 + self.n))
        return int(hit[0]) + s.start if len(hit) else -1

    def shift(self, arcs: NDArray[np.intp], points: int) -> None:
        """Add points to the scores of some pairs (given as arcs); the basis stays."""
        self.net.cost[arcs] -= points
        recompute_potentials(self.net)

    def copy(self) -> Master:
        """An independent copy, basis and all."""
        twin = copy(self)
        twin.net = Network._make(a.copy() for a in self.net)
        return twin

    def state(self) -> dict[str, NDArray[Any]]:
        """Arcs in use and tree, as arrays (see `restore`)."""
        return {
            f"net_{name}": a[: self.arcs] if name in ARC_FIELDS else a
            for name, a in self.net._asdict().items()
        }

    def restore(self, state: dict[str, NDArray[Any]]) -> None:
        """Take over arcs, tree and flow of a master of the same problem."""
        self.net = Network(*(state[f"net_{name}"].copy() for name in Network._fields))
        self.arcs = len(self.net.tail)

    # -- solving -------------------------------------------------------------------------------------

    def solve(self, keep_going: Callable[[], bool] | None = None) -> bool:
        """Pivot to the optimum on the pairs known; False when `keep_going` said stop before that."""
        # At least one person's arcs, so that each person's best order competes with the next person's.
        block = max(20, int(BLOCK * np.sqrt(self.arcs)), self.arcs // max(1, self.n))
        limit = 1 if self._debug else PIVOTS_PER_CALL
        while True:
            done, self._start, optimal = pivot_until_optimal(
                self.net, self.arcs, block, min(self._start, self.arcs - 1), limit
            )
            self.pivots += done
            if self._debug:
                check_basis(self.net, self.arcs, self._supply)
            if optimal:
                return True
            if keep_going is not None and not keep_going():
                return False

    def freeze_face(self, potentials: Ints | None = None) -> None:
        """Let no arc move whose reduced cost is not zero: only optimal plans are left to choose from.

        Parameters
        ----------
        potentials : int64 (nodes,), optional
            Those that prove the plan, if they are not the tree's. Arcs of the tree that have to keep their
            flow are then held by a cost beyond all keys (see `set_scores`).
        """
        net, k = self.net, self.arcs
        pi = net.pi if potentials is None else potentials
        reduced = net.cost[:k] + pi[net.tail[:k]] - pi[net.head[:k]]
        net.state[:k][reduced != 0] = IN_TREE
        if potentials is not None:
            basic = net.parent_arc[1:].astype(np.int64)
            held = basic[reduced[basic] != 0]
            self._held = held, np.sign(reduced[held]) * self.nodes * MOST_KEY

    def held_value(self) -> int:
        """What the arcs that are held add to the value, whatever the plan on the face."""
        arcs, points = self._held
        return -int(points @ self.net.flow[arcs])

    def held_empty(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """The orders and the host groups that nobody can use on the face, as their arc is held without flow:
        bool (m,) and (host groups,).
        """
        held = np.zeros(self.nodes - 1, bool)
        arcs = self._held[0][self._held[0] < self.nodes - 1]
        held[arcs] = self.net.flow[arcs] == 0
        return held[self.n : self.first_home - 1], held[self.first_host - 1 :]

    def thaw(self) -> None:
        """Undo `freeze_face`: every nonbasic arc may move again."""
        net, k = self.net, self.arcs
        net.state[:k] = np.where(self._basic(), IN_TREE, np.where(net.flow[:k] == 0, AT_LOWER, AT_UPPER))
        self._held = self._held[0][:0], self._held[1][:0]

    def on_face(self) -> NDArray[np.bool_]:
        """Pairs that may still move or stay in the plan for good: bool (pairs,)."""
        s = self.pair_arcs
        return np.asarray((self.net.state[s] != IN_TREE) | self._basic()[s] | (self.net.flow[s] > 0))

    def standing(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Which arcs are in the tree, and which are full: no unit of the person or home group is left, the
        order or host group takes no more, the pair is used: bool (arcs,), twice.
        """
        counts_left = np.zeros(self.arcs, bool)
        counts_left[: self.n] = counts_left[self.first_home - 1 : self.first_host - 1] = True
        most = np.where(counts_left, 0, self.net.cap[: self.arcs])
        return self._basic(), self.net.flow[: self.arcs] == most

    def _basic(self) -> NDArray[np.bool_]:
        """Which arcs are in the tree: bool (arcs,)."""
        basic = np.zeros(self.arcs, bool)
        basic[self.net.parent_arc[1:]] = True
        return basic

    def can_move(self) -> bool:
        """Whether any arc could still enter the tree; if not, no other plan has this value."""
        return bool((self.net.state[: self.arcs] != IN_TREE).any())

    def face_bound(self) -> int:
        """Most that a plan on the frozen face can be worth, by the present prices.

        An arc that may move adds its reduced cost where that is a gain; a frozen one adds it as it stands.
        """
        net, k = self.net, self.arcs
        reduced = net.cost[:k] + net.pi[net.tail[:k]] - net.pi[net.head[:k]]
        frozen = (net.state[:k] == IN_TREE) & (reduced != 0)
        gain = np.where(frozen, -reduced * net.flow[:k], np.maximum(-reduced, 0) * net.cap[:k])
        return int(gain.sum()) + int(self._supply @ net.pi)

    def value(self) -> int:
        """What the present plan is worth."""
        used = np.flatnonzero(self.net.flow[: self.arcs])
        return -int(self.net.cost[used] @ self.net.flow[used].astype(np.int64))

    def dual_value(self, potentials: Ints | None = None) -> int:
        """Most that any plan on the known pairs is worth, by the present potentials or by any given."""
        pi = self.net.pi if potentials is None else potentials
        return int(most_gained(self.net, pi, self.arcs)) + int(self._supply @ pi)

    # -- answers -------------------------------------------------------------------------------------

    def chosen(self) -> Ints:
        """Indices (into `pairs`) of the pairs in the plan, each as often as it is used."""
        flow = self.net.flow[self.pair_arcs]
        used = np.flatnonzero(flow)
        return np.repeat(used, flow[used])

    def person_worth(self) -> Ints:
        """Price of one more unit of each person, caps above included: int64 (n,)."""
        return self.worth(self.net.pi)[0]

    def order_worth(self) -> Ints:
        """Price of one more seat in each order, caps above included: int64 (m,)."""
        return self.worth(self.net.pi)[1]

    def worth(self, potentials: Ints) -> tuple[Ints, Ints]:
        """The same by given potentials: of people, int64 (n,), and of orders, int64 (m,)."""
        return potentials[1 : 1 + self.n].copy(), -potentials[1 + self.n : self.first_home]

    def nearby(self, before: Ints) -> Ints:
        """Potentials that prove the present plan, near to those that proved another (see `nearby`)."""
        return nearby(self.net, self.arcs, before)

    def potentials(self) -> Ints:
        """All potentials, int64 (nodes,): root, people, orders, home groups, host groups."""
        return self.net.pi.copy()


def _grown(net: Network, room: int) -> Network:
    """The same network with arrays for `room` arcs."""

    def longer(a: NDArray[Any]) -> NDArray[Any]:
        wide = np.zeros(room, a.dtype)
        wide[: len(a)] = a
        return wide

    return net._replace(
        tail=longer(net.tail),
        head=longer(net.head),
        cost=longer(net.cost),
        cap=longer(net.cap),
        flow=longer(net.flow),
        state=longer(net.state),
    )
