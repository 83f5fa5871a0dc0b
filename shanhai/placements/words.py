"""The words of placements: states, steps, kinds, sides, and what is said of a step that may not be taken."""

from __future__ import annotations

from shanhai.sheets import Words

KINDS: dict[str, Words] = {
    "post": Words("post", "挂职岗位"),
    "part_time": Words("part-time", "兼职帮扶"),
    "liaison": Words("liaison", "助企联络"),
    "team": Words("team", "组团"),
}
STATES: dict[str, Words] = {
    "accepted": Words("accepted", "已接受"),
    "briefed": Words("briefed", "已行前动员"),
    "inducted": Words("inducted", "已岗前培训"),
    "in_post": Words("in post", "在岗"),
    "reviewed": Words("mid-term reviewed", "已中期评估"),
    "extended": Words("extended", "已延期"),
    "ended_early": Words("ended early", "提前结束"),
    "returned": Words("returned", "已返回"),
    "followed_up": Words("closed", "已回访"),
    "withdrawn": Words("withdrawn", "已撤回"),
}
STEPS: dict[str, Words] = {
    "brief": Words("Confirm the briefing", "确认行前动员"),
    "induct": Words("Confirm the induction", "确认岗前培训"),
    "arrive": Words("Confirm the arrival", "确认到岗"),
    "review": Words("Close the mid-term review", "完成中期评估"),
    "extend": Words("Extend", "延期"),
    "end_early": Words("End early", "提前结束"),
    "return": Words("Confirm the return", "确认返回"),
    "follow_up": Words("Close the follow-up", "完成回访"),
    "withdraw": Words("Withdraw", "撤回"),
}
SIDES: dict[str, Words] = {
    "host": Words("host organisation", "接收单位"),
    "home": Words("home organisation", "派出单位"),
    "person": Words("the person", "本人"),
}
MOMENTS: dict[str, Words] = {
    "mid_term": Words("mid-term review", "中期评估"),
    "end": Words("end review", "期满评估"),
}
STATES_OF_EXTENSIONS: dict[str, Words] = {
    "asked": Words("asked", "待办理"),
    "approved": Words("approved", "已批准"),
    "refused": Words("refused", "未同意"),
    "dropped": Words("taken back", "已撤回"),
}
STATES_OF_REVIEWS: dict[str, Words] = {
    "asked": Words("asked", "待填写"),
    "draft": Words("draft", "草稿"),
    "handed_in": Words("handed in", "已提交"),
    "waived": Words("waived", "免填"),
}
STATES_OF_FORMS: dict[str, Words] = {
    "draft": Words("draft", "草稿"),
    "in_force": Words("in force", "使用中"),
    "retired": Words("retired", "已停用"),
    "discarded": Words("discarded", "已废弃"),
}
SESSIONS: dict[str, Words] = {
    "briefing": Words("briefing", "行前动员"),
    "induction": Words("induction", "岗前培训"),
}
ATTENDANCE: dict[str, Words] = {
    "invited": Words("invited", "已通知"),
    "attended": Words("attended", "已参加"),
    "excused": Words("excused", "请假"),
    "missed": Words("missed", "缺席"),
}
SHARED: dict[str, Words] = {
    "own": Words("only I", "仅本人"),
    "home": Words("I and my home organisation", "本人和派出单位"),
    "host": Words("I and my host organisation", "本人和接收单位"),
    "all": Words("I, both organisations and the programme office", "本人、双方单位和项目办"),
}
REASONS: dict[str, Words] = {
    "not_yours": Words(
        "This step is for another side to take: see on the page whose turn it is.",
        "此步骤应由另一方办理，请在页面上查看由谁办理。",
    ),
    "no_such_step": Words(
        "This step is not possible in the present state. Somebody may have been here before you; look again.",
        "当前状态下不能进行此步骤，可能已有他人处理，请重新查看。",
    ),
    "reason_missing": Words("Say why: this step is kept with its reason.", "请说明理由：此步骤须记录理由。"),
    "day_missing": Words("Give the day, for example 2022-09-01.", "请填写日期，例如 2022-09-01。"),
    "day_to_come": Words(
        "That day is still to come. Confirm it when it has come, or correct the day.",
        "该日期尚未到来，请届时再确认，或更正日期。",
    ),
    "arrival_after_the_end": Words(
        "The arrival would be after the end of the term. Correct the day.", "到岗日期晚于期满日期，请更正。"
    ),
    "before_the_arrival": Words(
        "That day is before the arrival. Nobody comes back before they have come: correct the day.",
        "该日期早于到岗日期，返回或结束不能早于到岗，请更正。",
    ),
    "not_early": Words(
        "On that day the term ends in any case. Confirm the return instead.",
        "该日期已期满，无需提前结束，请确认返回。",
    ),
    "no_return_plan": Words(
        "There is no return plan yet. The home organisation writes it before the departure: which post is "
        "kept, who stays in contact, how what is learned will be used.",
        "尚无返回安排。派出单位须在出发前填写：保留岗位、联系人、所学如何使用。",
    ),
    "term_is_over": Words(
        "The term is over and cannot be extended. A new term needs a new placement.",
        "任期已结束，不能延期。如需继续，请另行办理。",
    ),
    "whole_term": Words(
        "Whoever has a post is there all the time; days a month are for part-time help and liaisons.",
        "全职挂职不按天数计；每月天数只用于兼职和联络。",
    ),
    "days_wrong": Words(
        "Give 1 to 22 days a month; more than that is a post.", "请填写每月 1 至 22 天，超过即为全职。"
    ),
    "not_of_this_host": Words(
        "A team goes to one host: choose people whom this host receives.",
        "团队去往同一接收单位，请选择该单位接收的人员。",
    ),
    "lead_outside": Words("The lead has to be one of the team.", "领队须为团队成员。"),
    "not_in_post": Words("Only a term that has begun can be extended.", "到岗后方可延期。"),
    "without_an_end": Words(
        "This placement has no end and needs no extension.", "此项没有期满日期，无需延期。"
    ),
    "not_longer": Words(
        "The new end is not after the present one. Give a later day.", "新的期满日期须晚于当前期满日期。"
    ),
    "overlap": Words(
        "The person is away in another placement in that time. End it first, or choose other days.",
        "此人在该时间段已有其他挂职，请先结束该挂职或调整日期。",
    ),
    "ends_before_it_starts": Words(
        "The end is before the start. Swap the two days.", "结束早于开始，请对调。"
    ),
    "end_missing": Words("Give the last day of the term.", "请填写期满日期。"),
    "outside_the_term": Words("These days are not within the term.", "该时间不在任期内。"),
    "absent_already": Words("There is an absence in these days already.", "该时间段已登记离岗。"),
    "one_extension_at_a_time": Words(
        "An extension has been asked for already. Decide on it first.", "已有待办理的延期申请，请先办理。"
    ),
    "not_all_agree": Words(
        "Host, home and the person have to agree before the office decides.",
        "须接收单位、派出单位和本人均同意后，项目办方可批准。",
    ),
    "own_proposal": Words(
        "Whoever asked for it cannot approve it. Ask a second person of the office.",
        "申请人不得批准，请由项目办另一人办理。",
    ),
    "has_answered": Words("It was answered already.", "已答复。"),
    "no_form": Words(
        "The programme has no form for this review yet. The office puts one in force first.",
        "本工程尚无此项评估表，请项目办先启用。",
    ),
    "questions_missing": Words("A form needs at least one question.", "评估表至少需要一个问题。"),
    "own_form": Words(
        "Whoever wrote the form cannot put it in force. Ask a second person of the office.",
        "起草人不得启用，请由项目办另一人启用。",
    ),
    "not_decided": Words(
        "This list was taken back or replaced; placements begin from the list that stands.",
        "此公示已撤回或被替换，只能依据有效公示。",
    ),
    "dates_missing": Words(
        "The list does not say from when until when. Give the first and the last month of the cohort.",
        "名单未写明起止时间，请先填写批次的起止月份。",
    ),
    "not_free_for_replacement": Words(
        "A seat is filled anew only after its placement was withdrawn or ended early.",
        "只有撤回或提前结束后，名额方可递补。",
    ),
    "not_in_the_pool": Words(
        "Only somebody of the sealed pool of this cohort can take the seat.",
        "只能由本批次已封存人选库中的人选递补。",
    ),
    "empty": Words("Write something first.", "请先填写内容。"),
    "day_outside_the_term": Words("This day is not within the term.", "该日期不在任期内。"),
    "nothing_learned_yet": Words("This is asked after the return.", "返回后方可填写。"),
}
ACTIONS: dict[str, Words] = {
    "placements.begin": Words("placement begun", "开始挂职"),
    "placements.brief": Words("briefed", "行前动员"),
    "placements.induct": Words("inducted", "岗前培训"),
    "placements.arrive": Words("arrived", "到岗"),
    "placements.review": Words("mid-term review closed", "完成中期评估"),
    "placements.extend": Words("extended", "延期"),
    "placements.end_early": Words("ended early", "提前结束"),
    "placements.return": Words("returned", "返回"),
    "placements.follow_up": Words("follow-up closed", "完成回访"),
    "placements.withdraw": Words("placement withdrawn", "撤回挂职"),
    "placements.replace": Words("replacement begun", "递补"),
    "placements.absence": Words("absence entered", "登记离岗"),
    "placements.days": Words("days a month agreed on", "商定每月天数"),
    "placements.drop_absence": Words("absence taken back", "撤回离岗登记"),
    "placements.return_plan": Words("return plan written", "填写返回安排"),
    "placements.use": Words("use of what was learned told", "填写所学使用情况"),
    "extensions.ask": Words("extension asked for", "申请延期"),
    "extensions.agree": Words("extension agreed to", "同意延期"),
    "extensions.object": Words("extension objected to", "不同意延期"),
    "extensions.approve": Words("extension approved", "批准延期"),
    "extensions.refuse": Words("extension refused", "不批准延期"),
    "extensions.drop": Words("extension taken back", "撤回延期申请"),
    "sessions.write": Words("session written", "填写培训安排"),
    "sessions.attendance": Words("attendance entered", "登记参加情况"),
    "reviews.ask": Words("review asked for", "发起评估"),
    "reviews.write": Words("review written", "填写评估"),
    "reviews.hand_in": Words("review handed in", "提交评估"),
    "reviews.waive": Words("review waived", "免填评估"),
    "forms.write": Words("form of reviews written", "填写评估表"),
    "forms.put_in_force": Words("form of reviews put in force", "启用评估表"),
    "forms.discard": Words("form of reviews discarded", "废弃评估表"),
    "diary.write": Words("diary written", "填写日志"),
    "diary.drop": Words("diary entry deleted", "删除日志"),
    "teams.write": Words("team written", "填写团队"),
}
