"""Rows that count placements between groups; what most rules are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.groups import EACH_PEOPLE, Group, Mask, classes, orders_in, people_in
from shanhai.matching.parameters import number_faults
from shanhai.matching.rows import Pairs, Term

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from shanhai.matching.problem import Problem
    from shanhai.matching.tables import Tables


def classes_of(problem: Problem, people: Group, orders: Group, each: str) -> Iterator[tuple[str, Mask, Mask]]:
    """The people and orders a rule speaks of, once for each class of `each`, or once in all with label "".

    Yields
    ------
    (label, bool array (n_people), bool array (n_orders))
        Classes in which nobody, or no order, is left are passed over.
    """
    who, where = people_in(problem.tables, people), orders_in(problem.tables, orders)
    if not each:
        yield "", who, where
        return
    for label, inside in classes(problem.tables, each):
        some_who, some_where = (who & inside, where) if each in EACH_PEOPLE else (who, where & inside)
        if some_who.any() and some_where.any():
            yield label, some_who, some_where


def product(who: Mask, where: Mask, times: int = 1) -> Term:
    """Counts `times` for every placement of `who` in `where`."""
    return Term(who.astype(np.int64) * times, where.astype(np.int64))


def pairs_of(problem: Problem, listed: Sequence[tuple[str, str, int]], who: Mask, where: Mask) -> Pairs:
    """Listed amounts on single pairs, those of `who` in `where` only. Returns: `Pairs` with row numbers."""
    i = np.array([problem.person_row[person] for person, _, _ in listed], np.int64)
    j = np.array([problem.order_row[order] for _, order, _ in listed], np.int64)
    amount = np.array([value for _, _, value in listed], np.int64)
    keep = who[i] & where[j] if len(listed) else np.zeros(0, bool)
    return Pairs(i[keep], j[keep], amount[keep])


def pair_faults(
    tables: Tables, field: str, listed: Sequence[Any], most: int | None = None
) -> list[tuple[str, str, str, str]]:
    """What is wrong with listed pairs: unknown ids, a pair listed twice; with `most`, amounts beyond it.

    Items are (person id, order id), with `most` (person id, order id, amount).
    """
    people, orders = frozenset(tables.people.id), frozenset(tables.orders.id)
    shape = (2, "a person and an order") if most is None else (3, "a person, an order and an amount")
    seen: set[tuple[Any, Any]] = set()
    out = []
    for item in listed:
        if not isinstance(item, tuple | list) or len(item) != shape[0]:
            out.append((field, "unknown", str(item), shape[1]))
            continue
        person, order, *amount = item
        if person not in people:
            out.append((field, "unknown", str(person), "the id of a person"))
        if order not in orders:
            out.append((field, "unknown", str(order), "the id of an order"))
        if (person, order) in seen:
            out.append((field, "twice", f"{person}, {order}", ""))
        seen.add((person, order))
        if most is not None:
            out += number_faults(field, amount[0], 0, most)
    return out
