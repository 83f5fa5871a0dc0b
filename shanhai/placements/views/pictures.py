"""The months of a cohort as a picture; the same figures stand in the table below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from shanhai.pages.words import say, words

if TYPE_CHECKING:
    from datetime import date

    from shanhai.placements.queries.course import Lane, Timeline

_LEFT, _TOP, _WIDE, _HIGH, _BAR = 150, 36, 26, 18, 14
_TITLE = words(
    "People in post with each host, month by month; the table below holds the same figures.",
    "各接收单位每月在岗人数，数据同下表。",
)
_LONGEST = 11


def picture(timeline: Timeline, today: date) -> SafeString:
    """The picture as SVG: a row for each host, a box for each month, the darker the more."""
    width = _LEFT + _WIDE * len(timeline.months) + 10
    height = _TOP + _HIGH * len(timeline.lanes) + 8
    lanes = ((_lane(row, lane, timeline.most),) for row, lane in enumerate(timeline.lanes))
    return format_html(
        '<svg width="{}" height="{}" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}</svg>',
        width,
        height,
        width,
        height,
        say(_TITLE),
        _heads(timeline),
        format_html_join("", "{}", lanes),
        _today(timeline, today, height),
    )


def _heads(timeline: Timeline) -> SafeString:
    """The years above, the months below them."""
    months = list(enumerate(timeline.months))
    years = [(at, 14, f"{month:%Y}") for at, month in months if at == 0 or month.month == 1]
    return format_html_join(
        "",
        '<text class="soft" x="{}" y="{}">{}</text>',
        (
            (_LEFT + _WIDE * at + 4, y, text)
            for at, y, text in (*years, *((at, 29, f"{month:%m}") for at, month in months))
        ),
    )


def _lane(row: int, lane: Lane, most: int) -> SafeString:
    top = _TOP + _HIGH * row
    name = lane.name if len(lane.name) <= _LONGEST else f"{lane.name[: _LONGEST - 1]}…"
    bars = format_html_join(
        "",
        '<rect x="{}" y="{}" width="{}" height="{}" opacity="{}"></rect>',
        (
            (_LEFT + _WIDE * at, top, _WIDE - 2, _BAR, f"{0.25 + 0.75 * count / most:.2f}")
            for at, count in enumerate(lane.counts)
            if count
        ),
    )
    counts = format_html_join(
        "",
        '<text class="count" x="{}" y="{}">{}</text>',
        ((_LEFT + _WIDE * at + 4, top + 11, count) for at, count in enumerate(lane.counts) if count),
    )
    return format_html('<text x="0" y="{}">{}</text>{}{}', top + 11, name, bars, counts)


def _today(timeline: Timeline, today: date, height: int) -> SafeString:
    first = timeline.months[0]
    at = (today.year - first.year) * 12 + today.month - first.month + (today.day - 1) / 31
    if not 0 <= at <= len(timeline.months):
        return SafeString("")
    x = f"{_LEFT + _WIDE * at:.0f}"
    return format_html('<line class="today" x1="{}" x2="{}" y1="18" y2="{}"></line>', x, x, height)
