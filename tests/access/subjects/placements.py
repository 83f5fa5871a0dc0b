"""What the routes of placements are asked about."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from shanhai.placements import actions
from shanhai.placements.models import Attendance, Placement, ReturnPlan
from shanhai.programme.models import PoolEntry
from shanhai.programme.trail import writing
from shanhai.registers.models import Order
from tests.access.table import Subject, subject
from tests.placements import scene

if TYPE_CHECKING:
    from tests.cast import Cast

COHORT = {"programme": "haiyue", "cohort": "2022"}
DAY = date(2023, 1, 10)


def _at(placement: Placement, body: dict[str, Any] | None = None, **more: Any) -> Subject:
    return Subject({**COHORT, "pk": placement.pk, **more}, body=body or {})


def _step(placement: Placement, name: str, **more: Any) -> Subject:
    version = scene.fresh(placement).version
    return _at(placement, {"step": name, "version": version, "on": DAY.isoformat(), "reason": "r", **more})


def _both(cast: Cast) -> None:
    scene.in_post(cast, "li")
    scene.in_post(cast, "chen", code="D02", host="songmen")


@subject("placements_of_cohort")
def _(cast: Cast) -> Subject:
    _both(cast)
    return Subject(COHORT)


@subject("unit_with_placements")
def _(cast: Cast) -> Subject:
    _both(cast)
    return Subject({**COHORT, "code": "CU11"})


@subject("settled_list")
def _(cast: Cast) -> Subject:
    return Subject(COHORT, body={"publication": scene.settled(cast).pk})


@subject("list_that_is_not")
def _(cast: Cast) -> Subject:
    return Subject(COHORT, body={"publication": 999_999})


@subject("placement", "accepted")
def _(cast: Cast) -> Subject:
    return _at(scene.placed(cast))


@subject("placement", "in_post")
def _(cast: Cast) -> Subject:
    return _at(scene.in_post(cast))


def _foreign(cast: Cast) -> Placement:
    """A placement of the foreign programme, asked for below ours."""
    host = cast.organisations["foreign_county"]
    with writing(by=None, action="test") as write:
        order = Order(
            cohort=cast.foreign_cohort, code="D01", title="教师", host=host, seats=1, state="closed"
        )
        return write.save(
            Placement(
                cohort=cast.foreign_cohort, person=cast.people["zhou"], order=write.save(order), seat=1,
                host=host, home=cast.organisations["foreign_school"], starts=scene.STARTS, ends=scene.ENDS,
            )
        )  # fmt: skip


@subject("placement", "foreign")
def _(cast: Cast) -> Subject:
    return _at(_foreign(cast))


@subject("brief", "foreign")
def _(cast: Cast) -> Subject:
    return _step(_foreign(cast), "brief")


@subject("return_plan", "foreign")
def _(cast: Cast) -> Subject:
    body = {"post": "教师", "contact": "办公室"}
    return _at(_foreign(cast), body, name="return-plan")


@subject("brief", "accepted")
def _(cast: Cast) -> Subject:
    return _step(scene.placed(cast), "brief")


@subject("induct", "briefed")
def _(cast: Cast) -> Subject:
    return _step(scene.placed(cast, state="briefed"), "induct")


@subject("arrive", "inducted")
def _(cast: Cast) -> Subject:
    placement = scene.placed(cast, state="inducted")
    scene.return_plan(cast, placement)
    return _step(placement, "arrive")


@subject("arrive", "no_return_plan")
def _(cast: Cast) -> Subject:
    return _step(scene.placed(cast, state="inducted"), "arrive")


@subject("arrive", "accepted")
def _(cast: Cast) -> Subject:
    return _step(scene.placed(cast), "arrive")


@subject("end_early", "in_post")
def _(cast: Cast) -> Subject:
    return _step(scene.in_post(cast), "end_early")


@subject("end_early", "without_reason")
def _(cast: Cast) -> Subject:
    return _step(scene.in_post(cast), "end_early", reason=" ")


@subject("return", "in_post")
def _(cast: Cast) -> Subject:
    return _step(scene.in_post(cast), "return")


@subject("return", "before_the_arrival")
def _(cast: Cast) -> Subject:
    return _step(scene.in_post(cast), "return", on="2022-08-01")


@subject("return", "stale")
def _(cast: Cast) -> Subject:
    return _step(scene.in_post(cast), "return", version=7)


@subject("withdraw", "accepted")
def _(cast: Cast) -> Subject:
    return _step(scene.placed(cast), "withdraw")


@subject("follow_up", "returned")
def _(cast: Cast) -> Subject:
    return _step(_returned(cast), "follow_up")


def _returned(cast: Cast) -> Placement:
    placement = scene.placed(cast, state="returned", arrived_on=scene.STARTS, returned_on=DAY)
    with writing(by=None, action="test") as write:
        write.save(ReturnPlan(placement=placement, post="讲师", contact="办公室"))
    return placement


# What is done with a form.


def _deed(placement: Placement, name: str, **body: Any) -> Subject:
    return _at(placement, body, name=name)


@subject("return_plan", "accepted")
def _(cast: Cast) -> Subject:
    return _deed(scene.placed(cast), "return-plan", post="讲师", contact="办公室", use="")


@subject("use", "returned")
def _(cast: Cast) -> Subject:
    return _deed(_returned(cast), "use", text="已开课")


@subject("use", "in_post")
def _(cast: Cast) -> Subject:
    return _deed(scene.in_post(cast), "use", text="已开课")


@subject("absence", "in_post")
def _(cast: Cast) -> Subject:
    return _deed(scene.in_post(cast), "absence", starts="2023-01-10", ends="2023-01-12", stand_in="周某")


@subject("absence", "outside_the_term")
def _(cast: Cast) -> Subject:
    return _deed(scene.in_post(cast), "absence", starts="2025-01-10", ends="2025-01-12", stand_in="周某")


@subject("extension_asked", "in_post")
def _(cast: Cast) -> Subject:
    return _deed(scene.in_post(cast), "extension", until="2024-02-29", reason="项目未完")


@subject("extension_asked", "returned")
def _(cast: Cast) -> Subject:
    return _deed(_returned(cast), "extension", until="2024-02-29", reason="项目未完")


@subject("extension_asked", "not_longer")
def _(cast: Cast) -> Subject:
    return _deed(scene.in_post(cast), "extension", until="2023-01-01", reason="项目未完")


@subject("diary", "in_post")
def _(cast: Cast) -> Subject:
    return _deed(scene.in_post(cast), "diary", on="2023-01-10", text="走访三户", shared="own")


@subject("diary", "empty")
def _(cast: Cast) -> Subject:
    return _deed(scene.in_post(cast), "diary", on="2023-01-10", text=" ", shared="own")


def _vacant(cast: Cast) -> Placement:
    placement = scene.placed(
        cast, state="ended_early", arrived_on=scene.STARTS, ended_on=DAY, reason="另有任用"
    )
    with writing(by=None, action="test") as write:
        write.save(PoolEntry(cohort=cast.cohort, person=cast.people["chen"], record={}))
    return placement


@subject("replacement", "ended_early")
def _(cast: Cast) -> Subject:
    return _deed(_vacant(cast), "replacement", person="P-chen", starts="2023-02-01", reason="递补")


@subject("replacement", "foreigner")
def _(cast: Cast) -> Subject:
    return _deed(_vacant(cast), "replacement", person="P-zhou", starts="2023-02-01", reason="递补")


@subject("absence_entered")
def _(cast: Cast) -> Subject:
    placement = scene.in_post(cast)
    made = actions.enter_absence(by=cast.secondee, placement=placement, starts=DAY, ends=DAY, stand_in="周某")
    return _at(placement, key=made.pk)


def _diary(cast: Cast, shared: str, key: str = "") -> Subject:
    placement = scene.in_post(cast)
    entry = actions.write_diary(by=cast.secondee, placement=placement, on=DAY, text="走访三户", shared=shared)
    body = {"on": DAY.isoformat(), "text": "走访四户", "shared": shared}
    return _at(
        placement,
        {**body, "version": 1, "as_read": json.dumps({"as it": "was"})},
        **({key: entry.pk} if key else {}),
    )


@subject("placement_with_diary", "own")
def _(cast: Cast) -> Subject:
    return _diary(cast, "own")


@subject("placement_with_diary", "shared")
def _(cast: Cast) -> Subject:
    return _diary(cast, "all")


@subject("diary_written", "own")
def _(cast: Cast) -> Subject:
    return _diary(cast, "own", "entry")


@subject("diary_written", "shared")
def _(cast: Cast) -> Subject:
    return _diary(cast, "all", "entry")


@subject("diary_to_drop", "own")
def _(cast: Cast) -> Subject:
    return _diary(cast, "own", "key")


@subject("diary_to_drop", "shared")
def _(cast: Cast) -> Subject:
    return _diary(cast, "all", "key")


# Longer terms.


def _extension(cast: Cast, step: str, *, agreed: tuple[str, ...] = (), **body: Any) -> Subject:
    placement = scene.in_post(cast)
    asked = actions.ask_extension(
        by=cast.office, placement=placement, until=date(2024, 2, 29), reason="项目未完"
    )
    by = {"host": cast.qingxi_officer, "home": cast.university_officer, "person": cast.secondee}
    for side in agreed:
        actions.answer_extension(by=by[side], extension=asked, side=side, agrees=True)
    version = scene.fresh(asked).version
    return _at(placement, {"step": step, "version": version, "reason": "纸质意见", **body}, key=asked.pk)


@subject("agree_for_the_person")
def _(cast: Cast) -> Subject:
    return _extension(cast, "agree", side="person")


@subject("object_for_home")
def _(cast: Cast) -> Subject:
    return _extension(cast, "object", side="home")


@subject("approve_extension", "agreed")
def _(cast: Cast) -> Subject:
    return _extension(cast, "approve", agreed=("host", "home", "person"))


@subject("approve_extension", "not_agreed")
def _(cast: Cast) -> Subject:
    return _extension(cast, "approve", agreed=("host", "home"))


@subject("drop_extension")
def _(cast: Cast) -> Subject:
    return _extension(cast, "drop")


# Reviews.


@subject("reviews_to_ask")
def _(cast: Cast) -> Subject:
    scene.forms(cast)
    return _at(scene.in_post(cast), {"moment": "mid_term"})


@subject("reviews_to_ask", "without_form")
def _(cast: Cast) -> Subject:
    return _at(scene.in_post(cast), {"moment": "mid_term"})


def _review(cast: Cast, side: str, *, handed_in: bool = False, **body: Any) -> Subject:
    placement = scene.in_post(cast)
    review = scene.asked(cast, placement)[side]
    typed = {"text": "有进展", "yes_no": "yes", "choice": "as_planned"}
    answers = {each["key"]: typed[each["type"]] for each in review.form.questions}
    if handed_in:
        by = {"host": cast.qingxi_officer, "person": cast.secondee}[side]
        actions.write_review(by=by, review=review, answers=scene.answers(review), hand_in=True)
    version = scene.fresh(review).version
    return _at(
        placement, {**answers, "step": "hand_in", "version": version, "reason": "免填", **body}, key=review.pk
    )


@subject("review_of_the_person", "asked")
def _(cast: Cast) -> Subject:
    return _review(cast, "person")


@subject("review_of_the_person", "empty")
def _(cast: Cast) -> Subject:
    return _review(cast, "person", done="")


@subject("review_of_the_person", "without_reason")
def _(cast: Cast) -> Subject:
    return _review(cast, "person", reason="")


@subject("review_of_the_person", "handed_in")
def _(cast: Cast) -> Subject:
    return _review(cast, "person", handed_in=True)


@subject("review_of_the_host", "handed_in")
def _(cast: Cast) -> Subject:
    return _review(cast, "host", handed_in=True)


# Sessions.


def _session(kind: str, host: str = "") -> Subject:
    body = {"kind": kind, "title": "培训", "on": "2022-08-20", "where": "", "host": host}
    return Subject(COHORT, body=body)


@subject("briefing_to_set_up")
def _(cast: Cast) -> Subject:
    return _session("briefing")


@subject("induction_to_set_up")
def _(cast: Cast) -> Subject:
    return _session("induction", "CU11")


def _induction(cast: Cast, on: date) -> Subject:
    scene.placed(cast, state="briefed")
    made = actions.write_session(
        by=cast.qingxi_officer,
        cohort=cast.cohort,
        kind="induction",
        title="培训",
        on=on,
        host=cast.organisations["qingxi"],
    )
    line = Attendance.objects.get(session=made)
    return Subject({**COHORT, "pk": made.pk}, body={f"line-{line.pk}": "attended"})


@subject("induction")
def _(cast: Cast) -> Subject:
    return _induction(cast, date(2022, 8, 20))


@subject("induction", "to_come")
def _(cast: Cast) -> Subject:
    return _induction(cast, timezone.localdate() + timedelta(days=3))


# Forms of reviews.


@subject("review_forms")
def _(cast: Cast) -> Subject:
    scene.forms(cast)
    return Subject({"programme": "haiyue"})


def _form(lines: str) -> Subject:
    return Subject({"programme": "haiyue", "moment": "mid_term", "side": "host"}, body={"lines": lines})


@subject("review_form")
def _(cast: Cast) -> Subject:
    return _form("why | text | Why? | 为什么？ | required")


@subject("review_form", "wrong")
def _(cast: Cast) -> Subject:
    return _form("why | poem | Why? | 为什么？")


def _draft(cast: Cast, step: str) -> Subject:
    form = actions.write_form(by=cast.office, programme=cast.haiyue, moment="mid_term", side="host")
    return Subject({"programme": "haiyue", "pk": form.pk}, body={"step": step, "version": form.version})


@subject("form_draft", "put_in_force")
def _(cast: Cast) -> Subject:
    return _draft(cast, "put_in_force")


@subject("form_draft", "discard")
def _(cast: Cast) -> Subject:
    return _draft(cast, "discard")


@subject("form_draft", "in_force")
def _(cast: Cast) -> Subject:
    draft = _draft(cast, "discard")
    scene.forms(cast)
    return draft


@subject("career_of_li")
def _(cast: Cast) -> Subject:
    scene.in_post(cast)
    return Subject({"pk": cast.people["li"].pk})


def _team(cast: Cast):
    return actions.write_team(
        by=cast.office,
        cohort=cast.cohort,
        host=cast.organisations["qingxi"],
        title="水产检测",
        placements=[scene.placed(cast)],
        lead=None,
    )


@subject("team")
def _(cast: Cast) -> Subject:
    made = _team(cast)
    body = {"title": "水质检测", "members": [made.placements.get().pk], "version": made.version}
    return Subject({**COHORT, "pk": made.pk}, body=body)


@subject("team_to_form")
def _(cast: Cast) -> Subject:
    placement = scene.placed(cast)
    return Subject({**COHORT, "code": "CU11"}, body={"title": "水产检测", "members": [placement.pk]})


@subject("team_to_form", "empty")
def _(cast: Cast) -> Subject:
    scene.placed(cast)
    return Subject({**COHORT, "code": "CU11"}, body={"title": "水产检测"})


@subject("links_of_li")
def _(cast: Cast) -> Subject:
    links = [(cast.people["li"], cast.organisations["hospital"])]
    actions.begin_links(by=cast.office, cohort=cast.cohort, links=links, starts=scene.STARTS)
    return Subject({**COHORT, "person": cast.people["li"].pk})


def _link_to_begin(cast: Cast, firm: str) -> Subject:
    # The office knows whom it may name by what they have already.
    scene.placed(cast)
    return Subject(COHORT, body={"person": "P-li", "firms": firm, "starts": "2022-09-01", "days": "2"})


@subject("link_to_begin", "of_li")
def _(cast: Cast) -> Subject:
    return _link_to_begin(cast, "CU111")


@subject("link_to_begin", "with_foreign_firm")
def _(cast: Cast) -> Subject:
    return _link_to_begin(cast, "CU90")


@subject("days_of_a_month")
def _(cast: Cast) -> Subject:
    placement = scene.in_post(cast, kind="part_time")
    body = {"days": "4", "version": placement.version, "as_read": '{"days": ""}'}
    return _at(placement, body, name="days")
