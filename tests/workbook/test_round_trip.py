"""What is written is read again without loss, in every form and language."""

import string
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.matching import criteria, rules
from shanhai.matching.groups import Group, where
from shanhai.matching.problem import Problem
from shanhai.sheets import LANGUAGES
from shanhai.sheets.names import half_width, tidy
from shanhai.workbook import Book, Names, read_book, write_book
from tests.workbook import samples

FORMS = ("xlsx", "csv", "parquet")
letters = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co", "Zl", "Zp", "Cf"])
ids = st.text(string.ascii_letters + string.digits + " .-_:;,、；=*'\"#+@海岳", min_size=1, max_size=8).map(
    half_width
)
words = ids.filter(lambda text: text and not text.startswith(("#", "E")))
names = st.text(letters, max_size=20).map(tidy).filter(lambda text: text and not text.startswith(("#", "E")))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_programme_with_every_criterion_and_rule_comes_back_whole(form, language, tmp_path):
    book = samples.book()
    path = tmp_path / ("book.xlsx" if form == "xlsx" else "book")

    write_book(book, path, language, form)
    again = read_book(path)

    assert again.problem.fingerprint == book.problem.fingerprint
    assert again.problem.criteria == book.problem.criteria
    assert again.problem.rules == book.problem.rules
    assert again.problem.people.id == book.problem.people.id
    assert (again.names, again.notes) == (book.names, book.notes)


def some(values):
    return st.lists(st.sampled_from(values), unique=True, max_size=3)


@st.composite
def a_person(draw, name, organisations, targets, codes):
    start = draw(st.integers(1950 * 12, 2100 * 12))
    grounds = st.just("") | words.filter(lambda text: ":" not in text)
    return {
        "id": name,
        "home": draw(st.none() | st.sampled_from(organisations)),
        "industry": draw(words),
        "capacity": draw(st.integers(1, 9)),
        "start": start,
        "end": start + draw(st.integers(0, 60)),
        "directions": draw(some(["down", "up", "across"])),
        "expertise": [(code, draw(st.integers(1, 5)), draw(st.booleans())) for code in draw(some(codes))],
        "qualifications": draw(st.lists(words, max_size=2)),
        "wishes": draw(some(targets)),
        "barred": [(target, draw(grounds)) for target in draw(some(organisations))],
        "groups": draw(st.lists(words, max_size=2)),
    }


@st.composite
def an_order(draw, name, organisations, people, codes):
    return {
        "id": name,
        "host": draw(st.none() | st.sampled_from(organisations)),
        "seats": draw(st.integers(1, 99)),
        "tier": draw(st.integers(1, 9)),
        "direction": draw(st.sampled_from(["", "down", "up"])),
        "asks": [(code, draw(st.integers(1, 5))) for code in draw(some(codes))],
        "wishes": draw(some(people)),
    }


@st.composite
def a_place(draw, name):
    east = draw(st.none() | st.floats(-1e4, 1e4).map(lambda number: number + 0.0))
    return {"id": name, "kind": draw(words), "traits": draw(st.lists(words, max_size=3)), "east": east}


@st.composite
def books(draw):
    """Draw a small problem with awkward ids, names and lists."""
    apart = draw(st.lists(words, min_size=8, max_size=8, unique=True))
    places, organisations, orders = apart[:2], apart[2:5], apart[5:]
    codes = draw(st.lists(words, min_size=1, max_size=3, unique=True))
    people = draw(st.lists(words, min_size=1, max_size=4, unique=True))
    listed = tuple((name, orders[0], draw(st.integers(0, 99))) for name in people)
    strength = draw(st.sampled_from(["hard", "elastic", "priced"]))
    problem = Problem.of(
        places=[draw(a_place(name)) for name in places],
        organisations=[{"id": name, "kind": draw(words), "place": places[0]} for name in organisations],
        expertise=[{"id": name} for name in codes],
        people=[draw(a_person(name, organisations, apart, codes)) for name in people],
        orders=[draw(an_order(name, organisations, people, codes)) for name in orders],
        criteria=[criteria.Expertise(weight=draw(st.integers(0, 100))), criteria.Given(pairs=listed)],
        rules=[rules.AtMost(id=draw(words), limit=1, people=where(person=people), strength=strength)],
        seed=draw(names),
    )
    called = {name: draw(names) for name in people}
    return Book(problem=problem, names=Names(people=called, orders={orders[0]: draw(names)}))


@pytest.mark.parametrize("form", FORMS)
@given(book=books(), language=st.sampled_from(LANGUAGES))
def test_no_book_loses_anything(form, book, language):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("book.xlsx" if form == "xlsx" else "book")
        write_book(book, path, language, form)
        again = read_book(path)

    assert again.problem.fingerprint == book.problem.fingerprint
    assert again.names == book.names


def test_a_group_built_by_hand_keeps_its_fingerprint(tmp_path):
    plain = samples.book().problem
    people = Group((("home", tuple(reversed(plain.organisations.id[:2]))),))
    problem = plain.replace(rules=(rules.AtMost(id="cap", limit=1, people=people),))

    write_book(Book(problem=problem), tmp_path / "book.xlsx", "en")

    assert read_book(tmp_path / "book.xlsx").problem.fingerprint == problem.fingerprint


def test_pairs_listed_in_another_order_keep_the_fingerprint(tmp_path):
    plain = samples.book().problem
    order = plain.orders.id[0]
    amounts = tuple((person, order, 3) for person in reversed(plain.people.id))
    problem = plain.replace(rules=(rules.Budget(id="fares", limit=1, amounts=amounts),))

    write_book(Book(problem=problem), tmp_path / "book.xlsx", "en")

    assert read_book(tmp_path / "book.xlsx").problem.fingerprint == problem.fingerprint
