"""What each reader is told of a plan, and what a person's text never depends on."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from shanhai.matching.solve import solve
from shanhai.plans import queries
from shanhai.plans.actions import explaining
from shanhai.plans.actions.explaining import explain
from shanhai.plans.erasing import records_of
from shanhai.plans.fitting.changes import Change, changed
from shanhai.plans.fitting.explaining import Explaining
from shanhai.plans.fitting.planning import least_changed
from shanhai.plans.fitting.warm import warm
from shanhai.plans.models import Explanation
from shanhai.programme.trail import writing
from shanhai.sheets import LANGUAGES
from shanhai.workbook import book_of
from tests.plans import scene

if TYPE_CHECKING:
    from collections.abc import Sequence

PLACES = [{"id": "C1", "name": "青溪"}, {"id": "C2", "name": "松门"}]
UNITS = [
    {"id": "U1", "name": "大学", "kind": "university"},
    {"id": "H1", "name": "青溪县", "place": "C1", "kind": "government"},
    {"id": "H2", "name": "松门县", "place": "C2", "kind": "government"},
]
ORDERS = [
    {"id": "D1", "name": "林业技术员", "host": "H1", "place": "C1", "seats": 1, "asks": [("forest", 5)]},
    {"id": "D2", "name": "海水养殖", "host": "H2", "place": "C2", "seats": 1, "asks": [("fish", 5)]},
]


def person(name: str, code: str, strength: int, wishes: list[str], **given) -> dict:
    return {
        "id": name,
        "name": f"名字{name}",
        "home": "U1",
        "expertise": [(code, strength, True)],
        "wishes": wishes,
        **given,
    }


def book(*people: dict, orders: list[dict] = ORDERS, rules: Sequence[dict] = ()):
    return book_of(
        {
            "places": PLACES,
            "organisations": UNITS,
            "expertise": [{"id": "forest", "name": "林业"}, {"id": "fish", "name": "渔业"}],
            "people": list(people),
            "orders": orders,
            "weights": [
                {"criterion": "expertise", "weight": 60},
                {"criterion": "person_wishes", "weight": 40},
            ],
            "programme": [{"seed": "a seed"}],
            "rules": list(rules),
        }
    )


def told(made, whom: str) -> dict[str, list[str]]:
    return Explaining(solve(made.problem), made).person(whom)


MEI = person("P2", "fish", 3, ["C1"])


def test_a_person_reads_why_there_and_what_became_of_the_wish():
    text = " ".join(told(book(person("P1", "forest", 5, ["C1"]), MEI), "P2")["en"])
    assert "You are placed at" in text
    assert "your first wish, would have fitted at" in text
    assert "programme office" in text


def test_a_text_tells_of_nobody_else():
    for sentences in told(book(person("P1", "forest", 5, ["C1"]), MEI), "P2").values():
        assert "P1" not in "".join(sentences)
        assert "名字" not in "".join(sentences)


@pytest.mark.parametrize(
    ("change", "whom", "said"),
    [
        (Change("pin", "P1", "D2"), "P1", "Your place was decided by hand."),
        (Change("forbid", "P1", "D1"), "P1", "keeps you from “青溪县 · 林业技术员”."),
        (Change("withdraw", "P1"), "P1", "You were taken out of this plan by hand."),
    ],
)
def test_whoever_is_placed_by_hand_reads_so_and_nobody_else_does(change, whom, said):
    made = book(person("P1", "forest", 5, ["C1"]), MEI)
    result = solve(changed(made, [change]))
    telling = Explaining(result, made, changes=[change])
    assert said in " ".join(telling.person(whom)["en"])
    assert "by hand." not in " ".join(telling.person("P2")["en"])


def test_a_place_that_a_decision_by_hand_stands_against_is_not_laid_to_a_rule_alone():
    change = Change("pin", "P1", "D1")
    made = book(person("P1", "fish", 5, ["C2"]), MEI)
    telling = Explaining(solve(changed(made, [change])), made, changes=[change])
    assert "would break a rule, or a decision taken by hand" in " ".join(telling.person("P2")["en"])


def test_in_a_plan_that_moves_as_few_as_can_be_a_wish_costs_moves_and_not_fit():
    made, keeps = book(person("P1", "forest", 5, ["C1"]), MEI), [("P2", "D1")]
    telling = Explaining(least_changed(made.problem, keeps), made, keeps=keeps)
    assert "placing you there would move other people as well" in " ".join(telling.person("P1")["en"])


@pytest.mark.django_db
def test_everybody_and_every_host_and_the_panel_are_told_in_three_languages(cast):
    plan = scene.verified(cast)
    assert not any(each.is_told for each in Explanation.objects.all())
    assert explain(plan.pk) == 3 + 2 + 1 + 1
    for each in Explanation.objects.all():
        assert set(each.texts) == set(LANGUAGES)
        assert all(each.told(language) for language in LANGUAGES)
    assert explain(plan.pk) == 0, "what is told stays told"


@pytest.mark.django_db
def test_a_job_takes_its_turn_and_leaves_the_rest_to_the_next(cast, monkeypatch):
    plan, given_out = scene.verified(cast), []
    monkeypatch.setattr(explaining, "_TURN", 0.0)
    monkeypatch.setattr(explaining, "async_task", lambda job, pk: given_out.append(pk))
    assert explain(plan.pk) == 1
    told = [each for each in Explanation.objects.all() if each.is_told]
    assert [each.audience == "person" for each in told] == [False], (
        "what the panel and hosts read comes first"
    )
    assert given_out == [plan.pk]


@pytest.mark.django_db
def test_a_plan_whose_search_was_stopped_is_told_as_its_file_has_it(cast):
    asked = warm(scene.verified(cast))
    record = json.loads(asked.content)
    record |= {"status": "limited", "placements": record["placements"][:1]}
    stopped = replace(asked, content=json.dumps(record).encode())
    assert len(asked.told().placements) == 2
    assert len(stopped.told().placements) == 1


@pytest.mark.django_db
def test_a_host_reads_who_comes_and_nobody_who_does_not(cast):
    plan = scene.verified(cast)
    explain(plan.pk)
    (qingxi,) = [each for each in queries.explanations_for_hosts(plan) if each.order.title == "林业技术员"]
    text = "".join(qingxi.told("zh-hans"))
    assert "李" in text
    assert "王" not in text
    assert "陈" not in text


@pytest.mark.django_db
def test_who_and_whose_host_would_rather_have_each_other_is_told_to_the_panel_alone(cast, client):
    plan = scene.verified(cast)
    explain(plan.pk)
    address = reverse("plans:plan", args=["haiyue", "2022", plan.number])
    said = "would rather have each other"
    shown = {}
    for name in ("panel", "office", "auditor"):
        client.force_login(getattr(cast, name))
        shown[name] = said in client.get(address).content.decode()
    assert shown == {"panel": True, "office": False, "auditor": False}


@pytest.mark.django_db
def test_when_a_dossier_is_erased_no_sentence_names_the_person_any_more(cast):
    scene.sealed(cast)
    gone = {"kind": "withdraw", "person": cast.people["li"], "reason": "Moves."}
    plan = scene.verified(cast, overrides=[gone])
    explain(plan.pk)
    (_, name) = cast.people["wang"].name.split()
    texts = [each.told for each in queries.overrides_of(plan)]
    assert any(name in str(each) for each in texts), "otherwise nothing would have to go"
    with writing(by=None, action="test.erase") as write:
        for each in records_of(cast.people["wang"]):
            write.save(each)
    texts = [each.told for each in queries.overrides_of(plan)]
    texts += Explanation.objects.filter(plan=plan).values_list("texts", flat=True)
    assert not any(name in str(each) for each in texts)


def test_a_person_reads_what_the_fit_consists_of():
    text = " ".join(told(book(person("P1", "forest", 5, ["C1"]), MEI), "P1")["en"])
    assert "It is your first wish. The fit consists of expertise 0.60 of 0.60" in text


def test_a_host_reads_how_many_are_eligible_though_it_may_not_see_them():
    many = [{**each, "seats": 3} for each in ORDERS]
    made = book(person("P1", "forest", 5, ["C1"]), person("P2", "fish", 3, ["C2"]), orders=many)
    text = " ".join(Explaining(solve(made.problem), made).host("D1")["en"])
    assert "only 2 people are eligible" in text
    assert "名字P2" not in text


@pytest.mark.django_db
def test_a_host_whose_seats_stay_empty_reads_why(cast):
    scene.sealed(cast, seats=3, songmen_seats=2)
    plan = scene.verified(cast)
    explain(plan.pk)
    short = {each.order_id for each in queries.shortages_of(plan)}
    texts = [each.told("en") for each in queries.explanations_for_hosts(plan) if each.order_id in short]
    assert texts
    assert all(len(text) >= 2 for text in texts)
