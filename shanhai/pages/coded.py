"""Lists of codes as people write them: by name. `乡村旅游:4、茶叶:3` instead of `K0301:4、K0412:3`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.sheets import Refused
from shanhai.workbook import faults

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shanhai.pages.options import Options

#: A code alone, or a code with what belongs to it: strength, evidence, ground.
Item = str | tuple[object, ...]


def by_code(items: Iterable[Item], options: Options) -> tuple[Item, ...]:
    """Items with the code that each name or code means. Raises: Refused for unknown or repeated ones."""
    found: dict[str, Item] = {}
    for item in items:
        code = options.find(_head(item))
        if code in found:
            raise Refused(faults.TWICE, given=options.label(code))
        found[code] = _with_head(item, code)
    return tuple(found.values())


def by_name(items: Iterable[Item], options: Options) -> tuple[Item, ...]:
    """Items with the name of each code, where the name leads back to the code."""
    return tuple(_with_head(item, _name(_head(item), options)) for item in items)


def _head(item: Item) -> str:
    return item if isinstance(item, str) else str(item[0])


def _with_head(item: Item, head: str) -> Item:
    return head if isinstance(item, str) else (head, *item[1:])


def _name(code: str, options: Options) -> str:
    name = options.names.get(code, "")
    if not name or any(mark in name for mark in ":：*"):
        return code
    try:
        return name if options.find(name) == code else code
    except Refused:
        return code
