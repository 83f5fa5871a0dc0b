"""`{% panels "placement" placement %}`: what the rooms have to show on a page about something."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.urls import reverse
from django.utils.html import format_html_join

from shanhai.pages.words import say
from shanhai.website.navigation import all_panels

if TYPE_CHECKING:
    from django.template import Context
    from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def panels(context: Context, of: str, record: Any, cohort: Any = None) -> SafeString:
    """A link for each panel, which loads what it leads to in its own place."""
    standing = context["request"].user.standing
    shown = []
    for panel in all_panels():
        may = not panel.needs or any(standing.may(permission) for permission in panel.needs)
        args = panel.args(record, cohort) if panel.of == of and may else None
        if args is not None:
            shown.append((reverse(panel.view, args=args), say(panel.title)))
    return format_html_join(
        "",
        '<div class="slot" hx-get="{0}" hx-trigger="load" hx-swap="outerHTML" hx-select="section">'
        '<a class="button" href="{0}">{1}</a></div>',
        shown,
    )
