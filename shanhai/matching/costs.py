"""What each rule costs: the problem settled again without it, warm, and compared stage by stage."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shanhai.matching.whatif import DropRule, what_if

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from shanhai.matching.result import Result


def with_costs(result: Result, *, tell: Callable[[str], bool | None] | None = None) -> Result:
    """The result with the cost of every rule that binds.

    Parameters
    ----------
    tell : callable, optional
        Called with each rule's id before it is left out on trial; returning False ends the asking, and the
        rules not yet asked about keep a cost of None.

    Returns
    -------
    Result
        A rule that does not bind costs nothing, by its prices: its mapping is empty.
    """
    reports = []
    asking = True
    for report in result.rules:
        if report.binding and asking:
            asking = tell is None or tell(report.rule) is not False
        if not report.binding:
            reports.append(replace(report, cost={}))
        else:
            reports.append(replace(report, cost=cost_of(result, report.rule)) if asking else report)
    return replace(result, rules=tuple(reports))


def cost_of(result: Result, rule: str) -> Mapping[str, int]:
    """What each stage would gain without the rule; stages that stay as they are left out.

    The first stage named decides: what later ones lose or gain is the price of that.
    """
    stages = what_if(result, [DropRule(rule)]).stages
    return {name: now - was for name, (was, now) in stages.items() if now != was}
