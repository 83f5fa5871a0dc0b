"""Merged cells: what stands in the first of several merged rows is meant for each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.sheets.names import cell_name

if TYPE_CHECKING:
    from shanhai.sheets.grid import Grid
    from shanhai.sheets.limits import Limits


def fill_merged(grid: Grid, limits: Limits) -> list[tuple[str, int, int]]:
    """Copy the value of merged cells downwards, never sideways.

    Returns the areas that were filled: their name ("B3:B6"), first row and first column.
    """
    filled: list[tuple[str, int, int]] = []
    work = 0
    for top, left, bottom, right in grid.merged:
        last = min(bottom, len(grid.rows) - 1)
        work += max(0, last - top)
        # Areas of an honest file do not overlap, so this is reached by hostile ones only.
        if work > limits.cells:
            break
        if last <= top or left >= len(grid.rows[top]) or grid.rows[top][left] == "":
            continue
        for row in grid.rows[top + 1 : last + 1]:
            row.extend([""] * (left + 1 - len(row)))
            row[left] = grid.rows[top][left]
        filled.append((f"{cell_name(top, left)}:{cell_name(bottom, right)}", top, left))
    return filled
