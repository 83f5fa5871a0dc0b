"""The lists of the desk."""

from shanhai.desk.lists.knowledge import LESSONS, lesson_address
from shanhai.desk.lists.requests import MINE, NONE, QUEUE, REQUESTS, TABLE, address, owner, row, whose
from shanhai.desk.lists.units import competence_address, units_list
from shanhai.desk.lists.visits import ROUNDS, round_address

__all__ = [
    "LESSONS",
    "MINE",
    "NONE",
    "QUEUE",
    "REQUESTS",
    "ROUNDS",
    "TABLE",
    "address",
    "competence_address",
    "lesson_address",
    "owner",
    "round_address",
    "row",
    "units_list",
    "whose",
]
