"""Places: provinces, cities, counties as a tree, with their coordinates."""

from __future__ import annotations

from shanhai.sheets import Column, Table, Words
from shanhai.sheets.kinds import Decimal
from shanhai.workbook.cells import Id
from shanhai.workbook.tables.columns import NOTE, WORDS, id_column, name_column

PLACES = Table(
    key="places",
    title=Words("places", "地区"),
    aliases=("地方", "区划", "行政区划"),
    note=Words("Provinces, cities, counties as a tree.", "省、市、县，按上下级填写。"),
    columns=(
        id_column(Words("place id", "地区编号"), "C07", "区划代码", "地区代码"),
        name_column(Words("name", "名称"), "青溪县", "地区名称"),
        Column(
            key="parent",
            header=Words("within", "上级地区"),
            kind=Id(),
            aliases=("所属地区",),
            refers="places",
            example="A02",
            width=12,
        ),
        Column(
            key="kind",
            header=Words("kind", "类型"),
            kind=Id(),
            aliases=("地区类型",),
            example="县",
            note=Words("Rules on balance name this word.", "“进出平衡”规则按此词选取地区。"),
        ),
        Column(
            key="traits",
            header=Words("traits", "特征"),
            kind=WORDS,
            aliases=("地区特征",),
            example=("山区",),
            width=18,
        ),
        Column(
            key="east",
            header=Words("km east", "东向公里"),
            kind=Decimal(),
            example=212.5,
            aliases=("横坐标",),
            note=Words("Kilometres east of any fixed point.", "距固定原点以东的公里数。"),
        ),
        Column(
            key="north",
            header=Words("km north", "北向公里"),
            kind=Decimal(),
            example=87.0,
            aliases=("纵坐标",),
            note=Words("Kilometres north of the same point.", "距同一原点以北的公里数。"),
        ),
        NOTE,
    ),
)
