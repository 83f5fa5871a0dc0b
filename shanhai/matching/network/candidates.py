"""Which pairs the master should know: the best of every row and column, then whatever violates the prices.

The first round prices every pair and keeps, for each person, a *lid*: no pair outside the master was worth
more to them at the prices of that round. When prices move later, an unknown pair can violate them only
where

* the order became cheaper by more than some margin ``d`` since then, or
* the person's worth fell below lid + d.

The margin that needs the fewest products is taken. People of the second kind are priced anew and get new
lids; orders of the first kind leave their `Block` and become a block of their own, priced against
everybody, with lids of its own. All other pairs are proven free of violators without looking at them. No
violator in a round means: optimal over all pairs.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from shanhai.matching.distinct import distinct
from shanhai.matching.network.alike import Classes
from shanhai.matching.network.pricers import LocalPricer, Terms
from shanhai.matching.network.pricing import NONE, Best

if TYPE_CHECKING:
    from shanhai.matching.factors import Factors
    from shanhai.matching.network.nesting import Nesting
    from shanhai.matching.network.pricers import KeepGoing, Pricer

Ints = NDArray[np.int64]
Pairs = tuple[Ints, Ints, Ints]
Listed = tuple[Ints, Ints]

NO_PAIRS: Listed = (np.zeros(0, np.int64), np.zeros(0, np.int64))
FIRST_PER_ROW, FIRST_PER_COLUMN = 10, 4
PER_ROW, PER_COLUMN = 5, 3
MOST_TIES = 20_000_000
OFTEN = 16
"""People with more units than this get lists of their own length, in every round."""


@dataclass
class Block:
    """Some orders, and for each person a lid on what an unknown pair among them is worth.

    Attributes
    ----------
    columns : int64 (k,)
        The orders.
    lid : int64 (n,)
        No unknown pair of the person in this block was worth more …
    round : int64 (n,)
        … at the prices of this round.
    """

    columns: Ints
    lid: Ints
    round: Ints


class PricedPairs:
    """Supply of pairs for a master of any size.

    Parameters
    ----------
    factors : Factors
    people : Nesting
        Units of each person.
    bonus : int64 (m,)
        Added to the score of every pair of an order.
    least : int
        Pairs of a lower score are left out.
    start : int64 (m,)
        Prices of orders to begin with.
    pricer : Pricer or None
        Who prices blocks of pairs; None: threads of this process.
    keep_going : callable or None
        Asked now and then while pairs are priced; whatever was asked for ends with `Stopped` once it says no.
    kind : int64 (m,) or None
        Orders of one kind have the same scores: at the same price one of them is priced for all.

    Attributes
    ----------
    excess : int
        What pairs that the master does not know could add to its bound, at the prices of the last round.
    priced : int
        Pairs priced so far, over all rounds.
    """

    def __init__(
        self,
        factors: Factors,
        people: Nesting,
        bonus: Ints,
        least: int,
        start: Ints,
        pricer: Pricer | None = None,
        keep_going: KeepGoing | None = None,
        kind: Ints | None = None,
    ) -> None:
        self._keep_going, self._kind = keep_going, kind
        self._factors, self._capacity, self._units, self._bonus = factors, people.each, people.size, bonus
        self._least, self._start, self._pricer = least, start, pricer or LocalPricer(factors)
        self._everybody, self._everywhere = np.arange(factors.n), np.arange(factors.m)
        self._known = np.zeros(0, np.int64)
        self._busy = self._capacity > OFTEN
        self._blocks: list[Block] = []
        self._prices: dict[int, Ints] = {}
        self._round, self._near = 0, 0
        self.excess, self.priced = 0, 0

    def fresh(self, person_worth: Ints, order_worth: Ints) -> Pairs:
        """People, orders and scores of pairs for the master; it is optimal over all if `excess` is 0."""
        if not self._blocks:
            return self._first_round()
        self._round += 1
        self._prices[self._round] = order_worth
        found, fallen = [NO_PAIRS], []
        lid = np.full(self._factors.n, NONE)
        for block in self._blocks:
            rows, cheaper = self._doubtful(block, person_worth, order_worth)
            np.maximum(lid, self._lid_now(block, cheaper), out=lid)
            fallen.append(block.columns[cheaper])
            block.columns = block.columns[~cheaper]
            found += self._price_block(block, rows, person_worth)
        new = Block(np.sort(np.concatenate(fallen)), lid, np.full_like(lid, self._round))
        found += self._price_block(new, np.flatnonzero((lid > person_worth) | self._busy), person_worth)
        self._blocks = [block for block in [*self._blocks, new] if len(block.columns)]
        self._forget_old_prices()
        return self._violating(found, person_worth, order_worth)

    def _violating(self, found: list[Listed], person_worth: Ints, order_worth: Ints) -> Pairs:
        """The unknown among the pairs found, with their scores; notes by how much they violate the prices."""
        i, j = self._unknown(*(np.concatenate([pair[k] for pair in found]) for k in (0, 1)))
        score = self._factors.score_of(i, j)
        gain = score + self._bonus[j] - person_worth[i] - order_worth[j]
        worst = np.zeros(self._factors.n, np.int64)
        np.maximum.at(worst, i, gain)
        self.excess = int(worst @ self._units)
        return i, j, score

    def tied(self, person_worth: Ints, order_worth: Ints) -> Listed | None:
        """People and orders of all pairs that just fail to violate final prices, overlay left out."""
        self._round += 1
        self._prices[self._round] = order_worth
        found = []
        for block in self._blocks:
            rows, cheaper = self._doubtful(block, person_worth - 1, order_worth)
            found.append(self._all_tied(rows, block.columns[~cheaper], person_worth, order_worth))
            found.append(self._all_tied(self._everybody, block.columns[cheaper], person_worth, order_worth))
        listed = [pairs for pairs in found if pairs is not None]
        if len(listed) < len(found):
            return None
        return np.concatenate([i for i, _ in listed]), np.concatenate([j for _, j in listed])

    def tied_of(self, people: Ints, orders: Ints, person_worth: Ints, order_worth: Ints) -> Listed | None:
        """The same for pairs of some people, or of some orders, without asking what was learnt before."""
        self._round += 1
        self._prices[self._round] = order_worth
        rows = self._all_tied(people, self._everywhere, person_worth, order_worth)
        columns = self._all_tied(self._everybody, orders, person_worth, order_worth)
        if rows is None or columns is None:
            return None
        i, j = (np.concatenate(sides) for sides in zip(rows, columns, strict=True))
        return self._unknown(i, j)

    def _all_tied(self, rows: Ints, columns: Ints, person_worth: Ints, order_worth: Ints) -> Listed | None:
        """All pairs whose net worth reaches the person's, found with longer and longer lists."""
        found = [NO_PAIRS]
        length = 16
        while len(rows) and len(columns):
            if len(rows) * length > MOST_TIES:
                return None
            bias, worth = (self._bonus - order_worth)[columns], person_worth[rows]
            terms = Terms(bias, worth, self._least, length, 3, row_floor=worth - 1, column_floor=-NONE)
            best, _ = self._price(rows, columns, terms)
            full = best.other[:, -1] >= 0
            i, k = np.nonzero((best.other >= 0) & ~full[:, None])
            found.append((rows[i], columns[best.other[i, k]]))
            rows, length = rows[full], length * 8
        return np.concatenate([f[0] for f in found]), np.concatenate([f[1] for f in found])

    # -- the first round -----------------------------------------------------------------------------

    def _first_round(self) -> Pairs:
        """The best pairs of every row and column at the starting prices, and all pairs of the overlay."""
        factors, bias = self._factors, self._bonus - self._start
        per_row = FIRST_PER_ROW + int(min(self._capacity.max(initial=1), OFTEN)) - 1
        terms = Terms(bias, self._guessed_worth(bias), self._least, per_row, FIRST_PER_COLUMN)
        rows, columns = self._price(self._everybody, self._everywhere, terms)
        self._prices[0] = self._start
        self._blocks = [Block(np.arange(factors.m), rows.worth[:, -1].copy(), np.zeros(factors.n, np.int64))]
        # Later on, pairs that are a little short of violating are taken as well, so that lids stay low.
        self._near = int(np.median(rows.worth[:, 0] - rows.worth[:, -1])) // 4
        (i, j), (j2, i2) = rows.found(), columns.found()
        overlay = factors.overlay
        i, j = self._unknown(np.concatenate([i, i2, overlay.person]), np.concatenate([j, j2, overlay.order]))
        score = factors.score_of(i, j)
        good = score >= self._least
        return i[good], j[good], score[good]

    def _guessed_worth(self, bias: Ints) -> Ints:
        """A lower guess at what each person is worth, from every 16th order."""
        some = np.arange(0, self._factors.m, 16)
        zero = np.zeros(self._factors.n, np.int64)
        rows, _ = self._price(
            self._everybody, some, Terms(bias[some], zero, self._least, 1, 1, column_floor=-NONE)
        )
        return np.maximum(rows.worth[:, 0], 0)

    # -- later rounds --------------------------------------------------------------------------------

    def _doubtful(
        self, block: Block, person_worth: Ints, order_worth: Ints
    ) -> tuple[Ints, NDArray[np.bool_]]:
        """People (indices) and orders of a block (mask) that may hold violators, by the cheapest margin."""
        n, k = self._factors.n, len(block.columns)
        now = order_worth[block.columns]
        rounds = distinct(block.round)
        falls = np.array([self._prices[r][block.columns] - now for r in rounds])
        fall = falls.max(0)
        slack = np.where(self._busy, NONE, person_worth - block.lid)
        slack_up, fall_up = np.sort(slack), np.sort(np.maximum(fall, 0))
        steps = np.concatenate([np.linspace(0, k - 1, 100), k - 2.0 ** np.arange(int(np.log2(k)) + 1)])
        margins = fall_up[distinct(steps.astype(np.int64))]
        n_rows = np.searchsorted(slack_up, margins, side="left")
        n_columns = k - np.searchsorted(fall_up, margins, side="right")
        margin = margins[np.argmin(n_rows * (k - n_columns) + n_columns * n)]
        cheaper = fall > margin
        # People priced lately need less room than the margin: prices have fallen less since.
        needed = falls[:, ~cheaper].max(1, initial=0)
        return np.flatnonzero(slack < needed[np.searchsorted(rounds, block.round)]), cheaper

    def _lid_now(self, block: Block, some: NDArray[np.bool_] | slice = slice(None)) -> Ints:
        """No unknown pair of a person with some orders of a block is worth more at present prices: (n,)."""
        columns = block.columns[some]
        now, rounds = self._prices[self._round][columns], distinct(block.round)
        fall = np.array([(self._prices[r][columns] - now).max(initial=NONE) for r in rounds])
        lid: Ints = block.lid + fall[np.searchsorted(rounds, block.round)]
        return lid

    def _price_block(self, block: Block, rows: Ints, person_worth: Ints) -> list[Listed]:
        """Price some people against a block, those with longer lists by themselves."""
        often = self._busy[rows]
        parts = [part for part in (rows[~often], rows[often]) if len(part) and len(block.columns)]
        return [self._price_part(block, part, person_worth) for part in parts]

    def _price_part(self, block: Block, rows: Ints, person_worth: Ints) -> Listed:
        """The best pairs of some people in a block at the present prices, which give it new lids."""
        worth, kinds = person_worth[rows], self._kinds_of(block.columns)
        columns = block.columns[kinds.first]
        bias = (self._bonus - self._prices[self._round])[columns]
        per_row = PER_ROW + int(self._capacity[rows].max()) - 1
        # Lists that begin at a floor change seldom; at most a lid is too high for what is far from violating.
        floor = worth - 2 * self._near
        terms = Terms(bias, worth, self._least, per_row, PER_COLUMN, row_floor=floor, column_floor=0)
        best, best_of_columns = self._price(rows, columns, terms)
        taken = best.worth > worth[:, None] - self._near
        block.lid[rows] = np.where(taken, best.worth[:, -1:], best.worth).max(1)
        block.round[rows] = self._round
        (i, k), (k2, i2) = np.nonzero(taken & (best.other >= 0)), best_of_columns.found()
        i, k = np.concatenate([i, i2]), np.concatenate([best.other[i, k], k2])
        # The lid holds for others than those listed, so all of their kind become known.
        of, places = kinds.all_of(k)
        return rows[i[of]], block.columns[places]

    def _kinds_of(self, columns: Ints) -> Classes:
        """Columns of a block that have the same scores and the same price."""
        if self._kind is None:
            return Classes.single(len(columns))
        facts = np.column_stack([self._kind[columns], self._prices[self._round][columns]])
        return Classes.by(np.ascontiguousarray(facts).view("V16").reshape(-1))

    def start_from(self, person: Ints, order: Ints, person_worth: Ints, order_worth: Ints) -> None:
        """Begin with these pairs known, and no other worth more than its person and order."""
        self.note(person, order)
        self._prices = {0: order_worth}
        self._blocks = [Block(self._everywhere, person_worth, np.zeros(self._factors.n, np.int64))]

    def proven(self, person_worth: Ints, order_worth: Ints) -> None:
        """Count from prices that no unknown pair violates: no lid is above what its person is worth."""
        self._round += 1
        self._prices[self._round] = order_worth
        for block in self._blocks:
            block.lid = np.minimum(self._lid_now(block), person_worth)
            block.round = np.full_like(block.round, self._round)
        self._forget_old_prices()

    # -- warm state ----------------------------------------------------------------------------------

    def note(self, person: Ints, order: Ints) -> None:
        """Count pairs as known: their scores are somebody else's business from now on."""
        self._unknown(person, order)

    def copy(self) -> PricedPairs:
        """An independent copy that remembers what has been priced."""
        twin = copy(self)
        twin._keep_going = None
        twin._prices = dict(self._prices)
        twin._blocks = [Block(b.columns, b.lid.copy(), b.round.copy()) for b in self._blocks]
        return twin

    def state(self) -> dict[str, Ints]:
        """All that has been learnt, as arrays (see `restore`)."""
        out = {"known": self._known, "near": np.array([self._near, self._round])}
        for k, block in enumerate(self._blocks):
            out |= {
                f"block{k}_columns": block.columns,
                f"block{k}_lid": block.lid,
                f"block{k}_round": block.round,
            }
        return out | {f"prices{r}": prices for r, prices in self._prices.items()}

    def restore(self, state: dict[str, Ints]) -> None:
        """Take over what a search of the same problem had learnt."""
        self._known = state["known"]
        self._near, self._round = (int(value) for value in state["near"])
        blocks = sum(name.endswith("_lid") for name in state)
        parts = ("columns", "lid", "round")
        self._blocks = [Block(*(state[f"block{k}_{part}"] for part in parts)) for k in range(blocks)]
        self._prices = {int(name[6:]): prices for name, prices in state.items() if name.startswith("prices")}

    # -- helpers -------------------------------------------------------------------------------------

    def _forget_old_prices(self) -> None:
        """Drop the prices of rounds that no lid refers to any more."""
        used = set(np.concatenate([distinct(block.round) for block in self._blocks]).tolist())
        self._prices = {r: prices for r, prices in self._prices.items() if r in used}

    def _price(self, rows: Ints, columns: Ints, terms: Terms) -> tuple[Best, Best]:
        self.priced += len(rows) * len(columns)
        return self._pricer.price(rows, columns, terms, self._keep_going)

    def _unknown(self, i: Ints, j: Ints) -> Listed:
        """Those pairs that are new, each once, sorted; they count as known from now on."""
        key = distinct(i * self._factors.m + j)
        place = np.searchsorted(self._known, key)
        old = np.zeros(len(key), bool)
        inside = place < len(self._known)
        old[inside] = self._known[place[inside]] == key[inside]
        key = key[~old]
        self._known = np.insert(self._known, place[~old], key)
        return np.divmod(key, self._factors.m)
