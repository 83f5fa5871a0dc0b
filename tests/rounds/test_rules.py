"""The three lives, and that no order of steps opens nominations before rules are frozen and orders closed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from shanhai.rounds import rules
from shanhai.rounds.rules import Content, Facts, Writer, nomination_step, rule_step, step
from shanhai.rounds.words import REASONS, STEP_TITLES

PARTS = st.frozensets(st.sampled_from(["person", "home", "vetting", "round"]))
FIT = Content(has_criteria=True, is_sound=True)


class Round(RuleBasedStateMachine):
    """A cohort whose officers press every button, in any order; `opened` remembers how nominations opened."""

    def __init__(self) -> None:
        super().__init__()
        self.stage, self.rules, self.orders_closed, self.accepted = "preparing", "none", False, 0
        self.author, self.nominations, self.opened = "", [], None

    def facts(self) -> Facts:
        return Facts(
            stage=self.stage,
            rules_frozen=self.rules in ("frozen", "frozen+draft"),
            no_draft_of_rules=self.rules in ("none", "frozen"),
            orders_closed=self.orders_closed,
            orders_in_force=self.accepted > 0,
            nobody_waits=not any(state in rules.WAITING for state in self.nominations),
            somebody_is_cleared="cleared" in self.nominations,
        )

    @rule()
    def accept_an_order(self) -> None:
        self.accepted += 1

    @rule(who=st.sampled_from(["ann", "bo"]))
    @precondition(lambda self: self.rules == "none")
    def draft(self, who: str) -> None:
        self.rules, self.author = "proposed", who

    @rule(who=st.sampled_from(["ann", "bo"]))
    def approve(self, who: str) -> None:
        writer = Writer(may_write=True, may_approve=True, has_written=who == self.author)
        answer = rule_step(self.rules, "approve", writer, FIT)
        assert not (answer.may and who == self.author)
        self.rules = answer.state or self.rules

    @rule(name=st.sampled_from(sorted(rules.STEPS)), reason=st.sampled_from(["", "because"]))
    def press(self, name: str, reason: str) -> None:
        facts = self.facts()
        answer = step(name, facts, reason=reason)
        assert answer.may != bool(answer.lacking)
        if not answer.may:
            return
        if name == "open_nominations":
            self.opened = facts
        self.orders_closed = {"close_orders": True, "reopen_orders": False}.get(name, self.orders_closed)
        self.stage = answer.state
        if name == "seal":
            assert not any(state in rules.WAITING for state in self.nominations)

    @rule()
    @precondition(lambda self: self.stage == "nominating")
    def put_forward(self) -> None:
        self.nominations.append("put_forward")

    @rule(data=st.data(), parts=PARTS, name=st.sampled_from(sorted(rules.TAKEN_BY)))
    @precondition(lambda self: self.nominations)
    def act(self, data: st.DataObject, parts: frozenset[str], name: str) -> None:
        at = data.draw(st.integers(0, len(self.nominations) - 1))
        answer = nomination_step(self.nominations[at], name, parts, stage=self.stage, reason="so")
        self.nominations[at] = answer.state or self.nominations[at]

    @invariant()
    def nominations_never_open_before_the_freeze_and_the_closing(self) -> None:
        if self.stage != "preparing":
            assert self.opened is not None
            assert self.opened.rules_frozen
            assert self.opened.orders_closed
        else:
            assert self.nominations == []

    @invariant()
    def nobody_is_cleared_before_they_confirmed(self) -> None:
        assert set(self.nominations) <= set(rules.LIFE_OF_NOMINATIONS)


TestRound = Round.TestCase


@given(
    facts=st.builds(
        Facts, stage=st.sampled_from(rules.STAGES), rules_frozen=st.booleans(), orders_closed=st.booleans()
    ),
    name=st.sampled_from(sorted(rules.STEPS)),
)
def test_every_step_that_may_be_taken_leads_to_a_stage(facts, name):
    answer = step(name, facts, reason="because")
    assert answer.state in (rules.STAGES if answer.may else ("",))
    assert set(answer.lacking) <= set(REASONS)


def test_every_condition_is_a_fact_and_has_words():
    for wanted in rules.STEPS.values():
        for need in wanted.needs:
            assert isinstance(getattr(Facts(), need), bool)
            assert need in REASONS


def test_every_step_and_stage_has_a_title():
    assert set(STEP_TITLES) == set(rules.STEPS)


def test_lives_lead_only_to_states_that_there_are():
    for life in (rules.LIFE_OF_RULES, rules.LIFE_OF_NOMINATIONS):
        assert {state for steps in life.values() for state in steps.values()} <= {"", *life}
    assert set(rules.TAKEN_BY) == {name for steps in rules.LIFE_OF_NOMINATIONS.values() for name in steps}


def test_the_way_of_a_round_is_told_step_by_step():
    facts = Facts()
    assert rules.next_step(facts) == "close_orders"
    assert rules.next_step(Facts(orders_closed=True)) == "open_nominations"
    assert rules.next_step(Facts(stage="nominating")) == "seal"
    assert rules.next_step(Facts(stage="sealed")) == ""


@pytest.mark.parametrize("state", sorted(rules.LIFE_OF_RULES))
@pytest.mark.parametrize("name", ["approve", "send_back"])
def test_nobody_judges_what_they_wrote(state, name):
    writer = Writer(may_write=True, may_approve=True, has_written=True)
    assert not rule_step(state, name, writer, FIT).may


@pytest.mark.parametrize(
    ("content", "lacking"),
    [
        (FIT, ()),
        (Content(is_sound=True), ("no_criteria",)),
        (Content(has_criteria=True), ("faulty_lines",)),
        (FIT._replace(names_people=True), ("names_people",)),
        (FIT._replace(names_people=True, before_the_seal=False), ()),
        (FIT._replace(is_first=False), ("reason_missing",)),
        (FIT._replace(is_first=False, reason="A mistake."), ()),
    ],
)
def test_what_keeps_a_version_from_being_proposed(content, lacking):
    assert rules.unfit(content) == lacking


def test_what_is_frozen_cannot_be_written():
    writer = Writer(may_write=True)
    assert rule_step("frozen", "write", writer, FIT).why == "no_such_step"


def test_a_quota_counts_whoever_has_not_been_withdrawn():
    assert not rules.over_quota(None, 99)
    assert not rules.over_quota(3, 2)
    assert rules.over_quota(3, 3)


@pytest.mark.parametrize(("count", "few"), [(0, True), (4, True), (5, False)])
def test_small_counts_are_not_told(count, few):
    assert rules.is_few(count) is few
