"""Reads of placements; what a person is shown goes through `visible_to`."""

from shanhai.placements.queries.placements import (
    READING,
    career,
    current_placement,
    current_placements,
    in_the_same_seat,
    liaisons_of,
    own_placements,
    parts_in,
    people_to_link,
    placements,
)
from shanhai.placements.queries.waiting import (
    course_of,
    extensions_decided,
    extensions_to_answer,
    reviews_asked,
    reviews_to_ask,
    to_begin,
    turns,
)

__all__ = [
    "READING",
    "career",
    "course_of",
    "current_placement",
    "current_placements",
    "extensions_decided",
    "extensions_to_answer",
    "in_the_same_seat",
    "liaisons_of",
    "own_placements",
    "parts_in",
    "people_to_link",
    "placements",
    "reviews_asked",
    "reviews_to_ask",
    "to_begin",
    "turns",
]
