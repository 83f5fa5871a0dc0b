"""Forms made from questions, and the form in which questions themselves are written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms

from shanhai.pages.words import current_language, say, say_later, says, words
from shanhai.placements.questions import LONGEST, TYPES, WITH_OPTIONS, Question, faults, read
from shanhai.placements.rules import MOST_DAYS
from shanhai.placements.usual import QUESTIONS
from shanhai.placements.words import REASONS
from shanhai.sheets import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet
    from django.http import QueryDict

    from shanhai.placements.models import Placement, Team
    from shanhai.programme.models import Organisation, Person

_YES_NO = (("yes", Words("yes", "是")), ("no", Words("no", "否")))
_WRONG: dict[str, Words] = {
    "number": words(
        "“{typed}” is not a number. Write digits, for example 12 or 0.5.",
        "“{typed}”不是数字，请填写数字，例如 12 或 0.5。",
    ),
    "date": words("“{typed}” is not a day. Write 2022-09-01.", "“{typed}”不是日期，请填写如 2022-09-01。"),
    "text": words("This is too long: at most 4,000 characters.", "内容过长，最多 4000 字。"),
}
_CHOOSE = words("Choose one of the answers that are offered.", "请从所列选项中选择。")
_MUST = words("This has to be answered before it is handed in.", "提交前须填写此项。")
_LINE = words(
    "Line {number} is not understood. Write: key | type | English | 中文 | required | options.",
    "第 {number} 行无法识别，请填写：标识 | 类型 | English | 中文 | required | 选项。",
)


class ReviewForm(forms.Form):
    """The questions of a review as fields. Everything may be left open until it is handed in."""

    use_required_attribute = False
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(
        self, questions: list[Question], data: QueryDict | None, *, values: dict[str, Any], version: int
    ) -> None:
        super().__init__(data, initial={"version": version})
        self._questions = questions
        self.answers: dict[str, Any] = {}
        for question in questions:
            self.fields[question.key] = _field(question)
            self.initial[question.key] = _typed(question, values.get(question.key))

    def clean(self) -> dict[str, Any]:
        """Read every answer by its type."""
        for question in self._questions:
            typed = self.data.getlist(question.key)
            try:
                self.answers[question.key] = read(question, typed)
            except ValueError:
                wrong = _WRONG.get(question.type, _CHOOSE)
                self.add_error(question.key, say(wrong, typed=typed[0][:40]))
        return self.cleaned_data

    def is_complete(self) -> bool:
        """Whether everything that must be answered is; what is not says so beside its field."""
        lacking = [each for each in self._questions if each.required and self.answers.get(each.key) is None]
        for question in lacking:
            if question.key not in self.errors:
                self.add_error(question.key, say(_MUST))
        return not lacking


def _field(question: Question) -> forms.Field:
    shared = {"label": question.text.text(current_language()), "required": question.required}
    if question.type in WITH_OPTIONS or question.type == "yes_no":
        options = question.options if question.type in WITH_OPTIONS else _YES_NO
        choices = [(key, each.text(current_language())) for key, each in options]
        if question.type == "choices":
            return _Unread(widget=forms.CheckboxSelectMultiple(choices=choices), **shared)
        return _Unread(widget=forms.Select(choices=[("", "—"), *choices]), **shared)
    if question.type == "text":
        return _Unread(widget=forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST}), **shared)
    mode = {"number": {"inputmode": "decimal"}, "date": {"placeholder": "2022-09-01"}}
    return _Unread(widget=forms.TextInput(attrs=mode[question.type]), **shared)


class _Unread(forms.Field):
    """Takes whatever was typed, nothing too: it is read by its question, and a draft may have gaps."""

    def validate(self, value: Any) -> None:
        """Let it through."""


def _typed(question: Question, value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value


@dataclass(frozen=True)
class Told:
    """A question with its answer in words."""

    text: Words
    answer: str


def told(questions: list[Question], answers: dict[str, Any]) -> list[Told]:
    """What was answered, in the reader's language."""
    return [Told(each.text, _in_words(each, answers.get(each.key))) for each in questions]


def _in_words(question: Question, value: Any) -> str:
    language = current_language()
    options = dict(question.options)
    if value is None:
        return "—"
    if isinstance(value, bool):
        return dict(_YES_NO)["yes" if value else "no"].text(language)
    if isinstance(value, list):
        gap = ", " if language == "en" else "、"
        return gap.join(options[key].text(language) for key in value if key in options)
    return options[value].text(language) if value in options else str(value)


