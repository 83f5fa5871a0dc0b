"""The rules a plan must keep (hard), should keep (elastic) or may bend at a price (priced): one file each.

To add one: write the file, add it here, read it a second time in `proof`, describe it in
docs/method/rules.md.
"""

from shanhai.matching.problem import Rule
from shanhai.matching.rules.at_least import AtLeast
from shanhai.matching.rules.at_most import AtMost
from shanhai.matching.rules.balance import Balance
from shanhai.matching.rules.ban import Ban
from shanhai.matching.rules.budget import Budget
from shanhai.matching.rules.floor import Floor
from shanhai.matching.rules.mix import Mix
from shanhai.matching.rules.order_minimum import OrderMinimum
from shanhai.matching.rules.pin import Pin
from shanhai.matching.rules.team import Team

ALL: dict[str, type[Rule]] = {
    rule.kind: rule for rule in (AtMost, AtLeast, Mix, Balance, Floor, Budget, Team, Pin, Ban, OrderMinimum)
}

__all__ = [
    "ALL",
    "AtLeast",
    "AtMost",
    "Balance",
    "Ban",
    "Budget",
    "Floor",
    "Mix",
    "OrderMinimum",
    "Pin",
    "Rule",
    "Team",
]
