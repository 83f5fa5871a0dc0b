"""Pairs of a person and an order, listed for a rule or a criterion."""

from __future__ import annotations

from shanhai.sheets import Column, Table, Words
from shanhai.sheets.kinds import Integer
from shanhai.workbook.cells import Id

PAIRS = Table(
    key="pairs",
    title=Words("pairs", "配对"),
    required=False,
    note=Words(
        "Pairs of a person and an order that a rule or a criterion lists.", "规则或评分项所列的人员与订单。"
    ),
    columns=(
        Column(
            key="list",
            header=Words("rule or list", "规则或名单"),
            kind=Id(),
            required=True,
            example="release",
            note=Words(
                "The id of the rule, or the list of “given points”.", "规则编号，或“指定分值”的名单。"
            ),
        ),
        Column(
            key="person",
            header=Words("person", "人员"),
            kind=Id(),
            required=True,
            refers="people",
            example="P001",
        ),
        Column(
            key="order",
            header=Words("order", "订单"),
            kind=Id(),
            required=True,
            refers="orders",
            example="D012",
        ),
        Column(key="amount", header=Words("amount", "数额"), kind=Integer(), example=800),
    ),
)
