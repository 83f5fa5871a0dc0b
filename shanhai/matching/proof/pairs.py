"""All pairs of a person and an order that are still open, with their scores, block by block.

A pair is open when no hard criterion bars it and no bound has eliminated it. Small problems keep every score
at hand; large ones score a block anew each time, until so few of its pairs are open that these can be kept.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import numpy.typing as npt

from shanhai.matching.proof.layers import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from shanhai.matching.proof.layers import Layer

Ints = npt.NDArray[np.int64]
Scores = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]
Result = TypeVar("Result")

THREADS = 2
FEW_BLOCKS = 4
PAIRS_PER_BLOCK = 500_000
# Five bytes a pair (score and open) are kept for at most so many pairs.
PAIRS_KEPT = 60_000_000
SPARSE = 8
# A hard criterion that tells no more kinds of people apart than this is looked at kind by kind.
MOST_KINDS = 200


class Block:
    """Some people against the orders that are open to any of them, or to each.

    `rows` are rows of people (b, 1), `columns` rows of orders, (1, k) or, one list a person, (b, k); `open`
    and `score` are (b, k). What fills up a list is not open.
    """

    def __init__(self, rows: Ints, columns: Ints, open_pairs: Mask, score: Callable[[], Scores]) -> None:
        self.rows, self.columns, self.open = rows, columns, open_pairs
        self._score = score

    @property
    def first(self) -> int:
        """The row of the first person."""
        return int(self.rows[0, 0])

    def places(self, i: Ints, j: Ints) -> tuple[Ints, Ints, Mask]:
        """Where pairs of this block's people stand in it.

        Returns: row, column, and whether the pair is in the block at all (if not, its column means nothing).
        """
        row = i - self.first
        known = int(max(self.columns.max(initial=0), j.max(initial=0))) + 1
        at = np.full((len(self.columns), known), -1)
        np.put_along_axis(at, self.columns, np.arange(self.columns.shape[1])[None, :], axis=1)
        column = at[row if len(at) > 1 else 0, j]
        return row, column, column >= 0

    @cached_property
    def score(self) -> Scores:
        """The scores, worked out when first asked for: many stages count none."""
        return self._score()


class Pairs:
    """The open pairs.

    Parameters
    ----------
    soft : list of Layer
        They add up to the score.
    hard : list of Layer
        A pair on which any of them is not 0 is barred.
    n, m : int
        How many people and orders.
    """

    def __init__(self, soft: list[Layer], hard: list[Layer], n: int, m: int) -> None:
        self.n, self.m = n, m
        self._soft = soft
        self._coarse = [each for each in hard if isinstance(each, Table) and len(each.table) <= MOST_KINDS]
        self._hard = [each for each in hard if each not in self._coarse]
        per_block = max(1, PAIRS_PER_BLOCK // max(1, m))
        self._slices = [slice(at, min(at + per_block, n)) for at in range(0, n, per_block)]
        self._keeps = n * m <= PAIRS_KEPT
        self._blocks: list[Block | None] = [None] * len(self._slices)
        self._gone: list[npt.NDArray[np.uint8] | None] = [None] * len(self._slices)

    def __iter__(self) -> Iterator[tuple[int, Block]]:
        """Every block with its number."""
        for at in range(len(self._slices)):
            yield at, self._block(at)

    def in_turn(self, work: Callable[[int, Block], Result], columns: Ints | None = None) -> Iterator[Result]:
        """What `work` makes of every block, in their order; some blocks at a time.

        Of a problem too large to be kept only some columns may be asked for (ascending), before any pair of
        it has been closed.
        """
        block = self._block if columns is None else lambda at: self._fresh(self._slices[at], columns)
        if len(self._slices) <= FEW_BLOCKS:
            yield from (work(at, block(at)) for at in range(len(self._slices)))
            return
        with ThreadPoolExecutor(THREADS) as pool:
            yield from pool.map(lambda at: work(at, block(at)), range(len(self._slices)))

    @property
    def is_untouched(self) -> bool:
        """Whether blocks are scored anew each time, and no pair has been closed."""
        closed = (each is not None for kept in (self._blocks, self._gone) for each in kept)
        return not self._keeps and not any(closed)

    @cached_property
    def kinds(self) -> Ints:
        """A number for each order: those with the same are open, and worth the same, to the same people."""
        layers = [*self._soft, *self._coarse, *self._hard]
        codes = np.column_stack([np.zeros(self.m, np.int64), *(each.kinds() for each in layers)])
        numbers: Ints = np.unique(codes, axis=0, return_inverse=True)[1].reshape(-1)
        return numbers

    def close(self, at: int, block: Block, keep: Mask) -> None:
        """Leave open in block `at` only what is in `keep`."""
        block.open &= keep
        widest = int(block.open.sum(axis=1).max(initial=0))
        if widest * SPARSE <= block.open.shape[1]:
            self._blocks[at] = _narrowed(block, max(1, widest))
        elif self._keeps or self._blocks[at] is not None:
            self._blocks[at] = block
        else:
            self._gone[at] = np.packbits(~block.open)

    def count(self) -> int:
        """How many pairs are open."""
        return sum(int(block.open.sum()) for _, block in self)

    def _block(self, at: int) -> Block:
        kept = self._blocks[at]
        if kept is not None:
            return kept
        block = self._fresh(self._slices[at])
        gone = self._gone[at]
        if gone is not None:
            packed = np.unpackbits(gone, count=block.open.size)
            block.open &= ~packed.astype(bool).reshape(block.open.shape)
        if self._keeps:
            self._blocks[at] = block
        return block

    def _fresh(self, rows: slice, among: Ints | None = None) -> Block:
        size = rows.stop - rows.start
        kinds, kind = self._kinds(rows)
        among = np.arange(self.m) if among is None else among
        open_to_kind = np.ones((kinds.shape[1], len(among)), bool)
        for layer, codes in zip(self._coarse, kinds, strict=True):
            open_to_kind &= np.take(layer.table[codes] == 0, layer.order_code[among], axis=1)
        at = np.flatnonzero(open_to_kind.any(axis=0))
        columns = among[at]
        open_pairs = open_to_kind[:, at][kind]
        for each in self._hard:
            open_pairs &= each.block(rows, columns) == 0
        people = np.arange(rows.start, rows.stop).reshape(size, 1)
        return Block(people, columns[None, :], open_pairs, partial(self._scores, rows, columns))

    def _kinds(self, rows: slice) -> tuple[Ints, Ints]:
        """The kinds of people in some rows: (one column of codes a kind, the kind of each row)."""
        codes = [layer.person_code[rows] for layer in self._coarse]
        if not codes:
            return np.zeros((0, 1), np.int64), np.zeros(rows.stop - rows.start, np.int64)
        kinds, kind = np.unique(np.stack(codes), axis=1, return_inverse=True)
        return kinds, kind.reshape(-1)

    def _scores(self, rows: slice, columns: Ints) -> Scores:
        score = np.zeros((rows.stop - rows.start, len(columns)), np.int32)
        for layer in self._soft:
            score += layer.block(rows, columns)
        return score


def _narrowed(block: Block, width: int) -> Block:
    """The same block with only the open pairs in it, moved to the left."""
    order = np.argsort(~block.open, axis=1, kind="stable")[:, :width]
    columns = np.take_along_axis(np.broadcast_to(block.columns, block.open.shape), order, axis=1)
    score = np.take_along_axis(block.score, order, axis=1)
    return Block(block.rows, columns, np.take_along_axis(block.open, order, axis=1), lambda: score)
