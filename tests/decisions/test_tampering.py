"""A hundred signed plans, each changed below the application: the check refuses every one."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

from shanhai.decisions.models import Answer, Decided, Decision, Member, Publication, Signature
from shanhai.decisions.queries.verification import findings_of
from shanhai.plans.models import Placed, Plan
from shanhai.programme.models import Attachment, PoolEntry
from shanhai.rounds.models import Pool, RuleSet
from tests.decisions import scene
from tests.decisions.test_decisions import _from_paper, _scanned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.cast import Cast

pytestmark = pytest.mark.django_db
WANTED = 100


def _sql(statement: str, *values: Any) -> None:
    """Write past the application, as somebody with the database's password would."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _set(model: type, column: str, value: Any, pk: int) -> Callable[[], None]:
    table = model._meta.db_table
    return lambda: _sql(f'UPDATE {table} SET "{column}" = %s WHERE id = %s', value, pk)


def _other(value: Any) -> Any:
    """Something else of the same kind, as it stands in a column."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, date):
        later = value + timedelta(days=1)
        return later.isoformat(sep=" ") if isinstance(later, datetime) else later.isoformat()
    if isinstance(value, list | dict):
        return json.dumps([{"name": "fit", "value": 1, "bound": 1, "proof": "", "x": value}])
    text = str(value)
    return ("0" if text[:1] != "0" else "1") + text[1:]


#: Columns of each kind that somebody might want otherwise. Keys that constraints hold are left to them.
_COLUMNS: tuple[tuple[type, tuple[str, ...]], ...] = (
    (Plan, ("title", "status", "stages", "people", "placed", "seats", "filled", "full", "problem_print",
            "rules_print", "pool_print", "engine", "digest", "file", "by_hand", "number", "rules",
            "asked_at", "proposed_at", "solved_at", "verified_at")),
    (Placed, ("fit", "parts", "seat", "is_overridden")),
    (Pool, ("people", "seats", "fingerprint", "orders", "rest")),
    (PoolEntry, ("record",)),
    (RuleSet, ("fingerprint", "seed", "fair_over", "reason")),
    (Decision, ("fingerprint", "quorum", "opened_at", "answers_until", "signed_at", "checked_at")),
    (Signature, ("fingerprint", "reason", "agrees", "at", "on")),
    (Answer, ("reason", "at", "state")),
    (Publication, ("digest", "authority", "contact", "order", "shows", "key",
                   "published_at", "objections_until")),
    (Decided, ("shown", "seat", "reason")),
    (Attachment, ("digest", "name", "size", "at", "purpose", "media_type")),
)  # fmt: skip


def tamperings(decision: Decision) -> Iterator[tuple[str, Callable[[], None]]]:
    """Ways of changing a signed and published plan past the application, each with a name."""
    for model, columns in _COLUMNS:
        for record in _records(model, decision):
            for column in columns:
                value = getattr(record, column)
                value = value.name if column == "file" else value
                if column == "order":
                    value = "unit"
                name = f"{model._meta.model_name} {record.pk} {column}"
                new = "pinyin" if column == "order" else _other(value)
                if column == "state":
                    new = "silent"
                if column in ("seat", "filled"):
                    new = 900 + record.pk if column == "seat" else value - 1
                yield name, _set(model, column, new, record.pk)
    yield from _rows_gone_or_slipped_in(decision)
    yield from _files(decision)


def _records(model: type, decision: Decision) -> list[Any]:
    plan = decision.plan
    found = {
        Plan: [plan],
        Pool: [plan.pool],
        RuleSet: [plan.rule_set],
        Decision: [decision],
        Placed: list(Placed.objects.filter(plan=plan)),
        PoolEntry: list(PoolEntry.objects.filter(cohort=decision.cohort)),
        Signature: list(Signature.objects.filter(decision=decision)),
        Answer: list(Answer.objects.filter(decision=decision)),
        Publication: list(Publication.objects.filter(decision=decision)),
        Decided: list(Decided.objects.filter(publication__decision=decision)),
        Attachment: list(Attachment.objects.filter(kind=Decision.label())),
    }
    return found[model]


def _rows_gone_or_slipped_in(decision: Decision) -> Iterator[tuple[str, Callable[[], None]]]:
    answer = Answer.objects.filter(decision=decision).first()
    yield "answer gone", lambda: _sql("DELETE FROM decisions_answer WHERE id = %s", answer.pk)
    signature = Signature.objects.filter(decision=decision).first()
    yield "signature gone", lambda: _sql("DELETE FROM decisions_signature WHERE id = %s", signature.pk)
    unsigned = Member.objects.filter(cohort=decision.cohort, signatures=None).first()
    columns = 'decision_id, agrees, reason, fingerprint, factor, "on", at, version, scan_id, entered_by_id'
    yield (
        "signature slipped in",
        lambda: _sql(
            f"INSERT INTO decisions_signature (member_id, {columns}) "
            f"SELECT %s, decision_id, agrees, reason, fingerprint, 'totp', \"on\", at, version, NULL, NULL "
            "FROM decisions_signature WHERE id = %s",
            unsigned.pk,
            signature.pk,
        ),
    )
    mine, theirs = Placed.objects.filter(plan=decision.plan)[:2]
    yield (
        "two people changed about",
        lambda: (
            _set(Placed, "person_id", theirs.person_id, mine.pk)(),
            _set(Placed, "person_id", mine.person_id, theirs.pk)(),
        ),
    )


def _files(decision: Decision) -> Iterator[tuple[str, Callable[[], None]]]:
    for record in (decision.plan, Attachment.objects.get(kind=Decision.label())):
        path = record.file.storage.path(record.file.name)

        def change(path: str = path) -> None:
            with open(path, "ab") as stream:
                stream.write(b" ")

        yield f"file of {record._meta.model_name}", change


def test_verification_refuses_a_hundred_signed_plans_that_were_tampered_with(cast: Cast) -> None:
    decision = scene.signing(cast)
    scene.sign(cast, decision, "second_member")
    _from_paper(cast, scene.again(decision), "second_office", scan=_scanned(cast, decision))
    from shanhai.decisions import actions

    actions.publish(by=cast.office, decision=scene.again(decision))
    assert findings_of(scene.again(decision)) == []

    missed, tried = [], 0
    for name, tamper in tamperings(scene.again(decision)):
        kept = _contents(decision)
        savepoint = connection.savepoint()
        tamper()
        tried += 1
        if not findings_of(scene.again(decision)):
            missed.append(name)
        connection.savepoint_rollback(savepoint)
        _restore(kept)
    assert missed == []
    assert tried >= WANTED
    assert findings_of(scene.again(decision)) == []


def _contents(decision: Decision) -> dict[str, bytes]:
    scan = Attachment.objects.get(kind=Decision.label())
    paths = [each.file.storage.path(each.file.name) for each in (scene.again(decision).plan, scan)]
    found = {}
    for path in paths:
        with open(path, "rb") as stream:
            found[path] = stream.read()
    return found


def _restore(kept: dict[str, bytes]) -> None:
    for path, content in kept.items():
        with open(path, "wb") as stream:
            stream.write(content)
