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
