"""Random sessions on a board: whatever is tried, undone and redone, the figures are those of a cold solve."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from shanhai.matching.scoring import compile_all
from shanhai.matching.settlement import Start
from shanhai.matching.solve import settle, told
from shanhai.matching.watch import Watch
from shanhai.plans import actions, queries
from shanhai.plans.fitting import warm as warming
from shanhai.plans.fitting.changes import ChangeError
from shanhai.plans.fitting.trying import asked_of, changes_on
from shanhai.registers.models import Order
from tests.plans import scene

if TYPE_CHECKING:
    from shanhai.matching.problem import Problem
    from shanhai.matching.result import Result
    from shanhai.plans.fitting.changes import Change
    from shanhai.plans.models import Board
    from tests.cast import Cast

pytestmark = pytest.mark.django_db
SESSIONS = 500 if os.environ.get("SHANHAI_LONG") else 20
STEPS = 30
#: Beside Li, Wang and Chen.
MORE = 4


def _placed(result: Result) -> list[tuple[str, str]]:
    return sorted((each.person, each.order) for each in result.placements)


def _figures(result: Result) -> list[tuple[str, int, int]]:
    return [(stage.name, stage.value, stage.bound) for stage in result.stages]


class Cold(NamedTuple):
    """What is compared of a plan from nothing: whole results of thousands of sessions would fill memory."""

    status: str
    figures: list[tuple[str, int, int]]
    #: Where each person is, if no other plan is as good.
    placed: list[tuple[str, str]] | None


def _cold(problem: Problem) -> Cold:
    """The plan from nothing. Its reasons are left out: they are not compared, and take half of the time."""
    result = told(settle(problem, compile_all(problem), Watch(), Start()), with_reasons=False)
    return Cold(result.status, _figures(result), _placed(result) if result.unique else None)


class Session(RuleBasedStateMachine):
    """Pins, bans, withdrawals, swaps and changed rules on a board in the database; undo and redo without end.

    Each session is taken back when it is over, so that all begin at the same board.
    """

    def __init__(self, cast: Cast, board: Board, cold: dict[tuple[Change, ...], Cold]) -> None:
        super().__init__()
        self.before = transaction.savepoint()
        warming.forget()
        self.cast, self.board, self.cold = cast, board, cold
        self.people = [cast.people[name] for name in sorted(cast.people) if name != "zhou"]
        self.orders = list(Order.objects.filter(cohort=board.plan.cohort).order_by("code"))
        self.rules = [each.id for each in asked_of(board).base.problem.rules]
        self.first = self.shown

    @property
    def shown(self) -> Result:
        """The plan as the board has it, proven."""
        held = queries.edits_of(self.board)[: self.board.cursor]
        return asked_of(self.board).result(changes_on(self.board.plan, held))

    def _try(self, kind: str, **values: object) -> None:
        version = self.board.version
        try:
            with transaction.atomic():
                self.board = actions.change(
                    by=self.cast.office, board=self.board, values={"kind": kind, **values}, expected=version
                )
        except ChangeError:
            self.board.refresh_from_db(fields=["version", "cursor"])

    @rule(data=st.data(), kind=st.sampled_from(("pin", "forbid")))
    def pin_or_forbid(self, data: st.DataObject, kind: str) -> None:
        self._try(kind, person=self._somebody(data), order=data.draw(st.sampled_from(self.orders)))

    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        self._try("withdraw", person=self._somebody(data))

    @rule(data=st.data())
    def swap(self, data: st.DataObject) -> None:
        one, other = data.draw(st.permutations(self.people))[:2]
        self._try("swap", person=one, other=other)

    @rule(data=st.data(), number=st.integers(0, 4))
    def change_a_rule(self, data: st.DataObject, number: int) -> None:
        self._try("set_rule", rule=data.draw(st.sampled_from(self.rules)), values={"number": number})

    @rule(data=st.data())
    def leave_a_rule_out(self, data: st.DataObject) -> None:
        self._try("drop_rule", rule=data.draw(st.sampled_from(self.rules)))

    @precondition(lambda self: self.board.cursor)
    @rule()
    def undo(self) -> None:
        self._move(self.board.cursor - 1)

    @precondition(lambda self: self.board.cursor < self.board.edits.count())
    @rule()
    def redo(self) -> None:
        self._move(self.board.cursor + 1)

    @invariant()
    def the_figures_are_those_of_a_cold_solve(self) -> None:
        held = changes_on(self.board.plan, queries.edits_of(self.board)[: self.board.cursor])
        # What was undone comes again, here and in other sessions, and is solved cold once.
        if held not in self.cold:
            self.cold[held] = _cold(asked_of(self.board).problem(held))
        shown, cold = self.shown, self.cold[held]
        assert _figures(shown) == cold.figures
        assert shown.status == cold.status
        if cold.placed is not None:
            assert _placed(shown) == cold.placed

    def teardown(self) -> None:
        try:
            self._move(0)
            assert (_placed(self.shown), _figures(self.shown)) == (_placed(self.first), _figures(self.first))
        finally:
            transaction.savepoint_rollback(self.before)

    def _somebody(self, data: st.DataObject):
        return data.draw(st.sampled_from(self.people))

    def _move(self, to: int) -> None:
        self.board = actions.move_cursor(
            by=self.cast.office, board=self.board, to=to, expected=self.board.version
        )


@pytest.mark.parametrize("sessions", [SESSIONS])
def test_random_sessions_on_a_board_agree_with_cold_solves(cast: Cast, sessions: int) -> None:
    scene.sealed(cast, seats=2, songmen_seats=2, more=MORE)
    board = actions.open_board(by=cast.office, plan=scene.verified(cast))
    run_state_machine_as_test(
        partial(Session, cast, board, {}),
        settings=settings(
            max_examples=sessions,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=not os.environ.get("SHANHAI_LONG"),
            suppress_health_check=list(HealthCheck),
        ),
    )
