"""What the independent proof can find wrong. Fields are called as in `shanhai.matching.proof.FINDINGS`."""

from __future__ import annotations

from shanhai.sheets.words import Words

FINDINGS = {
    "unknown_row": Words(
        "A placement names person row {person_row} and order row {order_row}, which the problem does "
        "not have.",
        "有一项安排指向问题中不存在的人员第 {person_row} 行或订单第 {order_row} 行。",
    ),
    "uneven_plan": Words(
        "The plan lists {people} people and {orders} orders; there must be as many of both.",
        "方案列出 {people} 人、{orders} 个订单，两者应相等。",
    ),
    "twice_on_order": Words("{person} stands twice on “{order}”.", "{person}在“{order}”中出现两次。"),
    "over_capacity": Words(
        "{person} has {places} places but offered {capacity}.",
        "{person}被安排 {places} 处，超过其可承担的 {capacity} 处。",
    ),
    "seats_exceeded": Words(
        "“{order}” has {filled} people on {seats} seats.",
        "“{order}”有 {seats} 个名额，却安排了 {filled} 人。",
    ),
    "barred": Words(
        "{person} may not go to “{order}”: {criterion} stands against it.",
        "{person}不得去“{order}”：{criterion}不符。",
    ),
    "hard_rule_broken": Words(
        "The hard rule “{rule}” is broken by {units} units.", "刚性规则“{rule}”被突破 {units} 个单位。"
    ),
    "stages_differ": Words(
        "The certificate has the stage {given} where {expected} comes next.",
        "证明书中的步骤为“{given}”，应为“{expected}”。",
    ),
    "stage_value": Words(
        "Stage {stage}: {stated} is stated, {found} is found.", "步骤“{stage}”：所称 {stated}，实为 {found}。"
    ),
    "old_plan_missing": Words(
        "Stage {stage} counts what is kept of an older plan, and none was given.",
        "步骤“{stage}”以原方案为准，但未提供原方案。",
    ),
    "bound_below_value": Words(
        "Stage {stage}: the bound {bound} lies below the value {value}; plan or prices are wrong.",
        "步骤“{stage}”：上界 {bound} 低于数值 {value}，方案或价格有误。",
    ),
    "plan_eliminated": Words(
        "{person} at “{order}” is in the plan, although stage {stage} rules it out.",
        "方案含{person}去“{order}”，但步骤“{stage}”已将其排除。",
    ),
    "unknown_price": Words(
        "Stage {stage} puts a price on a row that does not exist: {name}.",
        "步骤“{stage}”给不存在的行定价：{name}。",
    ),
    "unknown_variable": Words(
        "Stage {stage} splits on a variable that does not exist: {name}.",
        "步骤“{stage}”按不存在的变量分支：{name}。",
    ),
    "bad_shift": Words(
        "Stage {stage} gives prices in a unit that cannot be ({shift}).",
        "步骤“{stage}”的价格单位无效（{shift}）。",
    ),
    "prices_too_large": Words(
        "Stage {stage} has prices too large for exact arithmetic.", "步骤“{stage}”的价格过大，无法精确计算。"
    ),
    "readings_disagree": Words(
        "The two readings of {criterion} differ for {person} at “{order}”: {scalar} and {array}.",
        "{person}去“{order}”的{criterion}两种算法不一致：{scalar} 与 {array}。",
    ),
    "bound_overstated": Words(
        "Stage {stage}: a bound of {claimed} is claimed, {proven} is proven.",
        "步骤“{stage}”：所称上界 {claimed}，实证 {proven}。",
    ),
    "proof_overstated": Words(
        "Stage {stage} is said to be proven by {claimed}; found: {found}.",
        "步骤“{stage}”所称依据为 {claimed}，实为 {found}。",
    ),
    "status_unproven": Words(
        "The plan is called proven, but stage {stage} is not.", "方案称已证明，但步骤“{stage}”未证明。"
    ),
    "status_wrong": Words(
        "The status {status} does not fit what was found: {found}.", "状态 {status} 与核对结果不符：{found}。"
    ),
    "conflict_unproven": Words(
        "A conflict is claimed, but the bound {bound} does not rule out that all hard rules hold.",
        "所称冲突未得证明：上界 {bound} 不能排除刚性规则同时成立。",
    ),
    "bend_differs": Words(
        "The rule “{rule}” is bent by {found} units, not by {stated}.",
        "规则“{rule}”实际放宽 {found} 个单位，而非 {stated}。",
    ),
    "bend_cost": Words("The bend costs {found}, not {stated}.", "放宽的代价为 {found}，而非 {stated}。"),
    "conflict_rule": Words(
        "The conflict names “{rule}”, which is no hard rule.", "冲突中所列“{rule}”不是刚性规则。"
    ),
    "unique_unproven": Words(
        "The plan is called the only one, and that is not shown.", "方案称为唯一，但未得证明。"
    ),
    "placement_differs": Words(
        "The list of placements and the plan differ on {person} at “{order}”.",
        "安排名单与方案在{person}去“{order}”一项上不符。",
    ),
    "fit_differs": Words(
        "The fit of {person} at “{order}” is {found} points, not {stated}.",
        "{person}去“{order}”的匹配度为 {found} 分，而非 {stated} 分。",
    ),
    "part_differs": Words(
        "{criterion} gives {person} at “{order}” {found} points, not {stated}.",
        "{person}去“{order}”的{criterion}为 {found} 分，而非 {stated} 分。",
    ),
    "unplaced_differs": Words(
        "The list of people without a place is wrong about {person}.", "未安排人员名单中{person}一项有误。"
    ),
    "open_orders": Words(
        "{found} orders are open to {person}, not {stated}.",
        "向{person}开放的订单为 {found} 个，而非 {stated} 个。",
    ),
    "barriers": Words(
        "{criterion} shuts {found} orders for {person}, not {stated}.",
        "因{criterion}而对{person}关闭的订单为 {found} 个，而非 {stated} 个。",
    ),
    "reason_wrong": Words(
        "The reason given for {person} cannot be: {reason}.", "{person}的原因不成立：{reason}。"
    ),
    "best_fit": Words(
        "“{order}” is not open to {person} or fits otherwise: {found}, not {stated}.",
        "“{order}”不向{person}开放，或匹配度不符：为 {found}，而非 {stated}。",
    ),
    "empty_differs": Words(
        "“{order}” has {found} empty seats, not {stated}.", "“{order}”空缺 {found} 个名额，而非 {stated} 个。"
    ),
    "shortage_missing": Words(
        "The empty seats of “{order}” point to shortage {shortage}, which does not name them.",
        "“{order}”的空缺所指的短缺（{shortage}）并不包含它。",
    ),
    "cut_seats": Words(
        "Shortage {shortage} has {found} seats, not {stated}.",
        "短缺 {shortage} 的名额为 {found} 个，而非 {stated} 个。",
    ),
    "cut_people": Words(
        "{person} is left out of shortage {shortage} but is eligible for “{order}”.",
        "短缺 {shortage} 未计入{person}，但其符合“{order}”的条件。",
    ),
    "cut_reach": Words(
        "The people of shortage {shortage} can fill {found} seats, not {stated}.",
        "短缺 {shortage} 中的人员可填补 {found} 个名额，而非 {stated} 个。",
    ),
    "cut_not_short": Words(
        "Shortage {shortage} shows none: {seats} seats, and {reach} can be filled.",
        "短缺 {shortage} 不成立：共 {seats} 个名额，可填补 {reach} 个。",
    ),
    "rule_differs": Words(
        "The rule “{rule}” is broken by {found} units, not by {stated}.",
        "规则“{rule}”被突破 {found} 个单位，而非 {stated}。",
    ),
    "unknown_name": Words(
        "{where} names {name}, which the problem does not know.", "{where}中的 {name} 在问题中不存在。"
    ),
    "mutual_wrong": Words(
        "{person} and “{order}” are listed as wishing for each other, and do not.",
        "{person}与“{order}”被列为互选，实际并非如此。",
    ),
    "schema": Words(
        "The record is of schema {given}; {expected} was expected.", "记录的格式为 {given}，应为 {expected}。"
    ),
    "fingerprint": Words(
        "The record was made from another {part}: {given} is recorded, {found} is found.",
        "记录所依据的{part}不同：记录为 {given}，实为 {found}。",
    ),
    "digest": Words(
        "The record has been changed since it was made: its digest says {stated}, it is {found}.",
        "记录自生成后被改动过：摘要记为 {stated}，实为 {found}。",
    ),
    "unreadable": Words("The record cannot be read: {what}.", "记录无法读取：{what}。"),
}
