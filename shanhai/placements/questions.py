"""The questions of a form of reviews: their types, what is wrong with them, how an answer is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from shanhai.sheets import Refused, Words
from shanhai.sheets.kinds import Date

TYPES: dict[str, Words] = {
    "text": Words("text", "文字"),
    "yes_no": Words("yes or no", "是否"),
    "number": Words("number", "数字"),
    "date": Words("day", "日期"),
    "choice": Words("one of several", "单选"),
    "choices": Words("any of several", "多选"),
}
WITH_OPTIONS = ("choice", "choices")
LONGEST = 4_000
MOST = 40
_KEY = re.compile(r"^[a-z][a-z0-9_]{0,39}$")


@dataclass(frozen=True)
class Question:
    """One question: its key, its type, its text, whether it must be answered, and its options by key."""

    key: str
    type: str
    text: Words
    required: bool = False
    options: tuple[tuple[str, Words], ...] = ()

    def stored(self) -> dict[str, Any]:
        """The question as a form keeps it."""
        return {
            "key": self.key,
            "type": self.type,
            "en": self.text.en,
            "zh": self.text.hans,
            "required": self.required,
            "options": [[key, words.en, words.hans] for key, words in self.options],
        }

    @classmethod
    def of(cls, stored: dict[str, Any]) -> Question:
        """The question that a form keeps."""
        options = tuple((key, Words(en, zh)) for key, en, zh in stored.get("options") or ())
        return cls(
            stored["key"], stored["type"], Words(stored["en"], stored["zh"]), stored["required"], options
        )


def faults(questions: list[Question]) -> list[Words]:
    """What is wrong with the questions of a form, a sentence each."""
    found = [] if questions else [Words("A form needs at least one question.", "评估表至少需要一个问题。")]
    if len(questions) > MOST:
        found.append(Words(f"A form has at most {MOST} questions.", f"评估表最多 {MOST} 个问题。"))
    keys = [question.key for question in questions]
    for number, question in enumerate(questions, start=1):
        found.extend(_faults_of(number, question, keys))
    return found


def _faults_of(number: int, question: Question, keys: list[str]) -> list[Words]:
    found = []
    if not _KEY.match(question.key) or keys.count(question.key) > 1:
        found.append(
            Words(
                f"Question {number}: give it a key of its own, in small letters, digits and “_”.",
                f"问题 {number}：请填写不重复的标识，仅用小写字母、数字和“_”。",
            )
        )
    if question.type not in TYPES:
        found.append(Words(f"Question {number}: choose one of the types.", f"问题 {number}：请选择类型。"))
    if not question.text.en.strip() or not question.text.hans.strip():
        found.append(
            Words(
                f"Question {number}: write it in English and in Chinese.", f"问题 {number}：请用中英文填写。"
            )
        )
    if question.type in WITH_OPTIONS and len(question.options) < 2:
        found.append(
            Words(f"Question {number}: give at least two options.", f"问题 {number}：至少需要两个选项。")
        )
    return found


def read(question: Question, typed: list[str]) -> Any:
    """What was typed in answer to a question, as it is kept; None for nothing. Raises: ValueError."""
    given = [each.strip() for each in typed if each.strip()]
    if not given:
        return None
    if question.type == "choices":
        return [_option(question, each) for each in given]
    return _READERS[question.type](question, given[0])


def _option(question: Question, typed: str) -> str:
    if typed not in dict(question.options):
        raise ValueError(typed)
    return typed


def _number(question: Question, typed: str) -> float | int:
    value = float(typed.replace(",", ""))
    if value != value or abs(value) > 1e12:
        raise ValueError(typed)
    return int(value) if value.is_integer() else value


def _yes_no(question: Question, typed: str) -> bool:
    if typed not in ("yes", "no"):
        raise ValueError(typed)
    return typed == "yes"


def _text(question: Question, typed: str) -> str:
    # A browser counts the end of a line as one sign and sends two.
    typed = typed.replace("\r\n", "\n")
    if len(typed) > LONGEST:
        raise ValueError(typed)
    return typed


def _date(question: Question, typed: str) -> str:
    """In any of the forms that offices use."""
    try:
        return Date().read(typed).isoformat()
    except Refused as refused:
        raise ValueError(typed) from refused


_READERS = {
    "text": _text,
    "yes_no": _yes_no,
    "number": _number,
    "date": _date,
    "choice": _option,
}
