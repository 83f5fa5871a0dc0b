"""Reading and writing tables that people edit. Knows nothing of matching and nothing of the web.

Declare a `Table` of `Column`s once; then `read` a file with it, write a `template`, `export` typed rows, and
`write_back` the user's own workbook with its wrong cells marked.
"""

from shanhai.sheets.export import export
from shanhai.sheets.faults import CellError, Fault, FileError, Notice, Refused
from shanhai.sheets.limits import DEFAULT_LIMITS, Limits
from shanhai.sheets.names import name_key
from shanhai.sheets.reading import Reading, read
from shanhai.sheets.rows import Rows
from shanhai.sheets.table import Column, Table
from shanhai.sheets.template import template
from shanhai.sheets.words import LANGUAGES, Language, Words
from shanhai.sheets.write_back import write_back

__all__ = [
    "DEFAULT_LIMITS",
    "LANGUAGES",
    "CellError",
    "Column",
    "Fault",
    "FileError",
    "Language",
    "Limits",
    "Notice",
    "Reading",
    "Refused",
    "Rows",
    "Table",
    "Words",
    "export",
    "name_key",
    "read",
    "template",
    "write_back",
]
