"""The plans of the samples as records: they come back, prove themselves, and cannot be tampered with."""

from __future__ import annotations

import copy
import json
from dataclasses import fields
from functools import cache

import pytest

from shanhai.haiyue import sample
from shanhai.matching import solve
from shanhai.matching.record import check_record, read_record, record_digest, record_of

SAMPLES = ("haiyue-2022", "conflict", "shortage")


@cache
def _solved(name):
    result = solve(sample(name).problem)
    return result, json.dumps(record_of(result))


@pytest.fixture(params=SAMPLES)
def solved(request):
    """A result of the solver, and its record as read from a file."""
    result, text = _solved(request.param)
    return result, json.loads(text)


def test_a_sample_comes_back_as_it_was(solved):
    result, record = solved
    back = read_record(record, result.problem).result
    for field in fields(result):
        if field.name not in ("plan", "stages", "workings"):
            assert getattr(back, field.name) == getattr(result, field.name)
    assert (back.plan.i.tolist(), back.plan.j.tolist()) == (result.plan.i.tolist(), result.plan.j.tolist())
    assert [(stage.name, stage.value, stage.bound, stage.proof) for stage in back.stages] == [
        (stage.name, stage.value, stage.bound, stage.proof) for stage in result.stages
    ]
    assert record_of(back) == record


def test_a_sample_is_proven_from_its_record(solved):
    result, record = solved
    report = check_record(record, result.problem)
    assert report.findings == ()
    assert report.proven
    assert report.unique
    assert report.conflict == (result.status == "conflict")


# Where the record tells a figure, name or truth that the problem decides.
FIGURES = [
    ("fingerprint", "problem"),
    ("fingerprint", "rules"),
    ("status",),
    ("placements", 0, "person"),
    ("placements", 1, "order"),
    ("placements", 2, "fit"),
    ("placements", 3, "parts"),
    ("stages", 0, "value"),
    ("stages", -2, "value"),
    ("stages", -2, "name"),
    ("unplaced", 0, "person"),
    ("unplaced", 0, "open_orders"),
    ("unplaced", -1, "reason"),
    ("unplaced", -1, "best_fit"),
    ("empty", 0, "empty"),
    ("empty", 0, "order"),
    ("empty", -1, "shortage"),
    ("shortages", 0, "seats"),
    ("rules", 0, "violation"),
    ("certificate", 1, "value"),
    ("certificate", -1, "stage"),
]


def _changed(value):
    """Something else of the same kind; of a dict, its first number."""
    if isinstance(value, dict):
        first = next(iter(value))
        return {**value, first: value[first] + 1}
    return value + 1 if isinstance(value, int) else value + "x"


def _tampered(record, path):
    """The record with one thing changed, and a digest that fits it again."""
    out = copy.deepcopy(record)
    inside = out
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = _changed(inside[path[-1]])
    return {**out, "digest": record_digest(out)}


@pytest.mark.parametrize("path", FIGURES, ids=lambda path: ".".join(map(str, path)))
def test_a_sample_that_was_tampered_with_is_refused_whatever_its_digest_says(solved, path):
    result, record = solved
    if path == ("shortages", 0, "seats"):
        path = next(
            ("shortages", at, "seats") for at, each in enumerate(record["shortages"]) if each["kind"] == "cut"
        )
    assert check_record(_tampered(record, path), result.problem).findings


def test_the_bend_of_a_conflict_cannot_be_talked_down():
    result, text = _solved("conflict")
    record = json.loads(text)
    for change in ({"bend_cost": record["conflict"]["bend_cost"] - 1}, {"bend": {}}, {"rules": []}):
        told = {**record, "conflict": {**record["conflict"], **change}}
        told["digest"] = record_digest(told)
        assert check_record(told, result.problem).findings


def test_a_record_of_a_sample_is_not_one_of_another():
    _, text = _solved("shortage")
    codes = {finding.code for finding in check_record(json.loads(text), sample("conflict").problem).findings}
    assert codes & {"fingerprint", "unknown_name"}
