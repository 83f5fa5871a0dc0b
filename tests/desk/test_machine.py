"""Whatever happens at the desk, in whatever order: everybody has an owner and a date, no asker is lost."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import hypothesis.strategies as st
import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from shanhai.desk import actions, queries, rules
from shanhai.desk.actions.steps import set_dates
from shanhai.desk.models import Asker, Day, Request
from shanhai.programme.trail import writing
from tests.cast import Cast, gather
from tests.desk.makers import competence_of, topic_of

pytestmark = pytest.mark.django_db
_ZONE = ZoneInfo("Asia/Shanghai")
_FIRST = date(2022, 3, 1)
_ASKERS = ("secondee", "second_secondee", "hospital_officer", "songmen_officer")
_UNITS = {"university": "responder", "institute": "institute_officer", "qingxi": "qingxi_officer"}
_BY_UNIT = (
    "take_on", "give_back", "answer", "solve", "cannot", "hold", "resume", "note", "hand_over", "add_unit",
    "contribute", "ask",
)  # fmt: skip
_BY_ASKER = ("confirm", "reopen", "withdraw", "tell_more", "repeat")
_DATES = ("route_by", "answer_by", "solve_by", "next_on", "is_sure", "answered_on", "closed_on")


class Desk(RuleBasedStateMachine):
    """A desk with three units and four askers, over days that only go forward."""

    def __init__(self) -> None:
        super().__init__()
        self.held = transaction.atomic()
        self.held.__enter__()

    def teardown(self) -> None:
        """Leave nothing behind."""
        transaction.set_rollback(True)
        self.held.__exit__(None, None, None)

    @initialize()
    def set_up(self) -> None:
        """The cast, what its units take, and the calendar of one year of two."""
        self.cast: Cast = gather()
        self.day = _FIRST
        self.asked = 0
        for unit in _UNITS:
            competence_of(self.cast, unit, capacity=2)
        topic_of(self.cast, "T2", "无人能办")
        with writing(by=None, action="test") as write:
            write.save(Day(programme=self.cast.haiyue, day=date(2022, 1, 1), kind="holiday"))

    @property
    def now(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 10, tzinfo=_ZONE)

    def some(self, number: int) -> Request:
        found = list(Request.objects.order_by("pk"))
        return found[number % len(found)]

    def tried(self, act) -> None:
        """Do something, or be refused for a reason; whatever is refused leaves nothing by half."""
        try:
            with transaction.atomic():
                act()
        except (actions.StepRefused, PermissionDenied):
            pass

    @rule(who=st.sampled_from(_ASKERS), topic=st.sampled_from(("T1", "T2", None)), urgent=st.booleans())
    def report(self, who: str, topic: str | None, urgent: bool) -> None:
        """Somebody reports a difficulty."""
        said = actions.Said(
            text=f"第 {self.asked} 件：鱼塘死鱼，请派人检测水质。",
            topic=topic_of(self.cast, topic) if topic else None,
            place=self.cast.places["qingxi"],
            is_urgent=urgent,
        )
        actions.report(by=self.cast.accounts[who], programme=self.cast.haiyue, said=said, at=self.now)
        self.asked += 1

    @precondition(lambda self: self.asked)
    @rule()
    def route(self) -> None:
        """The engine routes what waits."""
        actions.route_waiting(by=None, programme=self.cast.haiyue, at=self.now)

    @precondition(lambda self: self.asked)
    @rule(
        number=st.integers(0, 50), name=st.sampled_from(_BY_UNIT), unit=st.sampled_from(sorted(_UNITS)),
        to=st.sampled_from(sorted(_UNITS)), days=st.integers(-1, 30),
    )  # fmt: skip
    def unit_acts(self, number: int, name: str, unit: str, to: str, days: int) -> None:
        """A unit takes a step, or is refused."""
        self.tried(
            lambda: actions.take(
                by=self.cast.accounts[_UNITS[unit]],
                request=self.some(number),
                name=name,
                text="写明情况。",
                until=self.day + timedelta(days=days) if name == "hold" else None,
                unit=self.cast.organisations[to],
                at=self.now,
            )
        )

    @precondition(lambda self: self.asked)
    @rule(
        number=st.integers(0, 50),
        name=st.sampled_from(("route", "extend", "answer")),
        to=st.sampled_from(sorted(_UNITS)),
        days=st.integers(-1, 30),
    )
    def desk_acts(self, number: int, name: str, to: str, days: int) -> None:
        """The desk corrects by hand, gives more time, or answers itself."""
        self.tried(
            lambda: actions.take(
                by=self.cast.office,
                request=self.some(number),
                name=name,
                text="写明情况。",
                until=self.day + timedelta(days=days) if name == "extend" else None,
                unit=self.cast.organisations[to] if name == "route" else None,
                at=self.now,
            )
        )

    @precondition(lambda self: self.asked)
    @rule(number=st.integers(0, 50), name=st.sampled_from(_BY_ASKER), who=st.sampled_from(_ASKERS))
    def asker_acts(self, number: int, name: str, who: str) -> None:
        """An asker says something."""
        account = self.cast.accounts[who]
        self.tried(
            lambda: actions.take(by=account, request=self.some(number), name=name, text="请看。", at=self.now)
        )

    @precondition(lambda self: self.asked)
    @rule(one=st.integers(0, 50), other=st.integers(0, 50))
    def merge(self, one: int, other: int) -> None:
        """The desk puts two together, itself and closed ones included."""
        self.tried(
            lambda: actions.merge(
                by=self.cast.office, request=self.some(one), into=self.some(other), at=self.now
            )
        )

    @rule(days=st.integers(1, 12))
    def days_pass(self, days: int) -> None:
        """Time goes on, and the clock does its work."""
        self.day += timedelta(days=days)
        actions.remind_and_escalate(self.cast.haiyue, self.day)

    @rule(off=st.integers(1, 40))
    def calendar_changes(self, off: int) -> None:
        """A day becomes a holiday, and every open date is worked out anew."""
        day = self.day + timedelta(days=off)
        if Day.objects.filter(programme=self.cast.haiyue, day=day).exists():
            return
        with writing(by=None, action="test") as write:
            write.save(Day(programme=self.cast.haiyue, day=day, kind="holiday"))
        actions.recompute(by=None, programme=self.cast.haiyue)

    @invariant()
    def whoever_is_open_has_an_owner_and_a_next_date(self) -> None:
        """The heart of it."""
        for request in Request.objects.all():
            is_open = request.state in rules.OPEN
            assert (request.next_on is not None) == is_open
            assert bool(request.turn) == is_open
            if request.turn == "unit":
                assert request.unit_id
                assert request.assignments.filter(unit=request.unit_id, is_lead=True, ended_at=None).exists()

    @invariant()
    def no_asker_is_lost(self) -> None:
        """As many askers as reports, each on a request that goes on, each able to say a word."""
        if not hasattr(self, "cast"):
            return
        askers = list(Asker.objects.select_related("request"))
        assert len(askers) == self.asked
        assert all(asker.request.state != "merged" for asker in askers)
        for request in Request.objects.filter(state="confirmed"):
            said = set(request.askers.values_list("verdict", flat=True)) - {"withdrawn", "silent"}
            assert said == {"confirmed"}

    @invariant()
    def every_clock_follows_from_what_happened(self) -> None:
        """Worked out anew from the steps alone, every date is the one that is stored."""
        if not hasattr(self, "cast"):
            return
        calendar, terms = queries.calendar_of(self.cast.haiyue), queries.settings_of(self.cast.haiyue)
        for request in Request.objects.filter(state__in=rules.OPEN):
            stored = {name: getattr(request, name) for name in _DATES}
            set_dates([request], calendar, terms)
            assert {name: getattr(request, name) for name in _DATES} == stored, request.number


@pytest.mark.parametrize(
    ("examples", "steps"),
    [
        pytest.param(2, 12, id="2-times-12"),
        pytest.param(300, 40, id="300-times-40", marks=pytest.mark.long),
    ],
)
def test_whatever_happens_nobody_waits_without_an_owner_and_a_date(
    examples: int, steps: int, monkeypatch
) -> None:
    monkeypatch.setattr("shanhai.desk.actions.reporting.async_task", lambda *given: None)
    hashed = "md5$test$00000000000000000000000000000000"
    monkeypatch.setattr(
        "shanhai.programme.models.Account.set_password", lambda self, _: setattr(self, "password", hashed)
    )
    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=not os.environ.get("SHANHAI_LONG"),
            suppress_health_check=list(HealthCheck),
        ),
    )
