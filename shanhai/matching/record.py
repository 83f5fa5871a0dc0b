"""A result as a record: plain values for ``plan.json``, and back. `docs/method/plan-json.md` has every field.

The same run gives the same record on any machine, so it holds no times. Its digest tells whether anybody has
touched it since; whether it is *true* is for `check_record` to find out, from the problem alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from shanhai import __version__
from shanhai.matching.certificate import Certificate, Leaf, Node, Split, StageProof
from shanhai.matching.proof import Finding, Report, check
from shanhai.matching.result import (
    Conflict,
    EmptySeats,
    Loss,
    MutualWish,
    Placement,
    Plan,
    Result,
    RuleReport,
    Shortage,
    Stage,
    Unplaced,
)

if TYPE_CHECKING:
    from shanhai.matching.problem import Problem

SCHEMA = "shanhai-plan/1"

Pairs = Iterable[tuple[str, str]]
Row = Mapping[str, Any]


class RecordError(ValueError):
    """The record cannot be read. `code` is "schema", "unreadable" or "unknown_name"; `data` says where."""

    def __init__(self, code: str, *data: str) -> None:
        super().__init__(f"The record cannot be read ({code}: {', '.join(data)}). Make the plan anew.")
        self.code, self.data = code, data


class Record(NamedTuple):
    """A record read back: the result, and the older plan that was to change as little as possible."""

    result: Result
    kept: tuple[tuple[str, str], ...] | None


@cache
def engine_fingerprint() -> str:
    """Version of the package and SHA-256 over the engine's source files: "0.1.0+3f2a…"."""
    digest, root = hashlib.sha256(), Path(__file__).parent
    for path in sorted(root.rglob("*.py"), key=lambda path: path.relative_to(root).as_posix()):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{__version__}+{digest.hexdigest()}"


def record_of(result: Result, *, kept: Pairs | None = None) -> dict[str, Any]:
    """The result as plain values that can be written as JSON.

    Parameters
    ----------
    result : Result
    kept : iterable of (person id, order id), optional
        The older plan, where as little as possible was to change.

    Returns
    -------
    dict
        Of schema `SCHEMA`, with its digest.
    """
    problem = result.problem
    record = {
        "schema": SCHEMA,
        "fingerprint": {
            "problem": problem.fingerprint,
            "rules": problem.rules_fingerprint,
            "engine": engine_fingerprint(),
        },
        "status": result.status,
        "unique": result.unique,
        "kept": None if kept is None else [list(pair) for pair in kept],
        "stages": [
            {"name": stage.name, "value": stage.value, "bound": stage.bound, "proof": stage.proof}
            for stage in result.stages
        ],
        "conflict": None if result.conflict is None else asdict(result.conflict),
        **{name: [asdict(each) for each in getattr(result, name)] for name in PARTS},
        "certificate": [proof_record(proof) for proof in result.certificate.stages],
    }
    plain: dict[str, Any] = json.loads(json.dumps(record))
    return {**plain, "digest": record_digest(plain)}


def record_digest(record: Row) -> str:
    """SHA-256 over everything in the record but the digest itself."""
    content = {name: value for name, value in record.items() if name != "digest"}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def read_record(record: Row, problem: Problem) -> Record:
    """The result that the record was made from, as far as it goes: everything but times.

    Raises
    ------
    RecordError
        When it is of another schema, lacks something, or names somebody whom the problem does not know.
    """
    schema = record.get("schema") if isinstance(record, Mapping) else None
    if schema != SCHEMA:
        raise RecordError("schema", str(schema), SCHEMA)
    rows = {name: [read(each) for each in _list(record, name)] for name, read in PARTS.items()}
    conflict, kept = _get(record, "conflict"), _get(record, "kept")
    result = Result(
        problem=problem,
        status=_text(record, "status"),
        plan=_plan(rows["placements"], problem),
        stages=tuple(_stage(each) for each in _list(record, "stages")),
        certificate=Certificate(tuple(read_proof(each) for each in _list(record, "certificate"))),
        conflict=None if conflict is None else _conflict(conflict),
        unique=_truth(record, "unique"),
        **{name: tuple(each) for name, each in rows.items()},
    )
    return Record(result, None if kept is None else tuple(_names(pair, 2) for pair in _list(record, "kept")))


