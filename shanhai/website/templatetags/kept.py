"""`{% views_of list as views %}`: what is kept of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from shanhai.website.models import KeptView

if TYPE_CHECKING:
    from django.template import Context

    from shanhai.pages.lists import Listed

register = template.Library()


@register.simple_tag(takes_context=True)
def views_of(context: Context, listed: Listed) -> list[KeptView]:
    """The views of a list that the reader may see in the programme of the page, own and shared."""
    programme = context["house"].programme
    seen = KeptView.objects.visible_to(listed.request.user).filter(programme=programme)
    return list(seen.filter(listing=listed.listing.key).select_related("account"))
