"""Headings, labels and short texts of plan.html and plan.xlsx."""

from __future__ import annotations

from shanhai.sheets.words import Words

PRODUCT = Words("Shanhai", "山海")
PLAN_OF = Words("{cohort}: plan", "{cohort}匹配方案")
PLAN = Words("Plan", "匹配方案")
INVENTED = Words(
    "Invented sample. Province, places, organisations, people and figures are made up; any likeness "
    "is chance.",
    "虚构示例。省、地区、单位、人员和数字均为编造，如有雷同，纯属巧合。",
)
PROPOSAL = Words(
    "This is a proposal. It becomes a decision only when the panel has signed it.",
    "本方案为建议稿，经审议小组签字后方为决定。",
)
PANEL_ONLY = Words("For the panel only. Do not pass on.", "仅供审议小组使用，请勿外传。")
CONTENTS = Words("Contents", "目录")
FIRST_OF_MANY = Words(
    "The first {shown} of {count} are listed here. plan.xlsx lists all; “shanhai explain” tells of any one.",
    "此处仅列出 {count} 项中的前 {shown} 项；plan.xlsx 列出全部，shanhai explain 可逐一说明。",
)
SKIP = Words("Skip to the plan", "跳到正文")

# Headline figures.
PEOPLE_PLACED = Words("people placed", "已安排人员")
SEATS_FILLED = Words("seats filled", "已填补名额")
AVERAGE_FIT = Words("average fit", "平均匹配度")
RULES_KEPT = Words("rules kept in full", "完全遵守的规则")
OF = Words("of {whole}", "/ {whole}")
OF_ONE = Words("of 1.00", "/ 1.00")
BY_DIRECTION = Words("{direction} {count}", "{direction} {count}")
LEFT_OVER = Words("{count:person|people} without a place", "{count} 人未安排")
LEFT_EMPTY = Words("{count:seat|seats} empty", "{count} 个名额空缺")
BENT = Words("{count} bent", "{count} 条有放宽")
ALL_KEPT = Words("none bent", "均无放宽")
LOWEST_FIT = Words("lowest {fit}", "最低 {fit}")
WISHED = Words("{count} on one of their wishes", "{count} 人符合志愿")

# Sections.
FLOWS = Words("Who goes where", "人员流向")
FLOWS_LEAD = Words(
    "Each line runs from the place of the home organisation to the place of the order; the wider, "
    "the more people.",
    "每条线从派出单位所在地连到订单所在地，线越粗人数越多。",
)
FLOWS_TITLE = Words("{direction}: {count:person|people}", "{direction}：{count} 人")
FLOWS_TABLE = Words("All flows as a table", "全部流向（表格）")
HOME_HERE = Words("home organisation", "派出单位")
PLACED_HERE = Words("order", "需求订单")
LINE_WIDTH = Words("1 person, 10 people", "1 人、10 人")
NO_MAP = Words("No coordinates are known, so there is no map.", "没有坐标，无法绘图。")

COMPOSITION = Words("Composition against target", "人员构成与目标")
COMPOSITION_LEAD = Words(
    "The shaded stretch is what a rule asks for; the mark is the plan.",
    "阴影段为规则要求的范围，竖线为本方案。",
)
COMPOSITION_PLAIN = Words("By kind of home organisation", "按派出单位类别")
NO_TARGET = Words("No rule sets a share in percent.", "没有按百分比设定的规则。")
TARGET_LEAST = Words("at least {least} %", "不低于 {least}%")
TARGET_MOST = Words("at most {most} %", "不高于 {most}%")
TARGET_BETWEEN = Words("{least} % to {most} %", "{least}% 至 {most}%")
SHARE_IS = Words("{share} ({people} of {of})", "{share}（{of} 人中 {people} 人）")
MET = Words("met", "已达到")
NOT_MET = Words("not met", "未达到")

HOSTS = Words("Hosts and their seats", "接收地与名额")
HOSTS_LEAD = Words(
    "A full mark is a filled seat, a hollow one an empty seat; the bar is the average fit.",
    "实心为已填补的名额，空心为空缺；横条为平均匹配度。",
)
SEATS_OF = Words("{filled} of {seats:seat|seats}", "{seats} 个名额，已填补 {filled} 个")

FIT = Words("Fit of every placement", "每项安排的匹配度")
FIT_LEAD = Words(
    "Fit runs from 0.00 to 1.00. It is the weighted sum of what the criteria below give; nothing "
    "else counts.",
    "匹配度从 0.00 到 1.00，是下列指标加权之和，此外不计任何因素。",
)
FIT_SPREAD = Words("One mark for each placement, by fit", "每项安排一个点，按匹配度排列")
FIT_SPREAD_TABLE = Words("The marks as a table", "分布（表格）")
FIT_FROM = Words("fit from", "匹配度")
SEARCH = Words("Search name, organisation or order", "按姓名、单位或订单查找")
SORT = Words("Sort by", "排序")
SORT_NAME = Words("order of the list", "名单顺序")
SORT_FIT = Words("fit, lowest first", "匹配度由低到高")
SHOWN = Words("placements shown", "条")
EXPAND = Words("Open all", "全部展开")
NO_PLACEMENTS = Words("Nobody is placed.", "没有安排任何人。")

