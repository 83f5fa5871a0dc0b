"""Tables of the hub that stand in no workbook: programmes, cohorts, invitations and roles."""

from __future__ import annotations

from datetime import date

from shanhai.programme.permissions import ROLES
from shanhai.sheets import Column, Table, Words
from shanhai.sheets.kinds import Choice, Integer, Month, Text, YesNo
from shanhai.workbook.cells import Id

_SHORT_NAME = Column(
    key="code",
    header=Words("short name", "简称"),
    kind=Text(most=40),
    required=True,
    example="2022",
    note=Words(
        "Latin letters, digits and hyphens. It stands in addresses and stays.",
        "仅限拉丁字母、数字和连字符，用于网址，设定后不再更改。",
    ),
)
_NAME = Column(key="name", header=Words("name", "名称"), kind=Text(most=200), required=True)

PROGRAMMES = Table(
    key="programmes",
    title=Words("programme", "工程"),
    columns=(
        _SHORT_NAME,
        _NAME,
        Column(
            key="retention_years",
            header=Words("years that dossiers are kept", "档案保存年限"),
            kind=Integer(0, 100),
            required=True,
            example=10,
            note=Words("From the end of the cohort. Then they are erased.", "自批次结束起算，期满即删除。"),
        ),
        Column(
            key="needs_label",
            header=Words("title of the needs list", "需求清单名称"),
            kind=Text(most=40),
            note=Words("Empty: needs list.", "空：需求清单。"),
        ),
        Column(
            key="offers_label",
            header=Words("title of the offers list", "供给清单名称"),
            kind=Text(most=40),
            note=Words("Empty: offers list.", "空：供给清单。"),
        ),
        Column(
            key="invented",
            header=Words("everything in it is invented", "内容均属虚构"),
            kind=YesNo(),
            note=Words("For trying out: every page then says so.", "用于试用，每页均会注明。"),
        ),
    ),
)
COHORTS = Table(
    key="cohorts",
    title=Words("cohort", "批次"),
    columns=(
        _SHORT_NAME,
        _NAME,
        Column(
            key="previous",
            header=Words("cohort before", "上一批次"),
            kind=Id(),
            note=Words("Orders are checked against its people.", "订单将与该批次人员核对。"),
        ),
        Column(key="starts", header=Words("first month", "起始月"), kind=Month(), example=date(2022, 7, 1)),
        Column(key="ends", header=Words("last month", "截止月"), kind=Month(), example=date(2024, 6, 1)),
    ),
)
_ROLE = Column(
    key="role",
    header=Words("role", "角色"),
    kind=Choice({key: role.title for key, role in ROLES.items()}),
    required=True,
)
_ORGANISATION = Column(
    key="organisation",
    header=Words("organisation", "单位"),
    kind=Id(),
    note=Words(
        "Officers and responders need one; the role then holds for it and all that is part of it. "
        "Empty: for all of the programme.",
        "经办人、承办人必填，角色适用于该单位及其下级单位；其他角色留空即适用于整个工程。",
    ),
)
_REASON = Column(key="reason", header=Words("why", "事由"), kind=Text(most=200))
INVITATIONS = Table(
    key="invitations",
    title=Words("invitation", "邀请"),
    columns=(
        Column(key="name", header=Words("name", "姓名"), kind=Text(most=120), required=True),
        Column(
            key="email",
            header=Words("e-mail", "电子邮箱"),
            kind=Text(most=254),
            note=Words("The link is mailed there and shown to you.", "链接将发送至此邮箱，并显示给您。"),
        ),
        _ROLE,
        _ORGANISATION,
        _REASON,
    ),
)
ROLES_GIVEN = Table(key="roles", title=Words("role", "角色"), columns=(_ROLE, _ORGANISATION, _REASON))
