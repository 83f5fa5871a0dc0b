"""Organisations, home and host."""

from __future__ import annotations

from shanhai.sheets import Column, Table, Words
from shanhai.workbook.cells import Id
from shanhai.workbook.tables.columns import NOTE, id_column, name_column

ORGANISATIONS = Table(
    key="organisations",
    title=Words("organisations", "单位"),
    aliases=("机构", "organizations"),
    note=Words("Home and host organisations.", "派出单位和接收单位。"),
    columns=(
        id_column(Words("organisation id", "单位编号"), "U031", "单位代码", "organization id"),
        name_column(Words("name", "名称"), "海岳大学", "单位名称"),
        Column(
            key="parent",
            header=Words("part of", "上级单位"),
            kind=Id(),
            aliases=("主管单位",),
            refers="organisations",
            width=12,
        ),
        Column(key="kind", header=Words("kind", "类型"), kind=Id(), aliases=("单位类型",), example="高校"),
        Column(
            key="place",
            header=Words("place", "所在地"),
            kind=Id(),
            aliases=("所在地区",),
            refers="places",
            example="C01",
            width=12,
        ),
        NOTE,
    ),
)
