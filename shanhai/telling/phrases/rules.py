"""Rules in words, made from their declarations; a title that the user wrote stands in front of them."""

from __future__ import annotations

from shanhai.sheets.words import Words

PEOPLE = Words("people {which}", "{which}人员")
ORDERS = Words("orders {which}", "{which}订单")
# How a group of people is narrowed: after the noun in English, before it in Chinese.
PEOPLE_WHICH = {
    "person": Words("named {values}", "{values}等指定"),
    "home": Words("of {values}", "{values}的"),
    "home_kind": Words("from organisations of kind {values}", "{values}类单位的"),
    "home_place": Words("whose home organisation is in {values}", "派出单位在{values}的"),
    "native": Words("whose home place is {values}", "籍贯{values}的"),
    "level": Words("of level {values}", "{values}级的"),
    "direction": Words("who may go {values}", "可{values}的"),
    "expertise": Words("with expertise in {values}", "具备{values}专长的"),
    "qualification": Words("qualified in {values}", "具备{values}资格的"),
    "industry": Words("from industry {values}", "{values}行业的"),
    "group": Words("in the group {values}", "“{values}”组的"),
}
ORDERS_WHICH = {
    "order": Words("named {values}", "{values}等指定"),
    "host": Words("of {values}", "{values}的"),
    "host_kind": Words("of hosts of kind {values}", "{values}类接收单位的"),
    "place": Words("in {values}", "{values}的"),
    "trait": Words("in places marked {values}", "{values}类地区的"),
    "tier": Words("of priority {values}", "第 {values} 优先级的"),
    "kind": Words("for {values}", "{values}类"),
    "direction": Words("on the way {values}", "{values}"),
    "asks": Words("that ask for {values}", "需要{values}专长的"),
    "qualification": Words("that require {values}", "要求{values}资格的"),
    "industry": Words("in industry {values}", "{values}行业的"),
    "group": Words("in the group {values}", "“{values}”组的"),
}
AND_MORE = Words("{shown} and {more} more", "{shown}等共 {total} 项")

SCOPE_ALL = Words("placements", "挂职人员")
SCOPE_PEOPLE = Words("placements of {people}", "{people}挂职的")
SCOPE_ORDERS = Words("placements in {orders}", "到{orders}挂职的")
SCOPE_BOTH = Words("placements of {people} in {orders}", "{people}到{orders}挂职的")
SCOPE_PAIRS = Words("of the {pairs:pair|pairs} listed", "所列 {pairs} 对人员与订单中挂职的")
EACH = Words("{rule}, for each {attribute} apart", "每个{attribute}：{rule}")

# A limit for each home or host apart: who releases, who receives; by whether people, or orders, are named.
RELEASES = {
    (False, False): Words(
        "each {attribute} releases {bound} {limit:person|people}", "每个{attribute}派出{bound} {limit} 人"
    ),
    (True, False): Words(
        "each {attribute} releases {bound} {limit} of {people}",
        "每个{attribute}派出的{people}{bound} {limit} 人",
    ),
    (False, True): Words(
        "each {attribute} releases {bound} {limit:person|people} to {orders}",
        "每个{attribute}派往{orders}的{bound} {limit} 人",
    ),
    (True, True): Words(
        "each {attribute} releases {bound} {limit} of {people} to {orders}",
        "每个{attribute}派往{orders}的{people}{bound} {limit} 人",
    ),
}
RECEIVES = {
    (False, False): Words(
        "each {attribute} receives {bound} {limit:person|people}", "每个{attribute}接收{bound} {limit} 人"
    ),
    (True, False): Words(
        "each {attribute} receives {bound} {limit} of {people}",
        "每个{attribute}接收的{people}{bound} {limit} 人",
    ),
    (False, True): Words(
        "each {attribute} receives {bound} {limit:person|people} in {orders}",
        "每个{attribute}的{orders}接收{bound} {limit} 人",
    ),
    (True, True): Words(
        "each {attribute} receives {bound} {limit} of {people} in {orders}",
        "每个{attribute}的{orders}接收的{people}{bound} {limit} 人",
    ),
}
NO_MORE = Words("at most", "不超过")
NO_FEWER = Words("at least", "不少于")

AT_MOST = Words("at most {limit} {scope}", "{scope}不超过 {limit} 人")
AT_LEAST = Words("at least {limit} {scope}", "{scope}不少于 {limit} 人")
MIX_LEAST = Words(
    "at least {least} % of the placements in {orders} are of {people}",
    "到{orders}挂职的人员中，{people}不低于 {least}%",
)
MIX_MOST = Words(
    "at most {most} % of the placements in {orders} are of {people}",
    "到{orders}挂职的人员中，{people}不高于 {most}%",
)
MIX_BETWEEN = Words(
    "{least} % to {most} % of the placements in {orders} are of {people}",
    "到{orders}挂职的人员中，{people}占 {least}% 至 {most}%",
)
ALL_ORDERS = Words("all orders", "全部订单")
ALL_PEOPLE = Words("all people", "全部人员")
BALANCE = Words(
    "no {region} receives over {tolerance} more, or fewer, than it sends",
    "每个{region}接收与派出的人数相差不超过 {tolerance} 人",
)
FLOOR = Words("at least {keep} of {people} stay at home", "{people}至少留下 {keep} 人")
BUDGET_PLACEMENT = Words("at most {limit} {scope}", "{scope}不超过 {limit} 人")
BUDGET_KM = Words("at most {limit} km of travel for all {scope}", "{scope}路程合计不超过 {limit} 公里")
BUDGET_GIVEN = Words(
    "at most {limit} for all {scope}, by the amounts listed", "{scope}按所列数额合计不超过 {limit}"
)
TEAM = Words("{people}: all or none", "{people}：全部安排或全部不安排")
TEAM_TOGETHER = Words(
    "{people}: all or none, in the same {together}", "{people}：全部安排到同一{together}，或全部不安排"
)
PIN = Words("{person} goes to “{order}”", "{person}安排到“{order}”")
BAN_PEOPLE = Words("{people} are not placed", "{people}不作安排")
BAN_ORDERS = Words("nobody is placed in {orders}", "{orders}不安排任何人")
BAN_BOTH = Words("nobody of {people} is placed in {orders}", "{people}不得到{orders}挂职")
MINIMUM = Words("in {orders}, each order gets at least its minimum", "{orders}均须达到最低人数")
MINIMUM_OR_NONE = Words(
    "in {orders}, each order gets at least its minimum, or nobody", "{orders}须达到最低人数，否则不安排"
)

STATE_KEPT = Words("kept", "已遵守")
STATE_BENT = Words("bent by {units:unit|units}", "放宽 {units} 个单位")
BINDS = Words("binds", "起约束作用")
FREE = Words("does not bind", "未起约束作用")
COSTS = Words("Without it the plan would gain {gain}.", "若无此规则，方案可改善：{gain}。")
COSTS_MIXED = Words(
    "Without it the plan would gain {gain}, and in later stages lose {loss}.",
    "若无此规则，方案可改善：{gain}；其后各步损失：{loss}。",
)
COSTS_NOTHING = Words("Without it the plan would be no better.", "即使没有此规则，方案也不会更好。")
