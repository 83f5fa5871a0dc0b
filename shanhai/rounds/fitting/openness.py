"""Which orders are open to one person, and which requirement shuts the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shanhai.matching import criteria
from shanhai.matching.groups import orders_in, people_in
from shanhai.matching.scoring import compile_all
from shanhai.workbook import check_records
from shanhai.workbook.vocabulary import CRITERION

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shanhai.matching.problem import Problem
    from shanhai.rounds.fitting.world import World
    from shanhai.sheets import Words
    from shanhai.workbook import RecordError

#: How a rule that bans the pair is told beside the criteria that bar it.
BAN = "ban"


@dataclass(frozen=True, slots=True)
class Openness:
    """One order as one person sees it: open, or shut by these requirements. `rank` is that of the wish."""

    order: str
    shut_by: tuple[str, ...] = ()
    rank: int = 0

    @property
    def is_open(self) -> bool:
        """Whether nothing bars the person."""
        return not self.shut_by


class DossierErrors(ValueError):
    """The dossier itself is wrong, so nothing can be said; `errors` tells its columns."""

    def __init__(self, errors: Sequence[RecordError]) -> None:
        super().__init__("; ".join(str(error) for error in errors))
        self.errors = tuple(errors)


def openness(
    person: Mapping[str, Any], lines: Mapping[str, Sequence[Mapping[str, Any]]], world: World
) -> list[Openness]:
    """Every order of a world as this person sees it, by required criteria and hard bans.

    `person` is a row of "people", `lines` rows as `lines.records` makes them. Raises: DossierErrors.
    """
    orders = [{**order, "wishes": ()} for order in world["orders"]]
    required = [row for row in lines["weights"] if _is_required(row)]
    bans = [row for row in lines["rules"] if _is_hard_ban(row)]
    checked = check_records(
        {**world, "people": [person], "orders": orders, "weights": required, "rules": bans}
    )
    if wrong := [error for error in checked.errors if error.table == "people"]:
        raise DossierErrors(wrong)
    problem = checked.book.problem
    barred = compile_all(problem).barred_block(slice(0, 1))
    banned = _banned(problem)
    wished = {name: rank for rank, name in enumerate(person.get("wishes") or (), 1)}
    return [
        Openness(
            name,
            (*(kind for kind, block in barred.items() if block[0, at]), *((BAN,) if banned[at] else ())),
            wished.get(name, 0),
        )
        for at, name in enumerate(problem.orders.id)
    ]


def requirement_words(kind: str) -> Words:
    """A requirement as people call it."""
    return CRITERION.options[kind]


def _is_required(row: Mapping[str, Any]) -> bool:
    made = criteria.ALL.get(str(row["criterion"]))
    return made is not None and made.hard


def _is_hard_ban(row: Mapping[str, Any]) -> bool:
    return row.get("kind") == BAN and row.get("strength") in (None, "hard")


def _banned(problem: Problem) -> list[bool]:
    """Whether a ban keeps the only person away from each order."""
    banned = [False] * problem.n_orders
    for rule in problem.rules:
        people, orders = rule.people, rule.orders
        if people_in(problem.tables, people)[0]:
            inside = orders_in(problem.tables, orders)
            banned = [was or bool(inside[at]) for at, was in enumerate(banned)]
    return banned
