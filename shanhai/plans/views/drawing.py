"""The columns of a board as HTML: one that says the same as before is not drawn again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string

from shanhai.plans.fitting.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from django.utils.safestring import SafeString

    from shanhai.plans.fitting.picture import Picture

#: Columns that a process keeps, of some kilobytes each; a board of the sample has 32.
MOST = 1_000
#: What a column is drawn from beside itself: nothing of whoever reads it but what they may do.
_DRAWN_FROM = ("query", "may_try", "oob")

_DRAWN: Kept[SafeString] = Kept(MOST)


def columns(
    picture: Picture, context: Mapping[str, Any], only: Container[str] | None = None
) -> Iterator[SafeString]:
    """The columns of a board, or those of these keys; with `oob` each takes the place of the one before."""
    frame = {name: context.get(name) for name in _DRAWN_FROM}
    for column in picture.columns():
        if only is None or column.key in only:
            key = (column, picture.language, *frame.values())
            given = {**frame, "column": column}
            yield _DRAWN.or_made(key, lambda given=given: render_to_string("plans/column.html", given))
