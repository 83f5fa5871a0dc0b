"""Who makes up the placements, against the shares that the rules ask for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from shanhai.matching.groups import EACH_PEOPLE, classes, orders_in, people_in

if TYPE_CHECKING:
    from shanhai.telling.account import Account


@dataclass(frozen=True)
class Share:
    """What a mix rule asks for and what the plan has; `label` is the class where the rule speaks of each
    apart.
    """

    rule: str
    label: str
    people: int
    of: int
    least: int | None
    most: int | None

    @property
    def is_kept(self) -> bool:
        """Whether the share lies where the rule wants it."""
        low = 0 if self.least is None else self.least
        high = 100 if self.most is None else self.most
        return low * self.of <= 100 * self.people <= high * self.of


def shares(account: Account) -> list[Share]:
    """Return the shares of all mix rules, in the order of the rules."""
    return [
        share for rule in account.problem.rules if rule.kind == "mix" for share in _shares_of(rule, account)
    ]


def _shares_of(rule: Any, account: Account) -> list[Share]:
    tables, plan = account.problem.tables, account.result.plan
    who, where = people_in(tables, rule.people), orders_in(tables, rule.orders)
    parts = classes(tables, rule.each) if rule.each else [("", np.ones(len(where), bool))]
    out = []
    for label, members in parts:
        side = plan.i if rule.each in EACH_PEOPLE else plan.j
        counted = where[plan.j] & members[side]
        out.append(
            Share(
                rule.id, label, int((counted & who[plan.i]).sum()), int(counted.sum()), rule.least, rule.most
            )
        )
    return out


def kinds_by_direction(account: Account) -> dict[str, Counter[str]]:
    """Return placements by kind of home organisation, for each direction that has any."""
    out: dict[str, Counter[str]] = {}
    for each in account.result.placements:
        kind = account.home_kind(each.person)
        out.setdefault(account.direction(each.order), Counter())[kind] += 1
    return {direction: out[direction] for direction in account.directions if direction in out}
