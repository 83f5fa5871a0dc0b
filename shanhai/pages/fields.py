"""Fields made from the columns of a table: what is typed into one is read as the column reads a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from shanhai.pages.coded import by_code, by_name
from shanhai.pages.widgets import Coded, Searchable
from shanhai.pages.words import current_language, say_later, says, words
from shanhai.sheets import CellError, Fault, Refused, Words
from shanhai.sheets.kinds import Choice, Code, Date, ListOf, Month, Text, YesNo
from shanhai.sheets.kinds.lists import join_list
from shanhai.workbook.cells import Asked, Held, Id, Ranked

if TYPE_CHECKING:
    from shanhai.pages.options import Options
    from shanhai.sheets import Column
    from shanhai.sheets.kinds import Kind

_LONG_TEXT = 400
#: What follows a code that is added from the list: a strength in the middle, to be changed by hand.
_FOLLOWED_BY = {Asked: ":3", Held: ":3"}
_NO_CHOICE = says("not stated", "未填")
_YES_NO = {"yes": words("yes", "是"), "no": words("no", "否")}
#: What is said otherwise in a form, where there are no cells.
IN_FORMS = {
    "missing": Fault("missing", Words("This is empty.", "此项为空。"), Words("Fill it in.", "请填写。")),
    "code_digits": Fault(
        "code_digits",
        Words(
            "“{value}” has {length} digits where {digits} are expected.",
            "“{value}”为 {length} 位，应为 {digits} 位。",
        ),
        Words("Type all {digits} digits, zeros in front included.", "请填写全部 {digits} 位，包括前面的零。"),
    ),
    "twice_in_list": Fault(
        "twice_in_list",
        Words("“{part}” is listed twice.", "“{part}”列了两次。"),
        Words("Keep one of the two.", "请只保留一个。"),
    ),
    "list_too_long": Fault(
        "list_too_long",
        Words("{length} things are listed.", "列了 {length} 项。"),
        Words("List {most} at most.", "最多列 {most} 项。"),
    ),
}  # fmt: skip


def told(refused: Refused, value: object = "") -> str:
    """What is wrong with a value and how to mend it, in the reader's language."""
    fault = IN_FORMS.get(refused.fault.code, refused.fault)
    error = CellError("", "", value, fault, refused.fields)
    language = current_language()
    gap = " " if language == "en" else ""
    return f"{error.what(language)}{gap}{error.remedy(language)}"


class ColumnField(forms.Field):
    """A column as a field of a form. What was typed is shown again as it was typed."""

    def __init__(self, column: Column, options: Options | None = None) -> None:
        self.column = column
        self.options = options
        super().__init__(
            required=column.required,
            label=say_later(column.header),
            help_text=_help(column, options),
            widget=_widget(column.kind, options),
        )
        self.across = isinstance(self.widget, forms.Textarea)

    def clean(self, value: Any) -> object:
        """What the column reads from what was typed; None where nothing was."""
        typed = self._typed(value)
        if not typed:
            if self.required:
                raise ValidationError(told(Refused(IN_FORMS["missing"])), code="missing")
            return None
        try:
            return self._read(typed)
        except Refused as refused:
            raise ValidationError(told(refused, typed), code=refused.fault.code) from refused

    def text(self, value: object) -> str | list[str]:
        """A value as it stands in the field before anybody types: reading it gives the value again."""
        kind = self.column.kind
        if _is_ticks(kind):
            return [str(each) for each in value or ()]
        if value is None or value == "":
            return ""
        if isinstance(kind, YesNo):
            return "yes" if value else "no"
        if isinstance(kind, Choice):
            return str(value)
        if _is_one(kind, self.options):
            return self.options.label(str(value))
        if _is_several(kind, self.options):
            value = by_name(value, self.options)
        return str(kind.write(value, current_language()))

    def _read(self, typed: str) -> object:
        kind = self.column.kind
        if _is_one(kind, self.options):
            return self.options.find(typed)
        value = kind.read(typed)
        return by_code(value, self.options) if _is_several(kind, self.options) else value

    @staticmethod
    def _typed(value: Any) -> str:
        if isinstance(value, list | tuple):
            return join_list([str(each) for each in value], ",")
        return str(value or "").strip()


def _widget(kind: Kind, options: Options | None) -> forms.Widget:
    if _is_ticks(kind):
        return forms.CheckboxSelectMultiple(choices=_choices(kind.kind.options))
    if isinstance(kind, Choice | YesNo):
        known = _YES_NO if isinstance(kind, YesNo) else kind.options
        return forms.Select(choices=[("", _NO_CHOICE), *_choices(known)])
    if _is_one(kind, options):
        return Searchable(options)
    if _is_several(kind, options):
        return Coded(options, followed_by=_FOLLOWED_BY.get(type(getattr(kind, "kind", kind)), ""))
    if isinstance(kind, ListOf | Ranked):
        return forms.Textarea(attrs={"rows": 2})
    if isinstance(kind, Text):
        return forms.Textarea(attrs={"rows": 4}) if kind.most > _LONG_TEXT else forms.TextInput()
    return forms.TextInput(attrs={"inputmode": "numeric"} if isinstance(kind, Date | Month) else {})


def _is_one(kind: Kind, options: Options | None) -> bool:
    """Whether one option is meant."""
    return options is not None and isinstance(kind, Id | Code)


def _is_several(kind: Kind, options: Options | None) -> bool:
    """Whether a list of options is meant, each perhaps with what belongs to it."""
    return options is not None and isinstance(kind, ListOf | Ranked) and not _is_ticks(kind)


def _is_ticks(kind: Kind) -> bool:
    return isinstance(kind, ListOf) and isinstance(kind.kind, Choice)


def _choices(options: Any) -> list[tuple[str, str]]:
    return [(key, say_later(text)) for key, text in options.items()]


def _help(column: Column, options: Options | None) -> str:
    """What to type, and what the column says about itself; what is picked from a list needs no telling."""
    plain = isinstance(column.kind, Choice | YesNo | Text | Id) or _is_ticks(column.kind)
    hint = Words("", "") if plain or _is_one(column.kind, options) else column.kind.hint
    if not hint.en:
        return say_later(column.note)
    if not column.note.en:
        return say_later(_sentence(hint))
    return say_later(words("{hint} {note}", "{hint}{note}"), hint=_sentence(hint), note=column.note)


def _sentence(hint: Words) -> Words:
    return Words(f"{hint.en[:1].upper()}{hint.en[1:]}.", f"{hint.hans}。", f"{hint.text('zh-hant')}。")
