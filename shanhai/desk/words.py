"""Sentences of the desk: states, steps, kinds, why something may not be done, and names of its events."""

from __future__ import annotations

from shanhai.sheets import Words

KINDS: dict[str, Words] = {
    "difficulty": Words("difficulty", "困难诉求"),
    "urgent": Words("urgent", "紧急诉求"),
    "welfare": Words("family welfare", "家属关爱"),
    "public": Words("citizen", "群众来件"),
}
STATES: dict[str, Words] = {
    "received": Words("received", "已收件"),
    "routed": Words("routed", "已转办"),
    "taken_on": Words("taken on", "办理中"),
    "on_hold": Words("on hold", "暂缓"),
    "answered": Words("answered", "已答复"),
    "solved": Words("solved", "已解决"),
    "unsolvable": Words("cannot be solved", "无法解决"),
    "confirmed": Words("confirmed by the asker", "本人已确认"),
    "lapsed": Words("closed, asker silent", "未回应办结"),
    "merged": Words("goes with another", "已并案"),
    "withdrawn": Words("withdrawn", "已撤回"),
}
#: What came of it, whether or not its asker has said a word: each stays apart from "confirmed".
OUTCOMES: dict[str, Words] = {key: STATES[key] for key in ("answered", "solved", "unsolvable")}
CHIPS = {
    "received": "waits",
    "routed": "waits",
    "taken_on": "open",
    "on_hold": "plain",
    "answered": "open",
    "solved": "done",
    "unsolvable": "bad",
    "confirmed": "done",
    "lapsed": "plain",
    "merged": "plain",
    "withdrawn": "plain",
}
#: What each step is called on its button.
STEPS: dict[str, Words] = {
    "route": Words("Route", "转办"),
    "take_on": Words("Take it on", "接办"),
    "give_back": Words("Give it back to the desk", "退回诉求台"),
    "hand_over": Words("Hand over to another unit", "移交其他单位"),
    "add_unit": Words("Ask another unit to help", "请其他单位协办"),
    "contribute": Words("Say what your unit has done", "填写协办情况"),
    "ask": Words("Ask the asker", "询问诉求人"),
    "tell_more": Words("Add something", "补充"),
    "repeat": Words("I said that already", "这个我已说过"),
    "note": Words("Note for those who work on it", "内部备注"),
    "answer": Words("Answer", "答复"),
    "solve": Words("It is solved", "已解决"),
    "cannot": Words("It cannot be solved", "无法解决"),
    "hold": Words("Put on hold", "暂缓"),
    "resume": Words("Go on with it", "恢复办理"),
    "extend": Words("Give more time", "延期"),
    "confirm": Words("Yes, that settles it", "确认办结"),
    "reopen": Words("It is not settled", "没有解决"),
    "withdraw": Words("I no longer need it", "撤回诉求"),
}
#: What each step is called in the thread, after it was taken.
HAPPENED: dict[str, Words] = {
    "report": Words("reported", "提出诉求"),
    "route": Words("routed to {unit}", "转办至{unit}"),
    "take_on": Words("taken on", "接办"),
    "give_back": Words("given back to the desk", "退回诉求台"),
    "hand_over": Words("handed over to {unit}", "移交{unit}"),
    "add_unit": Words("{unit} asked to help", "请{unit}协办"),
    "contribute": Words("help given", "协办反馈"),
    "ask": Words("asked", "询问"),
    "tell_more": Words("added", "补充"),
    "note": Words("noted", "备注"),
    "answer": Words("answered", "答复"),
    "solve": Words("solved", "已解决"),
    "cannot": Words("cannot be solved", "无法解决"),
    "hold": Words("on hold until {day}", "暂缓至 {day}"),
    "resume": Words("gone on with", "恢复办理"),
    "extend": Words("more time, until {day}", "延期至 {day}"),
    "remind": Words("reminded", "提醒"),
    "escalate": Words("escalated: it is late", "超期督办"),
    "confirm": Words("confirmed by the asker", "诉求人确认"),
    "reopen": Words("not settled, says the asker", "诉求人认为未解决"),
    "lapse": Words("closed: the asker said nothing", "诉求人未回应，办结"),
    "merge": Words("put together with {other}", "并入 {other}"),
    "take_in": Words("took in {other}", "并入了 {other}"),
    "withdraw": Words("withdrawn by the asker", "诉求人撤回"),
    "repeat": Words("asked for what was said already", "重复询问"),
}
TURNS: dict[str, Words] = {
    "desk": Words("the response desk", "诉求台"),
    "unit": Words("the unit", "承办单位"),
    "asker": Words("the asker", "诉求人"),
}
#: The same for whoever it is.
YOURS: dict[str, Words] = {
    "desk": Words("yours: the response desk", "轮到您：诉求台"),
    "unit": Words("yours: {unit}", "轮到贵单位：{unit}"),
    "asker": Words("yours: say whether it is settled", "轮到您：请确认是否解决"),
    "question": Words("yours: answer the question", "轮到您：请回复询问"),
}
ASKS: dict[str, Words] = {
    "words": Words("something else, in words", "其他内容"),
    "place": Words("where it is", "地点"),
    "topic": Words("what it is about", "事项类别"),
    "contact": Words("how to reach them", "联系方式"),
    "photo": Words("a photo", "照片"),
}
VERDICTS: dict[str, Words] = {
    "": Words("has not said yet", "尚未表态"),
    "confirmed": Words("confirmed", "已确认"),
    "reopened": Words("says it is not settled", "认为未解决"),
    "silent": Words("said nothing", "未回应"),
    "withdrawn": Words("needs it no longer", "已撤回"),
}
#: Where the answer to a question stands already.
SAID: dict[str, Words] = {
    "place": Words("The place stands in the request.", "诉求中已有地点。"),
    "topic": Words("What it is about stands in the request.", "诉求中已有事项类别。"),
    "photo": Words("There are photos already.", "诉求中已有照片。"),
    "contact": Words("How to reach them stands in the request.", "诉求中已有联系方式。"),
    "question": Words("Nearly the same was asked before, and answered.", "此前已问过并得到答复。"),
}
REASONS: dict[str, Words] = {
    "not_yours": Words(
        "This step is taken by somebody else: the unit that it was routed to, the desk, or the asker.",
        "此步骤由承办单位、诉求台或诉求人进行。",
    ),
    "no_such_step": Words(
        "This step is not possible as things stand. Somebody may have been faster than you; look again.",
        "当前状态下不能进行此步骤，可能已有他人处理，请重新查看。",
    ),
    "nothing_in_it": Words(
        "There is nothing in it yet. Say in a sentence what is difficult; everything else can wait.",
        "内容为空。请用一句话写明困难，其他内容可以后补。",
    ),
    "words_missing": Words(
        "Say it in words: whoever waits for this reads them.", "请填写说明，等待的人会看到。"
    ),
    "day_missing": Words("Name the day: what waits has a next date.", "请填写日期，待办事项须有下一个日期。"),
    "day_past": Words(
        "The day lies in the past or is today. Name a later one.", "日期须晚于今天，请重新填写。"
    ),
    "year_missing": Words(
        "The working-day calendar of {year} is not there, so no clock can run across it. Import the holidays "
        "and shifted working days of {year} under “Setting up the desk” first, or name an earlier day.",
        "{year} 年工作日历尚未导入，不能跨该年度计时。请在“诉求台设置”中导入该年节假日，或填写更早的日期。",
    ),
    "unit_missing": Words("Choose the unit.", "请选择单位。"),
    "unit_left": Words(
        "That unit takes part in the programme no longer. Choose another; the list shows those that do.",
        "该单位已不再参加本工程，请从列表中另选。",
    ),
    "unit_has_it": Words("That unit has it already. Choose another one.", "该单位已在办理，请另选单位。"),
    "merge_itself": Words(
        "A request cannot be put together with itself. Choose another one.", "诉求不能与自身并案，请另选。"
    ),
    "merge_foreign": Words(
        "There is no such request in this programme. Copy its number from the list.",
        "本工程没有该诉求，请从列表中查看编号。",
    ),
    "merge_closed": Words(
        "That request is closed or goes with another already. Choose one that is open.",
        "该诉求已办结或已并案，请选择未办结的诉求。",
    ),
    "merge_kinds": Words(
        "Family welfare stands by itself: it is put together with nothing else.",
        "家属关爱诉求单独办理，不与其他诉求并案。",
    ),
    "file_too_large": Words(
        "The photo is larger than 10 MB. Take it again in a smaller size; the words are still here.",
        "照片超过 10 MB，请调小后重拍，已填写的文字仍保留。",
    ),
    "file_of_other_kind": Words(
        "This is no photo, whatever its name says. JPEG, PNG and WebP are taken; the words are still here.",
        "文件内容不是照片（以内容而非文件名为准）。请上传 JPEG、PNG 或 WebP，已填写的文字仍保留。",
    ),
    "too_many_photos": Words("Six photos at most.", "最多六张照片。"),
    "link_spent": Words(
        "This link holds no longer. Whoever gave it to you may have taken it back.",
        "此链接已失效，可能已被收回。",
    ),
    "not_public": Words("The public form is not open.", "群众来件入口未开放。"),
    "too_often": Words(
        "Many reports came from here in the last hour. Wait a while and send it again; the words are still "
        "here.",
        "过去一小时来件较多，请稍后再次提交，已填写的内容仍保留。",
    ),
    "too_long": Words(
        "{count} characters are too many; at most {most}. Say it in two parts: what you wrote still stands "
        "in the field.",
        "内容共 {count} 字，最多 {most} 字。请分两次填写；已填写的内容仍保留。",
    ),
    "no_consent": Words(
        "Tick that you agree: without consent nothing is kept.", "请勾选同意，未经同意不会保存任何内容。"
    ),
    "names_a_person": Words(
        "The text still names a person, a number or an address: {found}. Take it out; others read this.",
        "文字中仍有个人信息：{found}。请删去，其他人会看到这段文字。",
    ),
    "visited_already": Words(
        "This visit was logged already on {day}. Open it to add to it.",
        "该走访已于 {day} 登记，请打开后补充。",
    ),
    "not_in_round": Words(
        "That is not on this round. Choose one of its stops.", "不在本次走访计划内，请从走访对象中选择。"
    ),
    "goes_nowhere": Words(
        "The round goes nowhere yet. Choose at least one firm or place.", "请至少选择一家企业或一个地区。"
    ),
    "stop_twice": Words("That firm stands on this round already.", "该企业已在本次走访中。"),
    "visit_ahead": Words(
        "The day lies ahead. Log a visit once you were there.", "日期晚于今天，请走访后登记。"
    ),
    "competence_twice": Words(
        "The unit has said already what it can give. Change what stands there.",
        "该单位已填写办理能力，请修改原有内容。",
    ),
    "said_already": Words(
        "That was said already. Look at it first; if you ask all the same, it counts as asked again.",
        "诉求人已说明过，请先查看；如仍询问，将记为重复询问。",
    ),
    "already_need": Words("This shortage stands in the needs already.", "该短缺已列入需要。"),
}
_IN_SHORT = {
    "route": ("request routed", "转办诉求"),
    "take_on": ("request taken on", "接办诉求"),
    "give_back": ("request given back", "退回诉求"),
    "hand_over": ("request handed over", "移交诉求"),
    "add_unit": ("another unit asked to help", "请求协办"),
    "contribute": ("help with a request given", "协办反馈"),
    "ask": ("asker asked", "询问诉求人"),
    "tell_more": ("request added to", "补充诉求"),
    "note": ("request noted on", "备注诉求"),
    "answer": ("request answered", "答复诉求"),
    "solve": ("request solved", "解决诉求"),
    "cannot": ("request cannot be solved", "诉求无法解决"),
    "hold": ("request put on hold", "暂缓诉求"),
    "resume": ("request gone on with", "恢复办理诉求"),
    "extend": ("request given more time", "诉求延期"),
    "remind": ("request reminded of", "提醒办理诉求"),
    "escalate": ("request escalated", "督办诉求"),
    "confirm": ("request confirmed by the asker", "诉求人确认办结"),
    "reopen": ("request opened again by the asker", "诉求人认为未解决"),
    "lapse": ("request closed, asker silent", "未回应办结"),
    "merge": ("requests put together", "诉求并案"),
    "withdraw": ("request withdrawn", "撤回诉求"),
    "repeat": ("counted as asked again", "记为重复询问"),
}
#: What the events of the desk are called.
ACTIONS: dict[str, Words] = {
    "desk.report": Words("request reported", "提出诉求"),
    **{f"desk.{name}": Words(en, hans) for name, (en, hans) in _IN_SHORT.items()},
    "desk.sort": Words("request sorted", "归类诉求"),
    "desk.recompute": Words("clock worked out anew", "重新计算时限"),
    "desk.competence": Words("what a unit can give written", "填写办理能力"),
    "desk.competence_end": Words("unit gives no longer", "停止承办"),
    "desk.topic": Words("topic written", "填写事项类别"),
    "desk.settings": Words("desk set up", "设置诉求台"),
    "desk.welfare_link": Words("welfare link made", "生成关爱链接"),
    "desk.welfare_revoke": Words("welfare link taken back", "收回关爱链接"),
    "desk.consent_end": Words("consent taken back", "撤回同意"),
    "desk.lesson": Words("knowledge written", "填写办理知识"),
    "desk.lesson_publish": Words("knowledge published", "发布办理知识"),
    "desk.lesson_withdraw": Words("knowledge taken back", "撤下办理知识"),
    "desk.shortage": Words("shortage became a need", "短缺列入需要"),
    "desk.round": Words("round of visits planned", "安排走访"),
    "desk.visit": Words("visit logged", "登记走访"),
    "desk.liaison": Words("liaison recorded", "登记联络关系"),
    "desk.calendar": Words("working-day calendar written", "填写工作日历"),
    "desk_days.import": Words("working-day calendar imported", "导入工作日历"),
    "desk_days.undo_import": Words("import of the calendar undone", "撤销日历导入"),
}  # fmt: skip
