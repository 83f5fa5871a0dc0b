"""What is typed into the forms of a round, as columns: the workbook's own where it has them."""

from __future__ import annotations

from shanhai.sheets import Column, Table, Words
from shanhai.sheets.kinds import Date, Integer, Text, YesNo
from shanhai.workbook.cells import Id
from shanhai.workbook.tables import PEOPLE
from shanhai.workbook.vocabulary import FAIR_OVER

#: What a person says for one cohort: columns of the workbook's sheet "people".
SAID_COLUMNS = ("wishes", "directions", "start", "end")
SAID = Table(
    key="said",
    title=Words("dossier for this cohort", "本批次档案"),
    columns=tuple(PEOPLE.column(key) for key in SAID_COLUMNS),
)
VETTING = Table(
    key="vetting",
    title=Words("vetting", "审核"),
    columns=(
        Column(
            key="passed",
            header=Words("cleared by the vetting body", "审核是否通过"),
            kind=YesNo(),
            required=True,
        ),
        Column(
            key="body", header=Words("vetting body", "审核机构"), kind=Text(most=120), required=True, width=30
        ),
        Column(key="signer", header=Words("signed by", "签署人"), kind=Text(most=80), required=True),
        Column(key="on", header=Words("date of signing", "签署日期"), kind=Date(), required=True),
    ),
)
QUOTA = Table(
    key="quotas",
    title=Words("numbers to put forward", "推荐名额"),
    columns=(
        Column(
            key="organisation",
            header=Words("home organisation", "派出单位"),
            kind=Id(),
            refers="organisations",
            required=True,
            note=Words("With everything below it.", "含其下属单位。"),
        ),
        Column(
            key="most",
            header=Words("at most", "至多"),
            kind=Integer(0, 100_000),
            note=Words("Empty: no limit.", "空：不限。"),
        ),
    ),
)
SETTINGS = Table(
    key="settings",
    title=Words("settings of the version", "本版设置"),
    columns=(
        Column(
            key="fair_over",
            header=Words("fair over", "公平对象"),
            kind=FAIR_OVER,
            note=Words(
                "With fairness, seats are first spread so that no place or host falls further behind than it "
                "must; then fit is made as large as can be. Not stated: no fairness stage.",
                "设公平阶段时，先使各地或各接收单位的满足程度尽量均衡，再求总匹配度最大。未填：不设公平阶段。",
            ),
        ),
        Column(
            key="reason",
            header=Words("reason for this version", "修订理由"),
            kind=Text(most=2000),
            note=Words(
                "Shown on every plan and publication made under it.", "显示在依据本版产生的每份方案和公示中。"
            ),
        ),
    ),
)
