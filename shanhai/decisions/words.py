"""What is lacking, the states and the steps of decisions, in words."""

from __future__ import annotations

from shanhai.outbox.kinds import Kind
from shanhai.sheets import Words

#: By the codes of `rules`: what is lacking, and what to do about it.
REASONS: dict[str, Words] = {
    "no_such_step": Words(
        "This step is not possible as things stand now. Load the page again.",
        "目前不能这样做，请重新打开页面。",
    ),
    "not_yours": Words("This step is somebody else's to take.", "这一步须由他人办理。"),
    "reason_missing": Words("Say why: the reason is kept.", "请写明理由，理由会留存。"),
    "plan_not_proposed": Words(
        "The plan is not before the panel: the office has to hand it in first.",
        "方案尚未提交审议，须先由项目办提交。",
    ),
    "decision_open": Words(
        "Another plan of this cohort is being decided on: that comes to an end first.",
        "本批次已有方案在审议，须先了结。",
    ),
    "no_procedure": Words(
        "It is not laid down yet how this cohort is decided: fill in the procedure first.",
        "本批次的审议程序尚未设定，请先设定。",
    ),
    "procedure_in_use": Words(
        "A plan is being decided on by this procedure. It can be changed when that has come to an end.",
        "正在按此程序审议方案，待了结后方可修改。",
    ),
    "panel_too_small": Words(
        "The panel has fewer members who may sign than the quorum asks for. Whoever proposed the plan does "
        "not count.",
        "可签署的审议成员少于法定人数（方案提出人不计在内）。",
    ),
    "answers_missing": Words(
        "Some have not answered yet, and their time is not over.", "尚有未答复的，且答复期限未到。"
    ),
    "somebody_declined": Words(
        "Somebody has declined. A plan is worked out again without that place; nobody is signed into one "
        "against their will.",
        "有人不接受安排，须重新制定方案；不在本人不接受时签署。",
    ),
    "consultation_over": Words("The consultation is over.", "征求意见已经结束。"),
    "not_a_member": Words(
        "Only the named members of the panel sign. You are none of them in this cohort.",
        "只有本批次指定的审议成员可以签署。",
    ),
    "own_proposal": Words(
        "You proposed this plan yourself: others have to sign it.", "方案由您提出，须由他人签署。"
    ),
    "already_signed": Words("You have signed already.", "您已签署。"),
    "factor_missing": Words(
        "Confirm with your second factor first: a signature is made within five minutes of it.",
        "请先用第二验证方式确认，并在五分钟内签署。",
    ),
    "other_fingerprint": Words(
        "Plan, rules or pool are no longer what you were shown. Nothing was signed. Look at the plan again.",
        "方案、规则或人选库与您看到的不一致，未予签署。请重新查看方案。",
    ),
    "not_verified": Words(
        "The independent check does not confirm this plan as it is stored now. Nothing was done; the "
        "findings stand on the page of the decision.",
        "独立核验未能确认现存的方案，未予办理。核验结果见审议页面。",
    ),
    "same_hand": Words(
        "Whoever scanned the paper does not enter it: a second person reads what was signed.",
        "扫描人不得录入，须由第二人核对录入。",
    ),
    "own_paper": Words(
        "Neither the member who signed nor whoever proposed the plan enters the paper.",
        "签署人和方案提出人不得录入。",
    ),
    "scan_missing": Words("There is no such scan with this decision.", "本次审议没有这份扫描件。"),
    "scan_of_other_kind": Words(
        "This is no scan, whatever its name says. Scan the signed sheet as a PDF or a picture (PNG or JPEG).",
        "这不是扫描件（以内容而非文件名为准）。请将签署页扫描为 PDF 或图片（PNG、JPEG）。",
    ),
    "not_due": Words("The date lies in the future.", "日期不得晚于今天。"),
    "not_signed_yet": Words("The plan is not signed.", "方案尚未签署。"),
    "already_published": Words("This plan is public already.", "此方案已经公示。"),
    "letters_sent": Words(
        "Letters have been sent: the list can no longer be taken back, only replaced by a new one.",
        "通知已经发出，不能撤回公示，只能以新名单替代。",
    ),
    "window_open": Words("The objection window is still open.", "公示期尚未结束。"),
    "window_closed": Words("The objection window is closed.", "公示期已过。"),
    "cases_open": Words(
        "Some objections are not closed yet: they are heard and answered first.",
        "尚有异议未了结，须先听取并答复。",
    ),
    "why_awaited": Words(
        "The letters say why people were placed there, and that is still being written: {told} of {count} "
        "people are told. Send the letters when all are, usually in a few minutes. When the number stands "
        "still, ask whoever runs the system whether the worker runs.",
        "通知须写明安排理由，理由正在生成：共 {count} 人，已完成 {told} 人。请待全部完成后再发出通知，"
        "一般只需几分钟；人数长时间不变时，请系统管理员检查后台任务是否在运行。",
    ),
    "text_missing": Words("Write what there is to say.", "请填写内容。"),
    "own_answer": Words(
        "You answered this case before: the appeal is decided by somebody else.",
        "此前由您答复，复核须由他人作出。",
    ),
    "appeal_too_late": Words("The time for an appeal is over.", "复核申请期限已过。"),
    "appeal_still_possible": Words(
        "The case can still be appealed against; it is closed when that time is over.",
        "仍在可申请复核的期限内，期满后方可了结。",
    ),
    "body_missing": Words("Say which body appoints or votes.", "请填写任免或表决机构。"),
    "number_missing": Words("Give the number of the paper.", "请填写文号。"),
    "owner_missing": Words("Say who sees to it.", "请指定办理人。"),
    "date_missing": Words("Say by when it is to be done.", "请填写办结期限。"),
    "outcome_missing": Words("Say what came of it.", "请填写办理结果。"),
    "nobody_gone": Words(
        "Nobody has declined or withdrawn, so there is nothing to plan again.",
        "没有人不接受或退出，无须重新安排。",
    ),
    "no_remedy": Words("Choose what is to be done about it.", "请选择处理方式。"),
    "template_unreadable": Words(
        "The template cannot be read: a field may be broken. Write fields as {{ name }}.",
        "模板无法读取，可能有字段书写不完整。字段写作 {{ name }}。",
    ),
    "template_broken": Words(
        "The Word file is damaged. Open it in Word, save it again as .docx, and hand that in.",
        "Word 文件已损坏。请用 Word 打开，另存为 .docx 后重新上传。",
    ),
    "template_does_more": Words(
        "A template may hold fields and conditions only, and nothing that is worked out.",
        "模板只可包含字段和条件，不可包含其他运算。",
    ),
    "template_field_unknown": Words(
        "The template holds a field that there is not; the list of fields stands on this page.",
        "模板中有不存在的字段，可用字段见本页。",
    ),
    "template_reaches_out": Words(
        "The template would load something from elsewhere when it is opened. Put pictures into the file.",
        "模板打开时会从外部加载内容，请把图片嵌入文件。",
    ),
    "template_too_long": Words("The template is too long.", "模板过长。"),
    "template_not_word": Words(
        "This is no Word file (.docx) without macros, whatever its name says. Download the template, edit it "
        "in Word, and save it as .docx.",
        "这不是不含宏的 Word 文件（.docx，以内容而非文件名为准）。请下载模板，用 Word 修改后另存为 .docx。",
    ),
    "template_missing": Words(
        "No file was chosen. Choose the Word file that you edited.",
        "尚未选择文件，请选择修改后的 Word 文件。",
    ),
}

