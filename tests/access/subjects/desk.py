"""Subjects of the desk's routes: requests in every state, what sets the desk up, links, and visits."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from shanhai.desk import actions
from shanhai.desk.models import Lesson
from shanhai.desk.photos import draw_anew
from shanhai.programme.trail import writing
from tests.access.table import Subject, subject
from tests.desk.makers import calendar_now, competence_of, request_of, routed, solved, taken_on, topic_of
from tests.desk.pictures import a_photo
from tests.placements import scene

if TYPE_CHECKING:
    from shanhai.desk.models import Photo, Request, Topic
    from tests.cast import Cast

HERE = {"programme": "haiyue"}


@subject("desk")
def _(cast: Cast) -> Subject:
    return Subject(HERE)


@subject("desk", "with_something_waiting")
def _(cast: Cast) -> Subject:
    competence_of(cast)
    request_of(cast)
    return Subject(HERE)


@subject("of_placement")
def _(cast: Cast) -> Subject:
    request_of(cast)
    return Subject({"pk": scene.in_post(cast).pk})


@subject("of_organisation")
def _(cast: Cast) -> Subject:
    request_of(cast, by="hospital_officer", unit=cast.organisations["hospital"])
    return Subject(HERE | {"code": "CU11"})


@subject("of_cohort")
def _(cast: Cast) -> Subject:
    scene.in_post(cast)
    request_of(cast)
    return Subject(HERE | {"cohort": "2022"})


@subject("report")
def _(cast: Cast) -> Subject:
    return Subject(HERE, {"text": "缺一名检验师。"})


@subject("report", "empty")
def _(cast: Cast) -> Subject:
    return Subject(HERE, {"text": " "})


@subject("report", "for_foreign_unit")
def _(cast: Cast) -> Subject:
    return Subject(HERE, {"text": "缺一名检验师。", "unit": "CU90"})


def _about(made: Request, name: str = "", **body: object) -> Subject:
    kwargs = HERE | {"pk": made.pk} | ({"name": name} if name else {})
    return Subject(kwargs, {"version": made.version, "text": "写明情况。"} | body)


@subject("request", "received")
def _(cast: Cast) -> Subject:
    return _about(request_of(cast))


@subject("request", "routed")
def _(cast: Cast) -> Subject:
    return _about(routed(cast))


@subject("request", "foreign")
def _(cast: Cast) -> Subject:
    """A request of the foreign programme, asked for below ours."""
    topic_of(cast, programme=cast.linhai)
    said = actions.Said(text="外地诉求")
    return _about(actions.report(by=cast.foreign_host, programme=cast.linhai, said=said))


@subject("request", "welfare")
def _(cast: Cast) -> Subject:
    link, _ = actions.make_welfare_link(by=cast.secondee, programme=cast.haiyue)
    made, _ = actions.report_by_link(link=link, said=actions.Said(text="陪诊"), name="", contact="")
    return _about(made)


@subject("take_on", "routed")
def _(cast: Cast) -> Subject:
    return _about(routed(cast), "take_on")


@subject("take_on", "received")
def _(cast: Cast) -> Subject:
    return _about(request_of(cast), "take_on")


@subject("take_on", "stale")
def _(cast: Cast) -> Subject:
    return _about(routed(cast), "take_on", version=1)


@subject("route", "received")
def _(cast: Cast) -> Subject:
    return _about(request_of(cast), "route", unit="U01")


@subject("route", "to_foreign_unit")
def _(cast: Cast) -> Subject:
    return _about(request_of(cast), "route", unit="U90")


@subject("solve", "taken_on")
def _(cast: Cast) -> Subject:
    return _about(taken_on(cast), "solve")


@subject("solve", "without_words")
def _(cast: Cast) -> Subject:
    return _about(taken_on(cast), "solve", text=" ")


@subject("hold", "without_day")
def _(cast: Cast) -> Subject:
    return _about(taken_on(cast), "hold")


@subject("hold", "taken_on")
def _(cast: Cast) -> Subject:
    calendar_now(cast)
    until = timezone.localdate() + timedelta(days=9)
    return _about(taken_on(cast), "hold", until=until.isoformat())


@subject("hand_over", "taken_on")
def _(cast: Cast) -> Subject:
    return _about(taken_on(cast), "hand_over", unit="U02")


@subject("ask", "taken_on")
def _(cast: Cast) -> Subject:
    return _about(taken_on(cast), "ask", text="鱼塘多大？", asks_for="words")


@subject("ask", "what_was_said")
def _(cast: Cast) -> Subject:
    return _about(taken_on(cast), "ask", text="在哪里？", asks_for="place")


@subject("confirm", "solved")
def _(cast: Cast) -> Subject:
    return _about(solved(cast), "confirm")


@subject("reopen", "solved")
def _(cast: Cast) -> Subject:
    return _about(solved(cast), "reopen")


@subject("more", "routed")
def _(cast: Cast) -> Subject:
    return _about(routed(cast))


@subject("sort", "received")
def _(cast: Cast) -> Subject:
    return _about(request_of(cast), topic="T1", place="C12")


@subject("merge", "two")
def _(cast: Cast) -> Subject:
    other = request_of(cast, by="second_secondee")
    return _about(request_of(cast), into=other.number)


@subject("merge", "itself")
def _(cast: Cast) -> Subject:
    made = request_of(cast)
    return _about(made, into=made.number)


@subject("merge", "foreign")
def _(cast: Cast) -> Subject:
    said = actions.Said(text="外地诉求")
    other = actions.report(by=cast.foreign_host, programme=cast.linhai, said=said)
    return _about(request_of(cast), into=other.number)


@subject("photo", "routed")
def _(cast: Cast) -> Subject:
    made = routed(cast)
    photo = photo_of(cast, made)
    return Subject(HERE | {"pk": photo.pk})


def photo_of(cast: Cast, made: Request) -> Photo:
    """A photo that the asker of a request has sent along."""
    from shanhai.desk.actions.reporting import add_photos

    with writing(by=cast.secondee, action="test") as write:
        add_photos(write, made, made.askers.get(), [draw_anew(a_photo())], cast.secondee)
    return made.photos.get()


# Knowledge and shortages


@subject("lesson", "draft")
def _(cast: Cast) -> Subject:
    return _lesson(cast)


@subject("lesson", "published")
def _(cast: Cast) -> Subject:
    about = _lesson(cast)
    found = Lesson.objects.get(pk=about.kwargs["pk"])
    found = actions.publish_lesson(by=cast.office, lesson=found)
    return Subject(about.kwargs, about.body | {"version": found.version})


def _lesson(cast: Cast, name: str = "") -> Subject:
    made = actions.write_lesson(
        by=cast.office, programme=cast.haiyue, title="鱼塘死鱼", solution="换水增氧。", source=solved(cast)
    )
    body = {"title": "鱼塘死鱼", "solution": "换水。", "version": made.version}
    return Subject(HERE | {"pk": made.pk} | ({"name": name} if name else {}), body)


@subject("publish", "draft")
def _(cast: Cast) -> Subject:
    return _lesson(cast, "publish")


@subject("lesson_of", "solved")
def _(cast: Cast) -> Subject:
    return _about(solved(cast), title="鱼塘死鱼", solution="换水。")


@subject("lesson_of", "naming_somebody")
def _(cast: Cast) -> Subject:
    return _about(solved(cast), title="鱼塘死鱼", solution="请找 secondee 问。")


@subject("shortage", "seen_again")
def _(cast: Cast) -> Subject:
    for _ in range(3):
        made = taken_on(cast)
        actions.take(by=cast.responder, request=made, name="cannot", text="无此设备。")
    return Subject(HERE, {"topic": "T1", "place": "C11", "host": "CU11"})


# Setting up


@subject("unit_new")
def _(cast: Cast) -> Subject:
    topic_of(cast)
    return Subject(HERE, {"unit": "U01", "topics": ["T1"], "capacity": "5", "is_open": "yes"})


@subject("unit_edit", "university")
def _(cast: Cast) -> Subject:
    made = competence_of(cast)
    return Subject(HERE | {"pk": made.pk}, {"topics": ["T1"], "capacity": "7", "version": made.version})


@subject("desk_setup")
def _(cast: Cast) -> Subject:
    kinds = ("difficulty", "urgent", "welfare", "public")
    terms = {f"{kind}_{name}": "3" for kind in kinds for name in ("route", "answer", "solve", "lapse")}
    return Subject(HERE, {**terms, "is_public": "yes"})


@subject("topic_new")
def _(cast: Cast) -> Subject:
    return Subject(HERE, {"code": "T7", "name": "用电", "is_open": "yes"})


@subject("topic_edit", "there")
def _(cast: Cast) -> Subject:
    made: Topic = topic_of(cast)
    return Subject(HERE | {"pk": made.pk}, {"code": "T1", "name": "水产", "version": made.version})


@subject("recompute", "new_calendar")
def _(cast: Cast) -> Subject:
    request_of(cast)
    calendar_now(cast)
    return Subject(HERE)


@subject("welfare_link", "of_the_secondee")
def _(cast: Cast) -> Subject:
    made, _ = actions.make_welfare_link(by=cast.secondee, programme=cast.haiyue)
    return Subject(HERE | {"pk": made.pk}, {"version": made.version})


# Without an account


@subject("public", "open")
def _(cast: Cast) -> Subject:
    actions.write_settings(by=cast.office, programme=cast.haiyue, is_public=True, terms={})
    return Subject(HERE, {"text": "路灯不亮。", "consents": "yes"})


@subject("public", "without_consent")
def _(cast: Cast) -> Subject:
    actions.write_settings(by=cast.office, programme=cast.haiyue, is_public=True, terms={})
    return Subject(HERE, {"text": "路灯不亮。"})


@subject("public", "shut")
def _(cast: Cast) -> Subject:
    return Subject(HERE, {"text": "路灯不亮。", "consents": "yes"})


@subject("family", "holds")
def _(cast: Cast) -> Subject:
    _, key = actions.make_welfare_link(by=cast.secondee, programme=cast.haiyue)
    return Subject({"key": key}, {"text": "需要陪诊。", "consents": "yes"})


@subject("family", "taken_back")
def _(cast: Cast) -> Subject:
    link, key = actions.make_welfare_link(by=cast.secondee, programme=cast.haiyue)
    actions.revoke_welfare_link(by=cast.secondee, link=link)
    return Subject({"key": key}, {"text": "需要陪诊。", "consents": "yes"})


def followed(cast: Cast) -> tuple[Request, str]:
    """A request without an account, and the key of whoever follows it."""
    link, _ = actions.make_welfare_link(by=cast.secondee, programme=cast.haiyue)
    return actions.report_by_link(link=link, said=actions.Said(text="陪诊"), name="甲", contact="")


@subject("follow", "open")
def _(cast: Cast) -> Subject:
    _, key = followed(cast)
    return Subject({"key": key}, {"step": "withdraw"})


@subject("follow", "nobody")
def _(cast: Cast) -> Subject:
    return Subject({"key": "forged"}, {"step": "withdraw"})


@subject("followed_photo", "of_another")
def _(cast: Cast) -> Subject:
    _, key = followed(cast)
    photo = photo_of(cast, routed(cast))
    return Subject({"key": key, "pk": photo.pk})


@subject("followed_photo", "own")
def _(cast: Cast) -> Subject:
    from shanhai.desk.actions.reporting import add_photos

    made, key = followed(cast)
    with writing(by=None, action="test") as write:
        add_photos(write, made, made.askers.get(), [draw_anew(a_photo())], None)
    return Subject({"key": key, "pk": made.photos.get().pk})


# Visits


@subject("round_new")
def _(cast: Cast) -> Subject:
    return Subject(HERE, {"title": "走访", "on": "2022-09-01", "kind": "firm", "firms": "CU111"})


def round_of(cast: Cast):
    """A round of the secondee to the hospital."""
    return actions.plan_round(
        by=cast.secondee,
        programme=cast.haiyue,
        title="走访",
        kind="firm",
        on=timezone.localdate(),
        firms=[cast.organisations["hospital"]],
    )


@subject("round", "of_the_secondee")
def _(cast: Cast) -> Subject:
    return Subject(HERE | {"pk": round_of(cast).pk}, {"firm": "CU12"})


@subject("sync", "request")
def _(cast: Cast) -> Subject:
    visit = round_of(cast).visits.get()
    sent = {"what": "request", "id": str(uuid.uuid4()), "visit": visit.pk, "text": "缺检验师"}
    return Subject(HERE, sent, content_type="application/json")


@subject("sync", "broken")
def _(cast: Cast) -> Subject:
    return Subject(HERE, {"what": "nothing"}, content_type="application/json")


# Sights


def _two(cast: Cast) -> None:
    """A request of each secondee: one for the university, one for Qingxi."""
    routed(cast)
    routed(cast, unit="qingxi", by="second_secondee", text="桥面开裂，车辆绕行。")


@subject("two_requests")
def _(cast: Cast) -> Subject:
    _two(cast)
    return Subject(HERE)


@subject("welfare_request")
def _(cast: Cast) -> Subject:
    followed(cast)
    return Subject(HERE)


@subject("request_of_sec", "routed")
def _(cast: Cast) -> Subject:
    return _about(routed(cast, contact="13800000000"))


@subject("request_of_sec", "noted")
def _(cast: Cast) -> Subject:
    made = taken_on(cast)
    return _about(actions.take(by=cast.responder, request=made, name="note", text="只对内"))


@subject("of_placement_two")
def _(cast: Cast) -> Subject:
    _two(cast)
    return Subject({"pk": scene.in_post(cast).pk})


@subject("of_cohort_two")
def _(cast: Cast) -> Subject:
    _two(cast)
    scene.in_post(cast)
    return Subject(HERE | {"cohort": "2022"})


@subject("lesson_listed", "draft")
def _(cast: Cast) -> Subject:
    _lesson(cast)
    return Subject(HERE)


@subject("lesson_listed", "published")
def _(cast: Cast) -> Subject:
    actions.publish_lesson(by=cast.office, lesson=Lesson.objects.get(pk=_lesson(cast).kwargs["pk"]))
    return Subject(HERE)


@subject("rounds")
def _(cast: Cast) -> Subject:
    actions.plan_round(
        by=cast.secondee, programme=cast.haiyue, title="走访一", kind="firm", on=timezone.localdate(),
        firms=[cast.organisations["hospital"]],
    )  # fmt: skip
    return Subject(HERE)
