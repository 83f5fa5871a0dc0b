"""What an edit does to a plan."""

from __future__ import annotations

from shanhai.sheets.words import Words

LOSES = Words("The whole loses {amounts}.", "整体损失：{amounts}。")
GAINS = Words("The whole gains {amounts}.", "整体改善：{amounts}。")
LOSES_AND_GAINS = Words(
    "The whole loses {lost}, and in later stages gains {gained}.",
    "整体损失：{lost}；其后各步改善：{gained}。",
)
GAINS_AND_LOSES = Words(
    "The whole gains {gained}, and in later stages loses {lost}.",
    "整体改善：{gained}；其后各步损失：{lost}。",
)
SAME_VALUE = Words("The whole neither loses nor gains.", "整体既无损失也无改善。")
CONFLICT = Words("With this change the rules cannot all hold.", "作此改动后，规则无法同时成立。")
NOBODY_MOVES = Words("Nobody moves.", "无人变动。")
MOVES = Words("{people:person moves|people move}:", "{people} 人变动：")
MOVE = Words("{who}: {old} → {new}", "{who}：{old} → {new}")
NOWHERE = Words("no place", "未安排")
RULE_TOUCHED = Words("{rule} (bent by {was} before, by {now} now)", "{rule}（原放宽 {was}，现放宽 {now}）")
RULES_TOUCHED = Words("Rules touched: {rules}.", "涉及的规则：{rules}。")
HURT_MOST = Words(
    "Hardest hit is {who}, whose fit falls by {fit}.", "受影响最大的是{who}，匹配度下降 {fit}。"
)
LEFT_WITHOUT = Words(
    "Hardest hit is {who}, who is left without a place (fit {fit} until now).",
    "受影响最大的是{who}，不再有安排（原匹配度 {fit}）。",
)
