"""The check itself: plan, values, bounds and claims, each worked out again from the problem alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.certificate import Leaf
from shanhai.matching.proof import keys
from shanhai.matching.proof.bounds import Pricer
from shanhai.matching.proof.charges import CertificateError, Full, Model
from shanhai.matching.proof.claims import Found, disputed
from shanhai.matching.proof.facts import Facts
from shanhai.matching.proof.fairness import Fairness
from shanhai.matching.proof.layers import MOST_FACTS
from shanhai.matching.proof.lines import OPEN, Lines, Listed
from shanhai.matching.proof.report import Finding, Report, StageCheck
from shanhai.matching.proof.rules import Placed, counts
from shanhai.matching.proof.scored import Scored, sample
from shanhai.matching.proof.stages import MOST_ROUNDS, Goal, Values, goals, only, tie

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shanhai.matching.certificate import Certificate, Node, StageProof
    from shanhai.matching.problem import Problem
    from shanhai.matching.proof.pairs import Pairs
    from shanhai.matching.result import Plan, Result

SAMPLE = 20_000


def check(
    problem: Problem,
    plan: Plan,
    certificate: Certificate,
    *,
    result: Result | None = None,
    old: Iterable[tuple[str, str]] | None = None,
    sample_size: int = SAMPLE,
    seed: int = 0,
    most_facts: int = MOST_FACTS,
) -> Report:
    """Check a plan, and why none is better, from the raw problem alone.

    Parameters
    ----------
    problem : Problem
    plan : Plan
        Rows of people and orders; they may be anything, also rows that do not exist.
    certificate : Certificate
        What it proves is worked out again in whole numbers; stages without prices rest on the solver's word.
    result : Result, optional
        Everything else that is said of the plan is counted again as well.
    old : iterable of (person id, order id), optional
        The plan from which as little as possible was to change. Ids that are no longer there are passed over.
    sample_size, seed : int
        How many pairs more are scored by both readings where not all are, and which.
    most_facts : int
        Criteria with more distinct pairs of facts than this are read by arrays for the bound over all pairs.

    Returns
    -------
    Report
        With a finding for everything that is wrong. A bad plan or certificate never raises.
    """
    return _Check(problem, plan, certificate, most_facts).run(result, old, sample_size, seed)


class _Check:
    """One check: what is known so far, and the findings."""

    def __init__(self, problem: Problem, plan: Plan, certificate: Certificate, most_facts: int) -> None:
        self.problem, self.certificate = problem, certificate
        self.findings: list[Finding] = []
        self.facts = Facts(problem, together=True)
        self.person_row = {person.id: i for i, person in enumerate(self.facts.people)}
        self.scored = Scored(self.facts, most_facts)
        self.pairs = self.scored.pairs()
        self.placed: Placed = self._known(plan)
        self.units = {each.rule.id: each.units(self.placed) for each in counts(problem.rules, self.facts)}
        self.lines = Lines(problem.rules, self.facts)
        self.bends = bool(certificate.stages) and certificate.stages[0].stage == "bend"
        self.fairness = Fairness(self.facts, self.pairs, problem.fair_over) if problem.fair_over else None
        self.counts = {"pairs": self.pairs.n * self.pairs.m, "eligible": self.pairs.count()}

    def run(
        self, result: Result | None, old: Iterable[tuple[str, str]] | None, sample_size: int, seed: int
    ) -> Report:
        self.findings += self._seated()
        self.findings += self._eligible()
        self.findings += self._rules()
        self.findings += self._sampled(sample_size, seed)
        stages = self._stages(
            goals(self.problem, self.facts, conflict=self.bends, fairness=self.fairness, old=self._old(old))
        )
        conflict = self.bends and stages[0].bound is not None and stages[0].bound < 0
        unique = self._unique(stages)
        if result is not None:
            found = Found(self.facts, self.scored, self.placed, self.units, stages, conflict, unique)
            self.findings += disputed(found, result)
        return Report(tuple(self.findings), stages, conflict, unique, self.counts)

    def _known(self, plan: Plan) -> list[tuple[int, int]]:
        """The placements whose rows exist."""
        people, orders = np.asarray(plan.i).tolist(), np.asarray(plan.j).tolist()
        if len(people) != len(orders):
            self.findings.append(Finding("uneven_plan", (len(people), len(orders))))
        known = []
        for i, j in zip(people, orders, strict=False):
            if 0 <= i < len(self.facts.people) and 0 <= j < len(self.facts.orders):
                known.append((self.person_row[self.problem.people.id[i]], j))
            else:
                self.findings.append(Finding("unknown_row", (i, j)))
        return known

    def _seated(self) -> Iterator[Finding]:
        """Nobody twice on one order, nobody above capacity, no order above its seats."""
        people, orders = self.facts.people, self.facts.orders
        for (i, j), times in Counter(self.placed).items():
            if times > 1:
                yield Finding("twice_on_order", (people[i].id, orders[j].id))
        for i, places in Counter(i for i, _ in self.placed).items():
            if places > people[i].capacity:
                yield Finding("over_capacity", (people[i].id, places, people[i].capacity))
        for j, filled in Counter(j for _, j in self.placed).items():
            if filled > orders[j].seats:
                yield Finding("seats_exceeded", (orders[j].id, filled, orders[j].seats))

    def _eligible(self) -> Iterator[Finding]:
        for i, j in self.placed:
            for criterion in self.scored.bars(i, j):
                yield Finding("barred", (self.facts.people[i].id, self.facts.orders[j].id, criterion))

    def _rules(self) -> Iterator[Finding]:
        """Hard rules hold, unless the certificate begins by saying that they cannot."""
        for rule in self.problem.rules:
            if rule.strength == "hard" and self.units[rule.id] and not self.bends:
                yield Finding("hard_rule_broken", (rule.id, self.units[rule.id]))

    def _sampled(self, size: int, seed: int) -> Iterator[Finding]:
        """Both readings agree on all placed pairs and on a sample, where plain Python has not scored all."""
        self.counts["scored"] = self.counts["pairs"] if self.scored.all_scalar else len(self.placed)
        if self.scored.all_scalar:
            return
        drawn = sample(size, self.pairs.n, self.pairs.m, seed)
        self.counts["sampled"] = len(drawn)
        for name, i, j, scalar, array in self.scored.disagreements([*drawn, *self.placed]):
            data = (name, self.facts.people[i].id, self.facts.orders[j].id, scalar, array)
            yield Finding("readings_disagree", data)

    def _old(self, old: Iterable[tuple[str, str]] | None) -> Listed | None:
        if old is None:
            return None
        rows, columns = self.person_row, self.problem.order_row
        known = sorted({(rows[i], columns[j]) for i, j in old if i in rows and j in columns})
        i, j = np.array(known, np.int64).reshape(-1, 2).T
        return Listed(i, j, np.ones(len(known), np.int64))

    def _stages(self, expected: list[Goal]) -> tuple[StageCheck, ...]:
        """Every stage of the problem, as far as the certificate goes, and its rounds of ties."""
        scores = {(i, j): sum(self.scored.parts(i, j).values()) for i, j in self.placed}
        values = Values(self.facts, self.placed, scores, self.units)
        model = self._model()
        out = []
        for goal, proof in self._paired(expected):
            value = values.of(goal, self.fairness)
            out.append(StageCheck(goal.name, value, None, "open"))
            if proof is not None:
                out[-1], full = self._stage(model, goal, value, proof)
                model = replace(model, full=full)
            if goal.name != "only":
                # No later plan reaches more than the bound, one of a proven stage exactly its value.
                bound = out[-1].bound
                between = value, OPEN if bound is None else bound
                model = replace(model, earlier={**model.earlier, goal.name: (goal, between)})
        self.counts |= {
            "rules": len(self.units),
            "rows": len(model.lines.rows),
            "placements": len(self.placed),
        }
        self.counts["leaves"] = sum(stage.leaves for stage in out)
        return tuple(out)

    def _model(self) -> Model:
        hard = {rule.id for rule in self.problem.rules if rule.strength == "hard"}
        soft = frozenset(rule.id for rule in self.problem.rules if self.bends or rule.id not in hard)
        seed, people, orders = self.problem.seed, list(self.person_row), self.problem.orders.id
        return Model(
            facts=self.facts,
            lines=self.lines,
            soft=soft,
            fairness=self.fairness,
            order_row=self.problem.order_row,
            words=(keys.words(seed, "person", people), keys.words(seed, "order", orders)),
            most_score=self.scored.most_score,
            full=Full.nothing(len(people)),
        )

    def _paired(self, expected: list[Goal]) -> Iterator[tuple[Goal, StageProof | None]]:
        """Every stage with its proof. A certificate may stop early; out of order it is read no further."""
        proofs = list(self.certificate.stages)
        for goal in expected:
            if proofs and proofs[0].stage != goal.name and self._is_idle(goal):
                continue
            if proofs and proofs[0].stage != goal.name:
                code = "old_plan_missing" if proofs[0].stage == "kept" else "stages_differ"
                data = (proofs[0].stage,) if code == "old_plan_missing" else (proofs[0].stage, goal.name)
                self.findings.append(Finding(code, data))
                proofs = []
            yield goal, proofs.pop(0) if proofs else None
        number = 0
        for proof in proofs:
            if proof.stage == "only":
                yield only(self.facts, self.placed), proof
            elif proof.stage == f"tie-{number + 1}" and number < MOST_ROUNDS:
                number += 1
                yield tie(number), proof
            else:
                self.findings.append(Finding("stages_differ", (proof.stage, f"tie-{number + 1}")))
                return

    def _is_idle(self, goal: Goal) -> bool:
        """Whether a stage counts nothing but violations of rules that no plan at all can break."""
        rows = [self.lines.rows[rule, label] for rule in goal.slack for label in self.lines.breakable(rule)]
        return goal.counts_slack_only and not any(row.most_short or row.most_over for row in rows)

    def _stage(self, model: Model, goal: Goal, value: int, proof: StageProof) -> tuple[StageCheck, Full]:
        """The bound of one stage, and what must be full after it.

        Pairs that its sieve leaves out are closed for the stages after it.
        """
        if proof.value != value:
            self.findings.append(Finding("stage_value", (goal.name, proof.value, value)))
        by = "solver" if proof.node is None else "prices" if isinstance(proof.node, Leaf) else "tree"
        whole, leaves, closed, full = None, 0, 0, model.full
        try:
            pricer = Pricer(model, self.pairs, goal, proof.shift)
            if proof.node is not None:
                bound = pricer.bound(proof.node)
                whole, leaves = bound.whole(proof.shift), bound.leaves
                if whole is None or whole < value:
                    data = (goal.name, "no plan" if whole is None else whole, value)
                    self.findings.append(Finding("bound_below_value", data))
            if proof.sieve is not None:
                # As one object the two are worked out only once.
                closed, full = pricer.sift(_one_of(proof.sieve, proof.node), value)
        except CertificateError as error:
            self.findings.append(Finding(error.code, (goal.name, *map(str, error.data))))
        if closed:
            self.findings += self._lost(goal.name)
        return StageCheck(goal.name, value, whole, by, leaves, closed), full

    def _lost(self, stage: str) -> Iterator[Finding]:
        """Placements of the plan that are no longer open."""
        people, orders = self.facts.people, self.facts.orders
        for i, j in sorted(set(self.placed) - _open(self.pairs, set(self.placed))):
            if not self.scored.bars(i, j):
                yield Finding("plan_eliminated", (people[i].id, orders[j].id, stage))

    def _unique(self, stages: tuple[StageCheck, ...]) -> bool:
        """Nothing outside the plan can be placed, or is open, without a loss in some stage."""
        self.counts["open"] = self.pairs.count()
        alone = any(stage.stage == "only" and stage.proven for stage in stages)
        return not self.findings and (alone or self.counts["open"] == len(self.placed))


def _one_of(sieve: Node, node: Node | None) -> Node:
    return node if node is not None and node == sieve else sieve


def _open(pairs: Pairs, wanted: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Those of the wanted pairs that are open."""
    i, j = np.array(sorted(wanted), np.int64).reshape(-1, 2).T
    out: set[tuple[int, int]] = set()
    for _, block in pairs:
        inside = slice(*np.searchsorted(i, [block.first, block.first + len(block.rows)]).tolist())
        row, column, found = block.places(i[inside], j[inside])
        found[found] = block.open[row[found], column[found]]
        out |= set(zip(i[inside][found].tolist(), j[inside][found].tolist(), strict=True))
    return out
