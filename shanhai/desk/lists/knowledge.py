"""The list of what the desk has learned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from shanhai.desk.lists.requests import topics
from shanhai.pages.lists import Filter, Listing, Ordering, Shown
from shanhai.sheets import Words

if TYPE_CHECKING:
    from shanhai.desk.models import Lesson


def lesson_address(lesson: Lesson) -> str:
    """Where a piece of knowledge is shown."""
    return reverse("desk:lesson", args=[lesson.programme.code, lesson.pk])


LESSONS = Listing(
    key="desk.lessons",
    title=Words("Knowledge", "办理知识"),
    columns=(
        Shown(title=Words("what was difficult", "问题"), cell="title", link=lesson_address, kind="wide"),
        Shown(title=Words("topic", "事项类别"), cell="topic.name"),
        Shown(
            title=Words("state", "状态"),
            cell=lambda each: Words("published", "已发布") if each.published_at else Words("draft", "草稿"),
            chip=lambda each: "done" if each.published_at else "waits",
        ),
        Shown(title=Words("published", "发布时间"), cell="published_at", kind="date"),
    ),
    orderings=(Ordering(key="newest", title=Words("newest first", "最新在前"), by=("-pk",)),),
    search=("search",),
    filters=(Filter(key="topic", title=Words("topic", "事项类别"), options=topics, field="topic__code"),),
    nothing=Words(
        "The desk writes here how difficulties were solved, without anybody's name.",
        "诉求台在此记录困难的解决办法，不含任何人的姓名。",
    ),
)
