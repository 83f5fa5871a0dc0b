"""A request from its report to the asker's own word: who may do what, and what is never lost."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from shanhai.desk import actions, queries
from shanhai.desk.models import Asker, Assignment, Request, Step
from shanhai.desk.models import requests as of_requests
from shanhai.programme.models import Participation
from shanhai.programme.trail import Stale, writing
from tests.desk.makers import (
    WORDS,
    calendar_for,
    calendar_now,
    competence_of,
    contact_of,
    request_of,
    routed,
    solved,
    taken_on,
    topic_of,
)

if TYPE_CHECKING:
    from tests.cast import Cast

pytestmark = pytest.mark.django_db


def _asker(request: Request) -> Asker:
    return request.askers.get()


def test_a_report_is_with_the_desk_at_once_and_has_a_next_date(cast: Cast) -> None:
    made = request_of(cast)
    assert (made.state, made.turn, made.unit) == ("received", "desk", None)
    assert made.next_on == made.route_by >= timezone.localdate()


def test_from_a_report_to_the_askers_own_word(cast: Cast) -> None:
    made = request_of(cast)
    made = actions.route_by_hand(by=cast.office, request=made, unit=cast.organisations["university"])
    assert (made.state, made.turn) == ("routed", "unit")
    made = actions.take(by=cast.responder, request=made, name="take_on")
    made = actions.take(by=cast.responder, request=made, name="answer", text="周四到村。")
    assert (made.state, made.turn, made.answered_on) == ("answered", "unit", timezone.localdate())
    made = actions.take(by=cast.responder, request=made, name="solve", text="已换水。")
    assert (made.state, made.turn) == ("solved", "asker")
    made = actions.take(by=cast.secondee, request=made, name="confirm")
    assert (made.state, made.turn, made.next_on) == ("confirmed", "", None)
    assert _asker(made).verdict == "confirmed"


def test_nobody_but_the_asker_says_that_it_is_settled(cast: Cast) -> None:
    made = solved(cast)
    for account in (cast.responder, cast.office, cast.second_secondee):
        with pytest.raises(PermissionDenied):
            actions.take(by=account, request=made, name="confirm")


def test_what_is_not_settled_goes_back_to_the_unit_with_a_new_date(cast: Cast) -> None:
    made = actions.take(by=cast.secondee, request=solved(cast), name="reopen", text="水又浑了。")
    assert (made.state, made.turn, made.reopened) == ("routed", "unit", 1)
    assert made.next_on == made.answer_by
    made = actions.take(by=cast.responder, request=made, name="take_on")
    made = actions.take(by=cast.responder, request=made, name="solve", text="换了增氧机。")
    assert _asker(made).verdict == ""


def test_what_cannot_be_solved_says_why_and_is_no_solution(cast: Cast) -> None:
    made = taken_on(cast)
    with pytest.raises(actions.StepRefused) as refused:
        actions.take(by=cast.responder, request=made, name="cannot", text=" ")
    assert refused.value.why == "words_missing"
    made = actions.take(by=cast.responder, request=made, name="cannot", text="需省级立项，今年没有。")
    assert (made.state, made.turn) == ("unsolvable", "asker")


def test_what_the_desk_answers_by_itself_stays_with_the_desk(cast: Cast) -> None:
    calendar_now(cast)
    made = request_of(cast)
    answered = actions.take(by=cast.office, request=made, name="answer", text="请先停止投料。")
    assert (answered.state, answered.turn, answered.unit) == ("answered", "desk", None)
    assert answered.next_on == answered.solve_by
    held = actions.take(
        by=cast.office,
        request=made,
        name="hold",
        text="等检测结果。",
        until=answered.next_on + timedelta(days=3),
    )
    assert (held.state, held.turn) == ("on_hold", "desk")
    assert actions.take(by=cast.office, request=made, name="resume").turn == "desk"
    assert actions.take(by=cast.office, request=made, name="solve", text="已处置。").turn == "asker"


def test_a_report_with_nothing_in_it_is_refused(cast: Cast) -> None:
    with pytest.raises(actions.StepRefused) as refused:
        request_of(cast, text=" \n ")
    assert refused.value.why == "nothing_in_it"
    assert not Request.objects.exists()


def test_a_responder_sees_only_what_was_routed_to_their_unit(cast: Cast) -> None:
    ours, theirs = routed(cast), routed(cast, unit="institute")
    seen = Request.objects.visible_to(cast.responder)
    assert list(seen) == [ours]
    assert theirs not in seen


def test_handed_over_it_is_gone_from_the_first_unit(cast: Cast) -> None:
    made = taken_on(cast)
    made = actions.take(
        by=cast.responder,
        request=made,
        name="hand_over",
        unit=cast.organisations["institute"],
        text="属渔业研究所专业范围。",
    )
    assert made.unit == cast.organisations["institute"]
    assert not Request.objects.visible_to(cast.responder).exists()
    assert Request.objects.visible_to(cast.institute_officer).get() == made


def test_a_hand_over_to_a_unit_that_left_is_refused(cast: Cast) -> None:
    made = taken_on(cast)
    with writing(by=None, action="test") as write:
        write.delete(Participation.objects.get(organisation=cast.organisations["institute"]))
    with pytest.raises(actions.StepRefused) as refused:
        actions.take(
            by=cast.responder, request=made, name="hand_over", unit=cast.organisations["institute"], text="请"
        )
    assert refused.value.why == "unit_left"
    made.refresh_from_db()
    assert made.unit == cast.organisations["university"]


def test_several_units_work_on_one_request_and_one_of_them_leads(cast: Cast) -> None:
    made = taken_on(cast)
    made = actions.take(
        by=cast.responder, request=made, name="add_unit", unit=cast.organisations["institute"]
    )
    assert queries.parts(cast.institute_officer, made) == {"helper"}
    actions.take(by=cast.institute_officer, request=made, name="contribute", text="水样已化验。")
    assert Assignment.objects.get(unit=cast.organisations["institute"]).done_at
    with pytest.raises(PermissionDenied):
        actions.take(by=cast.institute_officer, request=made, name="solve", text="好了")


def test_what_is_on_hold_has_a_reason_and_a_day_and_the_clock_stands(cast: Cast) -> None:
    calendar_now(cast)
    made = taken_on(cast)
    due = made.solve_by
    until = timezone.localdate() + timedelta(days=14)
    for fault, given in {
        "words_missing": {"until": until},
        "day_missing": {"text": "等汛期过去"},
        "day_past": {"text": "等汛期过去", "until": timezone.localdate()},
    }.items():
        with pytest.raises(actions.StepRefused) as refused:
            actions.take(by=cast.responder, request=made, name="hold", **given)
        assert refused.value.why == fault
    made = actions.take(by=cast.responder, request=made, name="hold", text="等汛期过去", until=until)
    assert (made.state, made.next_on) == ("on_hold", until)
    assert made.solve_by > due


def test_a_day_in_a_year_without_calendar_is_refused_in_words(cast: Cast) -> None:
    calendar_for(cast, timezone.localdate().year)
    made = taken_on(cast)
    far = timezone.localdate().replace(year=timezone.localdate().year + 3, day=1)
    with pytest.raises(actions.StepRefused) as refused:
        actions.take(by=cast.responder, request=made, name="hold", text="等", until=far)
    assert f"calendar of {timezone.localdate().year + 1}" in refused.value.words.en
    made.refresh_from_db()
    assert made.state == "taken_on"


def test_dates_without_a_calendar_are_marked_and_put_right_once_it_is_there(cast: Cast) -> None:
    made = request_of(cast)
    assert not made.is_sure
    calendar_now(cast)
    assert actions.recompute(by=cast.office, programme=cast.haiyue) == 1
    made.refresh_from_db()
    assert made.is_sure


def test_a_step_on_what_somebody_else_has_moved_is_refused(cast: Cast) -> None:
    made = routed(cast)
    actions.take(by=cast.responder, request=made, name="take_on")
    with pytest.raises(Stale):
        actions.take(by=cast.office, request=made, name="note", text="催办", expected=made.version - 1)


# Asked again


def test_asking_for_what_was_said_is_refused_first_and_counted_when_asked_all_the_same(cast: Cast) -> None:
    made = taken_on(cast)
    with pytest.raises(actions.SaidAlready) as said:
        actions.ask(by=cast.responder, request=made, text="在哪里？", asks_for="place")
    assert said.value.where == "place"
    made.refresh_from_db()
    assert (made.repeats, made.is_asked) == (0, False)
    made = actions.ask(by=cast.responder, request=made, text="在哪里？", asks_for="place", knowing=True)
    assert (made.repeats, made.is_asked, made.turn) == (1, True, "asker")


def test_the_same_question_in_other_words_is_noticed(cast: Cast) -> None:
    made = actions.ask(by=cast.responder, request=taken_on(cast), text="请问鱼塘面积有多大？")
    made = actions.tell_more(by=cast.secondee, request=made, text="三亩。")
    assert (made.is_asked, made.turn) == (False, "unit")
    with pytest.raises(actions.SaidAlready):
        actions.ask(by=cast.responder, request=made, text="鱼塘的面积有多大呢")
    actions.ask(by=cast.responder, request=made, text="最近投喂了哪种饲料？")


def test_an_asker_who_has_said_it_already_says_so_and_it_counts(cast: Cast) -> None:
    made = actions.ask(by=cast.responder, request=taken_on(cast), text="死了多少鱼？")
    made = actions.take(by=cast.secondee, request=made, name="repeat")
    assert (made.repeats, made.is_asked) == (1, False)


# Merged


def test_merged_requests_keep_every_asker_and_each_speaks_for_themselves(cast: Cast) -> None:
    first = request_of(cast, by="second_secondee", text="鱼塘死鱼，水质有问题。")
    second = taken_on(cast)
    actions.merge(by=cast.office, request=first, into=second)
    first.refresh_from_db()
    assert (first.state, first.merged_into, first.next_on) == ("merged", second, None)
    assert second.askers.count() == 2
    second = actions.take(by=cast.responder, request=second, name="solve", text="已处理。")
    second = actions.take(by=cast.secondee, request=second, name="confirm")
    assert second.state == "solved"
    second = actions.take(by=cast.second_secondee, request=second, name="confirm")
    assert second.state == "confirmed"


def test_an_asker_reads_their_own_words_and_nobody_elses(cast: Cast) -> None:
    first = request_of(cast, by="second_secondee", text="这是第二个人的话。")
    second = taken_on(cast)
    actions.merge(by=cast.office, request=first, into=second)
    words = {
        name: " ".join(queries.thread(cast.accounts[name], second).values_list("text", flat=True))
        for name in ("secondee", "second_secondee", "responder")
    }
    assert "第二个人的话" not in words["secondee"]
    assert "第二个人的话" in words["second_secondee"]
    assert WORDS not in words["second_secondee"]
    assert WORDS in words["responder"]
    assert "第二个人的话" in words["responder"]


@pytest.mark.parametrize("few", [0, 500])
def test_many_of_ones_own_are_found_just_as_few_are(cast: Cast, monkeypatch, few: int) -> None:
    monkeypatch.setattr(of_requests, "_FEW", few)
    first = request_of(cast, by="second_secondee", text="鱼塘死鱼，水质有问题。")
    second = taken_on(cast)
    actions.merge(by=cast.office, request=first, into=second)
    elsewhere = request_of(cast, by="office", text="自己报的。")
    mine = {name: set(queries.own(cast.accounts[name], cast.haiyue)) for name in ("secondee", "office")}
    assert mine == {"secondee": {second}, "office": {elsewhere}}
    assert set(queries.own(cast.second_secondee, cast.haiyue)) == {first, second}
    assert set(queries.of_units(cast.responder, cast.haiyue)) == {second}


@pytest.mark.parametrize("which", ["itself", "foreign", "closed"])
def test_a_merge_that_makes_no_sense_is_refused(cast: Cast, which: str) -> None:
    made = request_of(cast)
    into = {"itself": made, "foreign": None, "closed": request_of(cast)}[which]
    if which == "closed":
        actions.take(by=cast.secondee, request=into, name="withdraw")
    with pytest.raises(actions.StepRefused) as refused:
        actions.merge(by=cast.office, request=made, into=into)
    assert refused.value.why == f"merge_{which}"
    made.refresh_from_db()
    assert made.state == "received"


def test_whoever_reported_the_same_twice_had_to_repeat_themselves(cast: Cast) -> None:
    first, second = request_of(cast), request_of(cast)
    second = actions.merge(by=cast.office, request=first, into=second)
    assert second.repeats == 1


# Routed by the engine


def test_all_that_waits_is_routed_in_one_go_and_says_why(cast: Cast) -> None:
    competence_of(cast, capacity=1)
    competence_of(cast, "institute", capacity=1, places=["C12"])
    here, there = request_of(cast), request_of(cast, place=cast.places["songmen"])
    elsewhere = request_of(cast, topic=topic_of(cast, "T9", "无人能办"))
    actions.route_waiting(by=cast.office, programme=cast.haiyue)
    for each in (here, there, elsewhere):
        each.refresh_from_db()
    assert here.unit == cast.organisations["university"]
    assert there.unit == cast.organisations["institute"]
    assert (elsewhere.state, elsewhere.routed_because["why"]) == ("received", "nobody")
    assert Step.objects.filter(name="route").count() == 2


def test_a_full_unit_is_given_no_more_and_the_desk_is_told_so(cast: Cast) -> None:
    competence_of(cast, capacity=1)
    first, second = request_of(cast), request_of(cast)
    actions.route_waiting(by=None, programme=cast.haiyue)
    states = sorted(Request.objects.values_list("state", "routed_because__why"))
    assert states == [("received", "full"), ("routed", "only")]
    assert {first.pk, second.pk} == set(Request.objects.values_list("pk", flat=True))


def test_what_a_unit_gave_back_is_not_sent_out_again_by_itself(cast: Cast) -> None:
    competence_of(cast)
    made = actions.take(by=cast.responder, request=routed(cast), name="give_back", text="不属本校业务。")
    assert (made.state, made.turn, made.unit) == ("received", "desk", None)
    actions.route_waiting(by=None, programme=cast.haiyue)
    made.refresh_from_db()
    assert made.state == "received"


# The clock


def test_what_is_late_is_reminded_of_then_escalated_each_once_for_its_date(cast: Cast) -> None:
    calendar_now(cast)
    made = taken_on(cast)
    for day, step in ((made.next_on, "remind"), (made.next_on + timedelta(days=1), "escalate")):
        done = [actions.remind_and_escalate(cast.haiyue, day) for _ in range(2)]
        assert [each[step] for each in done] == [1, 0], step
    made.refresh_from_db()
    assert made.escalated == 1
    assert made.next_on >= timezone.localdate()


def test_an_asker_who_says_nothing_for_long_closes_it_and_that_is_no_confirmation(cast: Cast) -> None:
    calendar_now(cast)
    made = solved(cast)
    actions.remind_and_escalate(cast.haiyue, made.next_on + timedelta(days=1))
    made.refresh_from_db()
    assert (made.state, _asker(made).verdict) == ("lapsed", "silent")


# Who else may report


def test_a_firms_contact_reports_for_the_firm_and_colleagues_follow(cast: Cast) -> None:
    hospital = cast.organisations["hospital"]
    contact = contact_of(cast, hospital)
    said = actions.Said(text="缺一名检验师。")
    made = actions.report(by=contact, programme=cast.haiyue, said=said, unit=hospital)
    assert Request.objects.visible_to(contact).get() == made
    assert Request.objects.visible_to(cast.hospital_officer).get() == made
    assert not Request.objects.visible_to(cast.songmen_officer).exists()
    with pytest.raises(PermissionDenied):
        actions.report(by=contact, programme=cast.haiyue, said=said, unit=cast.organisations["songmen"])


def test_a_family_asks_by_a_link_that_can_be_taken_back(cast: Cast) -> None:
    link, key = actions.make_welfare_link(by=cast.secondee, programme=cast.haiyue)
    said = actions.Said(text="老人需要陪诊。")
    made, own_key = actions.report_by_link(
        link=queries.welfare_link(key), said=said, name="家属", contact="123"
    )
    assert made.kind == "welfare"
    for outsider in (cast.secondee, cast.auditor, cast.responder):
        assert not Request.objects.visible_to(outsider).filter(pk=made.pk).exists()
    follower = queries.asker_by_key(own_key)
    assert follower.request == made
    actions.revoke_welfare_link(by=cast.secondee, link=link)
    assert queries.welfare_link(key) is None
    actions.end_consent(asker=follower)
    follower.refresh_from_db()
    made.refresh_from_db()
    assert (follower.contact, made.state) == ("", "withdrawn")


def test_citizens_write_only_where_the_form_is_open(cast: Cast) -> None:
    said = actions.Said(text="路灯不亮。")
    with pytest.raises(actions.StepRefused) as refused:
        actions.report_in_public(programme=cast.haiyue, said=said, name="", contact="")
    assert refused.value.why == "not_public"
    actions.write_settings(by=cast.office, programme=cast.haiyue, is_public=True, terms={})
    made, _ = actions.report_in_public(programme=cast.haiyue, said=said, name="", contact="")
    assert made.kind == "public"
