"""The sample's placements: those of 2021 through two years and home again, a few still away. Invented."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from shanhai.decisions.models import Decided
from shanhai.placements import actions, rules
from shanhai.placements.models import (
    Absence,
    Attendance,
    DiaryEntry,
    Form,
    Placement,
    ReturnPlan,
    Review,
    Session,
)
from shanhai.placements.questions import Question
from shanhai.programme.trail import writing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shanhai.decisions.models import Publication
    from shanhai.programme.models import Account, Cohort
    from shanhai.programme.trail import Writing

REASON = "虚构样例 · invented sample"
STARTS, ENDS = date(2021, 7, 1), date(2023, 6, 30)
#: Every so many-th: ended early; stayed on, as do those of the demo accounts.
EARLY, LONGER = 37, 29
#: The county of the demo accounts: its units have ids that begin so.
COUNTY = "C0401"
_EARLY = ("原单位工作急需，经双方同意提前结束。", "项目提前完成。")
_DONE = (
    "完成两项村庄规划，开办培训班三期。",
    "引进检测技术一项，服务企业十二家。",
    "建成示范基地一处，带动农户四十户。",
)
_LACKS = ("缺少检测设备。", "希望派出单位提供专家指导。", "")
_USED = ("已把基层案例编入课程。", "牵头成立对口帮扶小组。", "建立了定期回访制度。")
_DIARY = (
    ("走访三户养殖户，记录水质问题。", "own"),
    ("与县农业局讨论示范基地选址。", "host"),
    ("向派出单位借用检测仪两台，下周到。", "home"),
    ("培训班开班，到课四十二人。", "all"),
)


def fill(accounts: Mapping[str, Account], publication: Publication) -> None:
    """Everybody on the list is briefed, arrives, is reviewed, and comes home; a few end early or stay on."""
    cohort = publication.cohort
    standing = Decided.objects.filter(publication=publication, state="standing")
    placed = standing.select_related("order__host", "person__home", "publication__cohort__programme")
    _forms(accounts, cohort)
    with writing(by=None, action="sample.fill", reason=REASON) as write:
        standing = Decided.objects.filter(publication__cohort=cohort, state="standing")
        decided = {each.placed_id: each for each in standing}
        staying: set[int] = set()
        made = [_placement(cohort, number, each, staying) for number, each in enumerate(placed, start=1)]
        for placement, place in zip(made, placed, strict=True):
            placement.decided = decided.get(place.pk)
        write.save_all(made)
        _sessions(write, cohort, made)
        write.save_all([_return_plan(number, each) for number, each in enumerate(made)])
        write.save_all(_reviews(cohort, made))
        write.save_all(_diary(made))
    _ask_for_longer(accounts, made)


def _forms(accounts: Mapping[str, Account], cohort: Cohort) -> None:
    for moment in rules.MOMENTS:
        for side in rules.SIDES:
            form = actions.write_form(
                by=accounts["office"], programme=cohort.programme, moment=moment, side=side
            )
            actions.move_form(by=accounts["office2"], form=form, step="put_in_force")


def _placement(cohort: Cohort, number: int, place: Decided, staying: set[int]) -> Placement:
    order = place.order
    made = Placement(
        cohort=cohort,
        person=place.person,
        order=order,
        seat=place.seat,
        decided=place,
        host=order.host,
        home=place.person.home,
        kind={"challenge": "team"}.get(order.kind, order.kind),
        starts=STARTS,
        ends=ENDS,
        arrived_on=STARTS + timedelta(days=number % 5),
    )
    if made.kind == "part_time":
        made.days = 4
    if _stays(number, place) and place.person_id not in staying:
        # Nobody is in two posts at a time.
        staying.add(place.person_id)
        made.state, made.ends = "extended", _next_june()
    elif number % EARLY == 0:
        made.state, made.reason = "returned", _EARLY[number % len(_EARLY)]
        made.ended_on = date(2022, 9, 30)
        made.returned_on = date(2022, 10, 8)
    else:
        made.state = "followed_up" if number % 3 else "returned"
        made.returned_on = ENDS + timedelta(days=1 + number % 9)
    return made


def _stays(number: int, place: Decided) -> bool:
    is_shown = place.person.account_id is not None or place.order.host.code.startswith(COUNTY)
    return is_shown or number % LONGER == 0


def _next_june() -> date:
    today = timezone.localdate()
    return date(today.year + 1, 6, 30)


def _sessions(write: Writing, cohort: Cohort, made: Sequence[Placement]) -> None:
    for kind, title, on, where in (
        ("briefing", "2021 年批次行前动员", date(2021, 6, 18), "省委党校礼堂（虚构）"),
        ("induction", "2021 年批次岗前培训", date(2021, 6, 25), "海岳大学（虚构）"),
    ):
        session = write.save(Session(cohort=cohort, kind=kind, title=title, on=on, where=where))
        write.save_all(
            [
                Attendance(
                    session=session, placement=each, state="excused" if number % 23 == 9 else "attended"
                )
                for number, each in enumerate(made)
            ]
        )


def _return_plan(number: int, placement: Placement) -> ReturnPlan:
    used = _USED[number % len(_USED)] if placement.state == "followed_up" else ""
    return ReturnPlan(
        placement=placement,
        post="原岗位保留",
        contact="人事处 甲（虚构）",
        use="把挂职所学用于本单位工作。",
        used=used,
        used_by_home=used,
    )


def _reviews(cohort: Cohort, made: Sequence[Placement]) -> list[Review]:
    forms = {
        (form.moment, form.side): form
        for form in Form.objects.filter(programme=cohort.programme_id, state="in_force")
    }
    due = date(2022, 7, 21)
    at = datetime(2022, 7, 15, 9, tzinfo=timezone.get_current_timezone())
    handed_in = [
        Review(
            placement=placement,
            moment="mid_term",
            side=side,
            form=forms["mid_term", side],
            state="handed_in",
            due=due,
            answers=_answers(forms["mid_term", side], number),
            at=at,
        )
        for number, placement in enumerate(made)
        for side in rules.SIDES
    ]
    open_until = timezone.localdate() + timedelta(days=12)
    asked = [
        Review(placement=placement, moment="end", side=side, form=forms["end", side], due=open_until)
        for placement in made
        if placement.state == "extended"
        for side in rules.SIDES
    ]
    return [*handed_in, *asked]


def _answers(form: Form, number: int) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for question in map(Question.of, form.questions):
        if question.type == "yes_no":
            given[question.key] = number % 11 != 0
        elif question.type == "choice":
            given[question.key] = question.options[number % 7 == 0][0]
        else:
            texts = _LACKS if question.key == "lacks" else _DONE
            if text := texts[number % len(texts)]:
                given[question.key] = text
    return given


def _diary(made: Sequence[Placement]) -> list[Any]:
    """Pages of those who are still away, and one absence."""
    today = timezone.localdate()
    away = [each for each in made if each.state == "extended"]
    return [
        DiaryEntry(placement=placement, on=today - timedelta(days=3 + 9 * number), text=text, shared=shared)
        for placement in away
        for number, (text, shared) in enumerate(_DIARY)
    ]


def _ask_for_longer(accounts: Mapping[str, Account], made: Sequence[Placement]) -> None:
    """The county asks for half a year more of somebody; and somebody is away for a week."""
    at_county = [each for each in made if each.state == "extended" and each.host.code.startswith(COUNTY)]
    for placement in at_county[:1]:
        actions.ask_extension(
            by=accounts["county"],
            placement=placement,
            until=placement.ends + timedelta(days=184),
            reason="示范基地正在验收，需延长半年。",
        )
        today = timezone.localdate()
        with writing(by=None, action="sample.fill", reason=REASON) as write:
            write.save(
                Absence(
                    placement=placement,
                    starts=today + timedelta(days=5),
                    ends=today + timedelta(days=9),
                    stand_in="县农业局 乙（虚构）",
                )
            )
