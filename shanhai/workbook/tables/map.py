"""Outlines of places, one point a row."""

from __future__ import annotations

from shanhai.sheets import Column, Table, Words
from shanhai.sheets.kinds import Decimal, Integer
from shanhai.workbook.cells import Id

MAP = Table(
    key="map",
    title=Words("map", "地图"),
    required=False,
    note=Words("Outlines of places, one point a row, ring by ring.", "地区轮廓，每行一点，按环依次填写。"),
    columns=(
        Column(
            key="place",
            header=Words("place", "地区"),
            kind=Id(),
            required=True,
            refers="places",
            example="C07",
        ),
        Column(key="ring", header=Words("ring", "环"), kind=Integer(1), required=True, example=1, width=8),
        Column(key="east", header=Words("km east", "东向公里"), kind=Decimal(), required=True, example=210.1),
        Column(
            key="north", header=Words("km north", "北向公里"), kind=Decimal(), required=True, example=85.4
        ),
    ),
)
