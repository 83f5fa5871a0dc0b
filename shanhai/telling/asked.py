"""Which of the expertise that an order asks for a person has: the same code, a narrower one, or one close
by.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shanhai.telling.account import Account


@dataclass(frozen=True)
class Answer:
    """One code that is asked for, and the best that the person has for it.

    `how` is "held" (that code or a narrower one), "near" (another code directly below the same broader one,
    or that broader one) or "missing".
    """

    asked: str
    held: str
    how: str
    is_evidenced: bool = True


def answers(account: Account, person: str, order: str) -> list[Answer]:
    """Return an answer for each code that the order asks for, the most important first."""
    problem = account.problem
    held = problem.people.expertise[problem.person_row[person]]
    asks = sorted(problem.orders.asks[problem.order_row[order]], key=lambda ask: -ask[1])
    return [_answer(code, held, account.code_chains) for code, _ in asks]


def _answer(asked: int, held: tuple[tuple[int, int, bool], ...], up: list[tuple[str, ...]]) -> Answer:
    chain = up[asked]
    best = ("missing", 0, "", True)
    for code, strength, evidenced in held:
        if chain[0] in up[code]:
            candidate = ("held", strength * (2 if evidenced else 1), up[code][0], evidenced)
        elif set(chain[1:2]) & set(up[code]):
            candidate = ("near", strength * (2 if evidenced else 1), up[code][0], evidenced)
        else:
            continue
        best = max(best, candidate, key=lambda each: (_RANK[each[0]], each[1]))
    how, _, code_held, evidenced = best
    return Answer(chain[0], code_held, how, evidenced)


_RANK = {"missing": 0, "near": 1, "held": 2}
