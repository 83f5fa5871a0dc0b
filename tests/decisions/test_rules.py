"""What may happen between a proposed plan and its letters, asked of plain values."""

from datetime import date

import pytest

from shanhai.decisions import rules, words
from shanhai.decisions.rules import Consulted, Hearer, Signer

MEMBER = Signer(is_member=True, has_factor=True)


@pytest.mark.parametrize("name", rules.LIVES)
def test_every_state_that_a_step_leads_to_has_a_life_and_words(name: str) -> None:
    life = rules.LIVES[name]
    reached = {state for steps in life.values() for state in steps.values()}
    assert reached <= life.keys()
    assert life.keys() == words.STATES[name].keys()


def test_the_panel_waits_for_answers_until_their_time_is_over() -> None:
    waiting = Consulted(waiting=2)
    assert rules.open_signing("consulting", waiting).lacking == ("answers_missing",)
    assert rules.open_signing("consulting", Consulted(waiting=2, time_is_over=True)).state == "signing"
    assert rules.open_signing("consulting", Consulted()).state == "signing"


def test_nobody_who_declined_is_signed_into_a_plan() -> None:
    declined = Consulted(declined=1, time_is_over=True)
    assert rules.open_signing("consulting", declined).lacking == ("somebody_declined",)


@pytest.mark.parametrize(
    ("signer", "why"),
    [
        (MEMBER._replace(is_member=False), "not_a_member"),
        (MEMBER._replace(has_proposed=True), "own_proposal"),
        (MEMBER._replace(has_signed=True), "already_signed"),
        (MEMBER._replace(has_factor=False), "factor_missing"),
    ],
)
def test_who_may_not_sign_is_told_why(signer: Signer, why: str) -> None:
    assert rules.sign("signing", MEMBER, reason="Sound.", is_unchanged=True).may
    assert rules.sign("signing", signer, reason="Sound.", is_unchanged=True).lacking == (why,)


def test_a_signature_has_a_reason_and_is_for_what_was_shown() -> None:
    assert rules.sign("signing", MEMBER, reason=" ", is_unchanged=True).lacking == ("reason_missing",)
    changed = rules.sign("signing", MEMBER, reason="Sound.", is_unchanged=False)
    assert changed.lacking == ("other_fingerprint",)
    assert rules.sign("consulting", MEMBER, reason="Sound.", is_unchanged=True).lacking == ("no_such_step",)


@pytest.mark.parametrize(
    ("agreeing", "dissenting", "then"),
    [(0, 0, "signing"), (1, 0, "signing"), (2, 0, "signed"), (1, 1, "signing"), (1, 2, "rejected")],
)
def test_the_quorum_decides_or_is_out_of_reach(agreeing: int, dissenting: int, then: str) -> None:
    assert rules.outcome(agreeing, dissenting, members=3, quorum=2) == then


def test_a_paper_is_entered_by_a_second_person() -> None:
    assert rules.may_enter_paper(entered_by=2, scanned_by=1, member=3, proposer=4).may
    assert rules.may_enter_paper(entered_by=1, scanned_by=1, member=3, proposer=4).lacking == ("same_hand",)
    assert rules.may_enter_paper(entered_by=3, scanned_by=1, member=3, proposer=4).lacking == ("own_paper",)
    assert rules.may_enter_paper(entered_by=4, scanned_by=1, member=3, proposer=4).lacking == ("own_paper",)


def test_a_panel_without_its_proposers_still_has_its_quorum() -> None:
    assert rules.unfit_panel(3, 2) == ()
    assert rules.unfit_panel(3, 3, proposers=1) == ("panel_too_small",)


@pytest.mark.parametrize(
    ("side", "name", "then"),
    [("host", "agree", "agreed"), ("home", "object", "objected"), ("person", "decline", "declined")],
)
def test_each_side_answers_in_its_own_words(side: str, name: str, then: str) -> None:
    assert rules.answer("asked", name, side, is_open=True, reason="So it is.").state == then


