"""The form of a line: a sentence with fields in it, and groups picked by attributes and their values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from shanhai.pages.entry import EntryForm
from shanhai.pages.fields import ColumnField, told
from shanhai.pages.words import current_language, say, say_later, says, words
from shanhai.rounds import wording
from shanhai.rounds.tables import SETTINGS
from shanhai.rounds.wording import Slot
from shanhai.sheets import Refused
from shanhai.sheets.kinds.lists import join_list, list_separator, split_list
from shanhai.workbook.selectors import WORDS, Selector, attributes
from shanhai.workbook.tables import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.forms import BoundField

    from shanhai.rounds.models import RuleSet
    from shanhai.sheets import Words

_PAIR_HELP = {
    "pairs": says("One pair a line: person; order.", "每行一对：人员；订单。"),
    "amounts": says("One pair a line: person; order; amount.", "每行一对：人员；订单；数额。"),
}
_NOT_A_PAIR = words("“{line}” is not a pair as described.", "“{line}”不符合格式。")


@dataclass(frozen=True)
class Chip:
    """One attribute of a group with the field that holds its values."""

    attribute: str
    title: Words
    field: BoundField


class LineForm(forms.Form):
    """One line of a rule set as a sentence with fields.

    `values` and `pairs` as the line holds them, `version` that of the line; `usual` what the engine takes
    for fields that stay empty.
    """

    use_required_attribute = False

    def __init__(
        self,
        table: str,
        kind: str,
        data: Mapping[str, Any] | None = None,
        *,
        values: Mapping[str, Any] | None = None,
        pairs: list[list[Any]] | None = None,
        version: int | None = None,
        usual: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data)
        self.table, self.kind = table, kind
        self.sentence_of = wording.sentence_of(table, kind)
        self._values, self._usual = values or {}, usual or {}
        self._slots = {slot.key: slot for slot in self._all_slots()}
        for slot in self._slots.values():
            self._add(slot)
        if table == "rules":
            self.fields["name"] = ColumnField(RULES.column("name"))
            self.initial["name"] = self._values.get("name") or ""
        if how := wording.has_pairs(kind):
            self.fields["pairs"] = forms.CharField(
                label=says("single pairs", "单列的配对"),
                help_text=_PAIR_HELP[how],
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
            self.initial["pairs"] = "\n".join(
                "; ".join(str(each) for each in pair if each is not None) for pair in pairs or []
            )
        if version is not None:
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)
            self.initial["version"] = version

    # What the page shows.

    def sentence(self) -> Iterator[dict[str, Any]]:
        """The pieces of the sentence as the page shows them: text, fields, and groups."""
        yield from self._pieces(self.sentence_of.words)

    def tail(self) -> Iterator[dict[str, Any]]:
        """Of a rule: how strictly it holds, and what a violation counts."""
        if self.table == "rules":
            yield from self._pieces(wording.STRENGTH_IN_WORDS)

    def _pieces(self, sentence: Words) -> Iterator[dict[str, Any]]:
        for part in wording.parts(self.table, sentence, current_language()):
            if isinstance(part, str):
                yield {"text": part}
            elif part.kind == "group":
                yield {"group": self.group(part.key)}
            else:
                yield {"field": self[part.key], "kind": part.kind}

    def group(self, key: str) -> dict[str, Any]:
        """A group with its chips, and the attributes that may be added."""
        side = self._slots[key].side
        chosen = self._attributes(key)
        return {
            "key": key,
            "title": self._slots[key].column.header,
            "empty": wording.EMPTY[key],
            "chips": [Chip(name, WORDS[side][name], self[f"{key}.{name}"]) for name in chosen],
            "addable": [(name, WORDS[side][name]) for name in attributes(side) if name not in chosen],
        }

    # What was typed.

    @property
    def values(self) -> dict[str, Any]:
        """The values of the line, by the workbook's columns."""
        found = {}
        for key, slot in self._slots.items():
            found[key] = self.group_values(key) if slot.kind == "group" else self.cleaned_data.get(key)
        if self.table == "rules":
            found["name"] = self.cleaned_data.get("name")
        return found

    @property
    def pairs(self) -> list[tuple[str, str, int | None]]:
        """The single pairs of the line."""
        return self.cleaned_data.get("pairs") or []

    @property
    def expected(self) -> int | None:
        """The version of the line that was read."""
        return self.cleaned_data.get("version")

    def group_values(self, key: str) -> dict[str, list[str]]:
        """A group as it was typed: attribute to values; attributes without values are left out."""
        names = [name for name in self._attributes(key) if self.cleaned_data.get(f"{key}.{name}")]
        return {name: self.cleaned_data[f"{key}.{name}"] for name in names}

    def stored_group(self, key: str) -> dict[str, list[str]]:
        """A group as the line holds it."""
        return dict(self._values.get(key) or {})

    def meanwhile(self, version: int) -> None:
        """Let what was typed be saved over what somebody else has written, once the reader has seen it."""
        data = self.data.copy()
        data["version"] = str(version)
        self.data = data

    def clean_pairs(self) -> list[tuple[str, str, int | None]]:
        """Each line as person, order and, where one belongs there, amount."""
        with_amount = wording.has_pairs(self.kind) == "amounts"
        found = []
        for line in self.cleaned_data["pairs"].splitlines():
            parts = split_list(line)
            if not parts:
                continue
            if len(parts) != (3 if with_amount else 2) or (with_amount and not parts[2].isdecimal()):
                raise ValidationError(say(_NOT_A_PAIR, line=line))
            found.append((parts[0], parts[1], int(parts[2]) if with_amount else None))
        return found

    def take(self, errors: Any) -> None:
        """Show what the engine finds wrong beside the fields that it names."""
        language = current_language()
        gap = " " if language == "en" else ""
        for error in errors:
            text = f"{error.what(language)}{gap}{error.remedy(language)}"
            self.add_error(self._field_of(error.column), text)

    def _field_of(self, column: str) -> str | None:
        if column in self.fields:
            return column
        of_group = [name for name in self.fields if name.startswith(f"{column}.")]
        return of_group[0] if of_group else None

    def _all_slots(self) -> Iterator[Slot]:
        for sentence in (
            self.sentence_of.words,
            *((wording.STRENGTH_IN_WORDS,) if self.table == "rules" else ()),
        ):
            for part in wording.parts(self.table, sentence, "en"):
                if isinstance(part, Slot):
                    yield part

    def _add(self, slot: Slot) -> None:
        if slot.kind == "group":
            for name in self._attributes(slot.key):
                self.fields[f"{slot.key}.{name}"] = GroupField(slot.side, name)
                values = (self._values.get(slot.key) or {}).get(name, [])
                self.initial[f"{slot.key}.{name}"] = join_list(
                    list(values), list_separator(current_language())
                )
            return
        field = ColumnField(slot.column)
        field.required = False
        field.widget.attrs["aria-label"] = say_later(slot.column.header)
        if slot.kind == "choice":
            field.widget.choices = slot.options(current_language())
        elif (usual := self._usual.get(slot.key)) not in (None, "", ()):
            field.widget.attrs["placeholder"] = str(slot.column.kind.write(usual, current_language()))
        if slot.kind == "list":
            field.widget.attrs["rows"] = 1
        self.fields[slot.key] = field
        self.initial[slot.key] = field.text(self._typed(slot))

    def _typed(self, slot: Slot) -> Any:
        value = self._values.get(slot.key)
        return tuple(map(_tuples, value)) if isinstance(value, list) else value

    def _attributes(self, key: str) -> list[str]:
        """The attributes of a group that are on the page: those with values, and the one just added."""
        side = self._slots[key].side
        if not self.is_bound:
            return [name for name in attributes(side) if name in (self._values.get(key) or {})]
        taken_off = self.data.get("drop", "")
        added = self.data.get(f"{key}.add", "")
        return [
            name
            for name in attributes(side)
            if (f"{key}.{name}" in self.data or name == added) and f"{key}.{name}" != taken_off
        ]


