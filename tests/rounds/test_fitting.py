"""What the round asks of the engine: who may go where, how rules work out, how large a group is."""

import pytest

from shanhai.programme.models import Term
from shanhai.programme.trail import writing
from shanhai.rounds import actions, queries
from shanhai.rounds.fitting import lines, world
from shanhai.rounds.fitting.openness import DossierErrors, openness
from shanhai.rounds.fitting.tryout import NothingToTry, invented_world, try_out
from shanhai.rounds.models import TryOut
from shanhai.sheets import LANGUAGES
from shanhai.workbook import book_of
from tests.rounds import scene

pytestmark = pytest.mark.django_db

HUB = {
    "places": [{"id": "HY"}, {"id": "C11", "parent": "HY", "kind": "county"}, {"id": "C12", "parent": "HY"}],
    "organisations": [{"id": "U1"}, {"id": "G1", "place": "C11"}, {"id": "G2", "place": "C12"}],
    "expertise": [{"id": "K"}],
}
ORDERS = [
    {"id": "D1", "host": "G1", "direction": "down"},
    {"id": "D2", "host": "G2", "direction": "down", "qualifications": ["执业医师"]},
    {"id": "D3", "host": "G2", "direction": "up"},
]
HARD = [{"criterion": kind} for kind in ("qualified", "direction", "recused")]


def shut(person, rules=(), weights=HARD) -> dict[str, tuple[str, ...]]:
    found = openness(
        {"id": "P", "home": "U1", **person}, {"weights": weights, "rules": rules}, {**HUB, "orders": ORDERS}
    )
    return {each.order: each.shut_by for each in found}


def test_each_order_tells_which_requirement_shuts_it():
    assert shut({"directions": ["down"], "native": "C11"}) == {
        "D1": ("recused",),
        "D2": ("qualified",),
        "D3": ("direction",),
    }


def test_a_required_criterion_that_is_not_in_the_rules_shuts_nothing():
    assert shut({"directions": ["down"]}, weights=[]) == {"D1": (), "D2": (), "D3": ()}


def test_a_ban_shuts_whom_it_names():
    ban = {"id": "b", "kind": "ban", "people": {"home": ["U1"]}, "orders": {"place": ["C12"]}}
    assert shut({}, [ban], []) == {"D1": (), "D2": ("ban",), "D3": ("ban",)}
    assert shut({}, [{**ban, "strength": "elastic"}], [])["D2"] == ()


def test_the_rank_of_a_wish_stands_beside_its_order():
    found = openness(
        {"id": "P", "wishes": ["D3", "D1"]}, {"weights": [], "rules": []}, {**HUB, "orders": ORDERS}
    )
    assert {each.order: each.rank for each in found} == {"D1": 2, "D2": 0, "D3": 1}


def test_a_wrong_dossier_is_told_by_column():
    with pytest.raises(DossierErrors) as raised:
        shut({"wishes": ["nowhere"]})
    assert [error.column for error in raised.value.errors] == ["wishes"]


def test_two_homes_may_use_the_same_code_for_their_people(cast):
    chen = cast.people["chen"]
    chen.code = "P-li"
    assert world.ids_of([cast.people["li"], chen, cast.people["wang"]]) == {
        cast.people["li"].pk: "U01-P-li",
        chen.pk: "U02-P-li",
        cast.people["wang"].pk: "P-wang",
    }


def test_hosts_wish_for_people_by_id_or_name_and_only_for_those_of_the_pool():
    people = [{"id": "P1", "name": "李　明"}, {"id": "P2", "name": "王芳"}, {"id": "P3", "name": "王 芳"}]
    orders = [{"id": "D", "wishes": ["李明", "P1", "王芳", "P3", "nobody"]}]
    assert world.with_known_wishes(orders, people)[0]["wishes"] == ["P1", "P3"]


def test_the_world_of_a_cohort_holds_registers_orders_and_codes(cast):
    with writing(by=None, action="test") as write:
        write.save(Term(scheme="expertise", code="K01", name="林业"))
    scene.order_accepted(cast, asks=[["K01", 5]])
    found = world.world_of(scene.fresh(cast))
    assert book_of(found).problem.n_orders == 1
    assert found["people"] == []


def test_a_rule_reads_as_a_sentence_in_each_language(cast):
    draft = scene.rules_drafted(cast)
    seen = queries.see(draft, queries.lines_of(draft))
    said = {language: seen.sentence("release", language) for language in LANGUAGES}
    assert said["en"] == "Each home organisation releases at most 3 people"
    assert said["zh-hans"] == "每个派出单位派出不超过 3 人"
    assert said["zh-hant"] == "每個派出單位派出不超過 3 人"


