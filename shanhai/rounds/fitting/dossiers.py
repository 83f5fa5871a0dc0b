"""A dossier as the engine reads it: what is wrong with it, and its wishes as ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shanhai.workbook import as_json, check_records

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shanhai.rounds.fitting.world import World
    from shanhai.workbook import RecordError


def read_dossier(person: Mapping[str, Any], world: World) -> tuple[dict[str, Any], tuple[RecordError, ...]]:
    """The row of one person with every name turned into an id, and what is wrong with it by column.

    `world` is that of `world_named_in`: it need not hold more than the dossier names.
    """
    checked = check_records({**world, "people": [person]})
    errors = tuple(error for error in checked.errors if error.table == "people")
    return as_json(checked.rows["people"][0]), errors
