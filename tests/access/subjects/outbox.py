"""What the routes of messages are asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.outbox.kinds import Kind, declare
from shanhai.sheets import Words
from tests.access.table import Subject, subject
from tests.outbox.saying import said

if TYPE_CHECKING:
    from tests.cast import Cast


def _declare() -> None:
    declare(Kind(key="test.news", title=Words("News of the tests", "测试消息")))


@subject("message_of_the_office")
def _(cast: Cast) -> Subject:
    _declare()
    return Subject({"pk": said(cast.office).pk})


@subject("inbox_of_the_office")
def _(cast: Cast) -> Subject:
    _declare()
    said(cast.office)
    return Subject()


@subject("way")
def _(cast: Cast) -> Subject:
    _declare()
    return Subject({}, body={"test.news": "app"})


@subject("unknown_way")
def _(cast: Cast) -> Subject:
    _declare()
    return Subject({}, body={"test.news": "pigeon"})
