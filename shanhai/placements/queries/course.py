"""The way of one placement as stops in time, and of a cohort as counts by month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from django.utils import timezone

from shanhai.placements import rules
from shanhai.placements.words import (
    ATTENDANCE,
    MOMENTS,
    SESSIONS,
    SIDES,
    STATES_OF_EXTENSIONS,
    STATES_OF_REVIEWS,
    STEPS,
)
from shanhai.sheets import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from django.db.models import QuerySet

    from shanhai.placements.models import Placement
    from shanhai.programme.models import Account

RETURN_PLAN = Words("Write the return plan", "填写返回安排")
When = Literal["past", "now", "late", ""]


@dataclass(frozen=True)
class Stop:
    """Something on the way: its day, what it is, what is said of it, and how it stands."""

    day: date
    title: Words
    detail: Words | str = ""
    state: When = ""


def course(account: Account, placement: Placement) -> list[Stop]:
    """The way of a placement, as far as the account sees what stands on it."""
    today = timezone.localdate()
    stops = [*_sessions(placement), *_term(placement, today), *_reviews(account, placement, today)]
    stops += _extensions(placement)
    return sorted(stops, key=lambda stop: stop.day)


@dataclass(frozen=True)
class Due:
    """What is due of a placement: whose turn it is, and what for; of a review its moment and its day, of a
    longer term who asked for it and so does not decide on it.
    """

    sides: tuple[str, ...]
    what: Words
    review: str = ""
    until: date | None = None
    is_longer_term: bool = False
    not_by: int | None = None


def due(placement: Placement) -> list[Due]:
    """Whose turn it is in a placement: the next step, reviews and longer terms that wait for an answer."""
    side, what = rules.turn(placement.term, timezone.localdate())
    found = [Due((side,), RETURN_PLAN if what == "return_plan" else STEPS[what])] if side else []
    return [*found, *_reviews_due(placement), *_extensions_due(placement)]


def _reviews_due(placement: Placement) -> Iterator[Due]:
    asked: dict[tuple[str, date], list[str]] = {}
    for each in placement.reviews.filter(state__in=("asked", "draft")).order_by("due", "pk"):
        asked.setdefault((each.moment, each.due), []).append(each.side)
    for (moment, until), sides in asked.items():
        what = MOMENTS[moment]
        yield Due(tuple(sides), Words(f"Fill in the {what.en}", f"填写{what.hans}"), moment, until)


def _extensions_due(placement: Placement) -> Iterator[Due]:
    for each in placement.extensions.filter(state="asked"):
        silent = tuple(side for side in rules.SIDES if not each.agreed.get(side))
        asks = Words(f"Say yes or no to a longer term until {each.until}", f"答复是否同意延期至 {each.until}")
        decides = Words(f"Decide on a longer term until {each.until}", f"决定是否延期至 {each.until}")
        if silent:
            yield Due(silent, asks, is_longer_term=True)
        else:
            yield Due(("office",), decides, is_longer_term=True, not_by=each.asked_by_id)


def _sessions(placement: Placement) -> Iterator[Stop]:
    for line in placement.attendance.select_related("session"):
        state: When = "past" if line.state == "attended" else "late" if line.state == "missed" else ""
        yield Stop(line.session.on, SESSIONS[line.session.kind], ATTENDANCE[line.state], state)


def _term(placement: Placement, today: date) -> Iterator[Stop]:
    if placement.arrived_on:
        yield Stop(placement.arrived_on, Words("Arrived", "到岗"), "", "past")
    else:
        is_late = placement.state in rules.COMING and placement.starts < today
        yield Stop(placement.starts, Words("Begins", "开始"), "", "late" if is_late else "")
    if placement.ended_on:
        yield Stop(placement.ended_on, Words("Ended early", "提前结束"), placement.reason, "past")
    elif placement.ends:
        is_over = placement.ends < today
        is_late = is_over and placement.state in rules.PRESENT
        yield Stop(
            placement.ends, Words("Ends", "期满"), "", "late" if is_late else "past" if is_over else ""
        )
    if placement.returned_on:
        yield Stop(placement.returned_on, Words("Returned", "已返回"), "", "past")
        asked = rules.months_after(placement.returned_on, rules.MONTHS_UNTIL_USE_IS_ASKED)
        done = placement.state == "followed_up"
        yield Stop(asked, Words("What came of it is asked", "回访所学使用情况"), "", "past" if done else "")


def _reviews(account: Account, placement: Placement, today: date) -> Iterator[Stop]:
    shown = {(each.moment, each.side): each for each in placement.reviews.all()}
    for (moment, side), review in shown.items():
        is_open = review.state in ("asked", "draft")
        state: When = "past" if not is_open else "late" if review.due < today else "now"
        title = Words(
            f"{MOMENTS[moment].en}, {SIDES[side].en}", f"{MOMENTS[moment].hans}（{SIDES[side].hans}）"
        )
        yield Stop(review.due, title, STATES_OF_REVIEWS[review.state], state)
    if placement.ends and placement.state in rules.PRESENT and not any(key[0] == "mid_term" for key in shown):
        yield Stop(rules.mid_term(placement.starts, placement.ends), MOMENTS["mid_term"])


def _extensions(placement: Placement) -> Iterator[Stop]:
    for each in placement.extensions.all():
        state: When = "now" if each.state == "asked" else "past"
        day = timezone.localdate(each.asked_at)
        title = Words(f"Longer term until {each.until}", f"延期至 {each.until}")
        yield Stop(day, title, STATES_OF_EXTENSIONS[each.state], state)


@dataclass(frozen=True)
class Lane:
    """How many are in post with one host, month by month."""

    name: str
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Timeline:
    """A cohort over its months: a lane for each host, who is in post in all, and who ends in each month."""

    months: tuple[date, ...]
    lanes: tuple[Lane, ...]
    totals: tuple[int, ...]
    ending: tuple[int, ...]

    @property
    def most(self) -> int:
        """The largest count of any lane, at least 1."""
        return max((count for lane in self.lanes for count in lane.counts), default=1) or 1


def timeline(placements: QuerySet[Placement]) -> Timeline:
    """The months of these placements, without liaisons, which have no end."""
    rows = [
        (host, starts, ended or ends)
        for host, starts, ends, ended in placements.exclude(kind="liaison")
        .exclude(state="withdrawn")
        .order_by("host__code")
        .values_list("host__name", "starts", "ends", "ended_on")
    ]
    months = _months(rows)
    hosts = list(dict.fromkeys(host for host, _, _ in rows))
    lanes = tuple(
        Lane(host, tuple(_present([row for row in rows if row[0] == host], month) for month in months))
        for host in hosts
    )
    totals = tuple(_present(rows, month) for month in months)
    ending = tuple(sum(_month(ends) == month for _, _, ends in rows) for month in months)
    return Timeline(months, lanes, totals, ending)


def _present(rows: Iterable[tuple[str, date, date]], month: date) -> int:
    return sum(_month(starts) <= month <= _month(ends) for _, starts, ends in rows)


def _months(rows: list[tuple[str, date, date]]) -> tuple[date, ...]:
    if not rows:
        return ()
    first, last = min(_month(row[1]) for row in rows), max(_month(row[2]) for row in rows)
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return tuple(rules.months_after(first, each) for each in range(count))


def _month(day: date) -> date:
    return day.replace(day=1)
