"""The samples as a whole: the same on every machine, in three languages, invented and saying so."""

import hashlib
import json
from typing import Any

import pytest

from shanhai.haiyue import SAMPLES, haiyue, sample
from shanhai.haiyue.material import LANGUAGES
from shanhai.matching.tables import plain_rows
from shanhai.workbook.book import Book

# SHA-256 over rows, names and notes in all three languages. A change here changes the sample for everybody:
# say so in the changelog.
DIGESTS = {
    "haiyue-2022": "78f8fce8551913e65af277b79143407fac924f4238eb53169ea69da22eaeb1c8",
    "liaison-small": "03f01b70a13e50f2eba010bc56cc0eb9d31af328a73e376557d13e800e10e362",
    "conflict": "4897059133e8907746028ecad2445a8a20d7d7a9bde0008d5d1ab752a8306d3e",
    "shortage": "0475a84cb8e0a9c9a24232b03813ab743abda7339a78f6441c9c3d0c6fd0fd5b",
}
SIZES = {
    "haiyue-2022": (217, 260),
    "liaison-small": (2_000, 2_816),
    "conflict": (40, 60),
    "shortage": (57, 64),
}


def _digest(name: str) -> str:
    told: list[Any] = []
    for language in LANGUAGES:
        book = sample(name, language)
        names = [dict(part) for part in (book.names.people, book.names.orders, book.names.organisations)]
        names += [dict(part) for part in (book.names.places, book.names.expertise, book.names.rules)]
        told.append(
            [names, {place: list(rings) for place, rings in book.names.outlines.items()}, dict(book.notes)]
        )
    content = [SAMPLES[name].make().rows(), told]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.fixture(scope="module", params=sorted(SAMPLES))
def book(request: pytest.FixtureRequest) -> Book:
    return sample(request.param)


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_sample_is_the_same_on_every_machine(name: str) -> None:
    assert _digest(name) == DIGESTS[name]


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_sample_has_the_size_it_says(name: str) -> None:
    problem = sample(name).problem
    assert (problem.n_people, int(problem.orders.seats.sum())) == SIZES[name]


def test_a_sample_is_marked_as_invented_and_its_notes_say_so(book: Book) -> None:
    assert book.names.invented
    assert "虚构" in book.notes["places"]["HY"]


def test_everything_in_a_sample_has_a_name(book: Book) -> None:
    problem, names = book.problem, book.names
    assert set(problem.people.id) == names.people.keys()
    assert set(problem.orders.id) == names.orders.keys()
    assert set(problem.organisations.id) == names.organisations.keys()
    assert set(problem.places.id) == names.places.keys()
    assert set(problem.expertise.id) == names.expertise.keys()
    assert {rule.id for rule in problem.rules} == names.rules.keys()
    assert all(names.programme and names.cohort for _ in [book])


def test_every_district_and_county_has_an_outline_in_kilometres(book: Book) -> None:
    kinds = dict(zip(book.problem.places.id, book.problem.places.kind, strict=True))
    drawn = {place for place, rings in book.names.outlines.items() if rings}
    assert drawn == {place for place, kind in kinds.items() if kind in ("district", "county")}
    assert all(0 < x < 430 and 0 < y < 420 for rings in book.names.outlines.values() for x, y in rings[0])


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_languages_differ_in_names_and_in_nothing_else(name: str) -> None:
    books = [sample(name, language) for language in LANGUAGES]
    assert len({book.problem.fingerprint for book in books}) == 1
    counties = [book.names.places["HY0905"] for book in books]
    assert counties == ["青溪县", "青溪縣", "Qingxi County"]


def test_descriptions_say_in_three_languages_that_the_sample_is_invented() -> None:
    for described in SAMPLES.values():
        assert "虚构" in described.description.hans
        assert "虛構" in described.description.hant
        assert "invented" in described.description.english


def test_an_unknown_sample_or_language_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match=r"no sample 'haiyue'.*haiyue-2022"):
        sample("haiyue")
    with pytest.raises(ValueError, match=r"no language 'zh'.*zh-hans"):
        sample("conflict", "zh")


# A cohort of any size


def test_a_larger_cohort_keeps_the_proportions() -> None:
    problem = haiyue(1_000, 1_200, "large").problem
    directions = [directions[0] for directions in problem.people.directions]
    assert problem.n_people == 1_000
    assert int(problem.orders.seats.sum()) == 1_200
    assert 560 <= directions.count("down") <= 573


def test_another_seed_gives_another_cohort_and_the_same_seed_the_same() -> None:
    first, again, other = (haiyue(50, 60, seed, rules=False).problem for seed in ("a", "a", "b"))
    assert first.fingerprint == again.fingerprint != other.fingerprint


def test_a_cohort_without_rules_has_none_and_limits_grow_with_a_large_one() -> None:
    assert haiyue(300, 300, rules=False).problem.rules == ()
    limits = [haiyue(people, people).problem.rules[0].limit for people in (217, 2_170)]  # type: ignore[attr-defined]
    assert limits == [4, 40]


@pytest.mark.parametrize("size", [(1, 1), (9, 4), (3, 300)])
def test_even_a_very_small_cohort_makes_a_problem_without_rules(size: tuple[int, int]) -> None:
    assert haiyue(*size, rules=False).problem.n_people == size[0]


def test_the_smallest_cohort_with_rules_has_forty_people_and_seats() -> None:
    assert len(haiyue(40, 40).problem.rules) >= 15
    with pytest.raises(ValueError, match="rules=False"):
        haiyue(39, 40)


@pytest.mark.parametrize("size", [(0, 10), (10, 0), (-5, 5)])
def test_a_cohort_of_nobody_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="1 or more of each"):
        haiyue(*size)


def test_rows_read_by_the_engine_are_those_of_the_sample() -> None:
    material = SAMPLES["shortage"].make()
    rows = plain_rows(sample("shortage").problem.tables)
    assert [row["id"] for row in rows["people"]] == [person.id for person in material.people]
    assert [row["seats"] for row in rows["orders"]] == [order.seats for order in material.orders]
