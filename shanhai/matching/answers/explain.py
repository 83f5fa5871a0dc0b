"""Why here, why not there, and who else was close: told in data, for one person or one order at a time.

What belongs to other people is told only of those whom the asker may see; the others are counted.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.answers.reasons import LossOf, best_fits
from shanhai.matching.answers.shortfall import CodeMatch, Lack, code_matches, lacks
from shanhai.matching.covering import Wishes, covered_orders

if TYPE_CHECKING:
    from shanhai.matching.problem import Problem
    from shanhai.matching.result import Loss, Plan, Shortage, Unplaced
    from shanhai.matching.scoring import Mask, Scoring
    from shanhai.matching.tables import Ints

MaySee = Callable[[str], bool]


@dataclass(frozen=True)
class Fit:
    """What a pair scores: points of each soft criterion, the most each could give, and the codes behind."""

    total: int
    parts: Mapping[str, int]
    most: Mapping[str, int]
    codes: tuple[CodeMatch, ...]


@dataclass(frozen=True)
class Here:
    """One placement. Ranks count from 1 (0: none): the dearest wish covering it, and the host's naming."""

    person: str
    order: str
    fit: Fit
    wish_rank: int
    host_rank: int


@dataclass(frozen=True)
class Holders:
    """Who has the seats of an order: ids and fits of those whom the asker may see, and how many others."""

    seen: Mapping[str, int]
    hidden: int
    empty: int


@dataclass(frozen=True)
class WishAnswer:
    """What became of one wish.

    `orders` are covered by the wish, `open_orders` of these are open to the person; `barriers` counts those
    that each criterion shuts. Where the wish was not granted, `order` is the best open order in it, with its
    fit, its holders and the loss of placing the person there; or, with none open, the one that lacks least,
    with `lacks`.
    """

    wish: str
    kind: str  # place, organisation or order
    granted: bool
    orders: int
    open_orders: int
    barriers: Mapping[str, int]
    order: str = ""
    fit: Fit | None = None
    holders: Holders | None = None
    loss: Loss | None = None
    lacks: tuple[Lack, ...] = ()


@dataclass(frozen=True)
class Alternative:
    """An order that was open to the person too, and what placing them there would cost.

    With a loss in the stage "fit", the person would have to score at least that much more there to be placed.
    """

    order: str
    fit: Fit
    loss: Loss
    holders: Holders


@dataclass(frozen=True)
class PersonExplained:
    """All there is to say to one person. `barriers` counts the orders that each criterion shuts to them."""

    person: str
    placements: tuple[Here, ...]
    unplaced: Unplaced | None
    wishes: tuple[WishAnswer, ...]
    alternatives: tuple[Alternative, ...]
    open_orders: int
    barriers: Mapping[str, int]


@dataclass(frozen=True)
class Close:
    """Somebody eligible who is not on the order: where they are, and what placing them here would cost."""

    person: str
    fit: Fit
    loss: Loss
    placed_on: tuple[str, ...]


@dataclass(frozen=True)
class OrderExplained:
    """All there is to say of one order. `barriers` counts the people whom each criterion bars from it.

    `shortage` names only people whom the asker may see; `shortage_people` counts all.
    """

    order: str
    seats: int
    placed: tuple[Here, ...]
    placed_hidden: int
    close: tuple[Close, ...]
    close_hidden: int
    eligible: int
    barriers: Mapping[str, int]
    shortage: Shortage | None
    shortage_people: int


def nobody(_: str) -> bool:
    """The asker may see no other person."""
    return False


