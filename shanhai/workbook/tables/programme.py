"""One row about the whole: names, seed, fairness."""

from __future__ import annotations

from shanhai.sheets import Column, Table, Words
from shanhai.sheets.kinds import Text, YesNo
from shanhai.workbook.vocabulary import FAIR_OVER

PROGRAMME = Table(
    key="programme",
    title=Words("programme", "工程"),
    aliases=("项目", "program"),
    required=False,
    note=Words("One row about the whole.", "关于整个工程的一行。"),
    columns=(
        Column(
            key="title",
            header=Words("programme", "工程名称"),
            kind=Text(most=200),
            width=34,
            example="海岳山海交流工程",
        ),
        Column(key="cohort", header=Words("cohort", "批次"), kind=Text(most=200), example="2022"),
        Column(
            key="seed",
            header=Words("seed", "种子"),
            kind=Text(most=200),
            width=24,
            example="2022-06-01 公布",
            note=Words(
                "Committed before names are seen; decides between equal plans.",
                "见名单之前公布；方案完全相当时由它决定。",
            ),
        ),
        Column(
            key="fair_over",
            header=Words("fair over", "公平对象"),
            kind=FAIR_OVER,
            example="place",
            note=Words("Empty: no fairness stage.", "空：不设公平阶段。"),
        ),
        Column(
            key="invented",
            header=Words("invented", "虚构"),
            kind=YesNo(),
            example=False,
            width=9,
            note=Words("Yes for samples: every page will say so.", "样例填“是”，每页均会注明。"),
        ),
    ),
)
