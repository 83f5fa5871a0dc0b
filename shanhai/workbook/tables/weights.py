"""The criteria and their weights."""

from __future__ import annotations

from shanhai.sheets import Column, Table, Words
from shanhai.sheets.kinds import Integer, ListOf, YesNo
from shanhai.workbook.cells import Id, KindPoints
from shanhai.workbook.tables.columns import NOTE
from shanhai.workbook.vocabulary import BASIS, CRITERION

WEIGHTS = Table(
    key="weights",
    title=Words("weights", "权重"),
    aliases=("criteria", "评分标准", "标准"),
    note=Words(
        "Criteria with their weights (100 in all is usual); required ones have none.",
        "评分项及权重（通常合计 100）；必备条件不填权重。",
    ),
    columns=(
        Column(
            key="criterion",
            header=Words("criterion", "评分项"),
            kind=CRITERION,
            required=True,
            aliases=("项目", "指标"),
            example="expertise",
            width=26,
        ),
        Column(
            key="weight",
            header=Words("weight", "权重"),
            kind=Integer(0),
            example=40,
            width=8,
            note=Words("Points of a full fit.", "完全符合时的分数。"),
        ),
        Column(
            key="points",
            header=Words("steps", "分档"),
            kind=ListOf(Integer(), repeats=True),
            width=24,
            aliases=("points",),
            example=(100, 40, 15),
            note=Words(
                "Points by step, from the best on; empty: the usual ones.",
                "各档分值，从最好一档起；空则用通常的分值。",
            ),
        ),
        Column(
            key="claimed",
            header=Words("claimed counts %", "自报折算%"),
            kind=Integer(0, 100),
            example=50,
            width=12,
            note=Words("What a claim without evidence counts.", "无佐证的专长按此百分比折算。"),
        ),
        Column(
            key="rest",
            header=Words("otherwise", "其余分值"),
            kind=Integer(0),
            width=10,
            note=Words("Points where nothing else applies.", "不属于以上各档时的分值。"),
        ),
        Column(
            key="full_km",
            header=Words("kilometres to nothing", "归零公里"),
            kind=Integer(1),
            width=12,
            note=Words("Travel: the distance at which no points are left.", "路程：多远时不再得分。"),
        ),
        Column(key="basis", header=Words("measured from", "起算地"), kind=BASIS, width=16),
        Column(
            key="table",
            header=Words("kinds", "类型分值"),
            kind=ListOf(KindPoints(), repeats=True),
            width=34,
            note=Words("Kind of organisation: points for each pair.", "单位类型：各种搭配的分值。"),
        ),
        Column(
            key="name",
            header=Words("list", "名单"),
            kind=Id(),
            width=12,
            note=Words(
                "Given points: the word under which the sheet “pairs” lists them.",
                "指定分值：“配对”表中对应的名单。",
            ),
        ),
        Column(
            key="only",
            header=Words("only listed pairs", "仅限所列"),
            kind=YesNo(),
            width=10,
            note=Words(
                "Given points: bar every pair that is not listed.", "指定分值：未列出的配对一律不可。"
            ),
        ),
        NOTE,
    ),
)
