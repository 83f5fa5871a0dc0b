"""The list of what units can give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from shanhai.pages.lists import Listing, Ordering, Shown
from shanhai.sheets import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shanhai.desk.models import Competence


def competence_address(competence: Competence) -> str:
    """Where what a unit can give is changed."""
    return reverse("desk:unit_edit", args=[competence.programme.code, competence.pk])


def units_list(names: Mapping[str, str], places: Mapping[str, str], may_write) -> Listing:
    """The list of what units can give, with the names of topics and places."""
    return Listing(
        key="desk.units",
        title=Words("What units can give", "办理能力"),
        columns=(
            Shown(
                title=Words("unit", "承办单位"),
                cell="unit.name",
                link=lambda each: competence_address(each) if may_write(each) else "",
                ordering="unit",
            ),
            Shown(
                title=Words("topics", "事项类别"),
                cell=lambda each: [names.get(code, code) for code in each.topics],
                kind="wide",
            ),
            Shown(
                title=Words("places", "地区"),
                cell=lambda each: (
                    [places.get(code, code) for code in each.places] or Words("everywhere", "全部地区")
                ),
            ),
            Shown(title=Words("at once", "同时可办"), cell="capacity", kind="number"),
            Shown(
                title=Words("state", "状态"),
                cell=lambda each: (
                    Words("takes requests", "承办中") if each.is_open else Words("not now", "暂停")
                ),
                chip=lambda each: "done" if each.is_open else "plain",
            ),
        ),
        orderings=(Ordering(key="unit", title=Words("unit", "单位"), by=("unit__code",)),),
        search=("unit__search",),
        nothing=Words(
            "Units say here which topics they take, where, and how many at once.",
            "各单位在此填写可办理的事项、地区和数量。",
        ),
    )
