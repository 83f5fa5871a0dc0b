"""A board as it is shown: columns of hosts, orders with their seats, people with their fit, figures."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from shanhai.matching.whatif import compare, orders_by_person
from shanhai.programme.models import Place
from shanhai.telling.account import Account
from shanhai.telling.differences import difference_sentences, move_lines, moves_title
from shanhai.telling.flows import flows
from shanhai.telling.numbers import fit_text
from shanhai.telling.page.map import chart_of, flow_map, land_definitions
from shanhai.telling.phrases import page as page_phrases
from shanhai.telling.reasons import unplaced_sentence
from shanhai.telling.rule_words import rule_title
from shanhai.telling.stages import stage_gap, stage_title, stage_value, status_sentences
from shanhai.telling.voice import Voice
from shanhai.workbook.declarations import rule_row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from shanhai.matching.result import Placement, Result, Stage
    from shanhai.matching.whatif import Difference
    from shanhai.plans.fitting.changes import Change
    from shanhai.plans.fitting.warm import Warm
    from shanhai.sheets import Language

#: Below this share of a perfect fit a chip is marked as low.
LOW = 0.4
#: So many cards a browser draws or passes over together (`.stretch`).
STRETCH = 6


@dataclass(frozen=True)
class Chip:
    """Somebody in a seat. `share` is the fit from 0 to 1; `moved_from` is told where a change moved them."""

    id: str
    key: str
    name: str
    home: str
    fit: str
    share: float
    is_low: bool
    is_pinned: bool = False
    moved_from: str | None = None


@dataclass(frozen=True)
class Card:
    """An order with its seats; `empty` of them have nobody."""

    code: str
    key: str
    title: str
    host: str
    tier: int
    seats: int
    chips: tuple[Chip, ...]

    @property
    def empty(self) -> int:
        """Seats without anybody."""
        return self.seats - len(self.chips)


@dataclass(frozen=True)
class BoardColumn:
    """A host, or a county, with its orders."""

    key: str
    title: str
    cards: tuple[Card, ...]

    @property
    def stretches(self) -> list[tuple[Card, ...]]:
        """The cards by so many as a browser draws together."""
        return [self.cards[at : at + STRETCH] for at in range(0, len(self.cards), STRETCH)]

    @property
    def seats(self) -> int:
        """All seats of its orders."""
        return sum(card.seats for card in self.cards)

    @property
    def filled(self) -> int:
        """Those that have somebody."""
        return sum(len(card.chips) for card in self.cards)


@dataclass(frozen=True)
class StageShown:
    """One stage: its value, its bound and the gap ("" where proven); `is_open`: bounded once the proof is
    there.
    """

    title: str
    value: str
    bound: str
    gap: str
    is_open: bool = False


@dataclass(frozen=True)
class RuleShown:
    """One rule: whether it binds and is kept; `number` is the one figure that can be changed for trial."""

    code: str
    title: str
    binds: bool
    violation: int
    column: str = ""
    number: int | None = None


@dataclass(frozen=True)
class Waiting:
    """Somebody without a place, and why."""

    chip: Chip
    why: str


@dataclass(frozen=True)
class Shown:
    """Which part of a board somebody looks at."""

    direction: str = ""
    only: str = ""
    home: str = ""


@dataclass(frozen=True, eq=False)
class Picture:
    """A board under its changes, in one language; `before` are the changes that held before the last step.

    The moves that are marked are those of that step.
    """

    asked: Warm
    changes: tuple[Change, ...]
    before: tuple[Change, ...]
    language: Language
    shown: Shown = field(default_factory=Shown)

    @cached_property
    def result(self) -> Result:
        """The plan under the changes, as far as it is known at once."""
        return self.asked.shown(self.changes)

    @cached_property
    def awaits_proof(self) -> bool:
        """Whether it is a first answer, while the proof is worked out."""
        return self.result is self.asked.first_answer(self.changes)

    @cached_property
    def step_awaits_proof(self) -> bool:
        """Whether the plan before the last step is a first answer: the step is not known exactly then."""
        return self.step.before is self.asked.first_answer(self.before)

    @cached_property
    def account(self) -> Account:
        """Look-ups over the plan."""
        return Account(self.result)

    @cached_property
    def voice(self) -> Voice:
        """Says everything in the reader's language."""
        return Voice.about(self.result.problem, self.language, self.asked.base.book.names)

    @cached_property
    def step(self) -> Difference:
        """What the last change did."""
        return self.asked.difference(self.before, self.changes)

    @cached_property
    def whole(self) -> Difference | None:
        """What everything that was changed by hand does against the proven optimum."""
        return self.asked.against_the_optimum(self.changes)

    @property
    def step_is_all(self) -> bool:
        """Whether the last step is the only thing that was changed by hand."""
        return not self.before and not self.asked.own

    def told_last(self) -> list[str]:
        """What the last change did, in sentences."""
        return self._told(self.step)

    def told_whole(self) -> list[str]:
        """All changes against the proven optimum, in sentences; none while that is not known."""
        return [] if self.whole is None else self._told(self.whole)

    def _told(self, difference: Difference) -> list[str]:
        if self.awaits_proof:
            # That it is no proof yet is said beside it, and not as of a search that was stopped.
            after = replace(difference.after, status=difference.before.status)
            difference = replace(difference, after=after)
        return difference_sentences(difference, self.voice)

    def moves(self) -> tuple[str, list[str]]:
        """How many people the last change moves, and each of them."""
        return moves_title(self.step, self.voice), move_lines(self.step, self.voice)

    def status(self) -> list[str]:
        """What is proven of the plan as it stands."""
        return status_sentences(self.result, self.voice)

    def stages(self) -> list[StageShown]:
        """Every stage of the objective but those that only break ties."""
        told = [each for each in self.result.stages if not each.name.startswith(("tie", "only"))]
        short = next((at for at, each in enumerate(told) if each.gap), len(told))
        # Behind a stage that may still get better nothing is told of the next: it may have to pay for it.
        return [self._stage(each, is_open=self.awaits_proof and at > short) for at, each in enumerate(told)]

    @property
    def directions(self) -> tuple[str, ...]:
        """The directions that there are orders in."""
        return self.account.directions

    @property
    def direction(self) -> str:
        """The direction that is shown."""
        there = self.directions
        return self.shown.direction if self.shown.direction in there else there[0]

    def columns(self) -> list[BoardColumn]:
        """Counties on the way down, units on the way up, as the filters leave them."""
        found: dict[str, list[Card]] = {}
        for code in self.result.problem.orders.id:
            if self.account.direction(code) == self.direction:
                card = self._card(code)
                if self._is_shown(card):
                    found.setdefault(self._column_of(code), []).append(card)
        return [
            BoardColumn(key, self._column_title(key), tuple(sorted(cards, key=lambda c: (c.tier, c.code))))
            for key, cards in sorted(found.items())
        ]

    def waiting(self) -> list[Waiting]:
        """Who has no place, with the reason that the engine gives, by home."""
        left = self._left()
        return [
            Waiting(self._chip(person, None), why) for person, why in left.items() if self._of_home(person)
        ]

    def rules(self) -> list[RuleShown]:
        """The rules of the plan, those that overrides come to left out."""
        reports = {report.rule: report for report in self.result.rules}
        return [
            self._rule(rule, reports[rule.id].binding, reports[rule.id].violation)
            for rule in self.result.problem.rules
            if rule.id in reports and not rule.id.startswith("override: ")
        ]

    def homes(self) -> list[tuple[str, str]]:
        """The home organisations of the pool, by name, for the filter."""
        found = {self.account.home(person) for person in self.result.problem.people.id}
        return sorted(
            ((name, self.voice.organisation(name)) for name in found if name), key=lambda each: each[1]
        )

    def map(self) -> str:
        """The flows of the direction on the map, as SVG; "" where no place has coordinates."""
        places = self.result.problem.places
        rows = Place.objects.filter(code__in=places.id).exclude(outline=[]).values_list("code", "outline")
        outlines = {code: tuple(tuple(map(tuple, ring)) for ring in rings) for code, rings in rows}
        chart = chart_of(places, outlines)
        found = flows(self.account, self.direction)
        if chart is None or not found:
            return ""
        title = self.voice.say(page_phrases.FLOWS)
        drawn = flow_map(chart, found, self.direction, places, title, self.voice)
        return f"{land_definitions(chart)}{drawn}"

    def flow_rows(self) -> list[tuple[str, str, int, str]]:
        """The flows behind the map: from, to, people, average fit."""
        return [
            (
                self.voice.place(flow.origin),
                self.voice.place(flow.target),
                flow.people,
                fit_text(flow.fit // flow.people, self.account.full),
            )
            for flow in flows(self.account, self.direction)
        ]

    def corrected_orders(self) -> set[str]:
        """The orders in which a proof differs from the first answer; all that the last step altered."""
        has, orders = orders_by_person(self.result), set()
        for changes in (self.changes, self.before):
            first = self.asked.first_answer(changes)
            moved = () if first is None else compare(first, self.asked.shown(changes)).moved
            orders |= {name for who, old, new in moved for name in (*old, *new, *has.get(who, ()))}
        return self.touched_orders() | orders

    def touched_orders(self) -> set[str]:
        """The orders that the last step altered."""
        alike = [one == other for one, other in zip(self.before, self.changes, strict=False)]
        same = alike.index(False) if False in alike else len(alike)
        orders = {name for _, old, new in self.step.moved for name in (*old, *new)}
        for change in (*self.before[same:], *self.changes[same:]):
            orders |= {order for _, order in change.pairs}
            orders |= set(self._had.get(change.person, ()))
        return orders

    @cached_property
    def _had(self) -> Mapping[str, tuple[str, ...]]:
        return orders_by_person(self.step.before)

    @cached_property
    def _moved(self) -> Mapping[str, str]:
        return {
            person: self.voice.listing(self.voice.order_title(each) for each in old)
            for person, old, _ in self.step.moved
        }

    @cached_property
    def pinned(self) -> set[tuple[str, str]]:
        """Who is where by an override or a change that holds."""
        return {
            pair
            for change in (*self.asked.own, *self.changes)
            if change.kind in ("pin", "swap")
            for pair in change.pairs
        }

    def _stage(self, stage: Stage, *, is_open: bool) -> StageShown:
        problem = self.result.problem
        return StageShown(
            stage_title(stage.name, self.voice),
            stage_value(stage.name, stage.value, problem),
            stage_value(stage.name, stage.bound, problem),
            stage_gap(stage, problem) if stage.gap else "",
            is_open,
        )

    def _card(self, code: str) -> Card:
        placed: Sequence[Placement] = self.account.by_order.get(code, ())
        return Card(
            code=code,
            key=str(self.asked.base.orders[code]),
            title=self.voice.order_title(code),
            host=self.voice.hosts.get(code, ""),
            tier=self.account.tier(code),
            seats=self.account.seats[code],
            chips=tuple(self._chip(each.person, each) for each in placed),
        )

    def _chip(self, person: str, placed: Placement | None) -> Chip:
        fit = placed.fit if placed else 0
        return Chip(
            id=person,
            key=str(self.asked.base.people[person]),
            name=self.voice.person(person),
            home=self.voice.organisation(self.account.home(person)),
            fit=fit_text(fit, self.account.full) if placed else "",
            share=round(fit / self.account.full, 3),
            is_low=placed is not None and fit < LOW * self.account.full,
            is_pinned=placed is not None and (person, placed.order) in self.pinned,
            moved_from=self._moved.get(person),
        )

    def _left(self) -> dict[str, str]:
        """Who has no place and why, as far as the engine was asked; whoever is selected is asked for."""
        placed = set(self.account.by_person)
        reasons = self.account.unplaced
        left = sorted(each for each in self.result.problem.people.id if each not in placed)
        return {
            person: unplaced_sentence(reasons[person], self.result.problem, self.voice)
            if person in reasons
            else ""
            for person in left
        }

    def _of_home(self, person: str) -> bool:
        return not self.shown.home or self.account.home(person) == self.shown.home

    def _is_shown(self, card: Card) -> bool:
        if self.shown.home and not any(self._of_home(chip.id) for chip in card.chips):
            return False
        wanted = {
            "unfilled": card.empty > 0,
            "overridden": any(chip.is_pinned for chip in card.chips),
            "low": any(chip.is_low for chip in card.chips),
            "moved": any(chip.moved_from is not None for chip in card.chips),
        }
        return wanted.get(self.shown.only, True)

    def _column_of(self, code: str) -> str:
        place, host = self.account.host_place(code), self.account.host(code)
        return (place or host) if self.account.direction(code) == "down" else (host or place)

    def _column_title(self, key: str) -> str:
        return self.voice.names.places.get(key) or self.voice.organisation(key)

    def _rule(self, rule: object, binds: bool, violation: int) -> RuleShown:
        title = rule_title(rule, self.result.problem, self.voice)
        column, number = next(_numbers(rule), ("", None))
        return RuleShown(rule.id, title, binds, violation, column, number)


def _numbers(rule: object) -> Iterator[tuple[str, int]]:
    """The figures of a rule that can be changed for trial, by the column of the sheet "rules"."""
    row = rule_row(rule, None, None)
    for column in ("number", "most", "least"):
        if isinstance(row.get(column), int):
            yield column, row[column]