def check_record(record: Row, problem: Problem, *, sample_size: int = 20_000, seed: int = 0) -> Report:
    """Check everything that a record says, from the problem alone (see `proof.check`).

    A record that was changed, is of another problem or cannot be read makes findings, never an error. One
    made by another version of the engine is judged by what it says.
    """
    try:
        read = read_record(record, problem)
    except RecordError as error:
        return Report((Finding(error.code, error.data),), (), False, False, {})
    result = read.result
    report = check(
        problem,
        result.plan,
        result.certificate,
        result=result,
        old=read.kept,
        sample_size=sample_size,
        seed=seed,
    )
    return replace(report, findings=(*_foreign(record, problem), *report.findings))


def _foreign(record: Row, problem: Problem) -> list[Finding]:
    """Signs that the record was changed or belongs to another problem."""
    given = record.get("fingerprint")
    said = given if isinstance(given, Mapping) else {}
    ours = {"problem": problem.fingerprint, "rules": problem.rules_fingerprint}
    out = [
        Finding("fingerprint", (part, str(said.get(part)), found))
        for part, found in ours.items()
        if said.get(part) != found
    ]
    digest = record_digest(record)
    if record.get("digest") != digest:
        out.append(Finding("digest", (str(record.get("digest")), digest)))
    return out


def proof_record(proof: StageProof) -> dict[str, Any]:
    """One stage's proof; the nodes of its tree stand in a list, each before the nodes that it splits into."""
    nodes: list[dict[str, Any]] = []
    root = None if proof.node is None else _add_tree(nodes, proof.node)
    sieve = None
    if proof.sieve is not None:
        sieve = root if proof.sieve is proof.node else _add_tree(nodes, proof.sieve)
    return {
        "stage": proof.stage,
        "value": proof.value,
        "shift": proof.shift,
        "root": root,
        "sieve": sieve,
        "nodes": nodes,
    }


def _add_tree(nodes: list[dict[str, Any]], root: Node) -> int:
    first = len(nodes)
    waiting: list[tuple[Node, int, str]] = [(root, -1, "")]
    while waiting:
        node, parent, side = waiting.pop()
        if parent >= 0:
            nodes[parent][side] = len(nodes)
        if isinstance(node, Leaf):
            nodes.append({"prices": [[*name, int(price)] for name, price in sorted(node.prices.items())]})
        else:
            waiting += [(node.above, len(nodes), "above"), (node.below, len(nodes), "below")]
            nodes.append({"split": list(node.variable), "at": int(node.at)})
    return first


def read_proof(row: Any) -> StageProof:
    rows = _list(row, "nodes")
    nodes: list[Node] = []
    # From the last to the first, so that the two sides of a split are there before it.
    for at in reversed(range(len(rows))):
        nodes.insert(0, _node(rows[at], nodes, at + 1))
    root, sieve = (_get(row, name) for name in ("root", "sieve"))
    node, found = (None if each is None else _pick(nodes, each, 0) for each in (root, sieve))
    return StageProof(_text(row, "stage"), _whole(row, "value"), node, _whole(row, "shift"), found)


def _node(row: Any, later: list[Node], first: int) -> Node:
    if "prices" in _mapping(row):
        priced = [
            (_names(each[:-1], len(each) - 1), each[-1]) for each in _list(row, "prices") if _is_list(each)
        ]
        return Leaf({name: _checked(price, int, "prices") for name, price in priced})
    split = _list(row, "split")
    below, above = (_pick(later, _get(row, side), first) for side in ("below", "above"))
    return Split(_names(split, len(split)), _whole(row, "at"), below, above)


def _pick(nodes: Sequence[Node], number: Any, first: int) -> Node:
    """The node of that number, where the first of `nodes` has the number `first`."""
    at = int(_checked(number, int, "nodes")) - first
    if not 0 <= at < len(nodes):
        raise RecordError("unreadable", f"nodes: {number}")
    return nodes[at]


