"""What is typed into the forms of placements, and what an export of their list holds, as columns."""

from __future__ import annotations

from shanhai.placements.rules import MOST_DAYS
from shanhai.placements.words import SESSIONS, SHARED
from shanhai.sheets import Column, Table, Words
from shanhai.sheets.kinds import Choice, Date, Integer, Text
from shanhai.workbook.cells import Id

_DAY = Words("day", "日期")
_REASON = Column(key="reason", header=Words("reason", "理由"), kind=Text(most=2_000), required=True)


def _table(key: str, title: Words, *columns: Column) -> Table:
    return Table(key=key, title=title, columns=columns)


def _options(words: dict[str, Words]) -> Choice:
    return Choice(options=words)


RETURN_PLAN = _table(
    "return_plan",
    Words("return plan", "返回安排"),
    Column(
        key="post",
        header=Words("post that is kept", "保留岗位"),
        kind=Text(most=200),
        required=True,
        note=Words("To which the person comes back.", "返回后所任岗位。"),
    ),
    Column(
        key="contact",
        header=Words("contact at home", "派出单位联系人"),
        kind=Text(most=200),
        required=True,
        note=Words("Whom the person can call in the year away.", "挂职期间可联系的人员。"),
    ),
    Column(
        key="use",
        header=Words("how what is learned will be used", "所学如何使用"),
        kind=Text(most=2_000),
        note=Words("Asked again 12 months after the return.", "返回 12 个月后将回访。"),
    ),
)
USE = _table(
    "use",
    Words("use of what was learned", "所学使用情况"),
    Column(key="text", header=Words("how it is used", "使用情况"), kind=Text(most=2_000), required=True),
)
ABSENCE = _table(
    "absence",
    Words("absence", "离岗"),
    Column(key="starts", header=Words("first day", "首日"), kind=Date(), required=True),
    Column(key="ends", header=Words("last day", "末日"), kind=Date(), required=True),
    Column(
        key="stand_in",
        header=Words("who stands in", "代理人"),
        kind=Text(most=120),
        required=True,
        note=Words("Why you are away is not asked.", "无须填写离岗原因。"),
    ),
    Column(key="reach", header=Words("how to reach them", "联系方式"), kind=Text(most=120)),
)
EXTENSION = _table(
    "extension",
    Words("longer term", "延期"),
    Column(key="until", header=Words("new last day", "延期至"), kind=Date(missing_day="last"), required=True),
    _REASON,
)
REPLACEMENT = _table(
    "replacement",
    Words("replacement", "递补"),
    Column(
        key="person", header=Words("person of the pool", "人选"), kind=Id(), refers="people", required=True
    ),
    Column(key="starts", header=Words("first day", "首日"), kind=Date(), required=True),
    _REASON,
)
DIARY = _table(
    "diary",
    Words("diary", "日志"),
    Column(key="on", header=_DAY, kind=Date(), required=True),
    Column(key="text", header=Words("what happened", "内容"), kind=Text(most=4_000), required=True, width=60),
    Column(
        key="shared",
        header=Words("who reads it", "谁可查看"),
        kind=_options(SHARED),
        required=True,
        note=Words("It is yours alone unless you share it.", "未共享时仅本人可见。"),
    ),
)
SESSION = _table(
    "session",
    Words("session", "培训安排"),
    Column(key="kind", header=Words("kind", "类型"), kind=_options(SESSIONS), required=True),
    Column(key="title", header=Words("title", "名称"), kind=Text(most=120), required=True),
    Column(key="on", header=_DAY, kind=Date(), required=True),
    Column(key="where", header=Words("where", "地点"), kind=Text(most=200)),
    Column(
        key="host",
        header=Words("host organisation", "接收单位"),
        kind=Id(),
        refers="organisations",
        note=Words("Empty: for all of the cohort.", "空：面向整个批次。"),
    ),
)
DAYS = _table(
    "days",
    Words("days a month", "每月天数"),
    Column(
        key="days",
        header=Words("days a month", "每月天数"),
        kind=Integer(least=1, most=MOST_DAYS),
        required=True,
        note=Words("Working days that the person is there.", "每月在岗的工作日数。"),
    ),
)
PLACEMENTS = Table(
    key="placements",
    title=Words("placements", "挂职"),
    columns=(
        Column(key="id", header=Words("person id", "人员编号"), kind=Id()),
        Column(key="name", header=Words("name", "姓名"), kind=Text()),
        Column(key="kind", header=Words("kind", "类型"), kind=Text()),
        Column(key="order", header=Words("order", "订单"), kind=Text(), width=28),
        Column(key="host", header=Words("host organisation", "接收单位"), kind=Text(), width=28),
        Column(key="home", header=Words("home organisation", "派出单位"), kind=Text(), width=28),
        Column(key="state", header=Words("state", "状态"), kind=Text()),
        Column(key="starts", header=Words("from", "起"), kind=Date()),
        Column(key="ends", header=Words("until", "止"), kind=Date()),
        Column(key="returned", header=Words("returned", "返回"), kind=Date()),
    ),
)
