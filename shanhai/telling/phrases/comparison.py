"""What is said of two plans side by side."""

from __future__ import annotations

from shanhai.sheets.words import Words

COMPARE = Words(
    "Compare two plans of the same people and orders, stage by stage and person by person.",
    "逐步、逐人比较同一批人员和订单的两个方案。",
)
MOST = Words("List at most so many people who move (100).", "最多列出多少名变动人员（默认 100）。")
STAGE = Words("{stage}: {before} → {after}", "{stage}：{before} → {after}")
RULE_ADDED = Words("Only in the second plan: rule {rule}.", "仅第二个方案有规则{rule}。")
RULE_GONE = Words("Only in the first plan: rule {rule}.", "仅第一个方案有规则{rule}。")
RULE_CHANGED = Words("Different in the two plans: rule {rule}.", "两个方案中规则{rule}不同。")
OTHER_CRITERIA = Words(
    "The criteria, the seed or the fairness of the two plans differ, so their figures cannot be held against "
    "each other.",
    "两个方案的评分标准、随机种子或公平设置不同，数值不可直接比较。",
)
MORE_MOVES = Words(
    "… and {more} more (--most, or --json for all)", "……另有 {more} 人（用 --most 或 --json 查看全部）"
)
OTHER_PEOPLE = Words(
    "The two plans are not of the same people: {count} are in one only, such as {name}.",
    "两个方案的人员不同：有 {count} 人只在其中一个方案，例如 {name}。",
)
OTHER_ORDERS = Words(
    "The two plans are not of the same orders: {count} are in one only, such as {name}.",
    "两个方案的订单不同：有 {count} 个只在其中一个方案，例如 {name}。",
)
