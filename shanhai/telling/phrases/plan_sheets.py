"""Titles and notes of plan.xlsx."""

from __future__ import annotations

from shanhai.sheets.words import Words

PLACEMENTS = Words("Placements", "安排名单")
UNPLACED = Words("Unplaced", "未安排人员")
EMPTY_SEATS = Words("Empty seats", "空缺名额")
RULES = Words("Rules", "规则")
PROOF = Words("Proof", "证明")
EXPLANATIONS = Words("Explanations", "逐人说明")
NOTES = Words("Notes", "说明")

PERSON_ID = Words("Person id", "人员编号")
ORDER_ID = Words("Order id", "订单编号")
RULE_ID = Words("Rule id", "规则编号")
DEMANDS = Words("What it asks for", "要求")
VIOLATION = Words("Violation (units)", "突破（单位）")
PLACED_AT = Words("Placed at", "安排到")
EXPLANATION = Words("Explanation", "说明")
SUBJECT = Words("Subject", "项目")
CONTENT = Words("Content", "内容")

PROGRAMME = Words("programme", "工程")
COHORT = Words("cohort", "批次")
STATUS = Words("status", "状态")
SUMMARY = Words("summary", "概要")
SAMPLE = Words("sample", "示例")
CHECK = Words("independent check", "独立核对")
HOW_FIT = Words("fit", "匹配度")
HOW_FIT_TOLD = Words(
    "From 0.00 to 1.00: the weighted sum of the criteria; the columns after it are its parts and add "
    "up to it.",
    "从 0.00 到 1.00，为各指标加权之和；其后各列为其构成，相加即得。",
)
EDITING = Words("editing", "修改")
EDITING_TOLD = Words(
    "Changing this workbook does not change the plan. Change the problem's workbook and plan again.",
    "修改本表不会改变方案。请修改问题工作簿后重新匹配。",
)
PAGE = Words("Page &P of &N", "第 &P 页，共 &N 页")
YES = Words("yes", "是")
NO = Words("no", "否")
