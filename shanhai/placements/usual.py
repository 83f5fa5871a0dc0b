"""The questions that a programme may begin with; it changes them as it likes."""

from __future__ import annotations

from shanhai.placements.questions import Question
from shanhai.sheets import Words

_GOES = (
    ("as_planned", Words("as planned", "按计划")),
    ("with_trouble", Words("with some trouble", "有些困难")),
    ("stuck", Words("it is stuck", "受阻")),
)
_DONE = Question("done", "text", Words("What has been done?", "完成了哪些工作？"), required=True)
_GOING = Question(
    "going", "choice", Words("How does the work go?", "工作进展如何？"), required=True, options=_GOES
)
_LACKS = Question("lacks", "text", Words("What is lacking, and who could help?", "还缺什么，谁能帮助？"))
_CLEAR = Question(
    "clear",
    "yes_no",
    Words("Were the tasks as the order had said?", "工作任务与需求订单是否一致？"),
    required=True,
)
_STAYS = Question(
    "stays", "text", Words("What stays when the person has left?", "离任后能留下什么？"), required=True
)
_AGAIN = Question(
    "again", "yes_no", Words("Would you ask for such a person again?", "是否愿意再次申请此类人选？")
)
_LEARNED = Question(
    "learned",
    "text",
    Words("What have you learned that home can use?", "所学哪些可用于原单位？"),
    required=True,
)
_CONTACT = Question(
    "contact", "yes_no", Words("Are you in touch every month?", "是否每月保持联系？"), required=True
)
_POST = Question("post", "yes_no", Words("Is the post still kept?", "岗位是否仍保留？"), required=True)

#: (moment, side) → questions
QUESTIONS: dict[tuple[str, str], tuple[Question, ...]] = {
    ("mid_term", "host"): (_GOING, _DONE, _LACKS),
    ("mid_term", "home"): (_CONTACT, _POST, _LACKS),
    ("mid_term", "person"): (_CLEAR, _GOING, _DONE, _LACKS),
    ("end", "host"): (_DONE, _STAYS, _AGAIN),
    ("end", "home"): (_POST, _LACKS),
    ("end", "person"): (_DONE, _STAYS, _LEARNED),
}
