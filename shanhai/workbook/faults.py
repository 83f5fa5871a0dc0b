"""What can be wrong in a matching workbook besides what any table can have wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.sheets import CellError, Fault, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shanhai.sheets import Language, Notice

UNKNOWN = Fault(
    "unknown",
    Words("“{given}” is not known.", "“{given}”未登记。"),
    Words(
        "It has to stand in: {where}. Correct it here or add it there.",
        "应为“{where}”中已有的一项，请更正或补登。",
    ),
)
UNKNOWN_NEAR = Fault(
    "unknown",
    Words("“{given}” is not known.", "“{given}”未登记。"),
    Words(
        "Did you mean “{near}”? It has to stand in: {where}.", "是否应为“{near}”？应为“{where}”中已有的一项。"
    ),
)
TWO_OF_THAT_NAME = Fault(
    "two_of_that_name",
    Words("“{given}” is the name of several: {ids}.", "“{given}”对应多个编号：{ids}。"),
    Words("Give the id instead of the name.", "请填编号，不要填名称。"),
)
TWICE = Fault(
    "twice",
    Words("“{given}” is listed twice.", "“{given}”列了两次。"),
    Words("List it once.", "请只列一次。"),
)
NEEDED = Fault(
    "missing",
    Words("“{kind}” needs a value here.", "“{kind}”须填此项。"),
    Words("Fill in {wanted}.", "请填写{wanted}。"),
)
NOT_USED = Fault(
    "not_used",
    Words("“{kind}” does not use this column.", "“{kind}”不使用此列。"),
    Words("Empty the cell.", "请清空此单元格。"),
)
NO_STRENGTH = Fault(
    "no_strength",
    Words("“{value}” has no strength from 1 to 5.", "“{value}”缺少 1 至 5 的程度。"),
    Words(
        "Write code, colon, strength, and * where there is evidence: K0301:4*.",
        "请写成“代码:程度”，有佐证的加 *，如 K0301:4*。",
    ),
)
NO_IMPORTANCE = Fault(
    "no_importance",
    Words("“{value}” has no importance from 1 to 5.", "“{value}”缺少 1 至 5 的重要性。"),
    Words("Write code, colon, importance: K0301:5.", "请写成“代码:重要性”，如 K0301:5。"),
)
NO_POINTS = Fault(
    "no_points",
    Words("“{value}” is not a pair of kinds with points.", "“{value}”不是“类型>类型:分值”。"),
    Words("Write home kind > host kind: points.", "请写成“派出类型>接收类型:分值”，如 高校>医院:800。"),
)
NO_GROUP = Fault(
    "no_group",
    Words("“{part}” does not say which attribute has which value.", "“{part}”没有写明哪一项等于什么。"),
    Words("Write attribute = value, value; attribute = value.", "请写成“属性=值、值；属性=值”。"),
)
NO_ATTRIBUTE = Fault(
    "no_attribute",
    Words("There is no attribute “{part}” to choose a group by.", "没有“{part}”这个属性。"),
    Words("Use one of: {attributes}.", "可用：{attributes}。"),
)
NOT_AN_ID = Fault(
    "not_an_id",
    Words("“{value}” cannot be an id or a short word.", "“{value}”不能用作编号或短词。"),
    Words("Use at most {most} printable letters on one line.", "请用不超过 {most} 个可见字符，不换行。"),
)
ONE_ROW = Fault(
    "one_row",
    Words(
        "The sheet describes one programme, but there is a second row.", "此表只描述一个工程，却有第二行。"
    ),
    Words("Keep one row.", "请只保留一行。"),
)


class BookErrors(Exception):  # everything wrong with a workbook is one answer
    """A workbook with wrong cells. `errors` lists all of them, `notices` what was skipped or assumed."""

    def __init__(self, errors: Sequence[CellError], notices: Sequence[Notice] = ()) -> None:
        self.errors = tuple(errors)
        self.notices = tuple(notices)
        super().__init__(self.summary("en"))

    def summary(self, language: Language, most: int = 20) -> str:
        """Return the first errors, one a line, and how many more there are."""
        lines = [error.sentence(language) for error in self.errors[:most]]
        left = len(self.errors) - most
        if left > 0:
            more = Words("… and {left} more wrong cells", "……另有 {left} 处错误")
            lines.append(more.say(language, left=left))
        return "\n".join(lines)
