"""The check of a plan refuses what was changed below the application, whatever shape it has now."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from shanhai.plans.fitting.checking import content_of, verify
from shanhai.plans.models import LeftOut, Placed, Plan, Short
from shanhai.programme.models import PoolEntry
from shanhai.rounds.models import Pool
from tests.plans import scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cast import Cast

pytestmark = pytest.mark.django_db
JUNK = (None, True, -1, 10**30, 1.5, "x", [], [[]], {"x": 1}, ["x"], [None])


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return scene.verified(
        cast,
        overrides=[
            {"kind": "forbid", "person": cast.people["li"], "order": scene.board_order(cast), "reason": "1"}
        ],
    )


def stored_json(plan: Plan) -> Iterator[tuple[object, str, object]]:
    """The rows that the check reads values of JSON from, the column and what stands there."""
    for rows, column in (
        (Plan.objects.filter(pk=plan.pk), "stages"),
        (Plan.objects.filter(pk=plan.pk), "rules"),
        (Plan.objects.filter(pk=plan.pk), "by_hand"),
        (Pool.objects.filter(pk=plan.pool_id), "rest"),
        (Pool.objects.filter(pk=plan.pool_id), "orders"),
        (PoolEntry.objects.filter(cohort=plan.cohort_id), "record"),
        (Placed.objects.filter(plan=plan), "parts"),
        (LeftOut.objects.filter(plan=plan), "data"),
        (Short.objects.filter(plan=plan), "data"),
    ):
        if rows:
            yield rows, column, getattr(rows[0], column)


def test_stored_values_of_any_other_shape_are_refused_and_raise_nothing(plan: Plan) -> None:
    assert verify(plan).is_true
    missed = []
    for rows, column, was in stored_json(plan):
        for junk in JUNK:
            if junk is None or junk == was:
                continue
            with transaction.atomic():
                rows.update(**{column: junk})
                if verify(scene.again(plan)).is_true:
                    missed.append((rows.model.__name__, column, junk))
                transaction.set_rollback(True)
    assert missed == []
    assert verify(scene.again(plan)).is_true


def test_a_file_whose_parts_have_any_other_shape_is_refused_and_raises_nothing(plan: Plan) -> None:
    record, missed = json.loads(content_of(plan)), []
    for name, was in record.items():
        for junk in JUNK:
            if junk != was and _is_believed(plan, {**record, name: junk}):
                missed.append((name, junk))
    assert missed == []


@pytest.mark.parametrize("content", [b"", b"\xff", b"[]", b"[" * 100_000, b"{}"])
def test_a_file_that_is_none_is_refused(plan: Plan, content: bytes) -> None:
    _write(plan, content)
    found = verify(scene.again(plan))
    assert not found.is_true
    assert found.findings["en"]


def _is_believed(plan: Plan, record: dict[str, object]) -> bool:
    _write(plan, json.dumps(record).encode())
    return verify(scene.again(plan)).is_true


def _write(plan: Plan, content: bytes) -> None:
    """Put another file in the place of a plan's, and its digest beside it."""
    with open(plan.file.path, "wb") as stream:
        stream.write(content)
    Plan.objects.filter(pk=plan.pk).update(digest=hashlib.sha256(content).hexdigest())
