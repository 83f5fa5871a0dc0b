"""The desk's pages: a report from a phone, figures that open their lists, few questions for many requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from shanhai.desk import actions, jobs
from shanhai.desk.forms import LONGEST
from shanhai.desk.models import Photo, Request
from shanhai.desk.views import knowledge
from shanhai.desk.views import requests as pages
from shanhai.desk.words import REASONS
from shanhai.programme.models import Participation
from shanhai.programme.trail import writing
from tests.desk.makers import browser_of, competence_of, request_of, solved, taken_on, topic_of
from tests.desk.pictures import a_photo
from tests.website.program import Program

if TYPE_CHECKING:
    from tests.cast import Cast

pytestmark = pytest.mark.django_db
DESK = "/p/haiyue/desk/"


def test_a_report_with_a_photo_goes_from_a_phone_to_the_desk(cast: Cast) -> None:
    photo = SimpleUploadedFile("IMG_1.jpg", a_photo(), "image/jpeg")
    answer = browser_of(cast, "secondee").post(f"{DESK}new", {"text": "鱼塘死鱼", "photos": [photo]})
    made = Request.objects.get()
    assert answer.headers["Location"] == f"{DESK}{made.pk}/"
    with Photo.objects.get().file.open("rb") as kept:
        assert b"A phone" not in kept.read()


@pytest.mark.parametrize("content", [b"no photo", b"\0" * 40 * 1024 * 1024], ids=["other-kind", "too-large"])
def test_what_is_no_photo_is_refused_and_the_words_are_kept(cast: Cast, content: bytes) -> None:
    sent = SimpleUploadedFile("IMG_1.jpg", content, "image/jpeg")
    answer = browser_of(cast, "secondee").post(f"{DESK}new", {"text": "鱼塘死鱼", "photos": [sent]})
    assert answer.status_code == 422
    assert "鱼塘死鱼" in answer.content.decode()
    assert ("JPEG" if content == b"no photo" else "10 MB") in answer.content.decode()
    assert not Request.objects.exists()


def test_who_follows_by_a_link_keeps_a_text_that_is_too_long(cast: Cast, client) -> None:
    topic_of(cast)
    actions.write_settings(by=cast.office, programme=cast.haiyue, is_public=True, terms={})
    made, key = actions.report_in_public(
        programme=cast.haiyue, said=actions.Said(text="路灯不亮"), name="", contact=""
    )
    told = "补" * (LONGEST + 1)
    answer = client.post(reverse("desk:follow", args=[key]), {"step": "tell_more", "text": told})
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert "4001" in answer.content.decode()
    made.refresh_from_db()
    assert made.version == 1


def test_a_program_is_told_that_its_report_is_too_long_and_it_is_never_cut(cast: Cast, client) -> None:
    topic_of(cast)
    program = Program(client, cast.secondee, "desk.report")
    answer = program.post("/api/v1/desk/haiyue/requests", {"text": "长" * (LONGEST + 1)})
    assert answer.status_code == 422
    assert not Request.objects.exists()
    answer = program.post("/api/v1/desk/haiyue/requests", {"text": "长" * LONGEST})
    assert len(answer.json()["text"]) == LONGEST


def test_a_report_with_nothing_in_it_is_told_what_is_wanted(cast: Cast) -> None:
    answer = browser_of(cast, "secondee").post(f"{DESK}new", {"text": " ", "contact": "塘边老李家"})
    assert answer.status_code == 422
    assert "塘边老李家" in answer.content.decode()


@pytest.mark.parametrize(("into", "why"), [("itself", "merge_itself"), ("foreign", "merge_foreign")])
def test_a_merge_that_makes_no_sense_is_told_in_words(cast: Cast, into: str, why: str) -> None:
    made = request_of(cast)
    topic_of(cast, programme=cast.linhai)
    said = actions.Said(text="外地诉求")
    other = actions.report(by=cast.foreign_host, programme=cast.linhai, said=said)
    number = (made if into == "itself" else other).number
    answer = browser_of(cast, "office").post(f"{DESK}{made.pk}/merge", {"into": number})
    assert answer.status_code == 422
    assert REASONS[why].en in answer.content.decode()
    assert f'value="{number}"' in answer.content.decode()
    made.refresh_from_db()
    assert made.state == "received"


def test_a_hand_over_to_a_unit_that_left_is_told_and_the_words_are_kept(cast: Cast) -> None:
    made = taken_on(cast)
    competence_of(cast, "institute")
    page = browser_of(cast, "responder").get(f"{DESK}{made.pk}/")
    assert 'value="U02"' in page.content.decode()
    with writing(by=None, action="test") as write:
        write.delete(Participation.objects.get(organisation=cast.organisations["institute"]))
    answer = browser_of(cast, "responder").post(
        f"{DESK}{made.pk}/step/hand_over", {"unit": "U02", "text": "请研究所取样"}
    )
    assert answer.status_code == 422
    assert REASONS["unit_left"].en in answer.content.decode()
    assert "请研究所取样" in answer.content.decode()
    assert 'value="U02"' not in answer.content.decode()


def test_words_that_are_too_long_are_kept_and_told_as_such(cast: Cast) -> None:
    made = taken_on(cast)
    text = "长" * 4_001
    answer = browser_of(cast, "responder").post(f"{DESK}{made.pk}/step/answer", {"text": text})
    assert answer.status_code == 422
    assert "longer than 4000 characters" in answer.content.decode()
    assert text in answer.content.decode()


def test_each_is_told_that_it_is_their_turn_and_others_are_told_whose(cast: Cast) -> None:
    made = taken_on(cast)
    page = f"{DESK}{made.pk}/"
    assert (
        f"yours: {cast.organisations['university']}"
        in browser_of(cast, "responder").get(page).content.decode()
    )
    assert "yours" not in browser_of(cast, "secondee").get(page).content.decode()
    actions.ask(by=cast.responder, request=made, text="几号塘？")
    asked = browser_of(cast, "secondee").get(page).content.decode()
    assert "yours: answer the question" in asked
    assert "yours: answer the question" in browser_of(cast, "secondee").get(f"{DESK}mine/").content.decode()
    assert asked.index("/more") < asked.index("/step/withdraw")
    assert "<strong>the asker</strong>" in browser_of(cast, "responder").get(page).content.decode()


def test_what_waits_at_the_desk_is_sorted_and_routed_first_to_units_that_take_it(cast: Cast) -> None:
    competence_of(cast)
    topic_of(cast, "T2", "用电用水")
    competence_of(cast, "institute", topics=["T2"])
    said = actions.Said(text="鱼塘死鱼", place=cast.places["qingxi"])
    made = actions.report(by=cast.secondee, programme=cast.haiyue, said=said)
    jobs.route_waiting(cast.haiyue.pk)
    made.refresh_from_db()
    office = browser_of(cast, "office")
    page = office.get(f"{DESK}{made.pk}/").content.decode()
    assert "It names no topic" in page
    assert page.index("/sort") < page.index("/step/route") < page.index("/step/answer")
    office.post(f"{DESK}{made.pk}/sort", {"topic": "T1", "place": "青溪县", "version": made.version})
    page = office.get(f"{DESK}{made.pk}/").content.decode()
    assert page.index("/step/route") < page.index("/step/answer") < page.index("/sort")
    assert "It names no topic" not in page
    takes, others = page.index("take this, by their own word"), page.index('label="others"')
    assert takes < page.index('value="U01"') < others < page.index('value="U02"')


def test_what_the_desk_hands_over_says_that_the_desk_chose(cast: Cast) -> None:
    made = taken_on(cast)
    institute = cast.organisations["institute"]
    made = actions.take(by=cast.office, request=made, name="hand_over", text="改由研究所", unit=institute)
    page = browser_of(cast, "office").get(f"{DESK}{made.pk}/").content.decode()
    assert f"The desk chose {institute} by hand." in page


def test_what_is_open_comes_before_what_is_closed(cast: Cast) -> None:
    closed = actions.take(by=cast.secondee, request=solved(cast), name="confirm")
    waiting = request_of(cast)
    office = browser_of(cast, "office")
    for address in (DESK, f"{DESK}?by=-next"):
        assert list(office.get(address).context["list"].page) == [waiting, closed]


def test_every_figure_opens_as_many_requests_as_it_counts(cast: Cast) -> None:
    request_of(cast)
    solved(cast)
    actions.take(by=cast.secondee, request=solved(cast), name="confirm")
    office = browser_of(cast, "office")
    page = office.get(f"{DESK}figures/")
    listed = [(count, address) for _, count, address, _ in page.context["figures"]]
    listed += [count for _, rows, _of in page.context["tables"] for _, counts in rows for count in counts]
    assert max(count for count, _ in listed) == 3
    for count, address in listed:
        assert office.get(address).context["list"].count == count, address


def test_where_not_all_topics_are_listed_it_is_said_how_many_there_are(cast: Cast, monkeypatch) -> None:
    monkeypatch.setattr(knowledge, "_MOST", 1)
    request_of(cast)
    request_of(cast, topic=topic_of(cast, "T2", "道路"))
    assert (
        "The 1 with most requests, of 2."
        in browser_of(cast, "office").get(f"{DESK}figures/").content.decode()
    )


def test_many_that_wait_are_routed_by_the_worker(cast: Cast, monkeypatch) -> None:
    competence_of(cast)
    made, given = request_of(cast), []
    monkeypatch.setattr(pages, "_MOST_AT_ONCE", 0)
    monkeypatch.setattr(pages, "async_task", lambda *task: given.append(task))
    page = browser_of(cast, "office").post(f"{DESK}route", follow=True)
    assert "in the background" in page.content.decode()
    assert given == [("shanhai.desk.jobs.route_waiting", cast.haiyue.pk)]
    made.refresh_from_db()
    assert made.state == "received"
    assert jobs.route_waiting(cast.haiyue.pk) == 1


@pytest.mark.parametrize(
    ("who", "page"), [("office", ""), ("office", "figures/"), ("secondee", "mine/"), ("responder", "queue/")]
)
def test_a_page_asks_as_little_for_many_requests_as_for_few(
    cast: Cast, who: str, page: str, django_assert_max_num_queries
) -> None:
    browser = browser_of(cast, who)
    solved(cast)
    browser.get(DESK + page)
    with django_assert_max_num_queries(60) as few:
        browser.get(DESK + page)
    topic = topic_of(cast)
    for _ in range(6):
        made = request_of(cast, topic=topic)
        actions.route_by_hand(by=cast.office, request=made, unit=cast.organisations["university"])
    with django_assert_max_num_queries(60) as many:
        browser.get(DESK + page)
    assert len(many) == len(few)
