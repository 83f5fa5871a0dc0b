"""What is lacking, and the steps of a plan, in words."""

from __future__ import annotations

from shanhai.sheets import Words

#: By the codes of `rules`: what is lacking, and what to do about it.
REASONS: dict[str, Words] = {
    "no_such_step": Words(
        "This step is not possible as the plan stands now. Load the page again.",
        "方案目前不能这样处理，请重新打开页面。",
    ),
    "not_yours": Words("This step is somebody else's to take.", "这一步须由他人办理。"),
    "round_is_over": Words(
        "The cohort is closed: its plans stand as they are.", "本批次已经结束，方案不再变动。"
    ),
    "not_sealed": Words(
        "A plan is made of a sealed pool under frozen rules: seal the pool first.",
        "方案须依据已封存的人选库和已冻结的规则制定，请先封存人选库。",
    ),
    "nothing_changed": Words("Nothing is changed on this board yet.", "看板上还没有任何调整。"),
    "reason_missing": Words(
        "Each change has to say why before a plan is made of it.", "每项调整须写明理由，方可据以制定方案。"
    ),
    "not_verified": Words(
        "The independent check no longer confirms this plan. Look at what it found before anything else.",
        "独立核验未能确认此方案，请先查看核验结果。",
    ),
}
#: The steps that officers take with a plan.
STEPS: dict[str, Words] = {
    "stop": Words("Stop", "停止计算"),
    "resume": Words("Go on", "继续计算"),
    "hand_in": Words("Hand to the panel", "提交审议"),
    "take_back": Words("Take back", "撤回"),
}
#: What a change comes to, by its kind.
CHANGES: dict[str, Words] = {
    "pin": Words("{person} to {order}", "{person}到{order}"),
    "forbid": Words("{person} not to {order}", "{person}不到{order}"),
    "withdraw": Words("{person} withdraws", "{person}退出"),
    "swap": Words("{person} and {other} swapped", "{person}与{other}互换"),
    "set_rule": Words("rule {rule} changed: {values}", "修改规则 {rule}：{values}"),
    "drop_rule": Words("without rule {rule}", "取消规则 {rule}"),
}
#: Why a change cannot be made on a board, by the codes of `ChangeError`.
REFUSALS: dict[str, Words] = {
    "unknown_kind": Words("There is no such change: {kind}.", "没有这种调整：{kind}。"),
    "unknown_person": Words("{person} is not in the sealed pool.", "封存的人选库中没有{person}。"),
    "unknown_order": Words("{order} is not among the sealed orders.", "封存的订单中没有{order}。"),
    "unknown_rule": Words("The rules have no rule {rule}.", "规则中没有 {rule}。"),
    "faulty_rule": Words("The rule cannot be changed like this: {what}", "规则不能这样修改：{what}"),
    "no_seat_left": Words(
        "More people are pinned to “{order}” than it has seats ({seats}). Forbid or move one of them first.",
        "“{order}”共有 {seats} 个名额，指定的人已超出。请先移开其中一人。",
    ),
    "barred": Words(
        "“{order}” is not open to {person}: {criterion}. A pin does not change that.",
        "“{order}”不向{person}开放：{criterion}。指定也不能改变。",
    ),
    "incomplete": Words("This change does not say whom or what it means.", "此项调整未指明对象。"),
    "no_single_place": Words(
        "{person} does not have exactly one place; a swap needs one each.",
        "{person}并非恰有一处安排，无法互换。",
    ),
    "same_place": Words(
        "{person} and {other} are in the same order already.", "{person}与{other}已在同一订单。"
    ),
}
#: What the check of a plan finds beside what the proof itself says, by the codes of `fitting.checking`.
FINDINGS: dict[str, Words] = {
    "file_missing": Words("The file of the plan is gone.", "方案文件缺失。"),
    "file_changed": Words("The file of the plan is not the one that was made.", "方案文件已被改动。"),
    "cannot_be_read": Words("The plan as it is stored can no longer be read.", "现存的方案已无法读取。"),
    "seal_rules": Words(
        "The frozen rules are not those that their fingerprint was made of.", "已冻结的规则与其指纹不符。"
    ),
    "seal_pool": Words(
        "The pool is not the one that was sealed: people or orders were changed, or a dossier was erased "
        "under a duty.",
        "人选库与封存时不符：人员或订单已有改动，或有档案依规删除。",
    ),
    "no_problem": Words(
        "From pool, rules and overrides no problem can be built any more.",
        "人选库、规则与人工调整已无法构成完整的问题。",
    ),
    "plan_differs": Words(
        "What is stored of the plan (fingerprints, status or rules) is not what its file says.",
        "所存的方案信息（指纹、状态或规则）与方案文件不符。",
    ),
    "stages_differ": Words(
        "The values stored for the stages are not those of its file.", "所存的各步数值与方案文件不符。"
    ),
    "kept_differs": Words(
        "The plan that was to change as little as possible is another one.", "应尽量保持不变的原方案不符。"
    ),
    "placements_differ": Words(
        "The placements stored are not those of its file.", "所存的安排与方案文件不符。"
    ),
    "left_out_differ": Words(
        "The people stored as left out are not those of its file.", "所存的未安排人员与方案文件不符。"
    ),
    "shortages_differ": Words(
        "The empty seats stored are not those of its file.", "所存的空缺名额与方案文件不符。"
    ),
}
#: Why a job could not make a plan.
FAILURES: dict[str, Words] = {
    "unplannable": Words(
        "The sealed rows and the rules make no problem: {what}", "封存的数据与规则无法构成问题：{what}"
    ),
    "no_problem": Words("An override cannot be applied: {what}", "有一项人工调整无法实施：{what}"),
}
#: What the events of plans are called.
ACTIONS: dict[str, Words] = {
    "plans.ask": Words("plan asked for", "发起方案计算"),
    "plans.start": Words("plan begun", "开始计算方案"),
    "plans.stop": Words("plan stopped", "停止计算方案"),
    "plans.resume": Words("plan gone on with", "继续计算方案"),
    "plans.fail": Words("plan failed", "方案未能完成"),
    "plans.find_conflict": Words("rules found to clash", "发现规则冲突"),
    "plans.solve": Words("plan worked out", "方案计算完成"),
    "plans.verify": Words("plan verified", "方案核验通过"),
    "plans.refute": Words("plan refused by the check", "方案核验未通过"),
    "plans.ask_check": Words("independent check asked for", "发起独立核验"),
    "plans.check": Words("plan checked independently", "独立核验方案"),
    "plans.explain": Words("plan explained", "写明方案说明"),
    "plans.hand_in": Words("plan handed to the panel", "方案提交审议"),
    "plans.take_back": Words("plan taken back", "撤回方案"),
    "plans.sign": Words("plan signed", "方案已签署"),
    "plans.reject": Words("plan rejected", "方案未通过"),
    "plans.replace": Words("plan replaced", "方案被替代"),
    "boards.open": Words("board opened", "开启看板"),
    "boards.change": Words("change tried on a board", "看板试作调整"),
    "boards.undo": Words("change undone or redone", "撤销或重做调整"),
    "boards.keep_others": Words("others kept where they are, or not", "设定其余人员是否尽量不动"),
    "boards.reason": Words("reason of a change given", "写明调整理由"),
    "boards.make_plan": Words("plan made of a board", "由看板生成方案"),
}
#: What is said beside the engine's own sentences.
WHOM_TO_ASK = Words(
    "If something in your record is not right, or you want to be heard, turn to the programme office.",
    "如您的档案有误，或希望陈述意见，请联系项目办。",
)
NOT_FOUND_HERE = Words("This plan says nothing of you.", "本方案没有关于您的内容。")
BY_HAND_YOU = Words(
    "You refuse a decision by automation alone: the panel decides on your place by hand, and nothing is held "
    "against you.",
    "您不接受仅凭自动化作出的决定：您的安排由审议小组人工决定，不会因此对您不利。",
)
PINNED_YOU = Words(
    "Your place was decided by hand. The reason stands in the record of the decision, and those who signed "
    "it answer for it.",
    "您的去向由人工决定，理由载于审议记录，由签署人负责。",
)
KEPT_FROM_YOU = Words(
    "A decision taken by hand keeps you from {orders}. The reason stands in the record of the decision, and "
    "those who signed it answer for it.",
    "经人工决定，未安排您到{orders}，理由载于审议记录，由签署人负责。",
)
TAKEN_OUT_YOU = Words(
    "You were taken out of this plan by hand. The reason stands in the record of the decision, and those who "
    "signed it answer for it.",
    "经人工决定，您不在本方案安排之列，理由载于审议记录，由签署人负责。",
)
NOT_PRICED_YOU = Words(
    "What another place would have cost the whole is worked out for everybody where the pool has up to "
    "{people} people and the plan is proven; here it is worked out when an objection is heard.",
    "入库不超过 {people} 人且方案已证明为最优时，逐人计算安排到他处对整体的影响；本方案在听取异议时计算。",
)
NOT_COSTED = Words(
    "What each rule costs is worked out once the plan is proven.", "各项规则的代价须在方案证明为最优后计算。"
)
ORDER_OPENS = Words(
    "What keeps people from it: {bars}. Of these, {only} would be eligible if “{criterion}” alone were "
    "eased.",
    "未能符合的原因：{bars}。其中仅放宽“{criterion}”一项，即可再有 {only} 人符合条件。",
)
ORDER_BARS = Words("What keeps people from it: {bars}.", "未能符合的原因：{bars}。")
RULE_COSTS = Words("“{rule}”: {cost}", "“{rule}”：{cost}")
NO_RULE_BINDS = Words("No rule costs the plan anything.", "没有任何规则使方案受损。")
MUTUAL = Words(
    "{person} and “{order}” would rather have each other than what the plan gives them.",
    "{person}与“{order}”相互更为中意，优于方案现有安排。",
)
NOTHING_MUTUAL = Words(
    "No person and no host would rather have each other than what the plan gives them.",
    "没有人员与接收单位相互更为中意而未作安排。",
)
#: What a job works on beside the stages of the engine, by `progress.Told.stage`.
WORK: dict[str, Words] = {
    "": Words("beginning", "即将开始"),
    "pricing": Words("what the overrides cost", "人工调整的代价"),
    "checking": Words("the independent check", "独立核验"),
}
