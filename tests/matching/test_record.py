"""A result written as a record and read back is the same result; what cannot be read says so."""

from __future__ import annotations

import json
from dataclasses import fields

import numpy as np
import pytest

from shanhai.matching import Problem
from shanhai.matching.certificate import Leaf, Split, StageProof
from shanhai.matching.record import (
    SCHEMA,
    RecordError,
    check_record,
    engine_fingerprint,
    proof_record,
    read_proof,
    read_record,
    record_digest,
    record_of,
)
from tests.matching.honest import honest_result
from tests.matching.random_problems import random_problem


@pytest.mark.parametrize("seed", range(25))
def test_a_result_comes_back_as_it_was(seed):
    problem = random_problem(np.random.default_rng(seed))
    result = honest_result(problem)
    record = json.loads(json.dumps(record_of(result)))
    back = read_record(record, problem).result
    for field in fields(result):
        if field.name != "plan":
            assert getattr(back, field.name) == getattr(result, field.name)
    assert (back.plan.i.tolist(), back.plan.j.tolist()) == (result.plan.i.tolist(), result.plan.j.tolist())
    assert record_of(back) == record
    assert check_record(record, problem).ok


def _record():
    problem = Problem.of(people=[{"id": "Ann"}, {"id": "Bo"}], orders=[{"id": "sea"}])
    return record_of(honest_result(problem)), problem


def test_a_record_names_what_it_was_made_from():
    record, problem = _record()
    assert record["schema"] == SCHEMA
    assert record["fingerprint"] == {
        "problem": problem.fingerprint,
        "rules": problem.rules_fingerprint,
        "engine": engine_fingerprint(),
    }
    assert record["digest"] == record_digest(record)


def test_the_older_plan_is_kept_along():
    record, problem = _record()
    assert read_record(record, problem).kept is None
    kept = record_of(read_record(record, problem).result, kept=[("Ann", "sea")])
    assert read_record(kept, problem).kept == (("Ann", "sea"),)


def test_a_deep_tree_comes_back_without_recursion():
    node = Leaf({("seats", "sea"): 2**70})
    for at in range(3000):
        node = Split(("fill", "sea"), at, node, Leaf({("seats", "sea"): -at}))
    proof = StageProof("fit", -3, node, 7, node)
    back = read_proof(json.loads(json.dumps(proof_record(proof))))
    assert json.dumps(proof_record(back)) == json.dumps(proof_record(proof))
    assert back.sieve is back.node


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        (("schema",), "shanhai-plan/9", "schema"),
        (("stages", 0, "value"), "1", "unreadable"),
        (("stages", 0, "value"), True, "unreadable"),
        (("stages", 0), [], "unreadable"),
        (("stages",), {}, "unreadable"),
        (("unique",), 1, "unreadable"),
        (("kept",), [["Ann"]], "unreadable"),
        (("certificate", 0, "root"), 99, "unreadable"),
        (
            ("certificate", 0, "nodes", 0),
            {"split": ["fill", "sea"], "at": 0, "below": 0, "above": 0},
            "unreadable",
        ),
        (("certificate", 0, "nodes", 0), {"prices": [["seats", "sea"]]}, "unreadable"),
        (("placements", 0, "person"), "Eve", "unknown_name"),
    ],
)
def test_what_cannot_be_read_is_an_error_and_for_the_check_a_finding(path, value, code):
    record, problem = _record()
    inside = record
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = value
    with pytest.raises(RecordError) as error:
        read_record(record, problem)
    assert error.value.code == code
    assert [finding.code for finding in check_record(record, problem).findings] == [code]


@pytest.mark.parametrize("name", [name for name in _record()[0] if name not in ("digest", "fingerprint")])
def test_a_record_that_lacks_something_is_found(name):
    record, problem = _record()
    del record[name]
    assert not check_record(record, problem).ok


def test_a_record_of_another_problem_is_found():
    record, _ = _record()
    other = Problem.of(people=[{"id": "Ann"}, {"id": "Bo"}], orders=[{"id": "sea"}], seed="another")
    codes = [finding.code for finding in check_record(record, other).findings]
    assert codes.count("fingerprint") == 2


@pytest.mark.parametrize("record", [None, [], {}, "plan"])
def test_something_else_altogether_is_found(record):
    assert [finding.code for finding in check_record(record, _record()[1]).findings] == ["schema"]
