"""Roles as lists of permissions, each told in plain words. What is not listed here nobody may do.

A role is held in one programme, for all of it or for one organisation with what is below it. In which state
of a record a step is allowed is said by the rooms' `rules.py`; here it is only said who may take it at all.
"""

from __future__ import annotations

from dataclasses import dataclass

from shanhai.sheets import Words

PERMISSIONS: dict[str, Words] = {
    "accounts.read": Words("see who holds which role", "查看账号和角色"),
    "accounts.write": Words("invite people and give or end roles", "邀请人员，授予或收回角色"),
    "programme.write": Words(
        "set up programmes, cohorts, organisations and code lists", "设置工程、批次、单位和目录"
    ),
    "rules.read": Words("read the rule set and its drafts", "查看选派规则及草案"),
    "rules.write": Words("write the rule set", "起草选派规则"),
    "rules.approve": Words(
        "approve and freeze a rule set that somebody else wrote", "审定并冻结他人起草的规则"
    ),
    "round.move": Words(
        "open and close orders and nominations, seal the pool", "开放和截止订单、推荐，封存人选库"
    ),
    "orders.read": Words("read orders and needs, drafts included", "查看订单和需要（含草稿）"),
    "orders.write": Words("write orders and needs", "填写订单和需要"),
    "orders.check": Words("check orders and accept or return them", "审核订单，受理或退回"),
    "offers.read": Words("read offers, drafts included", "查看供给（含草稿）"),
    "offers.write": Words("write offers", "填写供给"),
    "lists.read": Words("read the published lists of needs and offers", "查看公布的需求清单和供给清单"),
    "profiles.write": Words("write the profile of a place", "填写地区概况"),
    "roster.read": Words("see the roster of the organisation", "查看本单位人员名册"),
    "roster.write": Words("keep the roster of the organisation", "维护本单位人员名册"),
    "nominations.read": Words("see nominations and dossiers", "查看推荐和档案"),
    "nominations.write": Words("put people forward", "推荐人选"),
    "vetting.write": Words("enter the yes or no of the vetting body", "录入审核机构的结论"),
    "plans.read": Words(
        "see plans, boards and what they say of everybody", "查看匹配方案、看板及其中的全部说明"
    ),
    "plans.write": Words("make plans and hand them to the panel", "制定匹配方案并提交审议"),
    "boards.write": Words("try changes of a plan on a board", "在看板上试作调整"),
    "plans.files": Words(
        "take out, under oath, the files with which plan, proof and trail are checked outside",
        "依保密义务导出用于外部复核方案、证明和留痕的文件",
    ),
    "decisions.read": Words(
        "follow decisions: consultation, signatures, publication, papers",
        "查看审议、征求意见、签署、公示和文书",
    ),
    "decisions.write": Words(
        "set up how a cohort is decided, open decisions, publish and send letters",
        "设定审议程序，发起审议，公示并发出通知",
    ),
    "decisions.sign": Words("judge plans as a panel member and sign", "作为审议成员审议并签署方案"),
    "consultation.answer": Words("answer for a unit when it is consulted", "代单位答复征求意见"),
    "objections.hear": Words("hear and answer objections", "听取并答复异议"),
    "placements.read": Words("see every placement of the programme", "查看工程内全部挂职"),
    "placements.run": Words(
        "run placements: briefings, extensions, early ends, replacements, forms of reviews",
        "管理挂职：行前动员、延期、提前结束、递补、评估表",
    ),
    "placements.receive": Words(
        "accompany those whom the organisation receives: induction, arrival, review",
        "陪伴本单位接收的人员：岗前培训、到岗、评估",
    ),
    "placements.send": Words(
        "accompany those whom the organisation sends: return plan, review, return",
        "陪伴本单位派出的人员：返回安排、评估、返回",
    ),
    "own.placement": Words("see one's own placement and keep its diary", "查看本人挂职并填写日志"),
    "own.dossier": Words("see, correct and export one's own dossier", "查看、更正、导出本人档案"),
    "trail.read": Words("read the history of every record of the programme", "查看工程内各项记录的历史"),
    "trail.publish": Words("publish the head of the trail", "公布留痕链首"),
    "imports.write": Words("import workbooks", "导入工作簿"),
    "desk.report": Words("report a difficulty and follow it", "提出诉求并跟踪办理"),
    "desk.answer": Words("answer requests routed to the unit", "办理转至本单位的诉求"),
    "desk.route": Words(
        "run the response desk: route, put together, give more time, set up",
        "管理诉求台：转办、并案、延期、设置",
    ),
    "desk.read": Words("read requests, without who asked", "查看诉求（不含诉求人）"),
    "desk.visit": Words("plan visits and log them", "安排和登记走访"),
    "erasure.decide": Words("decide on requests for deletion", "决定删除申请"),
    "system.run": Words(
        "see jobs, health and settings, and no dossier", "查看任务、运行状况和设置，不见档案"
    ),
}


