"""Sentences of the hub: why something may not be done, and what the events of the trail are called."""

from __future__ import annotations

from shanhai.sheets import Words

STALE = Words(
    "Somebody else has changed this since you opened the page, and nothing of yours was done. What you see "
    "now is how it stands: decide again.",
    "您打开页面后，其他人已作修改，您的操作尚未执行。现在显示的是最新内容，请重新决定。",
)

REASONS: dict[str, Words] = {
    "not_overseen": Words(
        "You can give and end only roles that lie within what you oversee yourself.",
        "只能授予或收回本人管理范围内的角色。",
    ),
    "to_oneself": Words(
        "Nobody does this for their own account. Ask another member of the programme office.",
        "任何人不得对本人账号进行此操作，请由项目办其他人员办理。",
    ),
    "last_office": Words(
        "This is the last programme office of the programme. Give the role to somebody else first.",
        "这是该工程最后一名项目办人员，请先将该角色授予他人。",
    ),
    "needs_organisation": Words(
        "This role is held for an organisation. Choose which.", "该角色须限定到单位，请选择单位。"
    ),
    "already_held": Words("The account holds this role already.", "该账号已有此角色。"),
    "already_over": Words("This role has ended already.", "该角色已终止。"),
    "no_such_step": Words(
        "This has been decided or taken back already. Read the page again.",
        "该事项已办结或撤回，请刷新页面。",
    ),
    "own_request": Words("Nobody decides on their own request.", "任何人不得决定本人的申请。"),
    "duty_missing": Words(
        "Name the duty under which this is decided: the law and the article.",
        "请写明作出决定所依据的法律及条款。",
    ),
    "must_be_kept": Words(
        "The dossier must still be kept, and the duty to keep it wins. Refuse and name the duty, "
        "or wait until the period is over.",
        "档案仍在法定保存期内，保存义务优先。请写明依据不予删除，或待保存期届满后再办理。",
    ),
    "already_asked": Words(
        "You have asked already. The programme office has not decided yet.", "您已提交申请，项目办尚未决定。"
    ),
    "already_erased": Words("This dossier has been erased.", "该档案已删除。"),
    "below_itself": Words(
        "An organisation cannot be part of itself or of one of its own parts. Choose another one above it.",
        "单位不能隶属于自身或其下级单位，请另选上级单位。",
    ),
    "too_deep": Words(
        "The tree of organisations would become deeper than {most} levels. Choose one that stands higher.",
        "单位层级将超过 {most} 级，请选择更高一级的单位。",
    ),
    "reserved_name": Words(
        "A page of the programme has this short name already. Choose another, such as a year.",
        "该简称已被系统页面占用，请另取简称，例如年份。",
    ),
    "still_in_use": Words(
        "Others still refer to this, so it cannot be removed.", "仍被其他记录引用，不能删除。"
    ),
    "file_too_large": Words(
        "The file is larger than 10 MB. Make it smaller, or attach only the pages that matter.",
        "文件超过 10 MB。请压缩文件，或只上传有关页面。",
    ),
    "file_of_other_kind": Words(
        "This is no file of a kind that is taken here, whatever its name says. Attach a PDF, a picture (PNG "
        "or JPEG), or a Word or Excel file without macros.",
        "文件内容不属于可接受的类型（以内容而非文件名为准）。请上传 PDF、图片（PNG 或 JPEG），"
        "或不含宏的 Word、Excel 文件。",
    ),
    "link_spent": Words(
        "This invitation has been used, taken back or has expired. Ask for a new one.",
        "此邀请已使用、已撤回或已过期，请重新索取邀请。",
    ),
}

INVITATION_MAIL = (
    Words("You are invited to {programme}", "邀请您加入{programme}"),
    Words(
        "{name},\n\nopen this link to take your role in {programme}. It works once, for two weeks:\n\n"
        "{link}\n\nIf you did not expect this, do nothing.",
        "{name}：\n\n请打开以下链接，接受您在{programme}中的角色。链接两周内有效，仅可使用一次：\n\n{link}\n\n"
        "如非您本人预期，无需处理。",
    ),
)

#: Kinds of places and organisations that have words; others are shown as they were typed.
KINDS: dict[str, Words] = {
    "province": Words("province", "省"),
    "city": Words("city", "市"),
    "county": Words("county", "县"),
    "town": Words("town", "乡镇"),
    "village": Words("village", "村"),
    "government": Words("government", "政府机关"),
    "district": Words("district", "区"),
    "organ": Words("provincial organ", "省直机关"),
    "central": Words("central unit", "中央驻省单位"),
    "bureau": Words("bureau", "县直部门"),
    "park": Words("industrial park", "产业园区"),
    "university": Words("university", "高校"),
    "institute": Words("institute", "科研院所"),
    "hospital": Words("hospital", "医院"),
    "school": Words("school", "学校"),
    "enterprise": Words("enterprise", "企业"),
    "firm": Words("firm", "公司"),
}