def test_a_group_tells_how_many_it_holds():
    book = book_of({**HUB, "people": [{"id": f"P{at}", "home": "U1", "level": at} for at in range(9)]})
    assert lines.group_size(book, "people", {"home": ["U1"]}) == 9
    assert lines.group_size(book, "people", {"level": ["3", "4"]}) == 2
    assert lines.values_of(book, "people", "home") == {"U1": 9}
    assert lines.said_group(book, "people", {"home": ["U1"]}, "en") == "people of U1"


def _tried(rules, weights=({"criterion": "level", "weight": 10},)):
    stages = []
    people = [{"id": f"P{at}", "home": "U1", "level": 5} for at in range(6)]
    orders = [{"id": "D1", "host": "G1", "seats": 6, "level": 5}]
    found = try_out(
        {"rules": rules, "weights": list(weights)}, {**HUB, "people": people, "orders": orders}, stages.append
    )
    return found, stages


def test_a_try_out_tells_what_a_plan_fills_and_which_rules_bind():
    found, stages = _tried([{"id": "cap", "kind": "at_most", "number": 2, "each": "home"}])
    assert (found["placed"], found["people"], found["filled"], found["seats"]) == (2, 6, 2, 6)
    assert [(rule["code"], rule["binds"]) for rule in found["rules"]] == [("cap", True)]
    assert set(found["rules"][0]["said"]) == set(LANGUAGES)
    assert stages


def test_a_try_out_names_nobody():
    found, _ = _tried([{"id": "cap", "kind": "at_most", "number": 2, "each": "home"}])
    assert not any(f"P{at}" in str(found) for at in range(6))


def test_rules_that_speak_of_nobody_there_are_left_out_and_told():
    rules = [
        {"id": "cap", "kind": "at_most", "number": 2},
        {"id": "far", "kind": "at_least", "number": 1, "orders": {"host": ["G9"]}},
        {"id": "none", "kind": "at_least", "number": 1, "people": {"level": ["9"]}},
    ]
    found, _ = _tried(rules)
    assert [each["code"] for each in found["left_out"]] == ["far", "none"]
    assert [rule["code"] for rule in found["rules"]] == ["cap"]


def test_rules_that_cannot_all_hold_are_told_as_a_conflict():
    rules = [
        {"id": "more", "kind": "at_least", "number": 3},
        {"id": "less", "kind": "at_most", "number": 2},
    ]
    found, _ = _tried(rules)
    assert found["status"] == "conflict"
    assert set(found["conflict"]) == set(LANGUAGES)


def test_nothing_can_be_tried_on_nobody():
    with pytest.raises(NothingToTry):
        try_out({"rules": [], "weights": []}, {**HUB, "people": [], "orders": []}, lambda stage: None)


def test_the_invented_people_are_whole():
    book = book_of(invented_world())
    assert (book.problem.n_people, len(book.problem.rules)) == (217, 0)


def test_a_job_works_a_try_out_out_once(cast, monkeypatch):
    monkeypatch.setattr("shanhai.rounds.actions.tryouts.invented_world", _small_world)
    asked = actions.ask_try_out(by=cast.office, rule_set=scene.rules_drafted(cast), on="invented")
    assert actions.run_try_out(asked.pk) == "done"
    done = TryOut.objects.get(pk=asked.pk)
    assert (done.found["people"], done.found["rules"][0]["code"]) == (2, "release")
    version = done.version
    assert actions.run_try_out(asked.pk) == "done"
    assert TryOut.objects.get(pk=asked.pk).version == version


def test_a_second_click_asks_for_the_same_try_out(cast):
    draft = scene.rules_drafted(cast)
    first = actions.ask_try_out(by=cast.office, rule_set=draft, on="invented")
    assert actions.ask_try_out(by=cast.office, rule_set=draft, on="invented") == first


def test_a_try_out_on_a_cohort_that_has_none_before_it_fails_and_says_so(cast):
    asked = actions.ask_try_out(by=cast.office, rule_set=scene.rules_drafted(cast), on="previous")
    assert actions.run_try_out(asked.pk) == "failed"
    assert "no people" in TryOut.objects.get(pk=asked.pk).found["why"]


def _small_world():
    return {
        **HUB,
        "people": [{"id": "P1", "home": "U1"}, {"id": "P2", "home": "U1"}],
        "orders": [{"id": "D1", "host": "G1", "seats": 2}],
    }
