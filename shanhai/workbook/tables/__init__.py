"""The sheets of a matching workbook, one file each."""

from shanhai.workbook.tables.expertise import EXPERTISE
from shanhai.workbook.tables.map import MAP
from shanhai.workbook.tables.orders import ORDERS
from shanhai.workbook.tables.organisations import ORGANISATIONS
from shanhai.workbook.tables.pairs import PAIRS
from shanhai.workbook.tables.people import PEOPLE
from shanhai.workbook.tables.places import PLACES
from shanhai.workbook.tables.programme import PROGRAMME
from shanhai.workbook.tables.rules import RULES
from shanhai.workbook.tables.weights import WEIGHTS

#: Every sheet, in the order in which they are written.
TABLES = (PEOPLE, ORDERS, ORGANISATIONS, PLACES, EXPERTISE, RULES, WEIGHTS, PAIRS, PROGRAMME, MAP)

__all__ = [
    "EXPERTISE",
    "MAP",
    "ORDERS",
    "ORGANISATIONS",
    "PAIRS",
    "PEOPLE",
    "PLACES",
    "PROGRAMME",
    "RULES",
    "TABLES",
    "WEIGHTS",
]
