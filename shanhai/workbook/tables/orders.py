"""The orders of hosts."""

from __future__ import annotations

from datetime import date

from shanhai.matching.tables import MOST_LEVEL, MOST_SEATS, MOST_TIER, MOST_YEARS
from shanhai.sheets import Column, Table, Words
from shanhai.sheets.kinds import Integer, ListOf, Month
from shanhai.workbook.cells import Asked, Id, Ranked
from shanhai.workbook.tables.columns import NOTE, WORDS, id_column, name_column
from shanhai.workbook.vocabulary import DIRECTION, ORDER_KIND

ORDERS = Table(
    key="orders",
    title=Words("orders", "需求订单"),
    aliases=("订单", "需求", "岗位需求"),
    note=Words("What hosts ask for, one order a row.", "接收单位的需求，每单一行。"),
    columns=(
        id_column(Words("order id", "订单编号"), "D012", "编号"),
        name_column(Words("title", "订单名称"), "副院长（分管医疗）", "name", "名称", "岗位", "岗位名称"),
        Column(
            key="host",
            header=Words("host organisation", "接收单位"),
            kind=Id(),
            refers="organisations",
            example="U202",
            note=Words("Id or name of the organisation.", "单位编号或名称。"),
        ),
        Column(
            key="place",
            header=Words("place", "接收地"),
            kind=Id(),
            refers="places",
            aliases=("所在地",),
            note=Words("Empty: where the host is.", "空：接收单位所在地。"),
        ),
        Column(
            key="seats",
            header=Words("seats", "名额"),
            kind=Integer(1, MOST_SEATS),
            aliases=("人数",),
            example=2,
            width=8,
            note=Words("Empty means 1.", "空即 1。"),
        ),
        Column(
            key="minimum",
            header=Words("minimum", "下限"),
            kind=Integer(0, MOST_SEATS),
            example=1,
            width=8,
            note=Words(
                "Fewer are of no use; needs the rule “minimum per order”.",
                "少于此数则无意义；须有“订单下限”规则。",
            ),
        ),
        Column(
            key="tier",
            header=Words("tier", "优先级"),
            kind=Integer(1, MOST_TIER),
            example=1,
            width=8,
            note=Words("1 is filled first; empty means 1.", "1 最先保证；空即 1。"),
        ),
        Column(
            key="kind",
            header=Words("kind", "订单类型"),
            kind=ORDER_KIND,
            example="post",
            aliases=("类型",),
            note=Words("Empty means post.", "空即挂职岗位。"),
        ),
        Column(key="direction", header=Words("direction", "方向"), kind=DIRECTION, example="down", width=10),
        Column(
            key="level",
            header=Words("level", "职级"),
            kind=Integer(0, MOST_LEVEL),
            example=5,
            width=8,
            note=Words("0 or empty: not asked.", "0 或空：不要求。"),
        ),
        Column(
            key="level_min", header=Words("lowest level", "最低职级"), kind=Integer(0, MOST_LEVEL), width=8
        ),
        Column(
            key="level_max", header=Words("highest level", "最高职级"), kind=Integer(0, MOST_LEVEL), width=8
        ),
        Column(
            key="industry", header=Words("industry", "行业"), kind=Id(), aliases=("行业代码",), example="Q84"
        ),
        Column(
            key="experience",
            header=Words("years of experience", "工作年限"),
            kind=Integer(0, MOST_YEARS),
            example=8,
            width=10,
        ),
        Column(
            key="start",
            header=Words("start", "开始"),
            kind=Month(),
            example=date(2022, 7, 1),
            width=12,
            aliases=("起始",),
        ),
        Column(
            key="end",
            header=Words("end", "结束"),
            kind=Month(),
            example=date(2024, 6, 1),
            width=12,
            aliases=("截止",),
        ),
        Column(
            key="asks",
            header=Words("expertise asked for", "所需专长"),
            kind=ListOf(Asked()),
            width=34,
            example=(("K0511", 5), ("K0502", 3)),
        ),
        Column(
            key="qualifications",
            header=Words("qualifications required", "资格要求"),
            kind=WORDS,
            example=("执业医师",),
            width=22,
        ),
        Column(
            key="wishes",
            header=Words("people wished for", "意向人选"),
            kind=Ranked(),
            width=24,
            note=Words("People by id or name, the dearest first.", "人员编号或姓名，按先后填写。"),
        ),
        Column(key="groups", header=Words("groups", "分组"), kind=WORDS, width=18),
        NOTE,
    ),
)
