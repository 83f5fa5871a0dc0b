"""Workbooks in: handed in, compared row by row, confirmed, written in one piece, and undone as a whole.

Each table that can be imported has an adaptor (`adaptor.py`). Rooms above the hub add theirs to `ADAPTORS`.
"""
