"""The units of a form as options: written once for all forms of a page, for there may be hundreds of them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from shanhai.pages.words import say, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shanhai.desk.queries import Choice

_TAKE_IT = words("take this, by their own word", "可办理此事项")
_OTHERS = words("others", "其他单位")
_CHOSEN = SafeString(" selected")


def options(units: Sequence[Choice], chosen: str = "") -> SafeString:
    """Units as options, those that say that they take it before the others."""
    groups = groupby(units, key=lambda each: each.takes_it)
    return format_html_join(
        "",
        '<optgroup label="{}">{}</optgroup>',
        [(say(_TAKE_IT if takes_it else _OTHERS), _each(found, chosen)) for takes_it, found in groups],
    )


def _each(units: Iterable[Choice], chosen: str) -> SafeString:
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((unit.code, _CHOSEN if unit.code == chosen else "", unit.name) for unit in units),
    )
