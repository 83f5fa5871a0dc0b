"""Whatever is written can be found: in both scripts, by short words, codes and initials."""

import pytest

from shanhai.pages.searching import SearchField, matching, searched
from shanhai.programme.models import Event, Organisation, Person
from shanhai.programme.trail import writing

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(cast):
    home = cast.organisations["college"]
    with writing(by=None, action="test") as write:
        write.save_all(
            [
                Person(code="S-01", name="曾　国华", home=home),
                Person(code="S-02", name="陳 海", home=home),
                Person(code="S-03", name="尉迟 100%", home=home),
            ]
        )
    return Person.objects.filter(code__startswith="S-")


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("曾国华", ["S-01"]), ("國華", ["S-01"]), ("华", ["S-01"]), ("zgh", ["S-01"]), ("ZengGuo", ["S-01"]),
        ("曾 s-01", ["S-01"]), ("s-0", ["S-01", "S-02", "S-03"]), ("陈海", ["S-02"]), ("陳　海", ["S-02"]),
        ("ch", ["S-02", "S-03"]), ("chenhai", ["S-02"]), ("ｓ－０２", ["S-02"]), ("曾 海", []),
        ("%", ["S-03"]), ("_", []), ("ceng", []), ("", ["S-01", "S-02", "S-03"]), ("'; DROP", []),
    ],
)  # fmt: skip
def test_a_record_is_found_by(people, query, codes) -> None:
    assert sorted(people.filter(matching(Person, query, "search")).values_list("code", flat=True)) == codes


def test_a_record_is_found_by_what_it_refers_to(people) -> None:
    assert people.filter(matching(Person, "林学院 zgh", "search", "home__search")).count() == 1
    assert people.filter(matching(Person, "林学院 zgh", "search")).count() == 0


@pytest.mark.parametrize("few", [(), ("home",)], ids=["all units", "those referred to"])
def test_of_records_that_refer_to_few_the_same_are_found(people, cast, few) -> None:
    def found(query: str, *fields: str) -> list[str]:
        return [each.code for each in searched(people.order_by("-code"), query, *fields, few=few)]

    assert found("林学院", "search", "home__search") == ["S-03", "S-02", "S-01"]
    assert found("林学院 zgh", "search", "home__search") == ["S-01"]
    assert found("林学院", "search") == []
    assert found(cast.organisations["qingxi"].name, "search", "home__search") == []


def test_of_records_that_refer_to_few_only_these_are_searched(people) -> None:
    few = str(Person.objects.filter(matching(Person, "林", "home__search", few=("home",))).query)
    assert few.count("DISTINCT") == 1
    assert "DISTINCT" not in str(Person.objects.filter(matching(Person, "林", "home__search")).query)


def test_a_new_name_is_found_and_the_old_one_no_longer(people, cast) -> None:
    person = people.get(code="S-01")
    person.name = "解 放"
    with writing(by=None, action="test") as write:
        write.save(person)
    assert people.filter(matching(Person, "xf", "search")).count() == 1
    assert people.filter(matching(Person, "曾", "search")).count() == 0


def test_many_records_written_at_once_are_in_step_too(people) -> None:
    changed = list(people)
    for person in changed:
        person.name = "翟 明"
    with writing(by=None, action="test") as write:
        write.save_all(changed)
    assert people.filter(matching(Person, "zm", "search")).count() == 3
    assert len(set(people.values_list("by_pinyin", flat=True))) == 1


def test_what_a_record_is_found_by_is_worked_out_anew_only_when_its_words_change(people, monkeypatch) -> None:
    worked_out = []
    monkeypatch.setattr(
        SearchField, "worked_out", lambda field, record: worked_out.append(record.code) or "?"
    )
    first, second, _ = many = list(people.order_by("code"))
    first.level, second.name = 5, "陳 河"
    with writing(by=None, action="test") as write:
        write.save_all(many[:1])
        assert worked_out == []
        write.save_all([second])
    assert worked_out == ["S-02"]
    assert people.get(code="S-02").search == "?"


def test_what_is_found_by_a_units_new_name_needs_no_second_write(people, cast) -> None:
    college = Organisation.objects.get(pk=cast.organisations["college"].pk)
    college.name = "海岳大学茶学院"
    with writing(by=None, action="test") as write:
        write.save(college)
    assert people.filter(matching(Person, "茶学院", "search", "home__search")).count() == 3


def test_the_trail_holds_none_of_what_only_follows_from_a_record(people) -> None:
    after = Event.objects.about(people[0]).get().payload.after
    assert after.keys() & {"search", "by_pinyin", "by_strokes"} == set()
    assert "name" in after
