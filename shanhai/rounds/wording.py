"""Rules and criteria as sentences with fields in them: what may be written is what the engine knows.

The fields of a sentence are the columns of the workbook, so a form, a paste and a sheet keep the same rules.
A kind of rule or criterion that the engine has and this file has no sentence for fails a test.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from shanhai.sheets import Words
from shanhai.sheets.kinds import Choice, Integer, ListOf, YesNo
from shanhai.workbook.cells import Id
from shanhai.workbook.declarations import CRITERION_COLUMNS, PAIR_FIELDS, RULE_COLUMNS
from shanhai.workbook.selectors import Selector
from shanhai.workbook.tables import RULES, WEIGHTS
from shanhai.workbook.vocabulary import CRITERION, EACH_WORDS, RULE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shanhai.sheets import Column, Language

SlotKind = Literal["number", "text", "list", "choice", "group"]
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One kind of line: what it is for, and its sentence with {column} where a field stands."""

    purpose: Words
    words: Words


@dataclass(frozen=True, slots=True)
class Slot:
    """A field inside a sentence: the workbook's column, and what stands there while it is empty."""

    column: Column
    empty: Words

    @property
    def key(self) -> str:
        """The column's key."""
        return self.column.key

    @property
    def kind(self) -> SlotKind:
        """What kind of field it is."""
        return slot_kind(self.column)

    @property
    def side(self) -> str:
        """Of a group: "people" or "orders"."""
        return getattr(self.column.kind, "side", "")

    def options(self, language: Language) -> list[tuple[str, str]]:
        """The choices of a field, each as the key and what is read; the first leaves it empty."""
        found = [("", self.empty.text(language))]
        if isinstance(self.column.kind, YesNo):
            return [*found, ("yes", OR_NONE.text(language))]
        return found + [
            (key, in_sentence(self.key, key, words).text(language))
            for key, words in getattr(self.column.kind, "options", {}).items()
        ]


