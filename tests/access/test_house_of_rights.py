"""Two rules of the house that a machine can read off the code: how rooms write, and how views read."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
ROOMS = (
    "pages",
    "programme",
    "outbox",
    "registers",
    "rounds",
    "plans",
    "decisions",
    "placements",
    "desk",
    "website",
)
#: Methods that write past the trail, whatever they are called on.
WRITES = {
    "save", "asave", "create", "acreate", "get_or_create", "update_or_create", "bulk_create", "bulk_update",
    "delete", "adelete", "aupdate", "save_m2m", "raw", "execute",
    "executemany", "insert_rows", "update_rows",
}  # fmt: skip
#: Where a record is written or the database is asked past the trail, and why that is right.
MAY_WRITE: dict[str, str] = {
    "shanhai/desk/photos.py": "draws photos anew, which are no records",
    "shanhai/website/schedules.py": "sets up the schedules of the worker; they are no records",
    "shanhai/website/sign_in/mirror.py": "removes allauth's rows of an erased account; they are no records",
    "shanhai/programme/trail.py": "is the one way to write",
    "shanhai/programme/statements.py": "writes the rows that the trail gives it",
    "shanhai/programme/moments.py": "asks the database to read as of one moment and to write nothing",
    "shanhai/programme/chain.py": "seals events, which are no records themselves",
    "shanhai/programme/imports/kept.py": "keeps previews of workbooks, which are no records themselves",
    "shanhai/programme/erasure.py": "empties payloads of events, which are no records themselves",
    "shanhai/outbox/actions.py": "writes messages, which are copies of what records say and no records",
    "shanhai/outbox/sending.py": "marks what was sent and sweeps what is old; messages are no records",
    "shanhai/outbox/erasing.py": "deletes messages about a person; they are no records",
    "shanhai/pages/once.py": "keeps receipts, which are no records",
    "shanhai/programme/models/roles.py": "asks what an account holds in a statement of its own",
    "shanhai/website/views.py": "asks the database for a 1, to say that it answers",
}
#: Where views read past `visible_to`, and why that is right.
MAY_READ: dict[str, str] = {}


def _files(*names: str) -> Iterator[Path]:
    for room in ROOMS:
        for file in sorted((ROOT / "shanhai" / room).rglob("*.py")):
            if "migrations" in file.parts:
                continue
            if not names or file.stem in names or file.parent.name in names:
                yield file


def _tree(text: str) -> ast.AST:
    tree = ast.parse(text)
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            child.above = node
    return tree


def _told(text: str) -> list[str]:
    """Each call that writes past the trail, by line."""
    return [
        f"{node.lineno}: {ast.unparse(node.func)}"
        for node in ast.walk(_tree(text))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _writes(node)
    ]


def _writes(call: ast.Call) -> bool:
    method, on = call.func.attr, call.func.value
    if isinstance(on, ast.Name) and on.id == "write":
        return False
    if ast.unparse(on).split(".")[-1] == "storage":
        # A file, which is no record; the attachment that knows it is one.
        return False
    if method == "update":
        # A dictionary or a digest takes what it is updated with by position, a queryset by keyword.
        return bool(call.keywords) and not call.args
    return method in WRITES


def _read_past_rights(text: str) -> list[str]:
    """Each manager that is asked for records without saying who is looking, by line."""
    return [
        f"{node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(_tree(text))
        if isinstance(node, ast.Attribute)
        and node.attr in ("objects", "_default_manager", "_base_manager")
        and not _asks_who_is_looking(node)
    ]


def _asks_who_is_looking(node: ast.AST) -> bool:
    while True:
        above = node.above
        if isinstance(above, ast.Attribute):
            if above.attr == "visible_to":
                return True
            node = above
        elif isinstance(above, ast.Call) and above.func is node:
            node = above
        elif isinstance(above, ast.Assign) and isinstance(above.targets[0], ast.Name):
            uses = _later_uses(above)
            return bool(uses) and all(_asks_who_is_looking(use) for use in uses)
        else:
            return isinstance(above, ast.Call) and ast.unparse(above.func).split(".")[-1] == "seen"


def _later_uses(assigned: ast.Assign) -> list[ast.Name]:
    """Where the name that is assigned here is read in the same function."""
    function = assigned
    while not isinstance(function, ast.FunctionDef | ast.Module):
        function = function.above
    name = assigned.targets[0].id
    return [
        node
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)
    ]


def _found(check, exceptions: dict[str, str], *names: str) -> dict[str, list[str]]:
    found = {str(file.relative_to(ROOT)): check(file.read_text(encoding="utf-8")) for file in _files(*names)}
    return {name: told for name, told in found.items() if told and name not in exceptions}


def test_rooms_write_through_the_trail_only() -> None:
    assert _found(_told, MAY_WRITE) == {}


def test_views_read_only_what_whoever_is_looking_may_see() -> None:
    assert _found(_read_past_rights, MAY_READ, "views", "api") == {}


@pytest.mark.parametrize(
    ("exceptions", "check"), [(MAY_WRITE, _told), (MAY_READ, _read_past_rights)], ids=["write", "read"]
)
def test_every_exception_is_still_needed(exceptions: dict[str, str], check) -> None:
    needless = [
        name
        for name in exceptions
        if not (ROOT / name).exists() or not check((ROOT / name).read_text(encoding="utf-8"))
    ]
    assert needless == []


@pytest.mark.parametrize(
    "code",
    [
        "person.save()",
        "Person.objects.create(name=1)",
        "form.save()",
        "Person.objects.filter(pk=1).update(name=1)",
        "people.delete()",
        "Person.objects.bulk_create(people)",
    ],
)
def test_a_write_past_the_trail_would_be_noticed(code: str) -> None:
    assert _told(code)


@pytest.mark.parametrize("code", ["write.save(person)", "digest.update(b'x')", "found.update({1: 2})"])
def test_what_only_looks_like_a_write_is_let_pass(code: str) -> None:
    assert not _told(code)


@pytest.mark.parametrize(
    "code",
    [
        "Person.objects.all()",
        "Person.objects.filter(pk=1).first()",
        "get_object_or_404(Person.objects, pk=1)",
        "people = Person.objects.filter(pk=1)\npeople.first()",
        "people = Person.objects\nseen(user, people, pk=1)\nlist(people.all())",
    ],
)
def test_a_read_past_the_rights_would_be_noticed(code: str) -> None:
    assert _read_past_rights(code)


@pytest.mark.parametrize(
    "code",
    [
        "Person.objects.visible_to(request.user).filter(pk=1)",
        "Person.objects.select_related('home').visible_to(request.user)",
        "queries.seen(request.user, Person.objects, pk=1)",
        "seen(request.user, Person.objects.select_related('home'), pk=1)",
        "people = Person.objects.filter(pk=1)\nseen(user, people, pk=1)",
        "people = Person.objects.all()\npeople.visible_to(user)",
    ],
)
def test_a_read_through_the_rights_is_let_pass(code: str) -> None:
    assert not _read_past_rights(code)
