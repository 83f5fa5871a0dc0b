"""What can be wrong with a row besides what its cells can have wrong."""

from __future__ import annotations

from shanhai.sheets import Fault, Words

NOT_YOURS = Fault(
    "not_yours",
    Words("You may not write for “{given}”.", "您无权为“{given}”填写。"),
    Words("Name your own organisation or one below it.", "请填写本单位或下属单位。"),
)
TAKEN = Fault(
    "taken",
    Words("The id “{given}” is already in use elsewhere.", "编号“{given}”已被占用。"),
    Words("Choose another id.", "请换一个编号。"),
)
NOT_NOW = Fault(
    "not_now",
    Words(
        "“{given}” is in the state “{state}” and cannot be changed now.",
        "“{given}”处于“{state}”状态，现在不能修改。",
    ),
    Words("Take it back first, or leave the row out.", "请先收回，或删去此行。"),
)
BACKWARDS = Fault(
    "backwards",
    Words("The end is before the start.", "结束早于开始。"),
    Words("Swap the two.", "请对调两个日期。"),
)
ABOVE_OTHER = Fault(
    "above_other",
    Words("It is larger than “{other}”.", "大于“{other}”。"),
    Words("Make it {most} or less.", "不得大于 {most}。"),
)
LOOP = Fault(
    "loop",
    Words("“{given}” would be above itself.", "“{given}”会成为自己的上级。"),
    Words("Name another one above it, or none.", "请另填上级，或留空。"),
)
TOO_DEEP = Fault(
    "too_deep",
    Words("There would be more than {most} above it.", "其上级将超过 {most} 级。"),
    Words("Name one that stands higher.", "请填更高一级的上级。"),
)
NEEDED = Fault(
    "missing",
    Words("The cell is empty.", "此单元格为空。"),
    Words("Fill in {wanted}.", "请填写{wanted}。"),
)
