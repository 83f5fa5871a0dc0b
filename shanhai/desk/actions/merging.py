"""Putting two requests together without losing an asker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from shanhai.desk import rules
from shanhai.desk.actions.refused import StepRefused, held_to
from shanhai.desk.actions.steps import Taken, end_assignments, locked, settle
from shanhai.desk.models import Asker, Photo, Request
from shanhai.desk.notices import tell
from shanhai.programme.queries import require
from shanhai.programme.trail import Stale, writing

if TYPE_CHECKING:
    from datetime import datetime

    from shanhai.programme.models import Account
    from shanhai.programme.trail import Writing


def merge(
    *,
    by: Account,
    request: Request,
    into: Request | None,
    expected: int | None = None,
    at: datetime | None = None,
) -> Request:
    """Put a request together with another one, which goes on for both. Every asker keeps their own word.

    Raises: PermissionDenied; StepRefused for itself, a foreign one or a closed one; Stale, Gone.
    """
    require(by, "desk.route", programme=request.programme_id)
    with writing(by=by, action="desk.merge") as write:
        first, second = _both_locked(request, into)
        if expected is not None and first.version != expected:
            raise Stale(first, expected)
        state = held_to(rules.step(first.state, "merge", frozenset({"desk"})))
        _move_askers(write, first, second)
        for photo in Photo.objects.filter(request=first):
            photo.request = second
            write.save(photo)
        end_assignments(write, first)
        first.merged_into, first.unit = second, None
        moment = at or timezone.now()
        Taken(write, by, first, "merge", other=second, at=moment).keep(state)
        settle(write, first, state)
        _take_in(write, by, first, second, moment)
        settle(write, second, second.state)
        tell(write, second, "merge")
        return second


def _both_locked(request: Request, into: Request | None) -> tuple[Request, Request]:
    """Both as they stand, always locked in the same order. Raises: StepRefused."""
    is_itself = into is not None and into.pk == request.pk
    is_foreign = into is None or into.programme_id != request.programme_id
    if why := rules.merge_fault(
        is_itself=is_itself, is_foreign=is_foreign and not is_itself, is_gone=False, mixes_kinds=False
    ):
        raise StepRefused(why)
    held = {each.pk: locked(each) for each in sorted((request, into), key=lambda each: each.pk)}
    first, second = held[request.pk], held[into.pk]
    why = rules.merge_fault(
        is_itself=False,
        is_foreign=False,
        is_gone=second.state not in rules.OPEN or second.state in ("solved", "unsolvable"),
        mixes_kinds="welfare" in (first.kind, second.kind),
    )
    if why:
        raise StepRefused(why)
    return first, second


def _move_askers(write: Writing, first: Request, second: Request) -> None:
    there = set(second.askers.exclude(account=None).values_list("account", flat=True))
    for asker in Asker.objects.filter(request=first).select_related("request"):
        # Whoever reported the same thing twice had to say it twice.
        if asker.account_id in there:
            second.repeats += 1
        asker.came_with = asker.came_with or first
        asker.request = second
        write.save(asker)


def _take_in(write: Writing, by: Account, first: Request, second: Request, at: datetime) -> None:
    """The words of the one are read in the thread of the other, by its own asker and those who work on it."""
    said = first.steps.filter(name__in=("report", "tell_more", "take_in")).exclude(text="").order_by("pk")
    for step in said.select_related("asker"):
        taken = Taken(write, by, second, "take_in", other=first, asker=step.asker, text=step.text, at=at)
        taken.keep(second.state)
    if not second.place_id:
        second.place = first.place
    if not second.topic_id:
        second.topic = first.topic
    second.reopened += first.reopened
    second.repeats += first.repeats