def kind_in_words(kind: str) -> Words | str:
    """The kind of a place or an organisation in words."""
    return KINDS.get(kind, kind)


_SCHEMES = ("expertise", "industry", "level", "qualification", "ground")
#: What the events of the trail are called. Each room has such a list in its `words`.
ACTIONS: dict[str, Words] = {
    "accounts.disable": Words("account closed", "停用账号"),
    "accounts.enable": Words("account opened again", "恢复账号"),
    "accounts.end_sessions": Words("signed out everywhere else", "退出其他设备"),
    "accounts.factors": Words("ways to sign in changed", "变更登录方式"),
    "accounts.language": Words("language chosen", "选择语言"),
    "accounts.open": Words("account opened", "开通账号"),
    "accounts.password": Words("password set", "设置密码"),
    "accounts.renew_digest": Words("digest of the password renewed", "更新密码摘要"),
    "accounts.write": Words("account changed", "修改账号"),
    "codes.remove": Words("code removed", "删除代码"),
    "codes.write": Words("code written", "填写代码"),
    "cohorts.write": Words("cohort written", "填写批次"),
    "dossier.accept_automation": Words("refusal of automation taken back", "撤回拒绝自动化决定"),
    "dossier.correct": Words("corrected by the person", "本人更正"),
    "dossier.refuse_automation": Words("decision by automation alone refused", "拒绝仅由自动化作出决定"),
    "dossiers.erase": Words("dossier erased", "删除档案"),
    "erasure": Words("erased", "删除"),
    "erasures.ask": Words("deletion asked for", "申请删除"),
    "erasures.erase": Words("deletion granted", "同意删除"),
    "erasures.refuse": Words("deletion refused", "不予删除"),
    "erasures.withdraw": Words("request for deletion taken back", "撤回删除申请"),
    "files.attach": Words("file attached", "上传文件"),
    "files.take_away": Words("file taken away", "移除文件"),
    "roster.import": Words("roster imported", "导入名册"),
    "roster.undo_import": Words("import of the roster undone", "撤销名册导入"),
    "organisations.import": Words("organisations imported", "导入单位"),
    "organisations.undo_import": Words("import of organisations undone", "撤销单位导入"),
    "places.import": Words("places imported", "导入地区"),
    "places.undo_import": Words("import of places undone", "撤销地区导入"),
    **{f"codes_{scheme}.import": Words("codes imported", "导入代码") for scheme in _SCHEMES},
    **{f"codes_{scheme}.undo_import": Words("import of codes undone", "撤销代码导入") for scheme in _SCHEMES},
    "imports.hand_in": Words("workbook handed in", "上传工作簿"),
    "imports.compare": Words("workbook compared", "比对工作簿"),
    "imports.compare_again": Words("workbook compared again", "重新比对工作簿"),
    "imports.name_columns": Words("columns named", "指定各列含义"),
    "imports.confirm": Words("import confirmed", "确认导入"),
    "imports.settle": Words("import settled", "导入处理完毕"),
    "imports.overtake": Words("import overtaken by another change", "导入前数据已有变化"),
    "imports.undo": Words("undoing of an import asked for", "申请撤销导入"),
    "imports.keep": Words("import could not be undone", "导入未能撤销"),
    "imports.drop": Words("import dropped", "放弃导入"),
    "invitation": Words("came in by an invitation", "受邀加入"),
    "invitations.accept": Words("invitation accepted", "接受邀请"),
    "invitations.send": Words("invited", "发出邀请"),
    "invitations.withdraw": Words("invitation taken back", "撤回邀请"),
    "organisations.leave": Words("takes part no longer", "不再参加"),
    "organisations.write": Words("organisation written", "填写单位"),
    "places.remove": Words("place removed", "删除地区"),
    "places.write": Words("place written", "填写地区"),
    "programmes.open": Words("programme opened", "设立工程"),
    "programmes.write": Words("programme changed", "修改工程设置"),
    "roles.end": Words("role ended", "终止角色"),
    "roles.give": Words("role given", "授予角色"),
    "views.keep": Words("view of a list kept", "保存列表视图"),
    "views.drop": Words("view of a list dropped", "删除列表视图"),
    "roster.archive": Words("taken off the roster", "移出名册"),
    "roster.note_corrections": Words("corrections looked at", "已阅更正"),
    "roster.restore": Words("put back on the roster", "恢复至名册"),
    "roster.write": Words("roster written", "填写名册"),
    "tokens.end": Words("token of a program ended", "终止程序令牌"),
    "tokens.make": Words("token for a program made", "生成程序令牌"),
}
