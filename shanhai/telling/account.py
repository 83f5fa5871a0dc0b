"""A result made easy to tell: who comes from where, what is filled, and how good each placement is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from shanhai.matching.groups import chains, home_places
from shanhai.matching.problem import FULL
from shanhai.telling.asking import explainer_of
from shanhai.telling.numbers import full_fit

if TYPE_CHECKING:
    from shanhai.matching.answers.explain import Explainer, PersonExplained
    from shanhai.matching.problem import Criterion, Problem
    from shanhai.matching.result import Placement, Result, Unplaced


# Each wish asks the engine a question; "shanhai explain" asks them for one person at any size.
MOST_EXPLAINED = 1_000


@dataclass(frozen=True, eq=False)
class Account:
    """Look-ups over one result, by id; an unknown place or organisation is ""."""

    result: Result

    @property
    def problem(self) -> Problem:
        """The problem that the result solves."""
        return self.result.problem

    @cached_property
    def full(self) -> int:
        """The points of a perfect fit."""
        return full_fit(self.problem)

    @cached_property
    def most(self) -> dict[str, int]:
        """The most points that each soft criterion can give, the heaviest first, by the names of parts."""
        out: dict[str, int] = {}
        for each in self.problem.criteria:
            if not each.hard and each.weight:
                # Given points go by a name of their own; criteria of one name add up.
                name = str(getattr(each, "name", each.kind))
                out[name] = out.get(name, 0) + _most_points(each)
        return dict(sorted(out.items(), key=lambda item: -item[1]))

    @cached_property
    def by_order(self) -> dict[str, list[Placement]]:
        """The placements in each order that has any, the best fit first."""
        out: dict[str, list[Placement]] = {}
        for each in sorted(self.result.placements, key=lambda each: (-each.fit, each.person)):
            out.setdefault(each.order, []).append(each)
        return out

    @cached_property
    def by_person(self) -> dict[str, list[Placement]]:
        """The placements of each person who has any."""
        out: dict[str, list[Placement]] = {}
        for each in self.result.placements:
            out.setdefault(each.person, []).append(each)
        return out

    @cached_property
    def unplaced(self) -> dict[str, Unplaced]:
        """The reasons of those who have no place, or fewer than they offered."""
        return {each.person: self._reason(each) for each in self.result.unplaced}

    def _reason(self, reason: Unplaced) -> Unplaced:
        """A reason whose loss says something, where that can be had."""
        if reason.loss.stage or not reason.best_order or self.explainer is None:
            return reason
        return self.explained(reason.person).unplaced or reason

    @cached_property
    def explainer(self) -> Explainer | None:
        """Answers for everybody, with their wishes alone.

        None where there are too many people to ask for each, or
        for a result that was read from a file and can no longer be asked.
        """
        if self.result.workings is None or self.problem.n_people > MOST_EXPLAINED:
            return None
        return explainer_of(self.result, most=0, work_out=True)

    def explained(self, person: str) -> PersonExplained:
        """The engine's explanation of one person, asked for once.

        Raises: ValueError where it cannot be asked.
        """
        if self.explainer is None:
            raise ValueError(
                "This result was read from a file. Solve the problem again to have it explained."
            )
        if person not in self._explained:
            self._explained[person] = self.explainer.person(person)
        return self._explained[person]

    @cached_property
    def _explained(self) -> dict[str, PersonExplained]:
        return {}

    @cached_property
    def seats(self) -> dict[str, int]:
        """The seats of each order."""
        return dict(zip(self.problem.orders.id, self.problem.orders.seats.tolist(), strict=True))

    @cached_property
    def code_chains(self) -> list[tuple[str, ...]]:
        """Each code of expertise with all broader ones, its own first."""
        return chains(self.problem.expertise.id, self.problem.expertise.parent)

    @cached_property
    def place_chains(self) -> list[tuple[str, ...]]:
        """Each place with all places above it, its own first; the last entry, empty, stands for no place."""
        return chains(self.problem.places.id, self.problem.places.parent)

    @cached_property
    def organisation_chains(self) -> list[tuple[str, ...]]:
        """Each organisation with all above it, its own first; the last entry, empty, stands for none."""
        return chains(self.problem.organisations.id, self.problem.organisations.parent)

    @cached_property
    def _homes(self) -> list[int]:
        return [int(row) for row in home_places(self.problem.tables)]

    def home(self, person: str) -> str:
        """The person's home organisation."""
        row = int(self.problem.people.home[self.problem.person_row[person]])
        return self.problem.organisations.id[row] if row >= 0 else ""

    def home_kind(self, person: str) -> str:
        """The kind of the person's home organisation, as typed."""
        row = int(self.problem.people.home[self.problem.person_row[person]])
        return self.problem.organisations.kind[row] if row >= 0 else ""

    def home_place(self, person: str) -> str:
        """The place of the person's home organisation."""
        row = self._homes[self.problem.person_row[person]]
        return self.problem.places.id[row] if row >= 0 else ""

    def host(self, order: str) -> str:
        """The host organisation of an order."""
        row = int(self.problem.orders.host[self.problem.order_row[order]])
        return self.problem.organisations.id[row] if row >= 0 else ""

    def host_place(self, order: str) -> str:
        """The place of an order."""
        row = int(self.problem.orders.place[self.problem.order_row[order]])
        return self.problem.places.id[row] if row >= 0 else ""

    def direction(self, order: str) -> str:
        """The order's direction: "down", "up", "across" or ""."""
        return self.problem.orders.direction[self.problem.order_row[order]]

    def tier(self, order: str) -> int:
        """The order's priority; 1 is filled first."""
        return int(self.problem.orders.tier[self.problem.order_row[order]])

    @cached_property
    def directions(self) -> tuple[str, ...]:
        """The directions in which anybody could go, in the order down, up, across, none."""
        present = set(self.problem.orders.direction)
        return tuple(each for each in ("down", "up", "across", "") if each in present)

    @cached_property
    def placed_by_direction(self) -> Counter[str]:
        """Placements in each direction."""
        return Counter(self.direction(each.order) for each in self.result.placements)

    @cached_property
    def seats_by_direction(self) -> Counter[str]:
        """Seats in each direction."""
        out: Counter[str] = Counter()
        for order, seats in self.seats.items():
            out[self.direction(order)] += seats
        return out


def _most_points(criterion: Criterion) -> int:
    pairs = getattr(criterion, "pairs", None)
    best = FULL if pairs is None else max((points for _, _, points in pairs), default=0)
    return int(criterion.weight * best)