class GroupField(forms.CharField):
    """The values of one attribute of a group, read as the workbook reads them."""

    def __init__(self, side: str, attribute: str) -> None:
        super().__init__(
            required=False,
            label=say_later(WORDS[side][attribute]),
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )
        self._side, self._attribute = side, attribute

    def clean(self, value: Any) -> list[str]:
        """The values; raises ValidationError as the column of the workbook refuses them."""
        text = super().clean(value)
        if not text.strip():
            return []
        try:
            # A semicolon parts values here, and attributes in a sheet.
            values = text.replace(";", ",").replace("；", ",")
            group = Selector(self._side).read(f"{self._attribute}={values}")
        except Refused as refused:
            raise ValidationError(told(refused, text)) from refused
        return list(dict(group.where)[self._attribute])


def _tuples(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def settings_form(version: RuleSet, data: Mapping[str, Any] | None) -> EntryForm:
    """What holds for a whole version as a form; a first version needs no reason."""
    only = ["fair_over"] if version.number == 1 else ["fair_over", "reason"]
    return EntryForm(SETTINGS, data, values=settings_row(version), version=version.version, only=only)


def settings_row(version: RuleSet) -> dict[str, Any]:
    """What holds for a whole version as a row."""
    return {"fair_over": version.fair_over or None, "reason": version.reason}


def settings_of(version: RuleSet, form: EntryForm) -> dict[str, str]:
    """What the form says of a version; a reason is never taken away."""
    return {"fair_over": form.row["fair_over"] or "", "reason": form.row.get("reason") or version.reason}