RULES_IN_WORDS: dict[str, Sentence] = {
    "at_most": Sentence(
        Words("a cap: at most so many placements", "上限：挂职人数不超过若干"),
        Words(
            "{each}, at most {number} placements of {people} in {orders}.",
            "{each}，{people}到{orders}挂职的不超过 {number} 人。",
        ),
    ),
    "at_least": Sentence(
        Words("a minimum: at least so many placements", "下限：挂职人数不少于若干"),
        Words(
            "{each}, at least {number} placements of {people} in {orders}.",
            "{each}，{people}到{orders}挂职的不少于 {number} 人。",
        ),
    ),
    "mix": Sentence(
        Words("a share in percent", "比例：某类人员占若干百分比"),
        Words(
            "{each}, of those placed in {orders}, {people} make up at least {least} % and at most {most} %.",
            "{each}，到{orders}挂职的人员中，{people}不低于 {least}%，不高于 {most}%。",
        ),
    ),
    "balance": Sentence(
        Words("a balance between what regions send and receive", "进出平衡：各地派出与接收相当"),
        Words(
            "For each {region}, arrivals and departures of {people} in {orders} differ by at most {number}.",
            "每个{region}，{people}到{orders}挂职的接收与派出相差不超过 {number} 人。",
        ),
    ),
    "floor": Sentence(
        Words("scarce skills that stay at home", "留底：紧缺人员至少留下若干"),
        Words(
            "{each}, at least {number} of {people} stay at home.", "{each}，{people}至少留下 {number} 人。"
        ),
    ),
    "budget": Sentence(
        Words("a budget, counted for each placement", "总量：按人次、公里或所列数额合计"),
        Words(
            "{each}, placements of {people} in {orders} add up to at most {number} {per}.",
            "{each}，{people}到{orders}挂职的合计不超过 {number} {per}。",
        ),
    ),
    "team": Sentence(
        Words("a team that goes together or not at all", "团队：要么同去，要么都不去"),
        Words("{members} are placed all or none, {together}.", "{members}全部安排或全部不安排，{together}。"),
    ),
    "pin": Sentence(
        Words("a place that the panel gives by hand", "指定：由审议小组指定去处"),
        Words("{person} is placed in order {order}.", "{person}安排到订单 {order}。"),
    ),
    "ban": Sentence(
        Words("a ban: these people do not go there", "禁止：某些人员不去某些订单"),
        Words("None of {people} is placed in {orders}.", "{people}不得到{orders}挂职。"),
    ),
    "order_minimum": Sentence(
        Words("orders that are of no use below their minimum", "订单下限：少于下限则无意义"),
        Words(
            "Each of {orders} gets at least the minimum it states{or_none}.",
            "{orders}均须达到所写的下限{or_none}。",
        ),
    ),
}
#: Stands below every rule.
STRENGTH_IN_WORDS = Words(
    "This is {strength}. One unit of violation counts {weight}.",
    "此规则为{strength}。每违反一个单位计 {weight}。",
)
#: The same to be read: what is hard is never bent, so that no unit of it counts anything.
HARD_IN_WORDS = Words("This is {strength}.", "此规则为{strength}。")
CRITERIA_IN_WORDS: dict[str, Sentence] = {
    "expertise": Sentence(
        Words("what a person can do against what is asked", "所具专长与所需专长"),
        Words(
            "Expertise gives up to {weight} points. The same code counts in full, broader ones by {points} "
            "percent; what is claimed without evidence counts {claimed} %.",
            "专长至多 {weight} 分。代码相同计满分，逐级上推按 {points}（%）计；无佐证的按 {claimed}% 折算。",
        ),
    ),
    "industry": Sentence(
        Words("the same line of work", "行业相同或相近"),
        Words(
            "Industry gives up to {weight} points, by how much of the code agrees: {points} of 1000.",
            "行业至多 {weight} 分，按代码相同的位数计：{points}（满分 1000）。",
        ),
    ),
    "level": Sentence(
        Words("a level near to the one asked", "职级与要求相近"),
        Words(
            "Level gives up to {weight} points, by the difference in levels: {points} of 1000.",
            "职级至多 {weight} 分，按级差计：{points}（满分 1000）。",
        ),
    ),
    "organisation_kind": Sentence(
        Words("kinds of home that suit kinds of host", "派出单位与接收单位类型相配"),
        Words(
            "Kind of organisation gives up to {weight} points: {table}; any other pair {rest} of 1000.",
            "单位类型至多 {weight} 分：{table}；其他搭配 {rest}（满分 1000）。",
        ),
    ),
    "person_wishes": Sentence(
        Words("where the person wishes to go", "个人志愿"),
        Words(
            "A person's wishes give up to {weight} points, by rank: {points} of 1000, otherwise {rest}.",
            "个人志愿至多 {weight} 分，按志愿先后计：{points}（满分 1000），非志愿 {rest}。",
        ),
    ),
    "host_wishes": Sentence(
        Words("whom the host wishes for", "接收单位意向"),
        Words(
            "A host's wishes give up to {weight} points, by rank: {points} of 1000.",
            "接收单位意向至多 {weight} 分，按先后计：{points}（满分 1000）。",
        ),
    ),
    "travel": Sentence(
        Words("a short way", "路程远近"),
        Words(
            "A short way gives up to {weight} points, measured from the {basis}, and none at {full_km} km.",
            "路程至多 {weight} 分，从{basis}起算，到 {full_km} 公里为零。",
        ),
    ),
    "experience": Sentence(
        Words("years of work", "工作年限"),
        Words(
            "Years of work give up to {weight} points, by the share of the years that are asked for.",
            "工作年限至多 {weight} 分，按达到所要求年限的比例计。",
        ),
    ),
    "given": Sentence(
        Words("points for single pairs, from a test or an interview", "指定分值：测试或面谈给出的分数"),
        Words(
            "The points listed under {name} count {weight}-fold; {only}.",
            "名单 {name} 所列分值按 {weight} 倍计；{only}。",
        ),
    ),
    "qualified": Sentence(
        Words("required qualifications", "必备资格"),
        Words(
            "Nobody is placed who lacks a qualification that the order requires.",
            "缺少订单所要求资格的，不予安排。",
        ),
    ),
    "level_range": Sentence(
        Words("the range of levels", "职级范围"),
        Words(
            "Nobody is placed whose level lies outside the order's range.",
            "职级不在订单所定范围内的，不予安排。",
        ),
    ),
    "dates": Sentence(
        Words("the dates", "起止时间"),
        Words(
            "Nobody is placed who comes too late or has to leave too early for the order.",
            "到岗过晚或须提前离开的，不予安排。",
        ),
    ),
    "direction": Sentence(
        Words("the direction", "方向"),
        Words(
            "Nobody is sent down, up or across who was not put forward for it.",
            "未按该方向推荐的，不向该方向派出。",
        ),
    ),
    "recused": Sentence(
        Words("recusal", "回避"),
        Words(
            "Nobody is sent to their home place or to a place or unit that is barred to them.",
            "不派往本人籍贯地，也不派往须回避的地区或单位。",
        ),
    ),
}
OR_NONE = Words(", or nobody at all", "，否则一个也不派")
_ALL_TOGETHER = Words("In all", "合计")
#: What a field that is left empty means; anything else left empty shows as a blank.
EMPTY: dict[str, Words] = {
    "each": _ALL_TOGETHER,
    "people": Words("all people", "全部人员"),
    "orders": Words("all orders", "全部订单"),
    "together": Words("wherever that may be", "去处不限"),
    "or_none": Words("", ""),
    "strength": Words("hard: every plan keeps it", "硬性：任何方案都必须遵守"),
    "per": Words("by the listed amounts", "（按所列数额）"),
    "basis": Words("home organisation", "派出单位"),
    "only": Words("other pairs get nothing", "未列出的为零分"),
    "name": Words("given", "given"),
    "weight": Words("1", "1"),
}
_BLANK = Words("…", "……")
_OPTIONS: dict[str, dict[str, Words]] = {
    "each": {key: Words(f"For each {words.en}", f"每个{words.hans}") for key, words in EACH_WORDS.items()},
    "together": {
        "order": Words("in the same order", "安排在同一订单"),
        "place": Words("in the same place", "安排在同一地"),
        "host": Words("at the same host", "安排在同一接收单位"),
    },
    "per": {
        "placement": Words("placements", "人次"),
        "km": Words("kilometres", "公里"),
        "given": Words("by the listed amounts", "（按所列数额）"),
    },
    "strength": {
        "hard": Words("hard: every plan keeps it", "硬性：任何方案都必须遵守"),
        "elastic": Words("elastic: bent only when nothing else is possible", "弹性：别无办法时才放宽"),
        "priced": Words("priced: it may be bent at this price in fit", "计价：可按此代价放宽"),
    },
}


