"""Reads of placements; what a person is shown goes through `visible_to`."""

from shanhai.placements.queries.placements import (
    career,
    current_placement,
    current_placements,
    parts_in,
    placements,
)

__all__ = ["career", "current_placement", "current_placements", "parts_in", "placements"]
