"""What a change costs the whole plan: exactly, at least, or in a band."""

from __future__ import annotations

from shanhai.sheets.words import Words

NOTHING = Words("cost the whole nothing", "对整体没有损失")
# A bound that says nothing, or next to nothing, and who can say more.
NOTHING_KNOWN = Words(
    "cost the whole an amount that is worked out when somebody asks",
    "对整体的影响须在查询时计算",
)
LITTLE_KNOWN = Words(
    "lower the total fit (by how much is worked out when somebody asks)",
    "使总匹配度降低（确数在查询时计算）",
)
EXACT = {
    "bend": Words("break hard rules by {amount:more unit|more units}", "使刚性规则多突破 {amount} 个单位"),
    "violations": Words(
        "break elastic rules by {amount:more unit|more units}", "使弹性规则多突破 {amount} 个单位"
    ),
    "seats": Words(
        "leave {amount:seat|seats} of priority {tier} empty that the plan fills",
        "使第 {tier} 优先级多空出 {amount} 个名额",
    ),
    "fair": Words(
        "leave {amount:place|places} with a smaller share of what they could fill alone",
        "使 {amount} 个地区的填补比例下降",
    ),
    "kept": Words("move {amount:more person|more people}", "多变动 {amount} 人"),
    "fit": Words("lower the total fit by {fit}", "使总匹配度降低 {fit}"),
    "tie": Words("go against the committed seed between equal plans", "违背事先公布的种子在同等方案间的取舍"),
}
AT_LEAST = {
    "bend": Words(
        "break hard rules by at least {amount:more unit|more units}", "使刚性规则至少多突破 {amount} 个单位"
    ),
    "violations": Words(
        "break elastic rules by at least {amount:more unit|more units}",
        "使弹性规则至少多突破 {amount} 个单位",
    ),
    "seats": Words(
        "leave at least {amount:seat|seats} of priority {tier} empty that the plan fills",
        "使第 {tier} 优先级至少多空出 {amount} 个名额",
    ),
    "fair": Words(
        "leave at least {amount:place|places} with a smaller share of what they could fill alone",
        "使至少 {amount} 个地区的填补比例下降",
    ),
    "kept": Words("move at least {amount:more person|more people}", "至少多变动 {amount} 人"),
    "fit": Words("lower the total fit by at least {fit}", "使总匹配度至少降低 {fit}"),
    "tie": EXACT["tie"],
}
# For the person concerned: bands wide enough that another dossier does not shine through.
IN_A_BAND = {
    "bend": Words(
        "break a rule, or a decision taken by hand, that must hold", "突破必须遵守的规则或人工决定"
    ),
    "violations": Words("break a rule that should hold", "突破应当遵守的规则"),
    "seats": Words("leave a seat of priority {tier} empty", "使第 {tier} 优先级的名额空缺"),
    "fair": Words("leave a place with less than its fair share", "使有的地区得不到应有的份额"),
    "kept": Words("move other people as well", "牵动其他人的安排"),
    "tie": Words("be just as good; the committed seed decided", "同样好；由事先公布的种子决定"),
}
FIT_BANDS = (
    Words("lower the total fit a little (by less than 0.05)", "使总匹配度略有降低（不足 0.05）"),
    Words("lower the total fit somewhat (by 0.05 to 0.20)", "使总匹配度有所降低（0.05 至 0.20）"),
    Words("lower the total fit much (by more than 0.20)", "使总匹配度明显降低（超过 0.20）"),
)
BAND_LIMITS = (0.05, 0.20)
# Where the loss itself is not known: of two bounds that hold, a search may find either.
NOT_WORKED_OUT = Words(
    "change the plan as a whole (by how much was not worked out)", "牵动整个方案（影响大小未作计算）"
)

# The same as a noun, for tables.
AMOUNTS = {
    "bend": Words("{amount:unit|units} of hard rules", "刚性规则 {amount} 个单位"),
    "violations": Words("{amount:unit|units} of elastic rules", "弹性规则 {amount} 个单位"),
    "seats": Words("{amount:seat|seats} of priority {tier}", "第 {tier} 优先级名额 {amount} 个"),
    "fair": Words("{amount:place|places} at fairness level {tier}", "公平第 {tier} 档 {amount} 个地区"),
    "kept": Words("{amount:person|people} moved", "变动 {amount} 人"),
    "fit": Words("{fit} of fit", "匹配度 {fit}"),
    "tie": Words("the order of ties", "同等取舍"),
}
