"""Invented names of people: a family name and one or two characters, all different, none famous."""

from __future__ import annotations

from shanhai.haiyue.chance import Chance
from shanhai.haiyue.registers import famous_names, name_characters


def people_names(count: int, key: str = "names") -> list[str]:
    """So many names, all different, the same for the same key."""
    chance = Chance("people", key)
    family, first, last = name_characters()
    taken: dict[str, None] = {}
    while len(taken) < count:
        beginning, end = chance.pick(first), chance.pick(last)
        given = end if chance.happens(16) or beginning == end else beginning + end
        name = chance.weighted(family) + given
        if name not in famous_names():
            taken.setdefault(name)
    return list(taken)
