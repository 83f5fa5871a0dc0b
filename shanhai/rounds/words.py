"""What is lacking, and the steps of a round, in words."""

from __future__ import annotations

from shanhai.sheets import Words

#: By the codes of `rules`: what is lacking, and what to do about it.
REASONS: dict[str, Words] = {
    "wrong_stage": Words("The round does not stand at this step.", "批次目前不在这一步。"),
    "orders_open": Words("The orders are closed already.", "订单已经截止。"),
    "orders_closed": Words("The orders are still open: close them first.", "订单尚未截止，请先截止订单。"),
    "orders_in_force": Words(
        "No order has been accepted yet: without orders there is nothing to close.",
        "还没有受理任何订单，无从截止。",
    ),
    "no_order_waits": Words(
        "Orders that were handed in still wait for an answer: accept or return them first.",
        "还有已提交的订单等待审核，请先受理或退回。",
    ),
    "rules_frozen": Words(
        "No rule set is frozen yet: a second person has to approve it first.",
        "选派规则尚未冻结，须先由另一人审定。",
    ),
    "no_draft_of_rules": Words(
        "A new version of the rules is being written: freeze it or discard it first.",
        "正在起草新版规则，请先冻结或放弃。",
    ),
    "nobody_waits": Words(
        "Some nominations are still open: they have to be completed and vetted, or withdrawn.",
        "还有推荐尚未了结：须完善并审核，或撤回。",
    ),
    "somebody_is_cleared": Words("Nobody has been cleared by vetting yet.", "还没有人审核通过。"),
    "nothing_under_way": Words("Something of the cohort is still under way.", "本批次还有事项尚未了结。"),
    "reason_missing": Words("Say why: the reason is kept and shown.", "请写明理由，理由会留存并公示。"),
    "no_such_step": Words(
        "This step is not possible as things stand now. Load the page again.",
        "目前不能这样做，请重新打开页面。",
    ),
    "not_yours_to_write": Words("You may not write here.", "您无权填写。"),
    "not_yours_to_approve": Words("You may not approve rules.", "您无权审定规则。"),
    "own_proposal": Words(
        "You have written in this version yourself: somebody else has to approve it.",
        "您参与了本版的起草，须由他人审定。",
    ),
    "no_criteria": Words(
        "No criterion has a weight: without one, nothing tells a good plan from a bad one.",
        "没有任何评分项设有权重，无从比较方案优劣。",
    ),
    "faulty_lines": Words(
        "Some lines have mistakes; they stand beside the lines.", "有的规则存在错误，见各行旁的说明。"
    ),
    "names_people": Words(
        "Some rules name people. Rules come before names: such a rule can be frozen once the pool is sealed.",
        "有的规则点了人名。规则先于人选：此类规则须待人选库封存后才能冻结。",
    ),
    "nominations_closed": Words("Nominations are not open.", "目前不在推荐阶段。"),
    "not_yours": Words("This step is somebody else's to take.", "这一步须由他人办理。"),
    "not_signed": Words(
        "The person confirms the dossier. If they have signed it on paper, say so.",
        "档案须由本人确认；如本人已在纸质件上签字，请注明。",
    ),
    "over_quota": Words(
        "The organisation has put forward as many people as the office allows.", "该单位推荐人数已达名额。"
    ),
    "foreign_person": Words("This person is not on a roster that you keep.", "此人不在您管理的名册中。"),
    "no_consent": Words(
        "Confirm that everything is right and that you agree to be put forward.",
        "请确认内容属实并同意被推荐。",
    ),
    "not_due": Words("The date lies in the future.", "日期不得晚于今天。"),
}
#: The steps of the cohort as a button says them.
STEP_TITLES: dict[str, Words] = {
    "close_orders": Words("Close the orders", "截止订单"),
    "reopen_orders": Words("Open the orders again", "重新开放订单"),
    "open_nominations": Words("Open nominations", "开放推荐"),
    "seal": Words("Close the round and seal the pool", "结束推荐并封存人选库"),
    "close": Words("Close the cohort", "结束批次"),
}
#: When a step of the ordinary way, which nothing stands in the way of, is to be taken.
WHEN: dict[str, Words] = {
    "close_orders": Words(
        "All orders handed in are answered. Close the list once every host has handed in its own.",
        "已提交的订单均已答复。待各接收单位都已提交后再截止。",
    ),
    "open_nominations": Words("Rules are frozen and orders are closed.", "规则已冻结，订单已截止。"),
    "seal": Words(
        "Everybody put forward is answered. Seal the pool once no home has anybody more to put forward.",
        "已推荐的均已有结论。待各派出单位不再推荐后再封存。",
    ),
}
#: The stages of a cohort in this room: the place of each on the way, its name, and what has to happen before.
MILESTONES: dict[str, tuple[int, Words, Words]] = {
    "rules_frozen": (
        10,
        Words("Rules frozen", "规则冻结"),
        Words(
            "The programme office writes the rules; somebody else approves and freezes them.",
            "项目办起草选派规则，由未参与起草的人审定并冻结。",
        ),
    ),
    "orders_closed": (
        20,
        Words("Orders closed", "订单截止"),
        Words(
            "Hosts hand in their orders; the programme office answers each, then closes the list.",
            "接收单位填写并提交订单，项目办逐一答复后截止。",
        ),
    ),
    "nominations_open": (
        30,
        Words("Nominations open", "开放推荐"),
        Words(
            "Rules and orders are fixed; the programme office opens the nominations.",
            "规则和订单已定，由项目办开放推荐。",
        ),
    ),
    "pool_sealed": (
        40,
        Words("Pool sealed", "人选库封存"),
        Words(
            "Homes put people forward, these complete their dossiers, and the vetting is entered; then the "
            "programme office seals the pool.",
            "派出单位推荐，本人完善档案，录入审核结论；随后由项目办封存人选库。",
        ),
    ),
    "cohort_closed": (
        110,
        Words("Cohort closed", "批次结束"),
        Words(
            "Everybody is back; the programme office closes the cohort.", "人员均已返回，由项目办结束批次。"
        ),
    ),
}

#: What the events of a round are called.
ACTIONS: dict[str, Words] = {
    "rules.begin": Words("version of the rules begun", "起草规则新版"),
    "rules.write": Words("rules written", "修改规则"),
    "rules.import": Words("rules written from a workbook", "用工作簿修改规则"),
    "rules.propose": Words("rules handed in for approval", "提交规则审定"),
    "rules.take_back": Words("rules taken back", "收回规则"),
    "rules.send_back": Words("rules sent back", "退回规则"),
    "rules.approve": Words("rules approved and frozen", "审定并冻结规则"),
    "rules.discard": Words("draft of rules discarded", "放弃规则草案"),
    "rules.try_out": Words("rules tried out", "试算规则"),
    "round.close_orders": Words("orders closed", "截止订单"),
    "round.reopen_orders": Words("orders opened again", "重新开放订单"),
    "round.open_nominations": Words("nominations opened", "开放推荐"),
    "round.seal": Words("pool sealed", "封存人选库"),
    "round.close": Words("cohort closed", "批次结束"),
    "nominations.quota": Words("number to put forward set", "设定推荐名额"),
    "nominations.put_forward": Words("put forward", "推荐"),
    "nominations.complete": Words("dossier completed and confirmed", "完善并确认档案"),
    "nominations.return": Words("given back to the person", "退回本人"),
    "nominations.vet": Words("vetting entered", "录入审核结论"),
    "nominations.withdraw": Words("nomination withdrawn", "撤回推荐"),
}
