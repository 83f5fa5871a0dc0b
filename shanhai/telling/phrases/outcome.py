"""What a plan reached and what is proven of it."""

from __future__ import annotations

from shanhai.sheets.words import Words

STATUS_TITLES = {
    "proven": Words("Proven best", "已证明最优"),
    "limited": Words("Stopped before the proof was complete", "证明未完成即停止"),
    "conflict": Words("The rules cannot all hold", "规则之间有冲突"),
}
STATUS = {
    "proven": Words(
        "No plan that keeps these rules does better at any stage: this has been proven, not just not "
        "been found.",
        "在遵守这些规则的前提下，任何方案都不可能在任何一步更好；这是证明出来的，并非只是没有找到。",
    ),
    "limited": Words(
        "The plan keeps the rules, but the run was stopped by a limit or a cancel. The stages below "
        "tell how far from the "
        "best it can be at most; on another machine it may come out differently.",
        "方案遵守全部规则，但因到达时限或被取消而提前停止。下表列出各步距最优最多还差多少；换一台机器，结果可能不同。",
    ),
    "conflict": Words(
        "No plan can keep all hard rules at once. The plan shown bends them as little as the stated "
        "weights allow.",
        "没有任何方案能同时遵守全部刚性规则。此处的方案按给定权重把放宽降到最小。",
    ),
}
UNIQUE = Words(
    "It is the only best plan: the committed seed has decided between all plans that were equal.",
    "这是唯一的最优方案：同等的方案之间已由事先公布的种子决定。",
)
NOT_UNIQUE = Words(
    "Other plans may be exactly as good as this one.",
    "可能还有与之完全同等的方案。",
)

STAGES = {
    "bend": Words("bending of hard rules", "刚性规则的放宽"),
    "violations": Words("violations of elastic rules", "弹性规则的突破"),
    "seats": Words("seats of priority {tier}", "第 {tier} 优先级名额"),
    "fair": Words("fairness, level {tier}", "公平，第 {tier} 档"),
    "kept": Words("people left where they were", "维持原安排的人数"),
    "fit": Words("total fit", "总匹配度"),
    "tie": Words("ties, round {tier}", "同等取舍，第 {tier} 轮"),
    "only": Words("no other plan as good", "没有同等的其他方案"),
    "tree": Words("the proof", "证明"),
}
STAGE_ASKS = {
    "bend": Words("Bend the hard rules as little as possible.", "刚性规则放宽最少。"),
    "violations": Words("Break the elastic rules as little as possible.", "弹性规则突破最少。"),
    "seats": Words("Fill as many seats of priority {tier} as possible.", "第 {tier} 优先级的名额填补最多。"),
    "fair": Words(
        "Let as many places as possible reach this share of what they could fill alone.",
        "让尽可能多的地区达到其单独可填补名额的这一比例。",
    ),
    "kept": Words("Move as few people as possible.", "变动的人最少。"),
    "fit": Words("Make the total fit as large as possible.", "总匹配度最大。"),
    "tie": Words("Decide between equal plans by the committed seed.", "同等方案之间由事先公布的种子决定。"),
    "only": Words("Show that no other plan is exactly as good.", "证明没有其他方案与之完全同等。"),
    "tree": Words("Show that no plan does better.", "证明没有更好的方案。"),
}
PROOFS = {
    "prices": Words("prices, checked on every pair", "价格证明，逐对核对"),
    "tree": Words("a tree of prices, checked on every pair", "价格树证明，逐对核对"),
    "solver": Words("the solver's word alone", "仅凭求解器的结论"),
    "open": Words("not proven", "未证明"),
}
REST_ON_SOLVER = Words(
    "The bound of {stages} rests on the solver's word: it has not been checked independently.",
    "{stages}的上界仅凭求解器的结论，未经独立核对。",
)
ALL_CHECKED = Words(
    "The bound of every stage can be checked by multiplying and adding; no solver has to be trusted.",
    "每一步的上界都可以用乘法和加法核对，无须信任任何求解器。",
)

CONFLICT = Words(
    "These rules cannot all hold at once, and none of them can be left out of the list: {rules}.",
    "以下规则无法同时成立，且缺一不成冲突：{rules}。",
)
BEND = Words(
    "The cheapest way out, by the stated weights (cost {cost}): {bends}.",
    "按给定权重代价最小的出路（代价 {cost}）：{bends}。",
)
BEND_ONE = Words("bend “{rule}” by {units:unit|units}", "把“{rule}”放宽 {units} 个单位")

# Placed, of whom; filled, of which.
SUMMARY_PEOPLE = Words("{placed} of {people:person|people} placed.", "{people} 人中已安排 {placed} 人。")
SUMMARY_SEATS = Words("{filled} of {seats:seat|seats} filled.", "{seats} 个名额中已填补 {filled} 个。")
SUMMARY_FIT = Words("Average fit {fit} of 1.00.", "平均匹配度 {fit}（满分 1.00）。")
SUMMARY_RULES = Words("{kept} of {rules:rule|rules} kept in full.", "{rules} 条规则中 {kept} 条完全遵守。")
