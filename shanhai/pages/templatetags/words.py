"""`{% say "Sign in" "登录" %}`: every text of a template stands there in English and simplified Chinese."""

from __future__ import annotations

from django import template
from django.utils.html import conditional_escape, format_html

from shanhai.pages.words import current_language, words

register = template.Library()


@register.simple_tag
def say(en: str, hans: str, hant: str = "", **fields: object) -> str:
    """The text in the reader's language; fields (`{count}`) are filled in and escaped."""
    text = words(str(en), str(hans), str(hant)).text(current_language())
    return format_html(text, **fields) if fields else conditional_escape(text)


@register.filter
def worded(value: object) -> str:
    """`Words` in the reader's language; anything else as it stands."""
    say_in = getattr(value, "text", None)
    return str(say_in(current_language())) if callable(say_in) else str(value)