STATES: dict[str, dict[str, Words]] = {
    "decision": {
        "consulting": Words("being consulted on", "征求意见中"),
        "signing": Words("before the panel", "签署中"),
        "signed": Words("signed", "已签署"),
        "rejected": Words("rejected", "未通过"),
        "dropped": Words("taken back", "已撤回"),
        "replaced": Words("replaced", "已被替代"),
    },
    "answer": {
        "asked": Words("asked", "待答复"),
        "agreed": Words("agreed", "同意"),
        "objected": Words("objected", "有异议"),
        "accepted": Words("accepted", "接受"),
        "declined": Words("declined", "不接受"),
        "silent": Words("did not answer", "未答复"),
        "tacit": Words("did not answer, counts as agreement", "未答复，视为同意"),
    },
    "publication": {
        "published": Words("public", "公示中"),
        "settled": Words("letters sent", "通知已发"),
        "taken_back": Words("taken back", "已撤回"),
        "replaced": Words("replaced", "已被替代"),
    },
    "place": {
        "standing": Words("stands", "有效"),
        "withdrawn": Words("withdrawn", "已退出"),
        "replaced": Words("replaced", "已被替代"),
    },
    "objection": {
        "filed": Words("filed", "已提出"),
        "heard": Words("heard", "已听取"),
        "answered": Words("answered", "已答复"),
        "appealed": Words("appealed against", "申请复核"),
        "closed": Words("closed", "已了结"),
        "dropped": Words("dropped by the objector", "提出人撤回"),
    },
    "appointment": {
        "awaited": Words("to be asked for", "待报请"),
        "asked": Words("asked for", "已报请"),
        "issued": Words("issued", "已印发"),
        "refused": Words("refused", "未同意"),
        "waived": Words("not needed", "无需办理"),
    },
    "remedy": {
        "open": Words("nothing done yet", "尚未处理"),
        "chosen": Words("being seen to", "办理中"),
        "done": Words("done", "已办结"),
    },
}
SIDES: dict[str, Words] = {
    "host": Words("host organisation", "接收单位"),
    "home": Words("home organisation", "派出单位"),
    "person": Words("person", "本人"),
}
#: What has to happen next, and who does it: by the state of the open decision, and until list and letters.
AWAITED: dict[str, Words] = {
    "plan": Words(
        "The programme office judges the plan on the board and hands it to the panel.",
        "项目办在看板上审看方案，提交审议小组。",
    ),
    "consulting": Words(
        "Both units and each person are asked about the plan; then the panel signs.",
        "正在征求双方单位和本人意见，随后由审议小组签署。",
    ),
    "signing": Words("The panel judges and signs the plan.", "由审议小组审议并签署方案。"),
    "list": Words(
        "The plan is verified once more, and the programme office publishes the list.",
        "方案再次核验后，由项目办公示名单。",
    ),
    "letters": Words(
        "Whoever objects is heard until the date on the list; then the programme office sends the letters.",
        "公示期内听取异议，期满后由项目办发出通知。",
    ),
}
ANSWERS: dict[str, Words] = {
    "agree": Words("Agree", "同意"),
    "object": Words("Object", "有异议"),
    "accept": Words("Accept", "接受"),
    "decline": Words("Decline", "不接受"),
}
SILENCES: dict[str, Words] = {
    "agrees": Words("counts as agreement", "视为同意"),
    "open": Words("is told to the panel as it is", "如实告知审议小组"),
}
ORDERS: dict[str, Words] = {
    "unit": Words("by unit", "按单位顺序"),
    "strokes": Words("by strokes of the surname", "按姓氏笔画"),
    "pinyin": Words("by pinyin", "按拼音"),
}
SHOWN: dict[str, Words] = {
    "name": Words("name", "姓名"),
    "home": Words("home organisation", "派出单位"),
    "level": Words("level", "职级"),
    "direction": Words("direction", "方向"),
    "host": Words("host organisation", "接收单位"),
    "order": Words("post", "岗位"),
    "term": Words("term", "挂职时间"),
}
DIRECTIONS: dict[str, Words] = {
    "down": Words("down", "下派"),
    "up": Words("up", "上挂"),
    "across": Words("across", "横向"),
}
REMEDIES: dict[str, Words] = {
    "order": Words("change the order for the next cohort", "修改订单，列入下一批次"),
    "call": Words("call for nominations", "补充推荐"),
    "training": Words("have people trained for it", "列为培训需要"),
}
FACTORS: dict[str, Words] = {
    "totp": Words("code of an app", "应用验证码"),
    "webauthn": Words("passkey", "通行密钥"),
    "paper": Words("on paper", "书面"),
}

