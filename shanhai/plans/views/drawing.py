"""The columns of a board as HTML: one that says the same as before is not drawn again.

After a step only the orders that it altered are drawn, and put in place of those on the page.
"""

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
_DRAWN_FROM = ("query", "may_try")

_DRAWN: Kept[SafeString] = Kept(MOST)


def columns(picture: Picture, context: Mapping[str, Any]) -> Iterator[SafeString]:
    """The columns of a board."""
    frame = {name: context.get(name) for name in _DRAWN_FROM}
    for column in picture.columns():
        key = (column, picture.language, *frame.values())
        given = {**frame, "column": column}
        yield _DRAWN.or_made(key, lambda given=given: render_to_string("plans/column.html", given))


def touched(picture: Picture, context: Mapping[str, Any], orders: Container[str]) -> SafeString:
    """Some orders of a board with how full their columns are, each in place of what is on the page.

    Who moved in the step before is not marked any more: these are all that have moved in this one. (A hidden
    mark stands on the board, so that there is always one to empty.)
    """
    frame = {name: context.get(name) for name in _DRAWN_FROM}
    found = [(column, [card for card in column.cards if card.code in orders]) for column in picture.columns()]
    given = {**frame, "oob": True, "touched": [(column, cards) for column, cards in found if cards]}
    return render_to_string("plans/touched.html", given)
