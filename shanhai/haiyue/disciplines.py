"""Broad disciplines that an order may insist on, and to which of them a code of expertise belongs."""

from __future__ import annotations

from shanhai.haiyue.registers import disciplines


def disciplines_of(code: str) -> list[str]:
    """The disciplines a code belongs to, the main one first: the first beginning that fits decides."""
    return next((list(names) for beginning, names in disciplines() if code.startswith(beginning)), [])