def kinds(table: str) -> dict[str, Words]:
    """The kinds of lines that may be written: the engine's own, each by its name."""
    return dict((RULE if table == "rules" else CRITERION).options)


def sentence_of(table: str, kind: str) -> Sentence:
    """The sentence of one kind of line. Raises: KeyError for a kind that the engine does not know."""
    return (RULES_IN_WORDS if table == "rules" else CRITERIA_IN_WORDS)[kind]


def columns_of(table: str, kind: str) -> tuple[str, ...]:
    """The columns of the workbook in which a line of this kind may hold something."""
    if table == "rules":
        return (*RULE_COLUMNS[kind].values(), "strength", "weight")
    weight = () if kind in HARD else ("weight",)
    return (*CRITERION_COLUMNS.get(kind, {}).values(), *weight)


def has_pairs(kind: str) -> str:
    """Whether a line of this kind can list single pairs: "" no, "pairs", or "amounts" with a number each."""
    field, has_amount = PAIR_FIELDS.get(kind, ("", False))
    return ("amounts" if has_amount else "pairs") if field else ""


def parts(table: str, words: Words, language: Language) -> list[str | Slot]:
    """A sentence cut at its fields: text and slots in the order in which they are read."""
    columns = {column.key: column for column in (RULES if table == "rules" else WEIGHTS).columns}
    found: list[str | Slot] = []
    for at, piece in enumerate(_SLOT.split(words.text(language))):
        if at % 2:
            found.append(Slot(columns[piece], EMPTY.get(piece, _BLANK)))
        elif piece:
            found.append(piece)
    return found


def slot_kind(column: Column) -> SlotKind:
    """What kind of field a column asks for."""
    kind = column.kind
    if isinstance(kind, Selector):
        return "group"
    if isinstance(kind, Choice | YesNo):
        return "choice"
    if isinstance(kind, Integer):
        return "number"
    return "list" if isinstance(kind, ListOf) else "text"


def read_out(
    table: str,
    kind: str,
    values: Mapping[str, Any],
    language: Language,
    usual: Mapping[str, Any] | None = None,
    groups: Mapping[str, str] | None = None,
) -> str:
    """A line as a sentence, its fields filled in; `usual` values stand where nothing was written.

    `groups` says groups, and whatever else has names, as they are read.
    """
    said = []
    for part in parts(table, sentence_of(table, kind).words, language):
        said.append(
            part if isinstance(part, str) else _filled(part, values, language, usual or {}, groups or {})
        )
    text = "".join(said)
    return text[:1].upper() + text[1:]


def fill(words: Words, values: Mapping[str, Any], language: Language) -> str:
    """A sentence about a rule with its fields filled in."""
    pieces = parts("rules", words, language)
    return "".join(
        each if isinstance(each, str) else _filled(each, values, language, {}, {}) for each in pieces
    )


def in_sentence(column: str, option: str, words: Words) -> Words:
    """What an option reads like inside a sentence."""
    return _OPTIONS.get(column, {}).get(option, words)


def _filled(
    slot: Slot,
    values: Mapping[str, Any],
    language: Language,
    usual: Mapping[str, Any],
    groups: Mapping[str, str],
) -> str:
    value = values.get(slot.key)
    if value and (slot.key in groups or slot.kind == "group"):
        return groups.get(slot.key) or ""
    if value in (None, "", [], {}):
        value = usual.get(slot.key)
    if value in (None, "", [], (), {}):
        return slot.empty.text(language)
    if slot.kind == "choice":
        return _chosen(slot, value, language)
    return str(slot.column.kind.write(_tuples(value), language))


def _chosen(slot: Slot, value: Any, language: Language) -> str:
    if isinstance(slot.column.kind, YesNo):
        if not value:
            return slot.empty.text(language)
        return (OR_NONE if slot.key == "or_none" else slot.column.header).text(language)
    options: Mapping[str, Words] = getattr(slot.column.kind, "options", {})
    return in_sentence(slot.key, str(value), options[str(value)]).text(language)


def _tuples(value: Any) -> Any:
    return tuple(_tuples(each) for each in value) if isinstance(value, list | tuple) else value


#: Criteria that bar and have no weight.
HARD: Sequence[str] = ("qualified", "level_range", "dates", "direction", "recused")
#: Columns whose text is an id.
NAMES = tuple(column.key for column in RULES.columns if isinstance(column.kind, Id))