@dataclass(frozen=True, eq=False)
class Explainer:
    """Answers for one plan and one asker.

    Parameters
    ----------
    loss : callable
        What forcing person row i onto order row j costs at least.
    exact : callable, optional
        The same exactly, by solving again: every loss that is told is then this one.
    unplaced, shortages : mappings
        By person id and by order id, as found for the plan.
    may_see : callable
        Whether the asker may see a person (id) and their data. A person asking sees themselves in any case.
    most : int
        How many alternatives, or people close by, are told.
    """

    problem: Problem
    scoring: Scoring
    plan: Plan
    loss: LossOf
    exact: LossOf | None = None
    unplaced: Mapping[str, Unplaced] = dataclasses.field(default_factory=dict)
    shortages: Mapping[str, Shortage] = dataclasses.field(default_factory=dict)
    may_see: MaySee = nobody
    most: int = 5

    def person(self, name: str) -> PersonExplained:
        """Explain to a person what became of them. Raises: KeyError for an unknown id."""
        i = self.problem.person_row[name]
        scores = self.scoring.block(np.array([i]))[0].astype(np.int64)
        barred = {kind: block[0] for kind, block in self.scoring.barred_block(np.array([i])).items()}
        held = self._orders_of(i)
        able = np.flatnonzero(scores >= 0)
        other = able[~np.isin(able, held)]
        covers = covered_orders(self.problem, self.problem.people.wishes[i])
        return PersonExplained(
            person=name,
            placements=tuple(self._here(i, j) for j in held),
            unplaced=self._unplaced(i),
            wishes=tuple(
                self._wish_answer(i, wish, covers[wish], scores, barred)
                for wish in self.problem.people.wishes[i]
            ),
            alternatives=tuple(
                Alternative(self.problem.orders.id[j], self.fit(i, j), self._cost(i, j), self._holders(j))
                for j in best_fits(self.problem, other, scores, self.most)
            ),
            open_orders=len(able),
            barriers=_counts(barred, slice(None)),
        )

    def order(self, name: str) -> OrderExplained:
        """Explain whom an order got. Raises: KeyError for an unknown id."""
        j = self.problem.order_row[name]
        everybody, ids = np.arange(self.problem.n_people), self.problem.people.id
        scores = self.scoring.scores(everybody, np.full(len(everybody), j))
        placed, able = self._people_on(j), np.flatnonzero(scores >= 0)
        ranked = sorted(set(able.tolist()) - set(placed), key=lambda i: (-scores[i], ids[i]))
        shown = [i for i in placed if self.may_see(ids[i])]
        near = [i for i in ranked[: self.most] if self.may_see(ids[i])]
        shortage = self.shortages.get(name)
        return OrderExplained(
            order=name,
            seats=int(self.problem.orders.seats[j]),
            placed=tuple(self._here(i, j) for i in shown),
            placed_hidden=len(placed) - len(shown),
            close=tuple(self._close(i, j) for i in near),
            close_hidden=len(ranked[: self.most]) - len(near),
            eligible=len(able),
            barriers=self.scoring.barring_people(j),
            shortage=shortage
            and dataclasses.replace(shortage, people=tuple(filter(self.may_see, shortage.people))),
            shortage_people=len(shortage.people) if shortage else 0,
        )

    def fit(self, i: int, j: int) -> Fit:
        """What an eligible pair scores and why."""
        parts = self.scoring.parts(i, j)
        return Fit(sum(parts.values()), parts, self.scoring.most, code_matches(self.problem, i, j))

    def _cost(self, i: int, j: int) -> Loss:
        return (self.exact or self.loss)(i, j)

    def _unplaced(self, i: int) -> Unplaced | None:
        """The reason for having no place, with the loss as it is told here."""
        reason = self.unplaced.get(self.problem.people.id[i])
        if reason is None or not reason.best_order:
            return reason
        return dataclasses.replace(reason, loss=self._cost(i, self.problem.order_row[reason.best_order]))

    @cached_property
    def _wishes(self) -> Wishes:
        return Wishes(self.problem)

    def _orders_of(self, i: int) -> list[int]:
        rows: list[int] = self.plan.j[self.plan.i == i].tolist()
        return sorted(rows, key=self.problem.orders.id.__getitem__)

    def _people_on(self, j: int) -> list[int]:
        rows: list[int] = self.plan.i[self.plan.j == j].tolist()
        return sorted(rows, key=self.problem.people.id.__getitem__)

    def _here(self, i: int, j: int) -> Here:
        wish, named = self._wishes.rank(i, j), self.problem.orders.wishes[j]
        return Here(
            person=self.problem.people.id[i],
            order=self.problem.orders.id[j],
            fit=self.fit(i, j),
            wish_rank=0 if wish is None else wish + 1,
            host_rank=named.index(i) + 1 if i in named else 0,
        )

    def _close(self, i: int, j: int) -> Close:
        held = tuple(self.problem.orders.id[row] for row in self._orders_of(i))
        return Close(self.problem.people.id[i], self.fit(i, j), self._cost(i, j), held)

    def _holders(self, j: int) -> Holders:
        ids, people = self.problem.people.id, self._people_on(j)
        seen = [i for i in people if self.may_see(ids[i])]
        fits = self.scoring.scores(np.array(seen, np.int64), np.full(len(seen), j)).tolist()
        return Holders(
            seen={ids[i]: fit for i, fit in zip(seen, fits, strict=True)},
            hidden=len(people) - len(seen),
            empty=int(self.problem.orders.seats[j]) - len(people),
        )

    def _wish_answer(
        self,
        i: int,
        wish: str,
        covered: Ints,
        scores: Ints,
        barred: Mapping[str, Mask],
    ) -> WishAnswer:
        able = covered[scores[covered] >= 0]
        granted = bool(np.isin(self._orders_of(i), covered).any())
        answer = WishAnswer(
            wish, self._kind_of(wish), granted, len(covered), len(able), _counts(barred, covered)
        )
        if granted or not len(covered):
            return answer
        if len(able):
            j = best_fits(self.problem, able, scores, 1)[0]
            return dataclasses.replace(
                answer,
                order=self.problem.orders.id[j],
                fit=self.fit(i, j),
                holders=self._holders(j),
                loss=self._cost(i, j),
            )
        # Everything missing takes the same off the score: the highest score lacks least.
        j = best_fits(self.problem, covered, scores, 1)[0]
        return dataclasses.replace(answer, order=self.problem.orders.id[j], lacks=lacks(self.problem, i, j))

    def _kind_of(self, wish: str) -> str:
        if wish in self.problem.order_row:
            return "order"
        return "place" if wish in self.problem.places.id else "organisation"


def _counts(barred: Mapping[str, Mask], orders: Ints | slice) -> dict[str, int]:
    counts = {kind: int(block[orders].sum()) for kind, block in barred.items()}
    return {kind: count for kind, count in counts.items() if count}