def test_whoever_says_no_says_why_and_nobody_answers_for_another_side() -> None:
    assert rules.answer("asked", "object", "host", is_open=True, reason="").lacking == ("reason_missing",)
    assert rules.answer("asked", "accept", "host", is_open=True, reason="").lacking == ("no_such_step",)
    assert rules.answer("asked", "agree", "host", is_open=False, reason="").lacking == ("consultation_over",)


def test_a_list_is_taken_back_until_letters_are_sent() -> None:
    assert rules.take_back("published", reason="A mistake.").state == "taken_back"
    assert rules.take_back("published", reason="").lacking == ("reason_missing",)
    assert rules.take_back("settled", reason="A mistake.").lacking == ("letters_sent",)


def test_letters_wait_for_the_window_and_for_every_case() -> None:
    assert rules.send_letters("published", window_is_over=True, open_cases=0).state == "settled"
    assert rules.send_letters("published", window_is_over=False, open_cases=1).lacking == (
        "window_open",
        "cases_open",
    )


def test_a_window_of_five_working_days_leaves_out_the_week_end() -> None:
    thursday = date(2022, 6, 2)
    assert rules.last_day(thursday, 5) == date(2022, 6, 9)
    assert rules.last_day(thursday, 0) == thursday


def test_a_list_always_says_whom_and_where_to() -> None:
    assert rules.shown([]) == ("name", "host")
    assert rules.shown(["term", "home", "salary"]) == ("name", "home", "host", "term")


def test_an_appeal_is_answered_by_somebody_else() -> None:
    today = date(2022, 6, 10)
    panel = Hearer(may_hear=True)
    assert rules.objection_step("appealed", "answer_appeal", panel, text="No.", today=today).state == "closed"
    same = rules.objection_step(
        "appealed", "answer_appeal", panel._replace(has_answered=True), text="No.", today=today
    )
    assert same.lacking == ("own_answer",)


def test_only_the_objector_appeals_and_in_time() -> None:
    mine, until = Hearer(is_objector=True), date(2022, 6, 10)

    def appeal(hearer: Hearer, today: date) -> rules.Answer:
        return rules.objection_step("answered", "appeal", hearer, text="Again.", today=today, until=until)

    assert appeal(mine, until).state == "appealed"
    assert appeal(mine, date(2022, 6, 11)).lacking == ("appeal_too_late",)
    assert appeal(Hearer(may_hear=True), until).lacking == ("not_yours",)


def test_a_case_is_closed_once_nobody_can_appeal_any_more() -> None:
    panel, until = Hearer(may_hear=True), date(2022, 6, 10)
    early = rules.objection_step("answered", "close", panel, text="", today=until, until=until)
    assert early.lacking == ("appeal_still_possible",)
    late = rules.objection_step("answered", "close", panel, text="", today=date(2022, 6, 11), until=until)
    assert late.state == "closed"


def test_an_objection_is_filed_within_the_window() -> None:
    until = date(2022, 6, 10)
    assert rules.may_file("published", today=until, until=until, text="He cannot.").may
    late = rules.may_file("published", today=date(2022, 6, 11), until=until, text="He cannot.")
    assert late.lacking == ("window_closed",)
    assert rules.may_file("taken_back", today=until, until=until, text="x").lacking == ("window_closed",)


def test_an_appointment_names_its_body_and_its_number() -> None:
    def step(state: str, name: str, body: str = "", number: str = "", reason: str = "") -> rules.Answer:
        return rules.appointment_step(state, name, body=body, number=number, reason=reason)

    assert step("awaited", "ask").lacking == ("body_missing",)
    assert step("awaited", "ask", body="县人大常委会").state == "asked"
    assert step("asked", "issue", number="").lacking == ("number_missing",)
    assert step("asked", "issue", number="青人〔2022〕3 号").state == "issued"
    assert step("asked", "refuse", reason="Not voted.").state == "refused"
