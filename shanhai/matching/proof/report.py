"""What a check found, in plain values that can be written as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

# Every code of a finding, with the data that it carries.
FINDINGS = {
    # The plan.
    "unknown_row": "a placement names a row that the problem does not have: person row, order row",
    "uneven_plan": "the plan lists more people than orders, or fewer: people, orders",
    "twice_on_order": "a person has two units of one order: person, order",
    "over_capacity": "a person has more places than capacity: person, places, capacity",
    "seats_exceeded": "an order has more people than seats: order, filled, seats",
    "barred": "a hard criterion bars a placement: person, order, criterion",
    "hard_rule_broken": "the plan breaks a hard rule: rule, units",
    # The stages.
    "stages_differ": "a stage of the certificate is not the next one of the problem: given, expected",
    "stage_value": "a stage has another value than stated: stage, stated, found",
    "old_plan_missing": "the stage counts what is kept of an older plan, and none was given: stage",
    "bound_below_value": "a bound is below what the plan reaches, one is wrong: stage, bound, value",
    "plan_eliminated": "a pair of the plan is eliminated by a bound: person, order, stage",
    "unknown_price": "a price is put on a row that does not exist: stage, name …",
    "unknown_variable": "a split is made on a variable that does not exist: stage, name …",
    "bad_shift": "prices come in a unit that cannot be: stage, shift",
    "prices_too_large": "prices are too large for exact arithmetic: stage",
    "readings_disagree": "two readings differ on a pair: criterion, person, order, scalar, array",
    # What the result says.
    "bound_overstated": "a stage claims a better bound than is proven: stage, claimed, proven",
    "proof_overstated": "a stage claims to be proven otherwise than it is: stage, claimed, found",
    "status_unproven": "the status says proven, and a stage is not: stage",
    "status_wrong": "the status does not fit what was found: status, found",
    "conflict_unproven": "the bend's bound does not rule out that all hard rules hold: bound",
    "bend_differs": "a hard rule is bent by another amount than stated: rule, stated, found",
    "bend_cost": "the bend costs another amount than stated: stated, found",
    "conflict_rule": "the conflict names what is no hard rule: rule",
    "unique_unproven": "the plan is called the only one, and that is not shown",
    "placement_differs": "the placements listed are not those of the plan: person, order",
    "fit_differs": "a placement has another fit than stated: person, order, stated, found",
    "part_differs": "a criterion gives other points than stated: person, order, criterion, stated, found",
    "unplaced_differs": "the people listed with capacity left are not those of the plan: person",
    "open_orders": "another number of orders is open to a person than stated: person, stated, found",
    "barriers": "a criterion shuts another number of orders than stated: person, criterion, stated, found",
    "reason_wrong": "the reason given cannot be: person, reason",
    "best_fit": "the best order named is not open or has another fit: person, order, stated, found",
    "empty_differs": "an order has another number of empty seats than stated: order, stated, found",
    "shortage_missing": "empty seats point to a shortage that does not name their order: order, shortage",
    "cut_seats": "the orders of a cut have another number of seats than stated: shortage, stated, found",
    "cut_people": "somebody outside a cut is eligible for an order in it: shortage, person, order",
    "cut_reach": "the people of a cut can fill more seats than stated: shortage, stated, found",
    "cut_not_short": "a cut shows no shortage: shortage, seats, reach",
    "rule_differs": "a rule is broken by another number of units than stated: rule, stated, found",
    "unknown_name": "a result names somebody or something that the problem does not know: where, name",
    "mutual_wrong": "a pair listed as mutual wish is none, or is together already: person, order",
    # The record.
    "schema": "the record is of another schema: given, expected",
    "fingerprint": "the record is of another problem, other rules or another engine: part, given, found",
    "digest": "the record has been changed since it was made: stated, found",
    "unreadable": "the record lacks something or has it in another form: what",
}  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be: a key of `FINDINGS` and the data named there."""

    code: str
    data: tuple[str | int, ...]

    def __str__(self) -> str:
        return f"{self.code}: {FINDINGS[self.code]} = {', '.join(map(str, self.data))}"


@dataclass(frozen=True)
class StageCheck:
    """What is known of one stage.

    `by` tells what the bound rests on: "prices" (one look at all pairs), "tree" (a tree of them), "solver"
    (its word alone) or "open" (nothing). `bound` is worked out by the check, None where there is nothing to
    work it out from.
    """

    stage: str
    value: int
    bound: int | None
    by: str
    leaves: int = 0
    eliminated: int = 0

    @property
    def proven(self) -> bool:
        """Whether the check itself has shown that no plan is better."""
        return self.bound == self.value


@dataclass(frozen=True)
class Report:
    """The outcome of a check.

    Attributes
    ----------
    findings : tuple of Finding
        Everything that is wrong; empty when plan, certificate and claims are right.
    stages : tuple of StageCheck
        All stages of the problem down to fit, "open" where the certificate has none, and the rounds of ties.
    conflict : bool
        Whether it is proven that the hard rules cannot all hold.
    unique : bool
        Whether it is proven that no other plan is as good.
    counts : dict
        How much was looked at: pairs, scored, sampled, placements, rules, rows, leaves …
    """

    findings: tuple[Finding, ...]
    stages: tuple[StageCheck, ...]
    conflict: bool
    unique: bool
    counts: Mapping[str, int]

    @property
    def ok(self) -> bool:
        return not self.findings

    @property
    def proven(self) -> bool:
        """Whether everything is right and every stage is proven without trusting a solver."""
        return self.ok and all(stage.proven for stage in self.stages)

    def as_dict(self) -> dict[str, Any]:
        """The report as plain values."""
        stages = [{**asdict(stage), "proven": stage.proven} for stage in self.stages]
        return {
            "ok": self.ok,
            "proven": self.proven,
            "conflict": self.conflict,
            "unique": self.unique,
            "findings": [[finding.code, *finding.data] for finding in self.findings],
            "stages": stages,
            "counts": dict(self.counts),
        }
