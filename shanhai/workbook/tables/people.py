"""The people put forward."""

from __future__ import annotations

from datetime import date

from shanhai.matching.tables import MOST_CAPACITY, MOST_LEVEL, MOST_YEARS
from shanhai.sheets import Column, Table, Words
from shanhai.sheets.kinds import Integer, ListOf, Month
from shanhai.workbook.cells import Barred, Held, Id, Ranked
from shanhai.workbook.tables.columns import NOTE, WORDS, id_column, name_column
from shanhai.workbook.vocabulary import DIRECTION

PEOPLE = Table(
    key="people",
    title=Words("people", "人员"),
    aliases=("人选", "干部人才", "人员名单", "推荐人选"),
    note=Words("The people put forward, one a row.", "推荐人选，每人一行。"),
    columns=(
        id_column(Words("person id", "人员编号"), "P001", "编号"),
        name_column(Words("name", "姓名"), "李　明"),
        Column(
            key="home",
            header=Words("home organisation", "派出单位"),
            kind=Id(),
            refers="organisations",
            example="U031",
            aliases=("工作单位",),
            note=Words("Id or name of the organisation.", "单位编号或名称。"),
        ),
        Column(
            key="native",
            header=Words("native place", "籍贯地"),
            kind=Id(),
            refers="places",
            example="C11",
            aliases=("籍贯",),
            note=Words("For recusal: nobody goes to their own home place.", "用于回避：不得派往本人籍贯地。"),
        ),
        Column(
            key="level",
            header=Words("level", "职级"),
            kind=Integer(0, MOST_LEVEL),
            example=5,
            width=8,
            note=Words("0 or empty: unknown.", "0 或空：不详。"),
        ),
        Column(
            key="industry",
            header=Words("industry", "行业"),
            kind=Id(),
            aliases=("行业代码",),
            example="A0412",
        ),
        Column(
            key="experience",
            header=Words("years of experience", "工作年限"),
            kind=Integer(0, MOST_YEARS),
            example=12,
            width=10,
        ),
        Column(
            key="capacity",
            header=Words("orders at once", "可任数"),
            kind=Integer(1, MOST_CAPACITY),
            example=1,
            width=10,
            note=Words(
                "Empty means 1; more for part-time experts and liaison officers.",
                "空即 1；兼职专家、联络员可大于 1。",
            ),
        ),
        Column(
            key="start",
            header=Words("free from", "可派起始"),
            kind=Month(),
            example=date(2022, 7, 1),
            width=12,
        ),
        Column(
            key="end",
            header=Words("free until", "可派截止"),
            kind=Month(),
            example=date(2024, 6, 1),
            width=12,
        ),
        Column(
            key="directions",
            header=Words("directions", "方向"),
            kind=ListOf(DIRECTION, repeats=True),
            example=("down",),
            note=Words("Empty: any direction.", "空：方向不限。"),
        ),
        Column(
            key="expertise",
            header=Words("expertise", "专长"),
            kind=ListOf(Held()),
            width=34,
            example=(("K0301", 4, True), ("K0412", 3, False)),
        ),
        Column(
            key="qualifications",
            header=Words("qualifications", "资格"),
            kind=WORDS,
            example=("执业医师",),
            aliases=("资格证书",),
            width=22,
        ),
        Column(
            key="wishes",
            header=Words("wishes", "志愿"),
            kind=Ranked(),
            example=("D012", "C07"),
            width=30,
            note=Words(
                "Places, organisations or orders, by id or name, the dearest first.",
                "地区、单位或订单的编号或名称，按先后填写。",
            ),
        ),
        Column(
            key="barred",
            header=Words("recusals", "回避"),
            kind=ListOf(Barred()),
            width=22,
            example=(("C11", "R2"),),
            note=Words(
                "Places or organisations and the legal ground.",
                "须回避的地区或单位及事由代码，不填亲属信息。",
            ),
        ),
        Column(key="groups", header=Words("groups", "分组"), kind=WORDS, example=("医疗组",), width=18),
        NOTE,
    ),
)
