"""The coded tree of expertise."""

from __future__ import annotations

from shanhai.sheets import Column, Table, Words
from shanhai.workbook.cells import Id
from shanhai.workbook.tables.columns import NOTE, id_column, name_column

EXPERTISE = Table(
    key="expertise",
    title=Words("expertise", "专长目录"),
    aliases=("专长", "专长代码"),
    note=Words("Codes of expertise as a tree.", "专长代码，按上下级填写。"),
    columns=(
        id_column(Words("expertise code", "专长代码"), "K0301", "代码"),
        name_column(Words("name", "名称"), "水产养殖", "专长名称"),
        Column(
            key="parent",
            header=Words("broader code", "上级代码"),
            kind=Id(),
            refers="expertise",
            example="K03",
            width=12,
        ),
        NOTE,
    ),
)
