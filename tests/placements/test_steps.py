"""A placement on its way: steps, sessions, absences, extensions, diary, teams, replacement."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from shanhai.outbox.models import Message
from shanhai.placements import actions
from shanhai.placements.actions import StepRefused
from shanhai.placements.models import Absence, Attendance, DiaryEntry
from shanhai.programme.models import Event, Payload, PoolEntry
from shanhai.programme.trail import Stale, writing
from tests.placements import scene

pytestmark = pytest.mark.django_db
DAY = date(2023, 1, 10)


def refused(call, **given) -> str:
    with pytest.raises(StepRefused) as raised:
        call(**given)
    return raised.value.why


def test_briefing_and_induction_lead_to_the_post(cast) -> None:
    placement = scene.placed(cast)
    for kind, by, host in (("briefing", cast.office, None), ("induction", cast.qingxi_officer, "qingxi")):
        session = actions.write_session(
            by=by,
            cohort=cast.cohort,
            kind=kind,
            title="出发",
            on=date(2022, 8, 20),
            host=cast.organisations[host] if host else None,
        )
        line = Attendance.objects.get(session=session, placement=placement)
        assert actions.enter_attendance(by=by, session=session, came={line.pk: "attended"}) == 1
    assert scene.fresh(placement).state == "inducted"
    scene.return_plan(cast, placement)
    actions.move(by=cast.qingxi_officer, placement=placement, step="arrive", on=scene.STARTS)
    placement = scene.fresh(placement)
    assert (placement.state, placement.arrived_on) == ("in_post", scene.STARTS)


def test_whoever_missed_the_session_is_no_step_further(cast) -> None:
    placement = scene.placed(cast)
    session = actions.write_session(
        by=cast.office, cohort=cast.cohort, kind="briefing", title="动员", on=date(2022, 8, 20)
    )
    line = Attendance.objects.get(session=session)
    actions.enter_attendance(by=cast.office, session=session, came={line.pk: "missed"})
    assert scene.fresh(placement).state == "accepted"


def test_attendance_of_a_session_to_come_is_not_entered(cast) -> None:
    scene.placed(cast)
    session = actions.write_session(
        by=cast.office,
        cohort=cast.cohort,
        kind="briefing",
        title="动员",
        on=timezone.localdate() + timedelta(days=1),
    )
    assert refused(actions.enter_attendance, by=cast.office, session=session, came={}) == "day_to_come"


def test_a_host_holds_inductions_of_its_own_only(cast) -> None:
    with pytest.raises(PermissionDenied):
        actions.write_session(
            by=cast.qingxi_officer,
            cohort=cast.cohort,
            kind="induction",
            title="x",
            on=DAY,
            host=cast.organisations["songmen"],
        )
    with pytest.raises(PermissionDenied):
        actions.write_session(by=cast.qingxi_officer, cohort=cast.cohort, kind="briefing", title="x", on=DAY)


def test_a_step_is_refused_with_its_reason_and_nothing_is_written(cast) -> None:
    placement = scene.in_post(cast)
    events = Event.objects.count()
    assert (
        refused(
            actions.move, by=cast.university_officer, placement=placement, step="return", on=date(2022, 8, 1)
        )
        == "before_the_arrival"
    )
    with pytest.raises(PermissionDenied):
        actions.move(by=cast.secondee, placement=placement, step="return", on=DAY)
    with pytest.raises(Stale):
        actions.move(by=cast.university_officer, placement=placement, step="return", on=DAY, expected=7)
    assert Event.objects.count() == events


def test_both_units_and_the_person_hear_of_a_step_once(cast) -> None:
    placement = scene.in_post(cast)
    actions.move(by=cast.university_officer, placement=placement, step="return", on=DAY)
    told = set(Message.objects.values_list("to__username", flat=True))
    assert told == {"secondee", "qingxi_officer"}
    assert not any("李" in message.subject for message in Message.objects.all())


def test_whoever_is_in_a_post_cannot_arrive_in_another(cast) -> None:
    scene.in_post(cast)
    second = scene.placed(cast, code="D02", host="songmen", state="inducted")
    scene.return_plan(cast, second)
    assert (
        refused(actions.move, by=cast.songmen_officer, placement=second, step="arrive", on=DAY) == "overlap"
    )


# The return plan, and what came of it


def test_the_home_organisation_writes_the_return_plan_and_the_host_does_not(cast) -> None:
    placement = scene.placed(cast)
    scene.return_plan(cast, placement)
    assert scene.fresh(placement).return_plan.post == "林学院讲师"
    with pytest.raises(PermissionDenied):
        actions.write_return_plan(by=cast.qingxi_officer, placement=placement, post="x", contact="y")


def test_how_what_was_learned_is_used_is_told_after_the_return(cast) -> None:
    placement = scene.in_post(cast)
    scene.return_plan(cast, placement)
    assert refused(actions.tell_use, by=cast.secondee, placement=placement, text="x") == "nothing_learned_yet"
    actions.move(by=cast.university_officer, placement=placement, step="return", on=DAY)
    actions.tell_use(by=cast.secondee, placement=placement, text="我讲课")
    actions.tell_use(by=cast.university_officer, placement=placement, text="已开课")
    plan = scene.fresh(placement).return_plan
    assert (plan.used, plan.used_by_home) == ("我讲课", "已开课")


# Absences


def test_an_absence_names_who_stands_in(cast) -> None:
    placement = scene.in_post(cast)
    given = {"by": cast.secondee, "placement": placement, "stand_in": "周某"}
    actions.enter_absence(starts=DAY, ends=DAY, **given)
    assert refused(actions.enter_absence, starts=DAY, ends=DAY, **given) == "absent_already"
    assert (
        refused(actions.enter_absence, starts=DAY, ends=date(2023, 1, 1), **given) == "ends_before_it_starts"
    )
    assert (
        refused(actions.enter_absence, starts=date(2024, 1, 1), ends=date(2024, 1, 2), **given)
        == "outside_the_term"
    )
    actions.drop_absence(by=cast.qingxi_officer, absence=Absence.objects.get())
    assert not Absence.objects.exists()


# Extensions


def asked(cast, placement, by="qingxi_officer"):
    return actions.ask_extension(
        by=cast.accounts[by], placement=placement, until=date(2024, 2, 29), reason="项目未完"
    )


def test_an_extension_is_agreed_to_by_all_and_decided_by_another(cast) -> None:
    placement = scene.in_post(cast)
    extension = asked(cast, placement)
    decide = {"by": cast.office, "extension": extension, "step": "approve"}
    assert refused(actions.decide_extension, **decide) == "not_all_agree"
    actions.answer_extension(by=cast.secondee, extension=extension, side="person", agrees=True)
    actions.answer_extension(by=cast.university_officer, extension=extension, side="home", agrees=True)
    actions.decide_extension(**decide)
    placement = scene.fresh(placement)
    assert (placement.state, placement.ends) == ("extended", date(2024, 2, 29))


def test_a_longer_term_puts_off_the_end_review_that_is_not_handed_in(cast) -> None:
    placement = scene.in_post(cast)
    reviews = scene.asked(cast, placement, "end")
    handed_in = reviews["host"]
    actions.write_review(
        by=cast.qingxi_officer, review=handed_in, answers=scene.answers(handed_in), hand_in=True
    )
    extension = asked(cast, placement)
    for side, by in (("person", cast.secondee), ("home", cast.university_officer)):
        actions.answer_extension(by=by, extension=extension, side=side, agrees=True)
    actions.decide_extension(by=cast.office, extension=extension, step="approve")
    due = {side: scene.fresh(each).due for side, each in reviews.items()}
    assert due == {"host": handed_in.due, "home": date(2024, 2, 20), "person": date(2024, 2, 20)}


def test_nobody_decides_on_the_extension_that_they_asked_for(cast) -> None:
    extension = asked(cast, scene.in_post(cast), by="office")
    with pytest.raises(PermissionDenied):
        actions.decide_extension(by=cast.office, extension=extension, step="approve")
    actions.decide_extension(by=cast.second_office, extension=extension, step="refuse", reason="无需")
    assert scene.fresh(extension).state == "refused"


def test_one_no_refuses_an_extension(cast) -> None:
    extension = asked(cast, scene.in_post(cast))
    no = {"by": cast.secondee, "extension": extension, "side": "person", "agrees": False}
    assert refused(actions.answer_extension, **no) == "reason_missing"
    actions.answer_extension(**no, reason="家中有事")
    assert scene.fresh(extension).state == "refused"


def test_a_side_answers_for_itself_only(cast) -> None:
    extension = asked(cast, scene.in_post(cast))
    with pytest.raises(PermissionDenied):
        actions.answer_extension(by=cast.university_officer, extension=extension, side="person", agrees=True)
    assert (
        refused(actions.answer_extension, by=cast.office, extension=extension, side="person", agrees=True)
        == "reason_missing"
    )


def test_a_term_that_has_ended_is_not_extended(cast) -> None:
    placement = scene.in_post(cast)
    actions.move(by=cast.university_officer, placement=placement, step="return", on=DAY)
    given = {"by": cast.office, "placement": placement, "until": date(2024, 1, 1), "reason": "x"}
    assert refused(actions.ask_extension, **given) == "term_is_over"


# The diary


def test_a_diary_is_ones_own_unless_it_is_shared(cast) -> None:
    placement = scene.in_post(cast)
    entry = actions.write_diary(by=cast.secondee, placement=placement, on=DAY, text="走访三户")
    readers = ("secondee", "qingxi_officer", "university_officer", "office", "auditor", "second_secondee")

    def seen() -> set[str]:
        return {name for name in readers if DiaryEntry.objects.visible_to(cast.accounts[name]).exists()}

    assert seen() == {"secondee"}
    for shared, expected in (
        ("home", {"secondee", "university_officer"}),
        ("host", {"secondee", "qingxi_officer"}),
        ("all", {"secondee", "university_officer", "qingxi_officer", "office"}),
    ):
        actions.write_diary(
            by=cast.secondee, placement=placement, on=DAY, text="走访三户", shared=shared, entry=entry
        )
        assert seen() == expected, shared
    with pytest.raises(PermissionDenied):
        actions.write_diary(by=cast.office, placement=placement, on=DAY, text="x", entry=entry)


def test_the_text_of_a_diary_never_enters_the_trail(cast) -> None:
    placement = scene.in_post(cast)
    entry = actions.write_diary(by=cast.secondee, placement=placement, on=DAY, text="心里话")
    actions.drop_diary(by=cast.secondee, entry=entry)
    assert not any("心里话" in str((each.before, each.after)) for each in Payload.objects.all())


# Replacement, teams, liaison


def test_a_seat_is_filled_anew_from_the_pool_after_an_early_end(cast) -> None:
    placement = scene.in_post(cast)
    given = {"by": cast.office, "placement": placement, "person": cast.people["chen"], "reason": "递补"}
    starts = {"starts": date(2023, 2, 1)}
    assert refused(actions.replace, **given, **starts) == "not_free_for_replacement"
    actions.move(by=cast.office, placement=placement, step="end_early", on=DAY, reason="另有任用")
    assert refused(actions.replace, **given, **starts) == "not_in_the_pool"
    with writing(by=None, action="test") as write:
        write.save(PoolEntry(cohort=cast.cohort, person=cast.people["chen"], record={}))
    made = actions.replace(**given, **starts)
    assert (made.replaces, made.seat, made.home.code, made.ends) == (placement, 1, "U02", scene.ENDS)
