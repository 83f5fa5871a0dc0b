"""What is wrong with a problem, by the fault codes of the engine."""

from __future__ import annotations

from shanhai.sheets.words import Words

WHERE = Words("{table} {id}, field {column}", "{table}“{id}”，字段 {column}")
WHERE_ROW = Words("{table} in row {row}, field {column}", "{table}第 {row} 行，字段 {column}")
LINE = Words("{where}: {what} {mend}", "{where}：{what}{mend}")

WHAT = {
    "missing": Words("a value is needed here.", "此处必填。"),
    "not_a_number": Words("“{given}” is not a number.", "“{given}”不是数字。"),
    "out_of_range": Words("{given} is out of range.", "{given} 超出范围。"),
    "unknown": Words("“{given}” is not known.", "“{given}”无法识别。"),
    "duplicate": Words(
        "“{given}” stands here for the second time (first: {wanted}).",
        "“{given}”重复出现（首次：{wanted}）。",
    ),
    "ambiguous": Words("“{given}” is also the id of {wanted}.", "“{given}”同时也是{wanted}的编号。"),
    "loop": Words(
        "“{given}” is its own parent, directly or through others.", "“{given}”直接或间接成为自己的上级。"
    ),
    "backwards": Words(
        "the end ({given}) is before the start ({wanted}).", "结束（{given}）早于开始（{wanted}）。"
    ),
    "twice": Words("“{given}” is listed twice.", "“{given}”列了两次。"),
    "unknown_field": Words("there is no field “{given}”.", "没有“{given}”这个字段。"),
    "empty_group": Words(
        "nobody and nothing is in the group “{given}”.", "分组“{given}”中没有任何人或订单。"
    ),
    "too_heavy": Words("the weights add up to {given}.", "权重合计为 {given}。"),
}
MEND = {
    "missing": Words("Give {wanted}.", "应为：{wanted}。"),
    "not_a_number": Words("Give {wanted}.", "应为：{wanted}。"),
    "out_of_range": Words("Give {wanted}.", "应为：{wanted}。"),
    "unknown": Words("Give {wanted}.", "应为：{wanted}。"),
    "duplicate": Words("Give each row an id of its own.", "每行须有唯一编号。"),
    "ambiguous": Words(
        "Give places, organisations and orders ids that differ.", "地区、单位和订单的编号不得相同。"
    ),
    "loop": Words("Break the circle.", "请解除循环。"),
    "backwards": Words("Swap the two.", "请对调两者。"),
    "twice": Words("Name it once.", "只列一次即可。"),
    "unknown_field": Words("Known fields: {wanted}.", "可用字段：{wanted}。"),
    "empty_group": Words("Mend the group or drop the rule.", "请更正分组或删去该规则。"),
    "too_heavy": Words(
        "Exact arithmetic allows {wanted}. Lower the weights.", "精确计算最多允许 {wanted}，请降低权重。"
    ),
}
# What the engine wants. The English text is the engine's own, and with its fields open the pattern to know
# it by;
# the more special ones stand first.
WANTED = (
    Words("a whole number from {low} to {high}", "{low} 至 {high} 的整数"),
    Words("a strength from {low} to {high}", "{low} 至 {high} 的强度"),
    Words("an importance from {low} to {high}", "{low} 至 {high} 的重要程度"),
    Words("place or host, or nothing", "place、host 或留空"),
    Words("one of {choices}, or nothing", "以下之一或留空：{choices}"),
    Words("one of the {table}", "{table}"),
    Words("one of {choices}", "以下之一：{choices}"),
    Words("an id from {table}", "{table}表中已有的编号"),
    Words("the id of a person", "人员编号"),
    Words("the id of an order", "订单编号"),
    Words("at most its seats, {seats}", "不超过名额数 {seats} 的整数"),
    Words("at least {least}", "不小于 {least} 的整数"),
    Words("{most} in all", "合计 {most}"),
    Words("row {row}", "第 {row} 行"),
    Words("an id", "编号"),
    Words("a number", "数字"),
    Words("a percentage in least, in most, or in both", "least 或 most 的百分比"),
    Words(
        "a group of people, of orders, or both: this would ban everything",
        "人员分组、订单分组或两者（否则将禁止一切）",
    ),
    Words("{count} whole numbers from {high} down to 0", "从 {high} 到 0 不递增的整数（{count} 个）"),
    Words("whole numbers from 100 down to 0, the first above 0", "从 100 到 0 不递增的整数，第一个大于 0"),
)
