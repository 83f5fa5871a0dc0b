"""What the engine finds wrong with a problem, told as wrong cells in three languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from shanhai.sheets import Words
from shanhai.sheets.cell_faults import DUPLICATE, MISSING, NOT_WHOLE
from shanhai.workbook import faults

if TYPE_CHECKING:
    from shanhai.matching.tables import Fault as EngineFault
    from shanhai.sheets import CellError, Fault, Rows

_FAULTS: dict[str, Fault] = {
    "missing": MISSING,
    "not_a_number": NOT_WHOLE,
    "out_of_range": faults.OUT_OF_RANGE,
    "unknown": faults.OUT_OF_RANGE,
    "ambiguous": faults.AMBIGUOUS,
    "loop": faults.LOOP,
    "backwards": faults.BACKWARDS,
    "twice": faults.TWICE,
    "empty_group": faults.EMPTY_GROUP,
    "too_heavy": faults.TOO_HEAVY,
}
#: What the engine expected, in its own English, and the same in Chinese.
_WANTED = (
    (r"a whole number from (\S+) to (\S+)", r"\1 至 \2 的整数"),
    (r"a number", r"数字"),
    (r"an id", r"编号"),
    (r"a strength from 1 to 5", r"1 至 5 的程度"),
    (r"an importance from 1 to 5", r"1 至 5 的重要性"),
    (r"at most its seats, (\d+)", r"不超过名额 \1"),
    (r"at least (\d+)", r"不小于 \1"),
    (r"(?:\d+|one or more) whole numbers from (\d+) down to 0", r"从 \1 到 0 依次不增的整数"),
    (r"whole numbers from 100 down to 0, the first above 0", r"从 100 到 0 依次不增的整数，第一个大于 0"),
    (r"4 whole numbers from 0 up to (\d+)", r"从 0 到 \1 依次不减的四个整数"),
    (r"two members or more", r"两名或更多成员"),
    (r"(\d+) in all", r"合计 \1 以内"),
    (r"a percentage in least, in most, or in both", r"最低%、最高% 至少填一项"),
    (r"a group of people, of orders, or both.*", r"人员范围、订单范围或两者；否则等于全部禁止"),
    (r"at most (\d+) required by one order", r"每个订单至多要求 \1 项资格"),
    (r"home or native", r"派出单位或籍贯地"),
    (r"place or host, or nothing", r"接收地、接收单位或空"),
)


def cell_error(fault: EngineFault, rows: Rows, row: int, column: str) -> CellError:
    """Return the engine's fault as an error of one cell."""
    if fault.code == "duplicate":
        return _duplicate(fault, rows, row, column)
    known = _FAULTS.get(fault.code, faults.OUT_OF_RANGE)
    fields: dict[str, object] = {"given": fault.given, "wanted": wanted(fault.wanted), "example": 3}
    if known is MISSING and fault.wanted:
        known = faults.NEEDED
        fields["kind"] = rows.table.title
    return rows.error(row, column, known, **fields)


def wanted(text: str) -> Words:
    """Return what the engine expected in three languages; in its own words where there are no others."""
    for pattern, chinese in _WANTED:
        match = re.fullmatch(pattern, text)
        if match:
            return Words(text, match.expand(chinese))
    return Words(text, text)


def _duplicate(fault: EngineFault, rows: Rows, row: int, column: str) -> CellError:
    first = next(place for place, value in enumerate(rows[column]) if value == fault.given)
    fields = {
        "first": rows.cell(first, column),
        "first_row": rows.numbers[first] + 1,
        "row": rows.numbers[row] + 1,
    }
    return rows.error(row, column, DUPLICATE, **fields)
