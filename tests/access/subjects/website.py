"""What the routes of the application as a whole are asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.website.actions import keep_view
from tests.access.table import Subject, subject

if TYPE_CHECKING:
    from tests.cast import Cast


@subject("cohort")
def _(cast: Cast) -> Subject:
    return Subject({"programme": cast.haiyue.code, "cohort": cast.cohort.code})


@subject("a_foot")
def _(cast: Cast) -> Subject:
    return Subject({"programme": cast.haiyue.code}, query=f"?cohort={cast.cohort.code}")


@subject("language")
def _(cast: Cast) -> Subject:
    return Subject({}, body={"language": "zh-hant"})


@subject("unknown_language")
def _(cast: Cast) -> Subject:
    return Subject({}, body={"language": "tlh"})


@subject("kept_view")
def _(cast: Cast) -> Subject:
    return _view_of_the_panel(cast, is_shared=True)


@subject("private_view")
def _(cast: Cast) -> Subject:
    return _view_of_the_panel(cast, is_shared=False)


def _view_of_the_panel(cast: Cast, *, is_shared: bool) -> Subject:
    view = keep_view(
        by=cast.panel, programme=cast.haiyue, listing="test", name="view", address="", is_shared=is_shared
    )
    return Subject({"programme": "haiyue", "pk": view.pk})


@subject("view_to_keep")
def _(cast: Cast) -> Subject:
    return Subject({"programme": "haiyue"}, body={"listing": "test", "name": "view", "address": "?q=x"})
