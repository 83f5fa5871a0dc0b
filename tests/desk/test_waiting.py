"""The home page says of the desk what is late, what waits and what came back; panels show its requests."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from shanhai.desk import actions, navigation
from tests.desk.makers import calendar_now, request_of, routed, solved, taken_on
from tests.placements import scene

if TYPE_CHECKING:
    from tests.cast import Cast

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(days=40)


@pytest.fixture
def calendar(cast: Cast) -> None:
    """The calendars of these years, so that nobody is told that one is missing."""
    calendar_now(cast)


def _waits(cast: Cast, name: str) -> list[tuple[str, str]]:
    """What the desk tells an account: how it stands, and where it leads."""
    found = navigation.steps(cast.accounts[name], cast.cohort)
    return [(step.state, step.url.removeprefix("/p/haiyue/desk/")) for step in found]


@pytest.mark.usefixtures("calendar")
def test_nothing_waits_where_nothing_was_asked(cast: Cast) -> None:
    assert [_waits(cast, name) for name in ("office", "responder", "secondee", "panel")] == [[], [], [], []]


@pytest.mark.usefixtures("calendar")
def test_an_asker_is_told_what_waits_for_their_word_and_what_was_answered(cast: Cast) -> None:
    solved(cast)
    assert _waits(cast, "secondee") == [("waits", "mine/?turn=asker")]
    actions.take(by=cast.responder, request=taken_on(cast), name="answer", text="明天到塘。")
    assert ("back", "mine/?state=answered") in _waits(cast, "secondee")
    assert _waits(cast, "second_secondee") == []


@pytest.mark.usefixtures("calendar")
def test_a_unit_is_told_what_is_late_before_what_waits_and_what_was_not_settled(cast: Cast) -> None:
    routed(cast)
    assert _waits(cast, "responder") == [("waits", "queue/?turn=unit")]
    routed(cast, at=timezone.now() - LONG_AGO)
    actions.take(by=cast.secondee, request=solved(cast), name="reopen", text="还是不行。")
    found = _waits(cast, "responder")
    assert found == [
        ("late", "queue/?turn=unit&late=yes"),
        ("waits", "queue/?turn=unit"),
        ("back", "queue/?state=routed&mark=reopened"),
    ]


@pytest.mark.usefixtures("calendar")
def test_the_desk_is_told_what_came_back_and_what_is_late_with_units(cast: Cast) -> None:
    routed(cast, at=timezone.now() - LONG_AGO)
    actions.take(by=cast.responder, request=taken_on(cast), name="give_back", text="不归我们管。")
    assert _waits(cast, "office") == [
        ("waits", "?turn=desk"),
        ("back", "?turn=desk"),
        ("late", "?turn=unit&late=yes"),
    ]


def test_the_desk_is_told_which_year_has_no_calendar(cast: Cast) -> None:
    (step,) = navigation.steps(cast.office, cast.cohort)
    assert str(timezone.localdate().year) in step.why.en
    assert step.state == "open"


def _panel(cast: Cast, name: str, address: str):
    client = Client()
    client.force_login(cast.accounts[name], backend="django.contrib.auth.backends.ModelBackend")
    return client.get(address, headers={"HX-Request": "true"})


def test_the_page_of_a_placement_shows_what_its_person_asked_since(cast: Cast) -> None:
    placement = scene.in_post(cast)
    before = datetime.combine(scene.STARTS - timedelta(days=1), time(23), tzinfo=UTC) - timedelta(hours=9)
    earlier, mine = request_of(cast, at=before), request_of(cast)
    another = request_of(cast, by="second_secondee")
    address = reverse("desk:of_placement", args=[placement.pk])
    page = _panel(cast, "secondee", address).content.decode()
    assert mine.number in page
    assert earlier.number not in page
    assert another.number not in page
    assert reverse("desk:report", args=["haiyue"]) in page


def test_a_panel_tells_the_asker_what_is_theirs_and_others_whose_it_is(cast: Cast) -> None:
    address = reverse("desk:of_placement", args=[scene.in_post(cast).pk])
    solved(cast)
    assert "yours: say whether it is settled" in _panel(cast, "secondee", address).content.decode()
    for_the_office = _panel(cast, "office", address).content.decode()
    assert "turn of the asker" in for_the_office
    assert "yours" not in for_the_office


def test_the_host_sees_no_words_of_the_person_that_are_none_of_its_own(cast: Cast) -> None:
    placement = scene.in_post(cast)
    mine = request_of(cast)
    page = _panel(cast, "qingxi_officer", reverse("desk:of_placement", args=[placement.pk]))
    assert page.status_code == 200
    assert mine.number not in page.content.decode()
    actions.route_by_hand(by=cast.office, request=mine, unit=cast.organisations["qingxi"])
    page = _panel(cast, "qingxi_officer", reverse("desk:of_placement", args=[placement.pk]))
    assert mine.number in page.content.decode()


def test_a_unit_shows_what_it_asked_and_what_it_works_on(cast: Cast) -> None:
    asked = request_of(cast, by="hospital_officer", unit=cast.organisations["hospital"])
    working = routed(cast, unit="qingxi")
    foreign = routed(cast)
    address = reverse("desk:of_organisation", args=["haiyue", "CU11"])
    page = _panel(cast, "office", address).content.decode()
    assert asked.number in page
    assert working.number in page
    assert foreign.number not in page


def test_a_cohort_counts_what_its_people_asked(cast: Cast) -> None:
    scene.in_post(cast)
    mine, other = request_of(cast), request_of(cast, by="second_secondee")
    address = reverse("desk:of_cohort", args=["haiyue", "2022"])
    page = _panel(cast, "auditor", address).content.decode()
    assert mine.number in page
    assert other.number not in page
    assert _panel(cast, "secondee", address).status_code == 403


@pytest.mark.parametrize("who", ["office", "auditor"])
def test_the_page_of_the_cohort_loads_the_panel(cast: Cast, who: str) -> None:
    address = reverse("desk:of_cohort", args=["haiyue", "2022"])
    assert f'hx-get="{address}"' in _panel(cast, who, "/p/haiyue/2022/").content.decode()
    assert f'hx-get="{address}"' not in _panel(cast, "secondee", "/p/haiyue/2022/").content.decode()