@dataclass(frozen=True)
class Role:
    """A role: its title, what it is for, and its permissions."""

    title: Words
    purpose: Words
    permissions: frozenset[str]
    of_organisation: bool = False


def _role(title: Words, purpose: Words, *permissions: str, of_organisation: bool = False) -> Role:
    unknown = [each for each in permissions if each not in PERMISSIONS]
    if unknown:
        raise ValueError(f"The role {title.en!r} names permissions that do not exist: {', '.join(unknown)}.")
    return Role(title, purpose, frozenset(permissions), of_organisation)


ROLES: dict[str, Role] = {
    "office": _role(
        Words("programme office", "项目办"),
        Words(
            "sets the rules, collects orders and nominations, answers for the plan",
            "制定规则，征集订单和推荐，对方案负责",
        ),
        "accounts.read", "accounts.write", "programme.write", "rules.read", "rules.write", "rules.approve",
        "round.move", "orders.read", "orders.write", "orders.check", "offers.read", "offers.write",
        "lists.read", "profiles.write", "nominations.read", "vetting.write", "trail.read", "imports.write",
        "erasure.decide", "plans.read", "plans.write", "boards.write",
        "decisions.read", "decisions.write", "placements.read", "placements.run",
        "desk.report", "desk.route", "desk.read", "desk.visit",
    ),
    "desk_officer": _role(
        Words("response desk", "诉求台"),
        Words("routes requests and sees that nobody waits in vain", "转办诉求，督促办理"),
        "lists.read", "desk.report", "desk.route", "desk.read", "desk.visit", "imports.write",
    ),
    "host_officer": _role(
        Words("host officer", "接收单位经办人"),
        Words("writes orders for a host organisation", "代接收单位填写需求订单"),
        "rules.read", "orders.read", "orders.write", "lists.read", "profiles.write", "imports.write",
        "consultation.answer", "placements.receive",
        "desk.report", "desk.answer", "desk.visit",
        of_organisation=True,
    ),
    "home_officer": _role(
        Words("home officer", "派出单位经办人"),
        Words("keeps the roster, offers help and puts people forward", "维护名册，提供供给，推荐人选"),
        "rules.read", "offers.read", "offers.write", "lists.read", "roster.read", "roster.write",
        "nominations.read", "nominations.write", "imports.write", "consultation.answer", "placements.send",
        "desk.report", "desk.answer", "desk.visit",
        of_organisation=True,
    ),
    "secondee": _role(
        Words("secondee", "挂职干部人才"),
        Words("keeps the own dossier, and later the own placement", "维护本人档案及本人挂职"),
        "rules.read", "lists.read", "own.dossier", "own.placement",
        "desk.report", "desk.visit",
    ),
    "contact": _role(
        Words("contact of a firm or village", "企业或村联系人"),
        Words("reports what is difficult for a firm or a village", "代企业或村提出诉求"),
        "desk.report",
        of_organisation=True,
    ),
    "responder": _role(
        Words("responder", "承办人"),
        Words("answers requests for a unit", "代单位办理诉求"),
        "lists.read", "desk.report", "desk.answer",
        of_organisation=True,
    ),
    "panel": _role(
        Words("panel member", "审议小组成员"),
        Words("approves rules, judges plans and signs", "审定规则，审议方案并签署"),
        "rules.read", "rules.approve", "orders.read", "offers.read", "lists.read", "nominations.read",
        "plans.read", "boards.write", "decisions.read", "decisions.sign", "objections.hear",
        "placements.read",
    ),
    "auditor": _role(
        Words("auditor", "审计人员"),
        Words(
            "checks that the rules were kept; reads everything, writes nothing",
            "核查规则是否得到遵守；可看不可改",
        ),
        "accounts.read", "rules.read", "orders.read", "offers.read", "lists.read", "nominations.read",
        "trail.read", "trail.publish", "plans.read", "plans.files", "decisions.read", "placements.read",
        "desk.read",
    ),
    "technician": _role(
        Words("technician", "技术人员"),
        Words("keeps the system running and sees no dossier", "保障系统运行，不见档案"),
        "system.run",
    ),
}  # fmt: skip

ROLES_OF_ORGANISATIONS = tuple(key for key, role in ROLES.items() if role.of_organisation)