class QuestionsForm(forms.Form):
    """The questions of a form, one a line: key | type | English | 中文 | required | options."""

    lines = forms.CharField(
        label=says("questions, one a line", "问题（每行一个）"),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=says(
            "key | type | English | 中文 | required | options. Types: text, yes_no, number, date, choice, "
            "choices. Options: a=English=中文; b=….",
            "标识 | 类型 | English | 中文 | required（必填）| 选项。类型：text、yes_no、number、date、"
            "choice、choices。选项：a=English=中文; b=…。",
        ),
    )

    def __init__(
        self, data: QueryDict | None, *, questions: list[dict[str, Any]] | None, of: tuple[str, str]
    ) -> None:
        super().__init__(data)
        stands = [Question.of(each) for each in questions] if questions else list(QUESTIONS[of])
        self.initial["lines"] = "\n".join(_line(each) for each in stands)
        self.questions: list[Question] = []

    def clean_lines(self) -> str:
        """Read the lines into questions."""
        for number, line in enumerate(self.cleaned_data["lines"].splitlines(), start=1):
            if line.strip():
                self.questions.append(_read_line(number, line))
        wrong = faults(self.questions)
        if wrong:
            raise forms.ValidationError([say(each) for each in wrong])
        return self.cleaned_data["lines"]


def _line(question: Question) -> str:
    options = "; ".join(f"{key}={each.en}={each.hans}" for key, each in question.options)
    must = "required" if question.required else ""
    parts = [question.key, question.type, question.text.en, question.text.hans, must, options]
    return " | ".join(parts).rstrip(" |")


def _read_line(number: int, line: str) -> Question:
    parts = [part.strip() for part in line.split("|")]
    parts += [""] * (6 - len(parts))
    key, kind, en, zh, must, options = parts[:6]
    pairs = [tuple(part.strip() for part in each.split("=")) for each in options.split(";") if each.strip()]
    is_odd = len(parts) > 6 or kind not in TYPES or must not in ("", "required")
    if is_odd or any(len(pair) != 3 for pair in pairs):
        raise forms.ValidationError(say(_LINE, number=number))
    return Question(
        key, kind, Words(en, zh), must == "required", tuple((code, Words(a, b)) for code, a, b in pairs)
    )


class TeamForm(forms.Form):
    """A theme, who goes together, and who leads."""

    title = forms.CharField(label=says("theme", "主题"), max_length=120)
    members = forms.MultipleChoiceField(
        label=says("who goes together", "成员"), widget=forms.CheckboxSelectMultiple
    )
    lead = forms.ChoiceField(label=says("lead", "领队"), required=False)
    version = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)

    def __init__(
        self, placements: Iterable[Placement], team: Team | None, data: Mapping[str, Any] | None = None
    ) -> None:
        self._placements = {str(each.pk): each for each in placements}
        initial = {} if team is None else {"title": team.title, "version": team.version}
        if team is not None:
            mine = {key: each for key, each in self._placements.items() if each.team_id == team.pk}
            initial["members"] = list(mine)
            initial["lead"] = next((key for key, each in mine.items() if each.person_id == team.lead_id), "")
        super().__init__(data, initial=initial)
        names = [(key, f"{each.person.name}（{each.home.name}）") for key, each in self._placements.items()]
        self.fields["members"].choices = names
        self.fields["lead"].choices = [("", says("nobody yet", "暂无")), *names]

    def chosen(self) -> list[Placement]:
        """Who goes together."""
        return [self._placements[key] for key in self.cleaned_data["members"]]

    def leader(self) -> Person | None:
        """Who leads."""
        found = self._placements.get(self.cleaned_data["lead"])
        return found.person if found else None


class LinkForm(forms.Form):
    """Somebody and the firms that they keep contact with."""

    person = forms.CharField(label=says("person, by id or name", "人员（编号或姓名）"), max_length=120)
    firms = forms.CharField(
        label=says("firms", "企业"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=says("Ids or names, one a line.", "编号或名称，每行一个。"),
    )
    starts = forms.DateField(
        label=says("from", "起"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    days = forms.IntegerField(
        label=says("days a month", "每月天数"),
        min_value=1,
        max_value=MOST_DAYS,
        required=False,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), say_later(REASONS["days_wrong"])),
    )

    def __init__(
        self, people: QuerySet[Person], firms: QuerySet[Organisation], *given: Any, **named: Any
    ) -> None:
        super().__init__(*given, **named)
        self._people, self._firms = people, firms

    def clean_person(self) -> Person:
        """The person that is named."""
        return _named(self._people, self.cleaned_data["person"])

    def clean_firms(self) -> list[Organisation]:
        """The firms that are named."""
        lines = filter(None, map(str.strip, self.cleaned_data["firms"].splitlines()))
        found, wrong = [], []
        for line in dict.fromkeys(lines):
            try:
                found.append(_named(self._firms, line))
            except forms.ValidationError as error:
                wrong.append(error)
        if wrong:
            raise forms.ValidationError(wrong)
        return found


def _named(records: QuerySet, given: str) -> Any:
    """The one record of that id or name. Raises: ValidationError for none, and for several of a name."""
    given = given.strip()
    found = list(records.filter(code=given)[:1]) or list(records.filter(name=given)[:2])
    if len(found) == 1:
        return found[0]
    unclear = says("Several are called “{name}”. Write the id.", "有多个“{name}”，请填写编号。", name=given)
    unknown = says(
        "There is no “{name}” that you may choose. Copy the id or name from the list.",
        "没有您可选择的“{name}”，请从列表中复制编号或名称。",
        name=given,
    )
    raise forms.ValidationError(unclear if found else unknown)
