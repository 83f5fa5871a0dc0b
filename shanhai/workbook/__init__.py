"""A matching problem as an Excel workbook, a CSV folder or a Parquet folder, and back.

>>> book = read_book("programme.xlsx")
>>> write_book(book, "programme-csv", "zh-hans", "csv")
"""

from shanhai.workbook.book import Book, Names
from shanhai.workbook.faults import BookErrors
from shanhai.workbook.reading import read_book
from shanhai.workbook.records import Checked, RecordError, as_json, book_of, check_records, records_of
from shanhai.workbook.tables import TABLES
from shanhai.workbook.writing import write_book, write_templates

__all__ = [
    "TABLES",
    "Book",
    "BookErrors",
    "Checked",
    "Names",
    "RecordError",
    "as_json",
    "book_of",
    "check_records",
    "read_book",
    "records_of",
    "write_book",
    "write_templates",
]
