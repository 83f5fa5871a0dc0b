"""Building HTML and SVG as text: whatever is not `Markup` already is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta"})


class Markup(str):
    """Text that is markup already and is not escaped again."""

    __slots__ = ()


Content = str | int | float | None | Iterable["Content"]


def tag(name: str, /, *content: Content, **attributes: str | int | float | bool | None) -> Markup:
    """Return an element: ``tag("p", "a < b", class_="note", data_key=1)``.

    A trailing underscore is dropped and others become hyphens; True writes the bare name, None and False
    leave it out.
    """
    opening = name + "".join(_attribute(key, value) for key, value in attributes.items())
    if name in VOID:
        return Markup(f"<{opening}>")
    return Markup(f"<{opening}>{join(*content)}</{name}>")


def join(*content: Content) -> Markup:
    """Return contents one after the other, escaped where they are not markup; None is nothing."""
    return Markup("".join(_text(each) for each in content))


def _text(content: Content) -> str:
    if content is None:
        return ""
    if isinstance(content, Markup):
        return content
    if isinstance(content, str | int | float):
        return escape(str(content), quote=False)
    return "".join(_text(each) for each in content)


def _attribute(key: str, value: str | int | float | bool | None) -> str:
    if value is None or value is False:
        return ""
    key = key.rstrip("_").replace("_", "-")
    key = "viewBox" if key == "viewbox" else key
    return f" {key}" if value is True else f' {key}="{escape(str(value))}"'
