"""A plan checked independently: from the sealed pool's raw rows, never from a stored problem alone."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shanhai.matching.record import check_record
from shanhai.plans.fitting.changes import Change, ChangeError, changed
from shanhai.plans.fitting.planning import pairs_of
from shanhai.plans.fitting.sealed import Sealed, Unplannable, broken_seals, sealed
from shanhai.plans.models import LeftOut, Override, Placed, Plan, Short
from shanhai.plans.rules import WHOLE
from shanhai.plans.words import FINDINGS
from shanhai.programme.models import PoolEntry
from shanhai.sheets import LANGUAGES
from shanhai.telling.findings import report_sentences
from shanhai.telling.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shanhai.matching.proof import Report

    Record = dict[str, Any]

#: Findings that are told; a plan with a thousand is no less refused.
MOST_TOLD = 50
#: What stored values raise that have another shape than the application gives them.
_MISSHAPEN = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


@dataclass(frozen=True)
class Verification:
    """What the check of a plan found; `findings` are sentences by language, none where all is well."""

    is_true: bool
    is_proven: bool = False
    findings: dict[str, list[str]] = field(default_factory=dict)


def verify(plan: Plan) -> Verification:
    """Check everything that a plan says: its file, its seals, its proof, and what we stored of it.

    The problem is built anew from the sealed rows, the frozen rules and the plan's overrides, and the proof
    shares no code with the search. Anything that was changed below the application makes findings, also where
    it was changed so far that it can no longer be read.
    """
    try:
        return _verified(plan)
    except _MISSHAPEN:
        return _refused(["cannot_be_read"], None, None)


def _verified(plan: Plan) -> Verification:
    record, codes = _record(plan)
    codes += [f"seal_{each}" for each in broken_seals(plan.pool, plan.rule_set)]
    try:
        base = sealed(plan.pool, plan.rule_set)
        problem = changed(base.book, changes_of(plan), plan.by_hand)
    except (Unplannable, ChangeError, ValueError):
        return _refused([*codes, "no_problem"], None, None)
    if record is None:
        return _refused(codes, None, base)
    report = check_record(record, problem)
    codes += _differences(plan, record, base)
    if codes or not report.ok:
        return _refused(codes, report, base)
    return Verification(True, report.proven)


def changes_of(plan: Plan) -> list[Change]:
    """The overrides of a plan as the engine understands them."""
    ids = ids_of(plan.cohort_id)
    made = Override.objects.filter(plan=plan).select_related("order").order_by("position")
    return [change_of(each, ids) for each in made]


def change_of(made: Any, ids: dict[int, str]) -> Change:
    """An override, or a change on a board, as the engine understands it. `ids`: by our key of the person."""
    values = dict(made.values)
    other_order = values.pop("other_order", "")
    return Change(
        kind=made.kind,
        person=ids.get(made.person_id, f"#{made.person_id}") if made.person_id else "",
        order=made.order.code if made.order_id else "",
        other=ids.get(made.other_id, f"#{made.other_id}") if made.other_id else "",
        other_order=other_order,
        rule=made.rule,
        values=tuple(sorted(values.items())),
    )


def ids_of(cohort: int) -> dict[int, str]:
    """The engine's id of each person of a sealed pool."""
    entries = PoolEntry.objects.filter(cohort=cohort).values_list("person_id", "record")
    return {person: record["id"] for person, record in entries if record}


def content_of(plan: Plan) -> bytes | None:
    """The bytes of plan.json as they are on the disk; None when there is no such file."""
    if not plan.file:
        return None
    try:
        with plan.file.storage.open(plan.file.name) as file:
            return bytes(file.read())
    except OSError:
        return None


def record_in(content: bytes) -> Record | None:
    """A plan.json read; None when it is none."""
    try:
        found = json.loads(content)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _record(plan: Plan) -> tuple[Record | None, list[str]]:
    content = content_of(plan)
    if content is None:
        return None, ["file_missing"]
    codes = [] if hashlib.sha256(content).hexdigest() == plan.digest else ["file_changed"]
    record = record_in(content)
    return record, codes if record is not None else [*codes, "file_changed"]


def _differences(plan: Plan, record: Record, base: Sealed) -> list[str]:
    """What is stored of a plan beside its file and says something else."""
    found = [*_of_the_plan(plan, record)]
    return [*found, *_of_its_rows(plan, record, base)] if plan.state in WHOLE else found


def _of_the_plan(plan: Plan, record: Record) -> Iterator[str]:
    prints = record["fingerprint"]
    if (plan.problem_print, plan.rules_print) != (prints["problem"], prints["rules"]):
        yield "plan_differs"
    if (plan.pool_print, plan.status) != (plan.pool.fingerprint, record["status"]):
        yield "plan_differs"
    if plan.stages != record["stages"]:
        yield "stages_differ"
    kept = None if record["kept"] is None else sorted(map(tuple, record["kept"]))
    if kept != kept_pairs(plan):
        yield "kept_differs"


def kept_pairs(plan: Plan) -> list[tuple[str, str]] | None:
    """The placements of the plan from which as little as possible was to change, from its own file."""
    if plan.keeps is None:
        return None
    content = content_of(plan.keeps)
    record = None if content is None else record_in(content)
    return [] if record is None else sorted(pairs_of(record))


def _of_its_rows(plan: Plan, record: Record, base: Sealed) -> Iterator[str]:
    placed = Placed.objects.filter(plan=plan).values_list(
        "person_id", "order_id", "fit", "parts", "nomination_id"
    )
    stored = Counter(
        _row(person, order, fit, parts, nominated) for person, order, fit, parts, nominated in placed
    )
    said = Counter(
        _row(
            base.people[each["person"]],
            base.orders[each["order"]],
            each["fit"],
            each["parts"],
            base.nominations[each["person"]],
        )
        for each in record["placements"]
    )
    if stored != said:
        yield "placements_differ"
    left = LeftOut.objects.filter(plan=plan).exclude(reason="by_hand").values_list("person_id", "data")
    if dict(left) != {
        base.people[each["person"]]: each for each in record["unplaced"] if _is_told(each, plan)
    }:
        yield "left_out_differ"
    short = Short.objects.filter(plan=plan).values_list("order_id", "empty", "data")
    if {order: (empty, data) for order, empty, data in short} != {
        base.orders[each["order"]]: (each["empty"], record["shortages"][each["shortage"]])
        for each in record["empty"]
    }:
        yield "shortages_differ"
    if [each["code"] for each in plan.rules if not each.get("idle")] != [
        each["rule"] for each in record["rules"]
    ]:
        yield "plan_differs"


def _is_told(unplaced: Record, plan: Plan) -> bool:
    """People whom only an override places are told as such, and not by the engine's reason."""
    return unplaced["person"] not in plan.by_hand


def _row(*values: Any) -> str:
    return json.dumps(values, sort_keys=True)


def _refused(codes: list[str], report: Report | None, base: Sealed | None) -> Verification:
    """The findings in every language."""
    findings = {}
    for language in LANGUAGES:
        said = [FINDINGS[code].say(language) for code in dict.fromkeys(codes)]
        if report is not None and base is not None:
            voice = Voice.about(base.problem, language, base.book.names)
            said += report_sentences(report, base.problem, voice)
        findings[language] = said[:MOST_TOLD]
    return Verification(False, False, findings)
