"""The one way in which a request moves: rules asked, step kept, clock worked out, those told who wait."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from shanhai.desk import queries, rules
from shanhai.desk.actions.refused import StepRefused, held_to
from shanhai.desk.calendar import YearMissing
from shanhai.desk.clock import clock
from shanhai.desk.models import Assignment, Request, Step
from shanhai.desk.notices import tell
from shanhai.desk.words import REASONS
from shanhai.programme import trail
from shanhai.programme.trail import check_fresh, writing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from shanhai.desk.calendar import Calendar
    from shanhai.desk.models import Asker, Settings
    from shanhai.programme.models import Account, Organisation
    from shanhai.programme.trail import Writing

#: Steps that end in an answer to the asker, and those after which whoever had spoken is asked again.
_SETTLING = tuple(rules.OUTCOMES)
_CLOSING = ("confirm", "withdraw", "lapse", "merge")
#: What only those who work on it read.
_INTERNAL = ("note", "give_back")


@dataclass
class Taken:
    """A step that is being taken: who, what, and with which words."""

    write: Writing
    by: Account | None
    request: Request
    name: str
    asker: Asker | None = None
    text: str = ""
    until: date | None = None
    unit: Organisation | None = None
    asks_for: str = ""
    because: dict[str, Any] | None = None
    other: Request | None = None
    at: datetime = field(default_factory=timezone.now)
    #: What they are in the request.
    parts: frozenset[str] = frozenset()

    def keep(self, state: str) -> Step:
        """Keep the step itself."""
        write = self.write
        return write.save(
            Step(
                request=self.request,
                name=self.name,
                state=state,
                at=self.at,
                on=timezone.localdate(self.at),
                by=self.by,
                asker=self.asker,
                unit=self.unit,
                other=self.other,
                text=self.text.strip(),
                because=self.because or {},
                until=self.until,
                asks_for=self.asks_for,
                is_internal=self.name in _INTERNAL,
            )
        )


def take(
    *,
    by: Account | None,
    request: Request,
    name: str,
    expected: int | None = None,
    asker: Asker | None = None,
    text: str = "",
    until: date | None = None,
    unit: Organisation | None = None,
    asks_for: str = "",
    because: dict[str, Any] | None = None,
    at: datetime | None = None,
) -> Request:
    """Take a step with a request. `by` is None for the clock, and for an asker without an account.

    `at` is when it happened, for what is entered afterwards.

    Raises: PermissionDenied for whoever may never take it; StepRefused; Stale, Gone.
    """
    with writing(by=by, action=f"desk.{name}") as write:
        stored = locked(request)
        parts = check_who(by, stored, name, asker)
        check_fresh(stored, expected)
        answer = rules.step(
            stored.state,
            name,
            parts,
            has_unit=stored.unit_id is not None,
            text=text,
            day=until is not None,
            unit=unit is not None,
        )
        state = held_to(answer)
        if by is not None and asker is None and "asker" in rules.TAKEN_BY[name]:
            asker = queries.own_asker(by, stored)
        moment = at or timezone.now()
        taken = Taken(
            write, by, stored, name, asker, text, until, unit, asks_for, because, at=moment, parts=parts
        )  # fmt: skip
        _check(taken)
        state = _EFFECTS.get(name, _none)(taken, state)
        taken.keep(state)
        settle(write, stored, state)
        tell(write, stored, name, asker=asker, unit=unit)
        return stored


def check_who(by: Account | None, request: Request, name: str, asker: Asker | None = None) -> frozenset[str]:
    """The parts that somebody plays, for whoever may ever take this step. Raises: PermissionDenied."""
    parts = queries.parts(by, request, asker)
    if parts.isdisjoint(rules.TAKEN_BY[name]):
        raise PermissionDenied(REASONS["not_yours"].en)
    return parts


def locked(request: Request, expected: int | None = None) -> Request:
    """The request as it stands, held until the end of the transaction. Raises: Gone, Stale."""
    return trail.locked(request, "programme", "topic", "place", "unit", expected=expected)


def settle(write: Writing, request: Request, state: str) -> Request:
    """Write a request in its new state, with whose turn it is and its dates worked out anew."""
    request.state = state
    request.is_asked = request.is_asked and request.is_open
    request.turn = rules.turn(state, is_asked=request.is_asked, has_unit=request.unit_id is not None)
    programme = request.programme_id
    set_dates([request], queries.calendar_of(programme), queries.settings_of(programme))
    return write.save(request)


def set_dates(requests: Sequence[Request], calendar: Calendar, settings: Settings) -> None:
    """Work out the dates of requests from what happened to each; nothing is written."""
    happened = queries.happened(requests)
    for request in requests:
        steps = happened[request.pk]
        now = clock(steps, settings.terms_of(request.kind), calendar)
        request.route_by, request.answer_by, request.solve_by = now.route_by, now.answer_by, now.solve_by
        request.next_on, request.is_sure = now.next_on, now.sure
        request.answered_on = next((each.on for each in steps if each.step in _SETTLING), None)
        closing = (each.on for each in reversed(steps) if each.step in _CLOSING)
        request.closed_on = None if request.is_open else next(closing, None)


def lead(write: Writing, request: Request, unit: Organisation | None) -> None:
    """Make a unit the one that leads; None: the desk has it again. Whoever led before has done so."""
    for held in Assignment.objects.filter(request=request, ended_at=None):
        if held.is_lead or (unit is not None and held.unit_id == unit.pk):
            held.ended_at = timezone.now()
            write.save(held)
    request.unit = unit
    if unit is not None:
        write.save(Assignment(request=request, unit=unit, is_lead=True))


def end_assignments(write: Writing, request: Request) -> None:
    """Nobody works on a request any more, but what they did stays readable to the desk."""
    for held in Assignment.objects.filter(request=request, ended_at=None):
        held.ended_at = timezone.now()
        write.save(held)


def _check(taken: Taken) -> None:
    """What the state alone does not tell: days that lie behind, units that left. Raises: StepRefused."""
    if taken.until is not None:
        today = timezone.localdate(taken.at)
        if taken.until <= today:
            raise StepRefused("day_past")
        try:
            queries.calendar_of(taken.request.programme_id).check(today, taken.until)
        except YearMissing as missing:
            raise StepRefused("year_missing", year=missing.year) from missing
    if taken.unit is None or taken.name not in rules.WITH_UNIT:
        return
    if not queries.takes_part(taken.unit, taken.request.programme_id):
        raise StepRefused("unit_left")
    held = Assignment.objects.filter(request=taken.request, unit=taken.unit, ended_at=None)
    if taken.name == "add_unit" and held.exists():
        raise StepRefused("unit_has_it")
    if taken.name in ("route", "hand_over") and held.filter(is_lead=True).exists():
        raise StepRefused("unit_has_it")


# What a step changes beside the state. Each is given the state that the rules lead to, and returns it.


def _none(taken: Taken, state: str) -> str:
    return state


def _give(taken: Taken, state: str) -> str:
    lead(taken.write, taken.request, taken.unit)
    how = "by_hand" if taken.name == "route" or "unit" not in taken.parts else "handed_over"
    taken.because = taken.because or {"why": how}
    taken.request.routed_because = taken.because
    return state


def _give_back(taken: Taken, state: str) -> str:
    lead(taken.write, taken.request, None)
    return state


def _add(taken: Taken, state: str) -> str:
    write = taken.write
    write.save(Assignment(request=taken.request, unit=taken.unit, is_lead=False))
    return state


def _contribute(taken: Taken, state: str) -> str:
    units = taken.by.standing.within("desk.answer", programme="request__programme", organisation="unit")
    write = taken.write
    for held in Assignment.objects.filter(units, request=taken.request, ended_at=None, is_lead=False):
        held.done_at = timezone.now()
        taken.unit = held.unit
        write.save(held)
    return state


def _settle(taken: Taken, state: str) -> str:
    write = taken.write
    for asker in taken.request.askers.filter(verdict="reopened"):
        asker.verdict, asker.spoke_at = "", None
        write.save(asker)
    taken.request.is_asked = False
    taken.request.outcome = rules.OUTCOMES[taken.name]
    return state


def _ask(taken: Taken, state: str) -> str:
    taken.request.is_asked = True
    return state


def _tell_more(taken: Taken, state: str) -> str:
    taken.request.is_asked = False
    return state


def _repeat(taken: Taken, state: str) -> str:
    """Somebody was asked for what they had said: it counts, and they owe no answer."""
    if not taken.request.is_asked:
        raise StepRefused("no_such_step")
    taken.request.is_asked = False
    taken.request.repeats += 1
    return state


def _escalate(taken: Taken, state: str) -> str:
    taken.request.escalated += 1
    return state


def _spoke(taken: Taken, verdict: str) -> list[str]:
    """Note what an asker says. Returns: what all askers have said, this one included."""
    write = taken.write
    taken.asker.verdict, taken.asker.spoke_at = verdict, taken.at
    write.save(taken.asker)
    return list(taken.request.askers.values_list("verdict", flat=True))


def _confirm(taken: Taken, state: str) -> str:
    """One of several who confirms leaves the request open for the others."""
    said = [each for each in _spoke(taken, "confirmed") if each not in ("withdrawn", "silent")]
    return state if rules.all_asked_have_spoken(said) else taken.request.state


def _reopen(taken: Taken, state: str) -> str:
    _spoke(taken, "reopened")
    taken.request.reopened += 1
    taken.request.outcome = ""
    if state == "received":
        lead(taken.write, taken.request, None)
    return state


def _withdraw(taken: Taken, state: str) -> str:
    said = [each for each in _spoke(taken, "withdrawn") if each != "withdrawn"]
    if not said:
        return state
    return "confirmed" if rules.all_asked_have_spoken(said) else taken.request.state


def _lapse(taken: Taken, state: str) -> str:
    write = taken.write
    for asker in taken.request.askers.filter(verdict=""):
        asker.verdict = "silent"
        write.save(asker)
    return state


_EFFECTS = {
    "route": _give,
    "hand_over": _give,
    "give_back": _give_back,
    "add_unit": _add,
    "contribute": _contribute,
    "answer": _settle,
    "solve": _settle,
    "cannot": _settle,
    "ask": _ask,
    "tell_more": _tell_more,
    "repeat": _repeat,
    "escalate": _escalate,
    "confirm": _confirm,
    "reopen": _reopen,
    "withdraw": _withdraw,
    "lapse": _lapse,
}
