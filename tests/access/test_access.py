"""Every route answers everybody as the hand-written table says, and leaves no trace where it refuses."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from tests.access.asking import answers, events, send, sights, signed_in, taken_back
from tests.access.routes import addresses, routes
from tests.access.table import Line, Subject, lines
from tests.access.table import sights as lines_of_sights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.cast import Cast

pytestmark = pytest.mark.django_db
LINES = lines()
SIGHTS = lines_of_sights()
METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}
#: How a method that no line names is refused; to whoever is signed out also by the sign-in page.
REFUSED = {403, 404, 405}
REFUSED_OUTSIDE = REFUSED | {302, 401}


def _with_subject(names: str, found: Sequence[tuple[Line, ...]]):
    """Parametrises by lines, the first of each tuple; neighbours about the same subject share it."""
    first: dict[tuple[str, str], Line] = {}
    for line, *_ in found:
        first.setdefault((line.subject, line.state), line)
    place = {about: number for number, about in enumerate(first)}
    together = sorted(found, key=lambda each: place[each[0].subject, each[0].state])
    given = [(*each, first[each[0].subject, each[0].state]) for each in together]
    ids = [str(each[0]) for each in together]
    return pytest.mark.parametrize(
        (*names.split(), "about"), given, ids=ids, indirect=["about"], scope="module"
    )


def test_every_route_stands_in_the_table() -> None:
    listed = {line.route for line in LINES}
    assert sorted(routes().keys() - listed) == []


def test_the_table_names_no_route_that_is_gone() -> None:
    assert sorted({line.route for line in [*LINES, *SIGHTS]} - routes().keys()) == []


def test_no_line_stands_twice() -> None:
    found = defaultdict(list)
    for line in [*LINES, *SIGHTS]:
        found[str(line)].append(line.where)
    assert {line: where for line, where in found.items() if len(where) > 1} == {}


@_with_subject("line", [(line,) for line in LINES])
def test_the_answer_is_the_one_that_is_written_down(line: Line, about: Subject, the_cast: Cast) -> None:
    found = answers(line, the_cast, about)
    wrong = {
        column: f"{found[column]}, not {expected}"
        for column, expected in line.answers.items()
        if found[column] != expected
    }
    assert wrong == {}, line.where


def _pages() -> list[tuple[Line, list[Line]]]:
    """The first line of each page that marks are looked for on, with all of them: it is asked for once."""
    pages = defaultdict(list)
    for line in SIGHTS:
        pages[line.route, line.subject, line.state].append(line)
    return [(same[0], same) for same in pages.values()]


@_with_subject("line same", _pages())
def test_a_page_shows_a_mark_to_those_only_who_may_see_it(
    line: Line, same: list[Line], about: Subject, the_cast: Cast
) -> None:
    marks = {each.where: each.method.replace("_", " ") for each in same}
    assert sights(line, the_cast, about, marks) == {each.where: each.answers for each in same}


def _first_lines() -> list[tuple[Line, set[str]]]:
    """One line for each address, with the methods that the table names for it."""
    address_of, methods, first = addresses(), defaultdict(set), {}
    for line in LINES:
        address = address_of.get(line.route, line.route)
        methods[address].add(line.method)
        first.setdefault(address, line)
    return [(line, methods[address]) for address, line in first.items()]


@_with_subject("line named", _first_lines())
def test_a_method_that_no_line_names_is_refused(
    line: Line, named: set[str], about: Subject, the_cast: Cast
) -> None:
    address = reverse(line.route, kwargs=about.kwargs)
    for column in _askers(line):
        for method in METHODS - named:
            _refuses(line, the_cast, column, method, address)


def _askers(line: Line) -> list[str]:
    """Whoever is signed out, the office, and the first who may do what the line says."""
    may = [column for column, expected in line.answers.items() if expected in ("ok", "done")]
    return list(dict.fromkeys(["out", "off", *may[:1]]))


def _refuses(line: Line, cast: Cast, column: str, method: str, address: str) -> None:
    with taken_back():
        client = signed_in(cast, column)
        before = events()
        status = send(client, method, address, Subject()).status_code
        refused = REFUSED_OUTSIDE if column == "out" else REFUSED
        assert status in refused, f"{method} {line.route} answers {column} with {status}: {line.where}"
        assert events() == before, f"{method} {line.route} wrote for {column}"
