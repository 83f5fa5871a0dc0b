"""What the desk learns from what was solved, and what is lacking again and again becomes a need."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone

from shanhai.desk import actions, queries
from shanhai.desk.models import Lesson, Request, Shortage
from shanhai.programme.models import Place
from shanhai.programme.trail import writing
from shanhai.registers.models import Need
from tests.desk.makers import browser_of, request_of, solved, taken_on, topic_of

if TYPE_CHECKING:
    from tests.cast import Cast

pytestmark = pytest.mark.django_db
DESK = "/p/haiyue/desk/"


def _published(cast: Cast, title: str = "鱼塘连续死鱼怎么办", solution: str = "换水增氧后复查。") -> Lesson:
    made = actions.write_lesson(
        by=cast.office, programme=cast.haiyue, title=title, solution=solution, topic=topic_of(cast)
    )
    return actions.publish_lesson(by=cast.office, lesson=made)


def _unsolvable(cast: Cast, times: int, **values) -> list[Request]:
    made = [taken_on(cast, **values) for _ in range(times)]
    return [actions.take(by=cast.responder, request=each, name="cannot", text="无此设备。") for each in made]


# Knowledge


def test_a_draft_is_written_from_a_solved_request_without_the_persons_in_it(cast: Cast) -> None:
    made = taken_on(cast, text=f"请联系{cast.secondee.name}，电话 139 0000 0000：鱼塘死鱼。")
    actions.take(by=cast.responder, request=made, name="solve", text=f"{cast.responder.name}到塘换水。")
    page = browser_of(cast, "office").get(f"{DESK}{made.pk}/knowledge").content.decode()
    draft = actions.draft_of(made)
    assert "鱼塘死鱼" in draft["title"]
    assert "到塘换水" in draft["solution"]
    assert draft["title"] in page
    for said in draft.values():
        assert cast.secondee.name not in said
        assert cast.responder.name not in said
        assert "139" not in said


def test_what_names_somebody_is_neither_kept_nor_published(cast: Cast) -> None:
    made = solved(cast)
    sent = {"title": "鱼塘死鱼", "solution": f"请找 {cast.secondee.name}。"}
    answer = browser_of(cast, "office").post(f"{DESK}{made.pk}/knowledge", sent)
    assert answer.status_code == 422
    assert sent["solution"] in answer.content.decode()
    assert not Lesson.objects.exists()


def test_published_knowledge_is_found_by_its_words_and_by_their_sound(cast: Cast) -> None:
    _published(cast)
    _published(cast, "冷库断电", "先协调供电所。")
    for query in ("死鱼", "增氧", "yutang"):
        page = browser_of(cast, "secondee").get(f"{DESK}knowledge/", {"q": query}).content.decode()
        assert "鱼塘连续死鱼怎么办" in page, query
        assert "冷库断电" not in page, query


def test_what_is_taken_back_or_changed_is_read_by_nobody_until_it_is_published_again(cast: Cast) -> None:
    lesson = _published(cast)
    at = f"{DESK}knowledge/{lesson.pk}/"
    assert browser_of(cast, "secondee").get(at).status_code == 200
    changed = actions.write_lesson(
        by=cast.office, programme=cast.haiyue, title=lesson.title, solution="先停饲。", lesson=lesson
    )
    assert changed.published_at is None
    assert browser_of(cast, "secondee").get(at).status_code == 404


def test_whoever_works_on_the_like_is_shown_what_helped_before(cast: Cast) -> None:
    lesson = _published(cast)
    made = taken_on(cast)
    assert queries.lessons_for(cast.responder, made) == [lesson]
    assert lesson.title in browser_of(cast, "responder").get(f"{DESK}{made.pk}/").content.decode()


# Shortages


def test_what_could_not_be_solved_three_times_at_one_place_becomes_one_need(cast: Cast) -> None:
    _unsolvable(cast, 2)
    request_of(cast)
    assert queries.shortages(cast.office, cast.haiyue) == []
    _unsolvable(cast, 1)
    office, sent = browser_of(cast, "office"), {"topic": "T1", "place": "C11", "host": "CU11"}
    assert "青溪县 · 水产技术" in office.get(f"{DESK}shortages/").content.decode()
    office.post(f"{DESK}shortages/", sent)
    need = Need.objects.get(source="desk")
    assert (need.host, need.place) == (cast.organisations["qingxi"], cast.places["qingxi"])
    assert Shortage.objects.get().seen == 3
    again = office.post(f"{DESK}shortages/", sent)
    assert again.status_code == 422
    assert Need.objects.filter(source="desk").count() == 1
    page = reverse("registers:need", args=["haiyue", "2022", need.pk])
    assert f'href="{page}"' in office.get(f"{DESK}shortages/").content.decode()
    assert str(need) in browser_of(cast, "qingxi_officer").get(page).content.decode()


def test_what_lies_more_than_a_year_back_is_no_shortage_any_more(cast: Cast) -> None:
    old, *_ = _unsolvable(cast, 3)
    old.at = timezone.now() - timedelta(days=366)
    with writing(by=None, action="test") as write:
        write.save(old)
    assert queries.shortages(cast.office, cast.haiyue) == []


def test_of_a_village_without_a_host_the_county_that_it_lies_in_is_offered(cast: Cast) -> None:
    with writing(by=None, action="test") as write:
        village = write.save(Place(code="V1", name="青溪上村", kind="village", parent=cast.places["qingxi"]))
    _unsolvable(cast, 3, place=village)
    page = browser_of(cast, "office").get(f"{DESK}shortages/").content.decode()
    assert '<option value="CU11">' in page
    assert '<option value="CU12">' not in page
