"""Fields that offer options while one types, and still take whatever is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from shanhai.pages.words import say, words

if TYPE_CHECKING:
    from shanhai.pages.options import Options

_ADD = words("Add from the list", "从列表中添加")


class Searchable(forms.TextInput):
    """A text field for one option; any of its names or codes is understood."""

    template_name = "pages/searchable.html"

    def __init__(self, options: Options) -> None:
        super().__init__(attrs={"autocomplete": "off"})
        self.options = options

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The field with a list of its options beside it."""
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = f"{context['widget']['attrs'].get('id', name)}_options"
        context["labels"] = self.options.labels()
        return context


class Coded(forms.Textarea):
    """A text of several options, with a field beside it that adds one from the list."""

    template_name = "pages/coded.html"

    def __init__(self, options: Options, followed_by: str = "") -> None:
        super().__init__(attrs={"rows": 2})
        self.options = options
        self.followed_by = followed_by

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The text with the list of what can be added."""
        context = super().get_context(name, value, attrs)
        added = {"labels": self.options.labels(), "followed_by": self.followed_by, "add": say(_ADD)}
        return {**context, **added}
