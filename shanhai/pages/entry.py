"""Forms made from a table: the same columns, and so the same rules, as a sheet of the workbook.

>>> form = EntryForm(ORDERS, request.POST or None, values=ROW.row(order), version=order.version,
...                  references={"host": Options.of(hosts)})
>>> if request.method == "POST" and form.is_valid():
...     actions.change_order(order, by=request.user, values=form.row, expected=form.expected)
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django import forms

from shanhai.pages.fields import ColumnField
from shanhai.pages.words import say, words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from shanhai.pages.options import Options
    from shanhai.sheets import Table

Typed = str | list[str]
_MEANWHILE = words(
    "Somebody else has saved this since you opened it, and nothing of yours was saved yet. What they changed "
    "is marked below; what you typed is kept. Look at both and save again.",
    "您打开之后，其他人已保存过此记录，您的内容尚未保存。对方改动之处已在下面标出，您填写的内容都还在。请核对后再次保存。",
)


_NO_COLUMN = words("There is no column “{key}”. There are: {known}.", "没有“{key}”这一列。现有：{known}。")
_AS_TYPED = {True: "yes", False: "no", None: ""}


class WrongCells(Exception):
    """A row that a program sent, in which something is wrong: `errors` tells each column and what is wrong
    with it; the column is "" for what is wrong with the row as a whole.
    """

    def __init__(self, form: EntryForm) -> None:
        super().__init__("wrong_value")
        self.errors = [
            {"column": "" if key == "__all__" else key, "what": str(what)}
            for key, several in form.errors.items()
            for what in several
        ]


def sent(
    form_of: Callable[[Mapping[str, Any] | None], EntryForm],
    cells: Mapping[str, Any],
    version: int | None = None,
) -> EntryForm:
    """A row that a program sends, read as its form reads it; a cell that is left out stays as it is.

    `form_of` makes the form with what is typed into it, or with nothing. Raises: WrongCells.
    """
    blank = form_of(None)
    typed = {**blank.initial, **{key: _as_typed(value) for key, value in cells.items()}}
    form = form_of({**typed, "version": version})
    known = form._columns()
    for key in cells:
        if key not in known:
            form.add_error(None, say(_NO_COLUMN, key=key, known=", ".join(known)))
    if not form.is_valid():
        raise WrongCells(form)
    return form


def _as_typed(value: Any) -> Typed:
    if isinstance(value, list):
        return [str(each) for each in value]
    return _AS_TYPED[value] if value is None or isinstance(value, bool) else str(value)


class EntryForm(forms.Form):
    """One row of a table as a form.

    `values` is the row as it stands (typed values by column); `version` the record's version, for a record
    that there is already; `only` the columns to show; `references` the options of columns that refer;
    `needs` the columns that a record cannot do without, though a workbook may leave them out.
    """

    use_required_attribute = False

    def __init__(
        self,
        table: Table,
        data: Mapping[str, Any] | None = None,
        *,
        values: Mapping[str, object] | None = None,
        version: int | None = None,
        only: Collection[str] | None = None,
        references: Mapping[str, Options] | None = None,
        needs: Collection[str] = (),
        prefix: str | None = None,
    ) -> None:
        super().__init__(data, prefix=prefix)
        self.table = table
        #: What somebody else has written into a field in the meantime, and what stood in fields that
        #: nobody here had touched and that now hold what the other wrote.
        self.changed: dict[str, str] = {}
        self.taken_over: dict[str, str] = {}
        self._add_columns(only, references or {})
        for key in self.fields.keys() & set(needs):
            self.fields[key].required = True
        self.initial = self._texts(values or {})
        if version is not None:
            self._add_version(version)

    def _add_columns(self, only: Collection[str] | None, references: Mapping[str, Options]) -> None:
        for column in self.table.columns:
            if only is None or column.key in only:
                self.fields[column.key] = ColumnField(column, references.get(column.key))

    def _add_version(self, version: int) -> None:
        self.fields["version"] = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
        self.fields["as_read"] = forms.JSONField(widget=forms.HiddenInput)
        self.initial |= {"version": version, "as_read": dict(self.initial)}

    def clean_as_read(self) -> dict[str, Typed]:
        """What stood in the fields when the form was opened."""
        as_read = self.cleaned_data["as_read"]
        return as_read if isinstance(as_read, dict) else {}

    @property
    def row(self) -> dict[str, object]:
        """What was read: a typed value for every column of the form, None where nothing was typed."""
        return {key: self.cleaned_data.get(key) for key in self._columns()}

    @property
    def expected(self) -> int | None:
        """The version of the record that was read when the form was opened."""
        return self.cleaned_data.get("version")

    def meanwhile(self, values: Mapping[str, object], version: int) -> None:
        """Show what somebody else has written since the form was opened, and keep everything typed here.

        A field that was not touched here takes over what the other wrote. Saving again is then knowing.
        """
        data = self.data.copy()
        as_read, stored = self.cleaned_data["as_read"], self._texts(values)
        for key in self._columns():
            before, typed = as_read.get(key, ""), self._typed(key)
            if stored[key] == before or stored[key] == typed:
                continue
            if typed == before:
                self.taken_over[key] = self._shown(key, before)
                _put(data, self.add_prefix(key), stored[key])
            else:
                self.changed[key] = self._shown(key, stored[key])
        data[self.add_prefix("version")] = str(version)
        data[self.add_prefix("as_read")] = json.dumps(stored, ensure_ascii=False)
        self.data = data
        self.add_error(None, say(_MEANWHILE))

    def _columns(self) -> list[str]:
        return [key for key, field in self.fields.items() if isinstance(field, ColumnField)]

    def _texts(self, values: Mapping[str, object]) -> dict[str, Typed]:
        return {key: self.fields[key].text(values.get(key)) for key in self._columns()}

    def _typed(self, key: str) -> Typed:
        typed = self[key].data
        if isinstance(typed, list):
            return typed
        return (typed or "").replace("\r\n", "\n")

    def _shown(self, key: str, text: Typed) -> str:
        """A text of a field as a person reads it: the words of a choice instead of its key."""
        options = dict(getattr(self.fields[key].widget, "choices", ()))
        parts = text if isinstance(text, list) else [text]
        shown = [str(options.get(part, part)) for part in parts]
        return ", ".join(shown) or str(say(words("empty", "空")))


def _put(data: Any, name: str, text: Typed) -> None:
    if isinstance(text, list):
        data.setlist(name, text)
    else:
        data[name] = text
