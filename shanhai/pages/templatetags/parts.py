"""Parts that every page may use without loading anything: the way here, the next step, fields, counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from shanhai.pages.once import FIELD, new_key
from shanhai.pages.words import say, words

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.forms import BoundField

register = template.Library()
FEWEST_SHOWN = 5
_NEXT = words("What comes next", "下一步")
_CRUMBS = words("You are here", "当前位置")
_FEWER = words("fewer than {count}", "少于 {count}")


@register.simple_block_tag
def crumbs(content: str) -> SafeString:
    """`{% crumbs %}<li>…</li>{% endcrumbs %}`: the way to this page."""
    return format_html(
        '<nav class="crumbs" aria-label="{}"><ol>{}</ol></nav>', say(_CRUMBS), mark_safe(content)
    )


@register.simple_block_tag
def comes_next(content: str, url: str = "", label: str = "") -> SafeString:
    """`{% comes_next url label %}<p>…</p>{% endcomes_next %}`: what the reader should do next, and where."""
    way = format_html('<a class="button first" href="{}">{}</a>', url, label) if url else ""
    return format_html(
        '<section class="next" aria-label="{0}"><div><span class="label">{0}</span>{1}</div>{2}</section>',
        say(_NEXT),
        mark_safe(content),
        way,
    )


@register.simple_tag
def once() -> SafeString:
    """`{% once %}` in a form: sent twice, it does its work once. Its view wears `@once.only`."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, new_key())


@register.inclusion_tag("pages/field.html")
def field(field: BoundField, across: bool = False) -> dict[str, object]:
    """One field of a form with its label, hint, errors and what somebody else has changed in it."""
    form = field.form
    return {
        "field": field,
        "across": across or getattr(field.field, "across", False),
        "changed": getattr(form, "changed", {}).get(field.name),
        "taken_over": getattr(form, "taken_over", {}).get(field.name),
    }


@register.filter
def day(value: date | None) -> str:
    """A date as 2022-12-14; nothing where there is none."""
    return f"{value:%Y-%m-%d}" if value else ""


@register.filter
def month(value: date | None) -> str:
    """A month as 2022-12; nothing where there is none."""
    return f"{value:%Y-%m}" if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """A moment as 2022-12-14 09:30 in the programme's time; nothing where there is none."""
    return f"{timezone.localtime(value):%Y-%m-%d %H:%M}" if value else ""


@register.filter
def discreet(count: int) -> str:
    """A count of persons; below 5 only that it is below, so that it points at nobody. None at all is 0."""
    return say(_FEWER, count=FEWEST_SHOWN) if 0 < count < FEWEST_SHOWN else str(count)