#: What the events of decisions are called.
ACTIONS: dict[str, Words] = {
    "decisions.procedure": Words("procedure written", "设定审议程序"),
    "decisions.member": Words("panel member named", "指定审议成员"),
    "decisions.open": Words("consultation opened", "开始征求意见"),
    "decisions.answer": Words("answered in the consultation", "答复征求意见"),
    "decisions.open_signing": Words("opened for signing", "开始签署"),
    "decisions.sign": Words("signed", "签署"),
    "decisions.scan": Words("signed paper scanned", "上传签署件扫描"),
    "decisions.sign_on_paper": Words("signature entered from paper", "录入书面签署"),
    "decisions.ask_check": Words("check of the decision asked for", "发起审议核验"),
    "decisions.check": Words("decision checked independently", "独立核验审议"),
    "decisions.drop": Words("proposal taken back", "撤回提请"),
    "decisions.publish": Words("published", "公示"),
    "decisions.take_back": Words("publication taken back", "撤回公示"),
    "decisions.send_letters": Words("letters sent", "发出通知"),
    "decisions.withdraw": Words("place withdrawn", "退出安排"),
    "decisions.object": Words("objection filed", "提出异议"),
    "decisions.objection_step": Words("case moved on", "办理异议"),
    "decisions.appointment": Words("appointment paper moved on", "办理任职文件"),
    "decisions.remedy": Words("shortage acted upon", "处理空缺"),
    "decisions.replan": Words("planned again with least change", "以最小改动重新安排"),
    "decisions.template": Words("template of a letter changed", "更换通知模板"),
}
#: What the check of a decision finds, by the codes of `queries.verification`.
FINDINGS: dict[str, Words] = {
    "fingerprint_differs": Words(
        "Plan, rules or pool no longer have the fingerprint that was signed.",
        "方案、规则或人选库的指纹与所签署的不一致。",
    ),
    "signed_something_else": Words(
        "Signature {about} is for another fingerprint.", "签署 {about} 所签的指纹与本审议不一致。"
    ),
    "signed_by_the_proposer": Words(
        "Signature {about} is by whoever proposed the plan.", "签署 {about} 出自方案提出人。"
    ),
    "scan_changed": Words(
        "The scan “{about}” is not the file that was handed in.", "扫描件“{about}”与当时提交的文件不一致。"
    ),
    "quorum_missing": Words("There are fewer signatures than the quorum asks for.", "签署数少于法定人数。"),
    "list_differs": Words(
        "List {about} is no longer what was made public.", "第 {about} 号名单与公示时不一致。"
    ),
    "changed_past_the_trail": Words(
        "Something was changed past the trail: {about}.", "有记录被绕过留痕改动：{about}。"
    ),
    "gone_past_the_trail": Words(
        "Something was removed past the trail: {about}.", "有记录被绕过留痕删除：{about}。"
    ),
}
#: The kinds of messages that decisions send.
MESSAGES = (
    Kind(
        key="decisions.consulted",
        title=Words("You are asked about a proposed placement", "征求对拟安排的意见"),
        needs=("consultation.answer", "own.dossier"),
    ),
    Kind(
        key="decisions.signing",
        title=Words("A plan waits for your signature", "方案待签署"),
        needs=("decisions.sign",),
    ),
    Kind(
        key="decisions.course",
        title=Words("How a decision goes on, and what is yours to see to", "审议进展和待办事项"),
        needs=("decisions.read",),
    ),
    Kind(
        key="decisions.published",
        title=Words(
            "A list that concerns you: public, taken back, letters", "与您有关的名单：公示、撤回、通知"
        ),
        needs=("own.dossier", "consultation.answer"),
    ),
    Kind(
        key="decisions.case",
        title=Words("Objections: filed, heard, answered", "异议：提出、听取、答复"),
        needs=("objections.hear", "decisions.write", "own.dossier", "consultation.answer"),
    ),
    Kind(
        key="decisions.called",
        title=Words("People are called for", "补充推荐"),
        usual="digest",
        needs=("nominations.write",),
    ),
)
