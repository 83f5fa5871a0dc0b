"""Reviews, the forms that they answer, and what the clock asks for."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from shanhai.outbox.models import Message
from shanhai.placements import actions, jobs
from shanhai.placements.actions import StepRefused
from shanhai.placements.models import Form, Review
from shanhai.placements.questions import TYPES, Question, faults, read
from shanhai.placements.usual import QUESTIONS
from shanhai.sheets import Words
from tests.placements import scene

pytestmark = pytest.mark.django_db
MID = date(2023, 3, 2)


def test_a_form_is_put_in_force_by_somebody_else_and_then_stands(cast) -> None:
    form = actions.write_form(by=cast.office, programme=cast.haiyue, moment="mid_term", side="host")
    with pytest.raises(PermissionDenied):
        actions.move_form(by=cast.office, form=form, step="put_in_force")
    actions.move_form(by=cast.second_office, form=form, step="put_in_force")
    asked = Question("why", "text", Words("Why?", "为什么？"), required=True)
    second = actions.write_form(
        by=cast.office, programme=cast.haiyue, moment="mid_term", side="host", questions=[asked]
    )
    assert (second.number, second.state) == (2, "draft")
    assert scene.fresh(form).questions == [each.stored() for each in QUESTIONS["mid_term", "host"]]
    actions.move_form(by=cast.second_office, form=second, step="put_in_force")
    assert list(Form.objects.order_by("number").values_list("state", flat=True)) == ["retired", "in_force"]


def test_a_review_keeps_the_version_that_it_was_asked_with(cast) -> None:
    review = scene.asked(cast, scene.in_post(cast))["host"]
    asked = Question("why", "text", Words("Why?", "为什么？"), required=True)
    second = actions.write_form(
        by=cast.office, programme=cast.haiyue, moment="mid_term", side="host", questions=[asked]
    )
    actions.move_form(by=cast.second_office, form=second, step="put_in_force")
    actions.write_review(by=cast.qingxi_officer, review=review, answers=scene.answers(review), hand_in=True)
    stored = scene.fresh(review)
    assert stored.form.number == 1
    assert set(stored.answers) == {each["key"] for each in stored.form.questions}


def test_a_placement_is_reviewed_when_every_side_has_handed_in(cast) -> None:
    placement = scene.in_post(cast)
    reviews = scene.asked(cast, placement)
    by = {"host": cast.qingxi_officer, "home": cast.university_officer, "person": cast.secondee}
    for side, review in reviews.items():
        assert scene.fresh(placement).state == "in_post"
        actions.write_review(by=by[side], review=review, answers=scene.answers(review), hand_in=True)
    assert scene.fresh(placement).state == "reviewed"


def test_a_waived_review_holds_nothing_up_and_says_why(cast) -> None:
    placement = scene.in_post(cast)
    reviews = scene.asked(cast, placement)
    with pytest.raises(StepRefused):
        actions.waive_review(by=cast.office, review=reviews["host"], reason=" ")
    for review in reviews.values():
        actions.waive_review(by=cast.office, review=review, reason="刚到岗")
    assert scene.fresh(placement).state == "reviewed"


def test_a_review_is_answered_by_its_side_in_full_and_once(cast) -> None:
    review = scene.asked(cast, scene.in_post(cast))["person"]
    given = {"review": review, "answers": scene.answers(review)}
    with pytest.raises(PermissionDenied):
        actions.write_review(by=cast.office, hand_in=True, **given)
    with pytest.raises(StepRefused):
        actions.write_review(by=cast.secondee, review=review, answers={}, hand_in=True)
    actions.write_review(by=cast.secondee, review=review, answers={}, hand_in=False)
    actions.write_review(by=cast.secondee, hand_in=True, **given)
    with pytest.raises(StepRefused):
        actions.write_review(by=cast.secondee, hand_in=True, **given)


def test_who_reads_which_review(cast) -> None:
    reviews = scene.asked(cast, scene.in_post(cast))

    def readers(side: str) -> set[str]:
        names = ("secondee", "qingxi_officer", "university_officer", "office", "auditor", "songmen_officer")
        return {
            name
            for name in names
            if Review.objects.visible_to(cast.accounts[name]).filter(pk=reviews[side].pk).exists()
        }

    by = {"host": cast.qingxi_officer, "home": cast.university_officer, "person": cast.secondee}
    for side, review in reviews.items():
        actions.write_review(by=by[side], review=review, answers=scene.answers(review), hand_in=False)
    assert readers("host") == {"qingxi_officer"}
    assert readers("home") == {"university_officer"}
    assert readers("person") == {"secondee"}
    for side, review in reviews.items():
        actions.write_review(by=by[side], review=review, answers=scene.answers(review), hand_in=True)
    everybody = {"secondee", "qingxi_officer", "university_officer", "office", "auditor"}
    assert readers("host") == readers("home") == everybody
    assert readers("person") == everybody - {"qingxi_officer"}


# The clock


def test_the_clock_asks_at_half_time_and_before_the_end_once(cast) -> None:
    scene.in_post(cast)
    scene.forms(cast)
    scene.forms(cast, "end")
    assert jobs.look_after(MID - timedelta(days=2)) == 0
    assert jobs.look_after(MID) == 3
    assert jobs.look_after(MID) == 0
    assert jobs.look_after(scene.ENDS - timedelta(days=30)) == 3
    assert Review.objects.count() == 6


def test_the_clock_asks_for_nothing_where_there_is_no_form(cast) -> None:
    scene.in_post(cast)
    assert jobs.look_after(MID) == 0


def test_whoever_is_late_is_reminded_once_a_week(cast) -> None:
    placement = scene.in_post(cast)
    scene.forms(cast)
    jobs.look_after(MID)
    Message.objects.all().delete()
    late = MID + timedelta(days=22)
    for day in (late, late + timedelta(days=1)):
        jobs.look_after(day)
    assert Message.objects.filter(to=cast.secondee).count() == 1
    jobs.look_after(late + timedelta(days=7))
    assert Message.objects.filter(to=cast.secondee).count() == 2
    assert placement.person.name in Message.objects.first().body


def test_a_year_after_the_return_it_is_asked_what_came_of_it(cast) -> None:
    scene.placed(cast, state="returned", arrived_on=scene.STARTS, returned_on=scene.ENDS)
    jobs.look_after(date(2024, 8, 30))
    assert not Message.objects.exists()
    jobs.look_after(date(2024, 8, 31))
    jobs.look_after(date(2024, 9, 1))
    assert set(Message.objects.values_list("to__username", flat=True)) == {"secondee", "university_officer"}
    assert Message.objects.count() == 2


# Questions


def test_the_usual_questions_are_in_order() -> None:
    assert len(QUESTIONS) == 6
    assert all(faults(list(questions)) == [] for questions in QUESTIONS.values())


def _question(kind: str) -> Question:
    return Question(
        "q", kind, Words("Q?", "问？"), options=(("a", Words("A", "甲")), ("b", Words("B", "乙")))
    )


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("text", [" 有 "], "有"),
        ("yes_no", ["no"], False),
        ("number", ["1,200"], 1200),
        ("number", ["0.5"], 0.5),
        ("date", ["2022-09-01"], "2022-09-01"),
        ("date", ["2022年9月1日"], "2022-09-01"),
        ("date", ["2022.09.01"], "2022-09-01"),
        ("text", ["一\r\n" * 2000], "一\n" * 1999 + "一"),
        ("choice", ["a"], "a"),
        ("choices", ["a", "b"], ["a", "b"]),
        ("text", [""], None),
    ],
)
def test_an_answer_is_read_by_its_type(kind, typed, value) -> None:
    assert read(_question(kind), typed) == value


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("yes_no", "maybe"),
        ("number", "many"),
        ("number", "nan"),
        ("number", "inf"),
        ("date", "2022-13-01"),
        ("choice", "c"),
        ("choices", "c"),
    ],
)
def test_an_answer_of_another_type_is_refused(kind, typed) -> None:
    assert kind in TYPES
    with pytest.raises(ValueError):  # noqa: PT011 - what was typed is all that it says
        read(_question(kind), [typed])


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        [Question("Q", "text", Words("a", "b"))],
        [Question("q", "text", Words("a", "b"))] * 2,
        [Question("q", "scale", Words("a", "b"))],
        [Question("q", "text", Words("a", ""))],
        [Question("q", "choice", Words("a", "b"), options=(("a", Words("A", "甲")),))],
    ],
)
def test_what_is_wrong_with_a_form_is_told(wrong) -> None:
    assert faults(wrong)