SHORT = Words("Seats that stay empty", "空缺名额")
NONE_SHORT = Words("Every seat is filled.", "全部名额均已填补。")
SHORT_LEAD = Words(
    "For each of these seats it is proven why nobody more can be placed.",
    "以下每个空缺均附有无法再安排的证明。",
)
ALL_OF_SET = Words("All {orders:order|orders} of this set", "这一组的全部 {orders} 个订单")
EMPTY_OF_SET = Words("Empty in this plan", "本方案中空缺的")
SHORT_SEATS = Words("seats", "名额")
SHORT_REACH = Words("can be filled at most", "最多可填补")

UNPLACED = Words("People without a place", "未安排人员")
ALL_PLACED = Words("Everybody has a place.", "全部人员均已安排。")
UNPLACED_LEAD = Words(
    "Having no place in this plan is no mark against anybody.", "未获安排不构成对任何人的不利评价。"
)

RULES = Words("Rules", "规则")
RULES_LEAD = Words(
    "What each rule asks for, whether it was kept, whether it binds, and what the plan would gain "
    "without it.",
    "每条规则的要求、是否遵守、是否起约束作用，以及若无此规则方案可改善多少。",
)
NO_RULES = Words("No rules were set.", "没有设定规则。")
CRITERIA = Words("What fit consists of", "匹配度的构成")

MUTUAL = Words("Pairs that would both rather have each other", "双方都更愿选择对方的组合")
MUTUAL_LEAD = Words(
    "A plan that is best for the whole may leave such pairs apart. They are listed for the panel to know.",
    "对整体最优的方案可能没有安排这些组合在一起，列出供审议小组知悉。",
)
NO_MUTUAL = Words("There is no such pair.", "没有这样的组合。")

PROOF = Words("Proof", "证明")
PROOF_LEAD = Words(
    "The stages are decided in this order; each is proven before the next begins. "
    "A gap of 0 means that no plan can do better.",
    "各步依次决定，前一步证明完毕再进行下一步。差距为 0 表示任何方案都不可能更好。",
)
VERIFIED = Words(
    "Checked again from the problem alone by the independent proof: nothing found.",
    "已由独立的证明程序仅凭原始问题重新核对：未发现问题。",
)
NOT_VERIFIED = Words(
    "Not yet checked independently. “shanhai verify” does so.", "尚未独立核对，可用“shanhai verify”核对。"
)
FOUND = Words("The independent check found {count:fault|faults}.", "独立核对发现 {count} 处问题。")
FINGERPRINTS = Words("Fingerprints", "指纹")
FINGERPRINTS_LEAD = Words(
    "Whoever has the same files gets the same fingerprints; any change, however small, gives others.",
    "持有相同文件者得到相同的指纹；哪怕最小的改动，指纹也会不同。",
)
PROBLEM_PRINT = Words("problem", "问题")
RULES_PRINT = Words("rules, criteria and seed", "规则、指标与种子")
PLAN_PRINT = Words("plan", "方案")
ENGINE_PRINT = Words("engine", "引擎")
SEED = Words("committed seed", "事先公布的种子")
MADE_BY = Words("Made by Shanhai {version}.", "由山海 {version} 生成。")

# Columns.
PERSON = Words("Person", "人员")
HOME = Words("Home organisation", "派出单位")
HOME_KIND = Words("Kind", "类别")
HOST = Words("Host organisation", "接收单位")
ORDER = Words("Order", "需求订单")
PLACE = Words("Place", "地区")
DIRECTION = Words("Direction", "方向")
TIER = Words("Priority", "优先级", "優先級")
SEATS = Words("Seats", "名额")
FILLED = Words("Filled", "已填补")
EMPTY = Words("Empty", "空缺")
FIT_COLUMN = Words("Fit", "匹配度")
PEOPLE = Words("People", "人数")
FROM = Words("From", "从")
TO = Words("To", "到")
CRITERION = Words("Criterion", "指标")
WEIGHT = Words("Weight", "权重")
POINTS = Words("Points", "得分")
MOST = Words("Of at most", "满分")
REASON = Words("Reason", "原因")
WHY = Words("Why", "说明")
RULE = Words("Rule", "规则")
STRENGTH = Words("Strength", "强度")
STATE = Words("State", "状态")
BINDING = Words("Binding", "约束")
COST = Words("What it costs", "代价")
STAGE = Words("Stage", "步骤")
VALUE = Words("Value", "数值")
BOUND = Words("Bound", "上界")
GAP = Words("Gap", "差距")
SHOWN_BY = Words("Shown by", "依据")
HAS = Words("Has instead", "现安排")
TARGET = Words("Target", "目标")
PLAN_HAS = Words("Plan", "方案")
ID = Words("Id", "编号")
NOTE = Words("Note", "说明")
HARD_CRITERION = Words("must be met", "必须符合")
