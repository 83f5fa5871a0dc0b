"""What one person, or whoever asks about one order, is told. “You” is for the person concerned."""

from __future__ import annotations

from shanhai.sheets.words import Words

RANKS = (
    Words("first wish", "第一志愿"),
    Words("second wish", "第二志愿"),
    Words("third wish", "第三志愿"),
    Words("wish number {rank}", "第 {rank} 志愿"),
)
# The wish and its rank, as a subject.
YOUR = Words("your {rank}", "您的{rank}")
THEIR = Words("their {rank}", "其{rank}")
YOU = Words("you", "您")
THEM = Words("them", "其")

WISH_EMPTY = Words("There is no order at “{wish}”, {whose}.", "{whose}“{wish}”没有需求订单。")
WISH_OPEN = Words(
    "“{wish}”, {whose}, would have fitted at {fit} (“{order}”); placing {who} there would {loss}.",
    "{whose}“{wish}”的匹配度为 {fit}（“{order}”）；若安排到该处，会{loss}。",
)
WISH_OPEN_ITSELF = Words(
    "“{wish}”, {whose}, would have fitted at {fit}; placing {who} there would {loss}.",
    "{whose}“{wish}”的匹配度为 {fit}；若安排到该处，会{loss}。",
)
# The same where the price stands beside it.
WISH_PRICED = Words(
    "“{wish}”, {whose}, would have fitted at {fit} (“{order}”).",
    "{whose}“{wish}”的匹配度为 {fit}（“{order}”）。",
)
WISH_PRICED_ITSELF = Words(
    "“{wish}”, {whose}, would have fitted at {fit}.", "{whose}“{wish}”的匹配度为 {fit}。"
)
WISH_SHUT = Words(
    "“{wish}”, {whose}, was not open to {who}: {barriers}.", "{whose}“{wish}”不向{who}开放：{barriers}。"
)
WISH_NEEDS = Words("For “{order}” it would have taken: {needs}.", "去“{order}”所需：{needs}。")

NEEDS = {
    "qualified": Words("the qualification {wants}", "具备{wants}资格"),
    "level_range": Words("a level of {wants} (it is {has})", "职级 {wants}（现为 {has}）"),
    "level_range_unknown": Words("a level of {wants} (none is recorded)", "职级 {wants}（未登记）"),
    "dates_start": Words("being free from {wants} (it is {has})", "{wants} 起可到岗（现为 {has}）"),
    "dates_end": Words("being free until {wants} (it is {has})", "可任职至 {wants}（现为 {has}）"),
    "direction": Words("going {wants}", "方向为{wants}"),
    "recused": Words("nothing: recusal bars it ({has})", "无法满足：须回避（{has}）"),
    "given": Words("standing on the list of allowed pairs", "列入允许名单"),
}

OTHERS_OPEN = Words(
    "{orders:order was|orders were} open to {who} in all.", "共有 {orders} 个订单向{who}开放。"
)
NOTHING_OPEN = Words("No order was open to {who}: {barriers}.", "没有订单向{who}开放：{barriers}。")
BEST_OPEN = Words(
    "The best fit among them is “{order}” ({fit}); placing {who} there would {loss}.",
    "其中最合适的是“{order}”（匹配度 {fit}）；若安排到该处，会{loss}。",
)
ALTERNATIVES = Words("Others that were open: {orders}.", "其他可去的订单：{orders}。")
ALTERNATIVE = Words(
    "“{order}” ({fit}; placing {who} there would {loss})", "“{order}”（{fit}；若安排到该处，会{loss}）"
)
UNPLACED_YOU = Words("You have no place in this plan.", "本方案未安排您。")

# One order.
ORDER_SEATS = Words(
    "“{order}” has {seats:seat|seats}, {filled} filled; {eligible:person was|people were} eligible.",
    "“{order}”有 {seats} 个名额，已填补 {filled} 个；符合条件的有 {eligible} 人。",
)
ORDER_NOBODY = Words("Nobody was eligible for it: {barriers}.", "没有人符合条件：{barriers}。")
ORDER_PLACED = Words("{who} ({fit}): {why}", "{who}（{fit}）：{why}")
ORDER_CLOSE = Words("Close were: {people}.", "其他较合适的人：{people}。")
CLOSE = Words(
    "{who} ({fit}; now {where}; placing them here would {loss})",
    "{who}（{fit}；现{where}；若安排到此处，会{loss}）",
)
CLOSE_AT = Words("at “{order}”", "在“{order}”")
CLOSE_NOWHERE = Words("without a place", "未安排")
HIDDEN = Words("{people:other person is|other people are} not shown.", "另有 {people} 人不予显示。")
BARS = {
    "qualified": Words("{people:person lacks|people lack} a qualification", "{people} 人缺少资格"),
    "level_range": Words(
        "{people:person is|people are} outside the level range", "{people} 人职级不在范围内"
    ),
    "dates": Words("{people:person is|people are} not free at the time", "{people} 人时间不合"),
    "direction": Words("{people:person goes|people go} the other way", "{people} 人方向不符"),
    "recused": Words("{people:person is|people are} barred by recusal", "{people} 人须回避"),
    "given": Words(
        "{people:person is|people are} not on the list of allowed pairs", "{people} 人不在允许名单内"
    ),
}
