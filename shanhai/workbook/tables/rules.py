"""The rules of the plan."""

from __future__ import annotations

from shanhai.sheets import Column, Table, Words
from shanhai.sheets.kinds import Integer, ListOf, Text, YesNo
from shanhai.workbook.cells import Id
from shanhai.workbook.selectors import Selector
from shanhai.workbook.tables.columns import NOTE
from shanhai.workbook.vocabulary import EACH, PER, RULE, STRENGTH, TOGETHER

RULES = Table(
    key="rules",
    title=Words("rules", "规则"),
    aliases=("选派规则",),
    note=Words(
        "What a plan must keep, should keep, or may bend at a price.",
        "方案必须遵守、尽量遵守或可按价放宽的规则。",
    ),
    columns=(
        Column(
            key="id",
            header=Words("rule id", "规则编号"),
            kind=Id(),
            required=True,
            unique=True,
            example="release",
            aliases=("编号",),
            width=14,
        ),
        Column(
            key="name",
            header=Words("title", "规则名称"),
            kind=Text(most=200),
            aliases=("名称",),
            width=30,
            example="每个派出单位至多派出 3 人",
        ),
        Column(
            key="kind",
            header=Words("kind", "类型"),
            kind=RULE,
            required=True,
            aliases=("规则类型",),
            example="at_most",
        ),
        Column(
            key="strength",
            header=Words("strength", "强度"),
            kind=STRENGTH,
            example="hard",
            width=10,
            note=Words("Empty means hard.", "空即硬性。"),
        ),
        Column(
            key="weight",
            header=Words("weight", "代价"),
            kind=Integer(1, 10**6),
            example=1,
            width=8,
            note=Words("What one unit of violation counts; empty means 1.", "每违反一个单位的代价；空即 1。"),
        ),
        Column(
            key="number",
            header=Words("number", "数值"),
            kind=Integer(0, 2**31),
            example=3,
            width=10,
            aliases=("限额", "limit"),
            note=Words("The limit, the tolerance, or how many stay.", "限额、容差或留底人数。"),
        ),
        Column(key="least", header=Words("least %", "最低%"), kind=Integer(0, 100), width=9),
        Column(key="most", header=Words("most %", "最高%"), kind=Integer(0, 100), width=9),
        Column(
            key="people",
            header=Words("people", "人员范围"),
            kind=Selector("people"),
            width=34,
            note=Words("Empty: everybody.", "空：所有人。"),
        ),
        Column(
            key="orders",
            header=Words("orders", "订单范围"),
            kind=Selector("orders"),
            width=34,
            note=Words("Empty: every order.", "空：所有订单。"),
        ),
        Column(
            key="each",
            header=Words("each", "逐一按"),
            kind=EACH,
            example="home",
            note=Words("The rule holds for each of these by itself.", "规则对其中每一个分别成立。"),
        ),
        Column(key="person", header=Words("person", "人员"), kind=Id(), refers="people", width=12),
        Column(key="order", header=Words("order", "订单"), kind=Id(), refers="orders", width=12),
        Column(key="members", header=Words("members", "团队成员"), kind=ListOf(Id(), repeats=True), width=24),
        Column(key="together", header=Words("together in", "同去"), kind=TOGETHER),
        Column(
            key="region",
            header=Words("region", "地区类型"),
            kind=Id(),
            width=12,
            note=Words("Balance: a kind of place from the sheet “places”.", "进出平衡：“地区”表中的类型。"),
        ),
        Column(key="per", header=Words("counted per", "计量"), kind=PER),
        Column(
            key="or_none",
            header=Words("or none", "或为零"),
            kind=YesNo(),
            width=9,
            note=Words("Minimum per order: or nobody at all.", "订单下限：或者一个也不派。"),
        ),
        NOTE,
    ),
)
