"""What the engine finds wrong with a problem, in three languages: one catalogue, for cells and sentences."""

from __future__ import annotations

import re
from functools import lru_cache

from shanhai.sheets import Fault, Words
from shanhai.workbook import faults
from shanhai.workbook.tables import TABLES

_EXPECTED = Words("Expected: {wanted}.", "应为：{wanted}。")

#: By the engine's fault code. Fields: what was given, and what was wanted.
FAULTS: dict[str, Fault] = {
    fault.code: fault
    for fault in (
        Fault("missing", Words("A value is needed here.", "此处必填。"), _EXPECTED),
        Fault("not_a_number", Words("“{given}” is not a number.", "“{given}”不是数字。"), _EXPECTED),
        Fault("out_of_range", Words("“{given}” does not fit.", "“{given}”不符合要求。"), _EXPECTED),
        Fault("unknown", Words("“{given}” is not known.", "“{given}”无法识别。"), _EXPECTED),
        Fault(
            "duplicate",
            Words(
                "“{given}” stands here for the second time (first: {wanted}).",
                "“{given}”重复出现（首次：{wanted}）。",
            ),
            Words("Give each row an id of its own.", "每行须有唯一编号。"),
        ),
        Fault(
            "ambiguous",
            Words("The id “{given}” stands for something else as well.", "编号“{given}”还用在别处。"),
            Words(
                "Places, organisations and orders need ids that differ from each other; change one of them.",
                "地区、单位和订单的编号不得相同，请更改其一。",
            ),
        ),
        Fault(
            "loop",
            Words(
                "“{given}” lies above itself, directly or through others.",
                "“{given}”直接或间接成了自己的上级。",
            ),
            Words("Correct the column that names what is above.", "请更正“上级”一列。"),
        ),
        Fault(
            "backwards",
            Words("The end {given} is before the start {wanted}.", "结束 {given} 早于开始 {wanted}。"),
            Words("Swap the two.", "请将两者对调。"),
        ),
        faults.TWICE,
        Fault(
            "unknown_field",
            Words("There is no field “{given}”.", "没有“{given}”这个字段。"),
            Words("Known fields: {wanted}.", "可用字段：{wanted}。"),
        ),
        Fault(
            "empty_group",
            Words(
                "The rule names a group in which there is nobody and nothing: {given}.",
                "规则所指的组中没有任何人或订单：{given}。",
            ),
            Words("Correct the group, or delete the rule.", "请更正该组，或删除此规则。"),
        ),
        Fault(
            "too_heavy",
            Words("The weights add up to {given}.", "各项权重之和为 {given}。"),
            Words(
                "Exact arithmetic allows {wanted}; lower the weights.",
                "精确计算至多允许{wanted}，请降低权重。",
            ),
        ),
    )
}

# The English text is the engine's own and, with its fields open, the pattern to know it by; the more special
# ones stand first.
_WANTED = (
    Words("a whole number from {low} to {high}", "{low} 至 {high} 的整数"),
    Words("a strength from {low} to {high}", "{low} 至 {high} 的程度"),
    Words("an importance from {low} to {high}", "{low} 至 {high} 的重要性"),
    Words("place or host, or nothing", "接收地、接收单位或留空"),
    Words("one of {choices}, or nothing", "以下之一或留空：{choices}"),
    Words("one of the {table}", "{table}"),
    Words("one of {choices}", "以下之一：{choices}"),
    Words("an id from {table}", "{table}表中已有的编号"),
    Words("the id of a person", "人员编号"),
    Words("the id of an order", "订单编号"),
    Words("at most {most} required by one order", "每个订单至多要求 {most} 项资格"),
    Words("at most its seats, {seats}", "不超过名额 {seats}"),
    Words("at least {least}", "不小于 {least}"),
    Words("{most} in all", "合计 {most} 以内"),
    Words("row {row}", "第 {row} 行"),
    Words("an id", "编号"),
    Words("a number", "数字"),
    Words("a list", "列表"),
    Words("a group", "分组"),
    Words("a code, a strength, and True or False", "代码、程度以及有无佐证"),
    Words("a code and an importance", "代码和重要性"),
    Words("a person and an order", "人员和订单"),
    Words("a person, an order and an amount", "人员、订单和数额"),
    Words("a percentage in least, in most, or in both", "最低%、最高% 至少填一项"),
    Words(
        "a group of people, of orders, or both: this would ban everything",
        "人员范围、订单范围或两者；否则等于全部禁止",
    ),
    Words("two members or more", "两名或更多成员"),
    Words("home or native", "派出单位或籍贯地"),
    Words("whole numbers from 100 down to 0, the first above 0", "从 100 到 0 依次不增的整数，第一个大于 0"),
    Words("one or more whole numbers from {high} down to 0", "从 {high} 到 0 依次不增的整数"),
    Words("{count} whole numbers from {high} down to 0", "从 {high} 到 0 依次不增的 {count} 个整数"),
    Words("{count} whole numbers from 0 up to {high}", "从 0 到 {high} 依次不减的 {count} 个整数"),
    Words(
        "There is no attribute '{name}' to choose a group by. Use one of {choices}.",
        "没有“{name}”这个属性，可用：{choices}",
    ),
)
_TITLES = {table.key: table.title for table in TABLES}


def wanted(text: str) -> Words:
    """What the engine expected, in three languages; in its own words where there are no others."""
    for phrase in _WANTED:
        if match := _pattern(phrase.en).fullmatch(text):
            fields = {name: _tables(value).hans for name, value in match.groupdict().items()}
            return Words(text, phrase.hans.format(**fields))
    return Words(text, text)


@lru_cache(maxsize=64)
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(text)))


def _tables(value: str) -> Words:
    """Names of tables as people call them; anything else stays as it is."""
    words = value.split(" or ")
    if all(word in _TITLES for word in words):
        return Words(value, "或".join(_TITLES[word].hans for word in words))
    return Words(value, value)
