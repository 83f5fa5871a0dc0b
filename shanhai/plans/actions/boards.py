"""Boards: opened on a plan, changed step by step, undone and redone, and made into a plan of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied

from shanhai.plans import queries
from shanhai.plans.actions.planning import ask_plan
from shanhai.plans.actions.refused import StepRefused
from shanhai.plans.fitting.trying import checked_change
from shanhai.plans.models import Board, Edit, Plan
from shanhai.programme.trail import check_fresh, locked, writing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shanhai.programme.models import Account

#: What an override takes over from a change on a board.
_TAKEN_OVER = ("kind", "person", "other", "order", "rule", "values", "reason")


def open_board(*, by: Account | None, plan: Plan, title: str = "") -> Board:
    """Open a board on a plan that is verified. Raises: PermissionDenied, StepRefused."""
    with writing(by=by, action="boards.open") as write:
        _may_try(by, plan)
        if not plan.is_whole:
            raise StepRefused("no_such_step")
        return write.save(Board(plan=plan, title=title.strip()[:120], opened_by=by, changed_by=by))


def change(
    *, by: Account | None, board: Board, values: Mapping[str, Any], expected: int | None = None
) -> Board:
    """Try one more change; what was undone before it is gone.

    `values` are those of an `Edit`: kind, person, other, order, rule, values, reason. Raises:
    PermissionDenied; ChangeError for a change that cannot be made; Stale, Gone.
    """
    with writing(by=by, action="boards.change") as write:
        stored = _opened(by, board, expected)
        held = queries.edits_of(stored)
        given = checked_change(stored, held[: stored.cursor], values)
        write.delete_all(held[stored.cursor :])
        write.save(Edit(board=stored, position=stored.cursor + 1, by=by, **given))
        stored.cursor, stored.changed_by = stored.cursor + 1, by
        return write.save(stored)


def move_cursor(*, by: Account | None, board: Board, to: int, expected: int | None = None) -> Board:
    """Undo or redo: let the first `to` changes hold. Raises: PermissionDenied; Stale, Gone."""
    with writing(by=by, action="boards.undo") as write:
        stored = _opened(by, board, expected)
        stored.cursor = max(0, min(to, len(queries.edits_of(stored))))
        stored.changed_by = by
        return write.save(stored)


def keep_others(*, by: Account | None, board: Board, keeps: bool, expected: int | None = None) -> Board:
    """Let as few people as can be move from where the plan has them, or as fit has it again.

    Raises: PermissionDenied; Stale, Gone.
    """
    with writing(by=by, action="boards.keep_others") as write:
        stored = _opened(by, board, expected)
        stored.keeps_others, stored.changed_by = keeps, by
        return write.save(stored)


def replan(*, by: Account | None, plan: Plan, changes: Sequence[Mapping[str, Any]], title: str = "") -> Board:
    """Open a board on which others stay where they can, with these changes tried; nothing is proposed yet.

    `changes` are values of an `Edit`, each with its reason. Raises: as `open_board` and `change`.
    """
    with writing(by=by, action="boards.open"):
        board = open_board(by=by, plan=plan, title=title)
        board = keep_others(by=by, board=board, keeps=True)
        for values in changes:
            board = change(by=by, board=board, values=values)
        return board


def give_reason(*, by: Account | None, edit: Edit, reason: str) -> Edit:
    """Say why a change is wanted: without a reason it cannot become part of a plan."""
    with writing(by=by, action="boards.reason") as write:
        _opened(by, edit.board, None)
        edit.reason = reason.strip()[:2000]
        return write.save(edit)


def make_plan(*, by: Account | None, board: Board, title: str = "", expected: int | None = None) -> Plan:
    """Let the changes that hold on a board become overrides of a new plan, which a job works out and checks.

    Raises: PermissionDenied; StepRefused when nothing is changed, or a change does not say why; Stale, Gone.
    """
    with writing(by=by, action="boards.make_plan"):
        stored = _opened(by, board, expected)
        edits = queries.edits_of(stored)[: stored.cursor]
        if not edits:
            raise StepRefused("nothing_changed")
        if not all(edit.reason.strip() for edit in edits):
            raise StepRefused("reason_missing")
        made = [*queries.overrides_of(stored.plan), *edits]
        return ask_plan(
            by=by,
            cohort=stored.plan.cohort,
            title=title,
            parent=stored.plan,
            keeps=stored.plan if stored.keeps_others else stored.plan.keeps,
            overrides=[{name: getattr(each, name) for name in _TAKEN_OVER} for each in made],
        )


def _may_try(by: Account | None, plan: Plan) -> None:
    if by is not None and not by.standing.may("boards.write", programme=plan.cohort.programme_id):
        raise PermissionDenied("boards.write")


def _opened(by: Account | None, board: Board, expected: int | None) -> Board:
    """A board as it stands, held by whoever may change it. Raises: PermissionDenied, Gone, Stale."""
    found = locked(board, "plan__cohort__programme", "plan__pool__rule_set", "plan__rule_set")
    _may_try(by, found.plan)
    check_fresh(found, expected)
    return found
