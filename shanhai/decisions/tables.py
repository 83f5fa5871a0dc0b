"""What is typed into the forms of decisions, as columns."""

from __future__ import annotations

from shanhai.decisions.words import ORDERS, SHOWN, SILENCES
from shanhai.sheets import Column, Table, Words
from shanhai.sheets.kinds import Choice, Date, Integer, ListOf, Text, YesNo

_NO_ONE = Words("Leave out what the programme does not use.", "不采用的步骤选“否”。")
PROCEDURE = Table(
    key="procedure",
    title=Words("procedure", "审议程序"),
    columns=(
        Column(
            key="asks_hosts",
            header=Words("hosts are asked", "征求接收单位意见"),
            kind=YesNo(),
            required=True,
            note=_NO_ONE,
        ),
        Column(
            key="asks_homes",
            header=Words("homes are asked", "征求派出单位意见"),
            kind=YesNo(),
            required=True,
        ),
        Column(
            key="asks_persons",
            header=Words("the person accepts", "由本人确认"),
            kind=YesNo(),
            required=True,
            note=Words("Declining is no mark against anyone.", "不接受不影响对本人的任何评价。"),
        ),
        Column(
            key="days_to_answer",
            header=Words("working days to answer", "答复期限（工作日）"),
            kind=Integer(1, 60),
            required=True,
        ),
        Column(
            key="silence",
            header=Words("a unit that does not answer in time", "单位逾期未答复"),
            kind=Choice(SILENCES),
            required=True,
        ),
        Column(
            key="quorum",
            header=Words("signatures needed", "所需签署数"),
            kind=Integer(1, 50),
            required=True,
        ),
        Column(
            key="days_to_object",
            header=Words("working days of the objection window", "公示期（工作日）"),
            kind=Integer(1, 60),
            required=True,
        ),
        Column(
            key="order",
            header=Words("order of the list", "名单排序"),
            kind=Choice(ORDERS),
            required=True,
        ),
        Column(
            key="shows",
            header=Words("what becomes public of a person", "公示内容"),
            kind=ListOf(Choice(SHOWN), repeats=True),
            required=True,
            note=Words("Name and host are always shown.", "姓名和接收单位必须公示。"),
        ),
        Column(
            key="authority",
            header=Words("who answers for the list", "公示责任单位"),
            kind=Text(most=120),
            required=True,
        ),
        Column(key="contact", header=Words("whom to ask", "咨询方式"), kind=Text(most=200), required=True),
    ),
)
#: What stands on a paper that was signed by hand.
ON_PAPER = Table(
    key="on_paper",
    title=Words("signature on paper", "书面签署"),
    columns=(
        Column(key="agrees", header=Words("agrees", "是否同意"), kind=YesNo(), required=True),
        Column(key="reason", header=Words("reasons", "意见和理由"), kind=Text(most=4000), required=True),
        Column(key="on", header=Words("date of signing", "签署日期"), kind=Date(), required=True),
        Column(
            key="shown",
            header=Words("fingerprint printed on the sheet", "签署表上印的指纹"),
            kind=Text(most=64),
            required=True,
            note=Words("All of it, as it stands on the paper.", "请按纸面完整录入。"),
        ),
    ),
)
#: What an objection says; only its text has to be given.
OBJECTION = Table(
    key="objection",
    title=Words("objection", "异议"),
    columns=(
        Column(
            key="text",
            header=Words("what you object to, and why", "异议内容和理由"),
            kind=Text(most=4000),
            required=True,
        ),
        Column(
            key="called",
            header=Words("your name, if you want to give it", "姓名（可不填）"),
            kind=Text(most=120),
            note=Words(
                "What you do not say is not kept anywhere, and nobody will try to find out.",
                "未填写的内容不会留存，任何人不得追查。",
            ),
        ),
        Column(
            key="reach",
            header=Words("how to reach you, if you want to be heard", "联系方式（如需当面听取）"),
            kind=Text(most=200),
        ),
    ),
)