def _plan(placements: Sequence[Placement], problem: Problem) -> Plan:
    rows = []
    for each in placements:
        for name, known in ((each.person, problem.person_row), (each.order, problem.order_row)):
            if name not in known:
                raise RecordError("unknown_name", "placements", name)
        rows.append((problem.person_row[each.person], problem.order_row[each.order]))
    pairs = np.array(sorted(rows), np.int64).reshape(-1, 2)
    return Plan(pairs[:, 0], pairs[:, 1])


def _stage(row: Any) -> Stage:
    return Stage(_text(row, "name"), _whole(row, "value"), _whole(row, "bound"), _text(row, "proof"))


def _conflict(row: Any) -> Conflict:
    return Conflict(_texts(row, "rules"), _numbers(row, "bend"), _whole(row, "bend_cost"))


def _placement(row: Any) -> Placement:
    return Placement(_text(row, "person"), _text(row, "order"), _whole(row, "fit"), _numbers(row, "parts"))


def _unplaced(row: Any) -> Unplaced:
    loss = _get(row, "loss")
    return Unplaced(
        person=_text(row, "person"),
        reason=_text(row, "reason"),
        open_orders=_whole(row, "open_orders"),
        barriers=_numbers(row, "barriers"),
        best_order=_text(row, "best_order"),
        best_fit=_whole(row, "best_fit"),
        loss=Loss(_text(loss, "stage"), _whole(loss, "amount"), _truth(loss, "exact")),
        rules=_texts(row, "rules"),
    )


def _empty(row: Any) -> EmptySeats:
    return EmptySeats(_text(row, "order"), _whole(row, "empty"), _whole(row, "shortage"))


def _shortage(row: Any) -> Shortage:
    return Shortage(
        kind=_text(row, "kind"),
        orders=_texts(row, "orders"),
        seats=_whole(row, "seats"),
        people=_texts(row, "people"),
        reach=_whole(row, "reach"),
        rules=_texts(row, "rules"),
        stages=_texts(row, "stages"),
    )


def _rule(row: Any) -> RuleReport:
    cost = None if _get(row, "cost") is None else _numbers(row, "cost")
    return RuleReport(_text(row, "rule"), _whole(row, "violation"), _truth(row, "binding"), cost)


def _mutual(row: Any) -> MutualWish:
    return MutualWish(*(_text(row, name) for name in ("person", "order", "person_has", "order_has")))


PARTS: dict[str, Callable[[Any], Any]] = {
    "placements": _placement,
    "unplaced": _unplaced,
    "empty": _empty,
    "shortages": _shortage,
    "rules": _rule,
    "mutual": _mutual,
}


def _mapping(row: Any) -> Row:
    if not isinstance(row, Mapping):
        raise RecordError("unreadable", f"{row!r:.40} where fields were expected")
    return row


def _get(row: Any, name: str) -> Any:
    if name not in _mapping(row):
        raise RecordError("unreadable", name)
    return row[name]


def _checked(value: Any, kind: type, name: str) -> Any:
    # True is a whole number to Python, but not in a record.
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise RecordError("unreadable", f"{name}: {value!r:.40}")
    return value


def _is_list(value: Any) -> bool:
    return bool(_checked(value, list, "prices"))


def _list(row: Any, name: str) -> list[Any]:
    values: list[Any] = _checked(_get(row, name), list, name)
    return values


def _text(row: Any, name: str) -> str:
    return str(_checked(_get(row, name), str, name))


def _whole(row: Any, name: str) -> int:
    return int(_checked(_get(row, name), int, name))


def _truth(row: Any, name: str) -> bool:
    return bool(_checked(_get(row, name), bool, name))


def _texts(row: Any, name: str) -> tuple[str, ...]:
    return tuple(str(_checked(each, str, name)) for each in _list(row, name))


def _numbers(row: Any, name: str) -> dict[str, int]:
    numbers = _checked(_get(row, name), Mapping, name)
    return {str(key): int(_checked(value, int, name)) for key, value in numbers.items()}


def _names(values: Any, size: int) -> Any:
    names = tuple(_checked(each, str, "names") for each in _checked(values, list, "names"))
    if len(names) != size:
        raise RecordError("unreadable", f"names: {names}")
    return names
