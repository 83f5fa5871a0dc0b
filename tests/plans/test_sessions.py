"""Random sessions on a board: whatever is tried, undone and redone, the figures are those of a cold solve."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from shanhai.matching.solve import solve
from shanhai.plans.fitting import warm as warming
from shanhai.plans.fitting.changes import Change, ChangeError, changed, fits
from shanhai.plans.fitting.sealed import Sealed
from shanhai.workbook import book_of

SESSIONS = 500 if os.environ.get("SHANHAI_LONG") else 20
STEPS = 30
PEOPLE = [f"P{number}" for number in range(7)]
ORDERS = [f"D{number}" for number in range(4)]
CODES = ("forest", "fish", "plan")


def _book():
    """Seven people, four orders with six seats, a cap that nests and a share that does not."""
    return book_of(
        {
            "places": [{"id": f"C{number}"} for number in range(2)],
            "organisations": [
                {"id": "U1", "kind": "university"},
                {"id": "U2", "kind": "enterprise"},
                *({"id": f"H{number}", "place": f"C{number}", "kind": "government"} for number in range(2)),
            ],
            "expertise": [{"id": code} for code in CODES],
            "people": [
                {
                    "id": name,
                    "home": "U1" if number % 2 else "U2",
                    "expertise": [(CODES[number % 3], 1 + number % 5, True)],
                    "wishes": [ORDERS[number % 4]],
                }
                for number, name in enumerate(PEOPLE)
            ],
            "orders": [
                {
                    "id": name,
                    "host": f"H{number % 2}",
                    "place": f"C{number % 2}",
                    "seats": 1 + number % 2,
                    "tier": 1 + number % 2,
                    "asks": [(CODES[number % 3], 5)],
                }
                for number, name in enumerate(ORDERS)
            ],
            "rules": [
                {"id": "R1", "kind": "at_most", "number": 4, "each": "home"},
                {"id": "R2", "kind": "mix", "most": 60, "people": {"home_kind": ["university"]},
                 "strength": "elastic"},
            ],
            "weights": [
                {"criterion": "expertise", "weight": 60},
                {"criterion": "person_wishes", "weight": 40},
            ],
            "programme": [{"seed": "drawn beforehand"}],
        }
    )  # fmt: skip


BOOK = _book()


def _placed(result) -> list[tuple[str, str]]:
    return sorted((each.person, each.order) for each in result.placements)


def _figures(result) -> list[tuple[str, int, int]]:
    return [(stage.name, stage.value, stage.bound) for stage in result.stages]


@dataclass
class Tried:
    """What stands on a board: the changes, and how many of them hold."""

    changes: list[Change] = field(default_factory=list)
    cursor: int = 0

    @property
    def held(self) -> tuple[Change, ...]:
        return tuple(self.changes[: self.cursor])


class Session(RuleBasedStateMachine):
    """Pins, bans, withdrawals and changed rules; undo and redo without end."""

    def __init__(self) -> None:
        super().__init__()
        warming.forget()
        base = Sealed(BOOK, (), {}, {}, {})
        self.asked = warming.Warm(base, (), (), None, ("session", id(self), (), (), None))
        self.first = self.asked.result()
        self.board = Tried()

    def _try(self, change: Change) -> None:
        try:
            fits((*self.board.held, change), BOOK.problem)
            changed(BOOK, (*self.board.held, change))
        except ChangeError:
            return
        self.board.changes[self.board.cursor :] = [change]
        self.board.cursor += 1

    @rule(person=st.sampled_from(PEOPLE), order=st.sampled_from(ORDERS))
    def pin(self, person: str, order: str) -> None:
        self._try(Change("pin", person=person, order=order))

    @rule(person=st.sampled_from(PEOPLE), order=st.sampled_from(ORDERS))
    def forbid(self, person: str, order: str) -> None:
        self._try(Change("forbid", person=person, order=order))

    @rule(person=st.sampled_from(PEOPLE))
    def withdraw(self, person: str) -> None:
        self._try(Change("withdraw", person=person))

    @rule(data=st.data())
    def swap(self, data: st.DataObject) -> None:
        placed = _placed(self.asked.result(self.board.held))
        if len({order for _, order in placed}) < 2:
            return
        person, order = data.draw(st.sampled_from(placed))
        other, other_order = data.draw(st.sampled_from([each for each in placed if each[1] != order]))
        self._try(Change("swap", person=person, order=other_order, other=other, other_order=order))

    @rule(number=st.integers(1, 4))
    def change_a_rule(self, number: int) -> None:
        self._try(Change("set_rule", rule="R1", values=(("number", number),)))

    @rule(which=st.sampled_from(("R1", "R2")))
    def leave_a_rule_out(self, which: str) -> None:
        self._try(Change("drop_rule", rule=which))

    @precondition(lambda self: self.board.cursor)
    @rule()
    def undo(self) -> None:
        self.board.cursor -= 1

    @precondition(lambda self: self.board.cursor < len(self.board.changes))
    @rule()
    def redo(self) -> None:
        self.board.cursor += 1

    @invariant()
    def the_figures_are_those_of_a_cold_solve(self) -> None:
        shown, cold = self.asked.result(self.board.held), solve(changed(BOOK, self.board.held))
        assert _figures(shown) == _figures(cold)
        assert shown.status == cold.status
        if cold.unique:
            assert _placed(shown) == _placed(cold)

    def teardown(self) -> None:
        self.board.cursor = 0
        again = self.asked.result(self.board.held)
        assert (_placed(again), _figures(again)) == (_placed(self.first), _figures(self.first))


TestSessions = Session.TestCase
TestSessions.settings = settings(
    max_examples=SESSIONS,
    stateful_step_count=STEPS,
    deadline=None,
    derandomize=not os.environ.get("SHANHAI_LONG"),
    suppress_health_check=list(HealthCheck),
)
