"""`{% stages_of cohort %}`: how far a cohort has come, and what has to happen until the next stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from shanhai.website import home

if TYPE_CHECKING:
    from shanhai.programme.models import Cohort

register = template.Library()


@register.inclusion_tag("website/stages.html")
def stages_of(cohort: Cohort) -> dict[str, object]:
    """The stages of a cohort in their order."""
    return {"way": home.way(cohort)}
