"""Why a person has no place, why seats stay empty, and why somebody is where they are."""

from __future__ import annotations

from shanhai.sheets.words import Words

REASON_TITLES = {
    "shut_out": Words("No order is open to them", "没有可去的订单"),
    "rule": Words("A rule holds them back", "受规则限制"),
    "outbid": Words("Open orders went to others for the sake of the whole", "为整体考虑，名额安排给了他人"),
}
# Unplaced, told to the office.
SHUT_OUT = Words(
    "None of the {orders:order|orders} is open to {who}: {barriers}.",
    "{orders} 个订单均不向{who}开放：{barriers}。",
)
SHUT_OUT_UNTOLD = Words(
    "None of the {orders:order|orders} is open to {who}.", "{orders} 个订单均不向{who}开放。"
)
BARRIER = {
    "qualified": Words(
        "{orders:order asks|orders ask} for a qualification that is missing", "{orders} 个缺少所需资格"
    ),
    "level_range": Words(
        "{orders:order lies|orders lie} outside the level range", "{orders} 个职级不在范围内"
    ),
    "dates": Words("{orders:order does|orders do} not suit the dates", "{orders} 个起止时间不合"),
    "direction": Words("{orders:order goes|orders go} the other way", "{orders} 个方向不符"),
    "recused": Words("{orders:order is|orders are} barred by recusal", "{orders} 个须回避"),
    "given": Words(
        "{orders:order is|orders are} not on the list of allowed pairs", "{orders} 个不在允许名单内"
    ),
}
HELD_BACK = Words(
    "{who} could take {orders:open order|open orders}, the best being “{order}” ({fit}), but is held "
    "back by {rules}.",
    "{who}可去 {orders} 个订单，最合适的是“{order}”（{fit}），但受{rules}限制。",
)
HELD_BACK_PLAIN = Words("{who} is held back by {rules}.", "{who}受{rules}限制。")
RULE_NAMED = Words("the rule “{rule}”", "规则“{rule}”")
OUTBID = Words(
    "{orders:order is|orders are} open to {who}; the best is “{order}” ({fit}). Placing them there "
    "would {loss}.",
    "有 {orders} 个订单向{who}开放，最合适的是“{order}”（{fit}）。若安排到该处，会{loss}。",
)
# The same where the price stands beside it.
OUTBID_PRICED = Words(
    "{orders:order is|orders are} open to {who}; the best is “{order}” ({fit}).",
    "有 {orders} 个订单向{who}开放，最合适的是“{order}”（{fit}）。",
)
NO_PLACE = Words("{who} has no place in this plan.", "本方案未安排{who}。")
SOME_LEFT = Words("Only part of what {who} offered is used.", "{who}可承担的份额未全部使用。")

# Seats.
CUT = Words(
    "The {n:order has|orders have} {seats:seat|seats} in all, but only {people:person is|people are} "
    "eligible for any of them, and they can fill {reach} at most. So at least {short:seat "
    "stays|seats stay} empty, "
    "whatever the plan.",
    "这 {n} 个订单共有 {seats} 个名额，但符合其中任何一个条件的只有 {people} 人，最多可填补 {reach} 个。"
    "因此无论怎样安排，至少有 {short} 个名额空缺。",
)
CUT_ONE = Words(
    "This order has {seats:seat|seats}, but only {people:person is|people are} eligible, and they can fill "
    "{reach} at most. So at least {short:seat stays|seats stay} empty, whatever the plan.",
    "此订单有 {seats} 个名额，但符合条件的只有 {people} 人，最多可填补 {reach} 个。"
    "因此无论怎样安排，至少有 {short} 个名额空缺。",
)
NOBODY_FOR = Words(
    "Nobody in the pool is eligible for any of these {n:order|orders}. So {seats:seat stays|seats stay} "
    "empty, whatever the plan.",
    "人选库中没有人符合这 {n} 个订单中任何一个的条件。因此无论怎样安排，{seats} 个名额都会空缺。",
)
NOBODY_FOR_ONE = Words(
    "Nobody in the pool is eligible for this order. So {seats:seat stays|seats stay} empty, "
    "whatever the plan.",
    "人选库中没有人符合此订单的条件。因此无论怎样安排，{seats} 个名额都会空缺。",
)
FORCED = Words(
    "One more seat of “{order}” could be filled only by {price}.", "“{order}”若再填补一个名额，只能{price}。"
)
FORCED_OPEN = Words(
    "One more seat of “{order}” cannot be filled within the rules.", "在规则之内，“{order}”无法再填补名额。"
)
UNDECIDED = Words(
    "The search was stopped before it was known whether more seats of “{order}” can be filled.",
    "求解提前停止，尚不知“{order}”能否再填补名额。",
)
UNDECIDED_TITLE = Words("Not settled when the search was stopped", "停止求解时尚未确定")
BREAKING = Words("breaking {rules}", "违反{rules}")
LOSING = Words("losing in {stages}", "在{stages}方面受损")
AND = Words("{first} or {second}", "{first}，或{second}")
CUT_TITLE = Words("Too few eligible people", "符合条件的人不够")
FORCED_TITLE = Words("Filling it would cost more", "填补它代价更大")

# Why here.
PLACED = Words("{who} is placed at “{order}” with a fit of {fit}.", "{who}安排到“{order}”，匹配度 {fit}。")
PLACED_YOU = Words("You are placed at “{order}” with a fit of {fit}.", "您安排到“{order}”，匹配度 {fit}。")
HELD = Words("Asked for there and held: {codes}.", "该处所需且已具备：{codes}。")
NEAR = Words("Close to what is asked for: {codes}.", "与所需相近：{codes}。")
CLAIMED = Words("{code} (claimed, not evidenced)", "{code}（自述，未佐证）")
NEAR_TO = Words("{held} (asked: {asked})", "{held}（所需：{asked}）")
MISSING = Words("Asked for and not held: {codes}.", "所需而未具备：{codes}。")
PARTS = Words("The fit consists of {parts}.", "匹配度构成：{parts}。")
PART = Words("{criterion} {points} of {most}", "{criterion} {points}（满分 {most}）")
WISH_MET = Words("It is {whose}.", "这是{whose}。")
NO_WISH_MET = Words("It is not among their wishes.", "不在其志愿之列。")
NO_WISH_MET_YOU = Words("It is not among your wishes.", "不在您的志愿之列。")
