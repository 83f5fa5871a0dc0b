"""The registers' words: states, steps, and what is said of a step that may not be taken."""

from __future__ import annotations

from shanhai.sheets import Words

STATES: dict[str, Words] = {
    "draft": Words("draft", "草稿"),
    "submitted": Words("handed in", "已提交"),
    "accepted": Words("accepted", "已受理"),
    "returned": Words("returned", "已退回"),
    "closed": Words("closed", "已截止"),
    "withdrawn": Words("withdrawn", "已撤回"),
}
#: What follows for an order or offer in each state; of one that is accepted, by what it is.
FOLLOWS: dict[str, Words] = {
    "draft": Words(
        "A draft counts for nothing yet. Complete it, then hand it in.", "草稿尚未生效，请填写完整后提交。"
    ),
    "submitted": Words(
        "The programme office accepts it, or sends it back and says why.",
        "待项目办受理；如退回，会说明理由。",
    ),
    "returned": Words("Mend what the check says, then hand it in again.", "请按审核意见修改后重新提交。"),
    "withdrawn": Words("It counts no more. A copy of it can be handed in.", "已不再计入，可复制后重新提交。"),
    "closed": Words(
        "It takes part just as it stands here: the plan looks for the people it asks for.",
        "将按现有内容参加匹配，由匹配方案为其选人。",
    ),
}
FOLLOWS_ACCEPTED: dict[str, Words] = {
    "order": Words(
        "Until the programme office closes the orders it can still be changed, and is then checked again.",
        "订单截止前仍可修改，修改后须重新受理。",
    ),
    "offer": Words(
        "Hosts find it in the list, and it is suggested where it fits.",
        "接收单位可在清单中查到，并在合适之处获得推荐。",
    ),
}
STEPS: dict[str, Words] = {
    "write": Words("change", "修改"),
    "submit": Words("hand in", "提交"),
    "take_back": Words("take back", "收回"),
    "accept": Words("accept", "受理"),
    "return": Words("return", "退回"),
    "withdraw": Words("withdraw", "撤回"),
    "close": Words("close", "截止"),
    "order": Words("make an order of it", "转为订单"),
    "drop": Words("drop", "取消"),
    "reopen": Words("open again", "重新打开"),
}
REASONS: dict[str, Words] = {
    "no_such_step": Words(
        "This step is not possible in the present state. Somebody may have been here before you; look again.",
        "当前状态下不能进行此步骤，可能已有他人处理，请重新查看。",
    ),
    "not_yours_to_write": Words(
        "Only officers of the organisation and the programme office may do this.",
        "只有本单位经办人和项目办可以进行此操作。",
    ),
    "not_yours_to_check": Words("Only the programme office may do this.", "只有项目办可以进行此操作。"),
    "own_proposal": Words(
        "Whoever wrote any part of it cannot check it. Ask a second person of the office.",
        "参与填写的人不得审核，请由项目办另一人审核。",
    ),
    "reason_missing": Words("Say why: this step is kept with its reason.", "请说明理由：此步骤须记录理由。"),
    "not_open": Words("The orders of this cohort are not open yet.", "本批次订单尚未开放。"),
}

#: What the events of the registers are called.
ACTIONS: dict[str, Words] = {
    "orders.write": Words("order written", "填写订单"),
    "orders.submit": Words("order handed in", "提交订单"),
    "orders.take_back": Words("order taken back", "收回订单"),
    "orders.accept": Words("order accepted", "受理订单"),
    "orders.return": Words("order returned", "退回订单"),
    "orders.withdraw": Words("order withdrawn", "撤回订单"),
    "orders.copy": Words("orders copied", "复制订单"),
    "orders.close": Words("orders closed", "截止订单"),
    "orders.import": Words("orders imported", "导入订单"),
    "orders.undo_import": Words("import of orders undone", "撤销订单导入"),
    "offers.write": Words("offer written", "填写供给"),
    "offers.submit": Words("offer handed in", "提交供给"),
    "offers.take_back": Words("offer taken back", "收回供给"),
    "offers.accept": Words("offer accepted", "受理供给"),
    "offers.return": Words("offer returned", "退回供给"),
    "offers.withdraw": Words("offer withdrawn", "撤回供给"),
    "offers.import": Words("offers imported", "导入供给"),
    "offers.undo_import": Words("import of offers undone", "撤销供给导入"),
    "needs.write": Words("need written", "填写需要"),
    "needs.order": Words("need became an order", "需要转为订单"),
    "needs.drop": Words("need dropped", "不再需要"),
    "needs.reopen": Words("need opened again", "重新列为需要"),
    "needs.unfilled": Words("seats that stayed empty noted", "登记未满名额"),
    "profiles.write": Words("profile of the place written", "填写地区概况"),
}
